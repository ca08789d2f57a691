"""What a kind of input shows of a network's inputs and units."""

from typing import NamedTuple

from playground.arrays import AnyFloats


class Pictures(NamedTuple):
    """Square pictures of numbers from -1 to +1; row 0 is the bottom.

    Attributes
    ----------
    inputs : ndarray
        Of the inputs that have a box of their own, (boxes, size, size).
    units : tuple of ndarray
        Per layer after the input: of its units, (units, size, size).
    large : ndarray or None
        Of the part that is shown large, in its full resolution; None if that is the output, and the
        output is shown by its answers.
    """

    inputs: AnyFloats
    units: tuple[AnyFloats, ...]
    large: AnyFloats | None
