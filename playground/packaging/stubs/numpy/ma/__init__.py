"""Stands in for the package of this name: Bokeh and NumPy ask of arrays whether they are masked."""

from numpy import ndarray


class MaskedArray(ndarray):
    """A class that nothing is an instance of."""


def isMaskedArray(x: object) -> bool:  # noqa: N802 # NumPy calls it so
    """Say of anything that it is no masked array."""
    return isinstance(x, MaskedArray)
