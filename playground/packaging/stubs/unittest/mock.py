"""Stands in for the module of this name, of which Panel imports one class."""


class Mock:
    """A class that nothing is an instance of."""
