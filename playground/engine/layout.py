"""Where the weights and biases of each layer lie in the flat parameter vector.

Layer by layer, the vector holds the weights (fan_in, fan_out) in row-major order and then the
biases (fan_out,). Weights and biases of one layer are thus together one matrix
(fan_in + 1, fan_out) whose last row is the bias: the *block* of the layer. With a constant 1
appended to the inputs, one matrix product applies both.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from playground.arrays import Floats, Scalar


def parameter_count(shape: Sequence[int]) -> int:
    """Return the number of weights and biases of a network with layers of these sizes."""
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(shape))


def blocks(theta: NDArray[Scalar], shape: Sequence[int]) -> list[NDArray[Scalar]]:
    """Return each layer's block (fan_in + 1, fan_out) as a view into ``theta`` (P,)."""
    views = []
    start = 0
    for fan_in, fan_out in pairwise(shape):
        stop = start + (fan_in + 1) * fan_out
        views.append(theta[start:stop].reshape(fan_in + 1, fan_out))
        start = stop
    return views


def weight_mask(shape: Sequence[int]) -> Floats:
    """Return a vector (P,) that is 1.0 where the parameter is a weight and 0.0 at biases."""
    mask = np.ones(parameter_count(shape))
    for block in blocks(mask, shape):
        block[-1] = 0.0
    return mask
