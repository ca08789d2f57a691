"""Stands in for what gives NumPy's compiled scalar types their docstrings."""
