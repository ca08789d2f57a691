"""The kinds of NumPy arrays that the rooms hand one another; what shape one has says its owner."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)
"""Whatever an array is made of, where a function gives back what it was given."""

Floats = NDArray[np.float64]
"""Numbers in double precision: data, parameters, and most of what is computed of them."""

AnyFloats = NDArray[np.floating]
"""Numbers in the precision of the samples: a network works in single precision, if they are."""

Ints = NDArray[np.integer]
"""Whole numbers of any size: class indices, counts, places in another array."""

Bools = NDArray[np.bool_]
"""Truth values: masks."""

Numbers = NDArray[np.floating | np.integer]
"""Labels: whole numbers if they name classes, else values to learn."""
