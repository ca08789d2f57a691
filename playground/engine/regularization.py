"""Penalties on the size of the weights, each with its derivative."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.arrays import Floats


@dataclass(frozen=True)
class Regularization:
    """A penalty R(w) that training adds to the loss, times the regularization rate.

    Attributes
    ----------
    value : callable ``(w)``
        Returns R of each weight.
    derivative : callable ``(w, out)``
        Writes R'(w) into ``out``.
    kills : bool
        True if a weight that the penalty pushes across zero becomes zero and stays there.
    """

    value: Callable[[Floats], Floats]
    derivative: Callable[[Floats, Floats], object]
    kills: bool


def l1(w: Floats) -> Floats:
    """Return the absolute value |w|."""
    return np.abs(w)


def l1_derivative(w: Floats, out: Floats) -> None:
    """Write sign(w), which is 0 at 0."""
    np.sign(w, out=out)


def l2(w: Floats) -> Floats:
    """Return half the square, w² / 2."""
    return np.square(w) / 2


def l2_derivative(w: Floats, out: Floats) -> None:
    """Write w itself."""
    np.copyto(out, w)


REGULARIZATIONS = {
    "none": None,
    "l1": Regularization(l1, l1_derivative, kills=True),
    "l2": Regularization(l2, l2_derivative, kills=False),
}
