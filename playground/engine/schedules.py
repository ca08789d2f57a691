"""Schedules: how the learning rate changes from epoch to epoch."""

from collections.abc import Callable
from math import cos, pi

Schedule = Callable[[int, int, float], float]
"""A function ``(epoch, period, factor)`` that returns what the learning rate is multiplied by.

``epoch`` counts from 0. It changes between epochs only, never from batch to batch.
"""


def constant(epoch: int, period: int, factor: float) -> float:
    """Return 1."""
    return 1.0


def step(epoch: int, period: int, factor: float) -> float:
    """Return factor^k once k periods have passed, PyTorch's ``StepLR``."""
    return factor ** (epoch // period)


def cosine(epoch: int, period: int, factor: float) -> float:
    """Return half a cosine wave that falls from 1 towards 0 within a period and then starts anew.

    Loshchilov & Hutter (2017), eq. 5; PyTorch's ``CosineAnnealingWarmRestarts``.
    """
    return (1 + cos(pi * (epoch % period) / period)) / 2


SCHEDULES: dict[str, Schedule] = {"constant": constant, "step": step, "cosine": cosine}
