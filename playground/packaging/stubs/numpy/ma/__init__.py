"""Stands in for the package of this name: Bokeh asks of each array whether it is a masked one."""

from numpy import ndarray


class MaskedArray(ndarray):
    """A class that nothing is an instance of."""
