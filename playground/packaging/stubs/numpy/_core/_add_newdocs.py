"""Stands in for what gives NumPy's compiled functions their docstrings."""
