"""Optimizers: how one gradient moves the whole parameter vector."""

from typing import Protocol

import numpy as np


class Optimizer(Protocol):
    """What a row of OPTIMIZERS is: a class that keeps its state for ``size`` parameters."""

    def __init__(self, size: int): ...

    def step(self, theta: np.ndarray, gradient: np.ndarray, learning_rate: float) -> None:
        """Move ``theta`` (P,) in place against ``gradient`` (P,), which stays as it is."""


class SGD:
    """Stochastic gradient descent: theta - learning_rate * gradient."""

    def __init__(self, size: int):
        self._change = np.empty(size)

    def step(self, theta: np.ndarray, gradient: np.ndarray, learning_rate: float) -> None:
        """Move ``theta`` (P,) in place against ``gradient`` (P,), which stays as it is."""
        np.multiply(gradient, learning_rate, out=self._change)
        np.subtract(theta, self._change, out=theta)


OPTIMIZERS: dict[str, type[Optimizer]] = {"sgd": SGD}
