"""Random distributions that a network's weights start from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.arrays import Floats


@dataclass(frozen=True)
class Initialization:
    """How the parameters of a layer are drawn.

    Attributes
    ----------
    weights : callable ``(rng, fan_in, fan_out)``
        Returns weights (fan_in, fan_out) drawn with the generator ``rng``.
    bias : float
        The value that every bias starts from.
    """

    weights: Callable[[np.random.Generator, int, int], Floats]
    bias: float


def uniform(rng: np.random.Generator, fan_in: int, fan_out: int) -> Floats:
    """Draw from U(-0.5, 0.5), as in TensorFlow Playground (Smilkov et al. 2017)."""
    return rng.uniform(-0.5, 0.5, (fan_in, fan_out))


def xavier(rng: np.random.Generator, fan_in: int, fan_out: int) -> Floats:
    """Draw uniformly with variance 2 / (fan_in + fan_out), Glorot & Bengio (2010), eq. 16."""
    bound = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, (fan_in, fan_out))


def he(rng: np.random.Generator, fan_in: int, fan_out: int) -> Floats:
    """Draw normally with variance 2 / fan_in, He et al. (2015), eq. 10."""
    return rng.normal(0.0, np.sqrt(2 / fan_in), (fan_in, fan_out))


def zero(rng: np.random.Generator, fan_in: int, fan_out: int) -> Floats:
    """Draw nothing: all weights are 0, so the neurons of a layer stay alike for ever."""
    return np.zeros((fan_in, fan_out))


INITIALIZATIONS = {
    "uniform": Initialization(uniform, bias=0.1),
    "xavier": Initialization(xavier, bias=0.0),
    "he": Initialization(he, bias=0.0),
    "zero": Initialization(zero, bias=0.0),
}
