"""Stands in for the package of this name, of which Panel imports one class."""
