"""Checks of settings: each returns the checked value or raises a ValueError that explains."""

from collections.abc import Callable, Collection, Sequence
from numbers import Integral, Real
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.arrays import Scalar

Value = TypeVar("Value")


def one_of(setting: str, value: object, allowed: Collection[str]) -> str:
    """Return ``value`` if it is one of the names in ``allowed``."""
    if not isinstance(value, str) or value not in allowed:
        names = ", ".join(repr(name) for name in allowed)
        raise ValueError(f"{setting} must be one of {names}, got {value!r}")
    return value


def one_per_layer(
    setting: str, value: str | Sequence[str], allowed: Collection[str], layers: int
) -> tuple[str, ...]:
    """Return a name in ``allowed`` for each hidden layer: one for all, or as many as there are."""
    if isinstance(value, str):
        return (one_of(setting, value, allowed),) * layers
    names = tuple(one_of(setting, name, allowed) for name in value)
    if len(names) != layers:
        raise ValueError(
            f"{setting} must be one name or one for each of {layers} hidden layers, "
            f"got {list(names)}"
        )
    return names


def positive(setting: str, value: float) -> float:
    """Return ``value`` as a float if it is finite and greater than 0."""
    if not isinstance(value, Real) or not 0 < value < float("inf"):
        raise ValueError(f"{setting} must be a finite number greater than 0, got {value!r}")
    return float(value)


def not_negative(setting: str, value: float) -> float:
    """Return ``value`` as a float if it is finite and at least 0."""
    if not isinstance(value, Real) or not 0 <= value < float("inf"):
        raise ValueError(f"{setting} must be a finite number, 0 or greater, got {value!r}")
    return float(value)


def fraction(setting: str, value: float) -> float:
    """Return ``value`` as a float if it is at least 0 and less than 1."""
    if not isinstance(value, Real) or not 0 <= value < 1:
        raise ValueError(f"{setting} must be at least 0 and less than 1, got {value!r}")
    return float(value)


def whole_number(setting: str, value: int, minimum: int) -> int:
    """Return ``value`` as an int if it is a whole number of at least ``minimum``."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < minimum:
        raise ValueError(f"{setting} must be a whole number of at least {minimum}, got {value!r}")
    return int(value)


class Checked(Generic[Value]):
    """An attribute that is checked whenever it is set.

    It has no ``__get__``, so that it is read as fast as any other attribute.

    Parameters
    ----------
    check : callable ``(setting, value, *arguments)``
        Returns the value to keep.
    *arguments
        What else ``check`` takes.
    """

    def __init__(self, check: Callable[..., Value], *arguments: object):
        self._check = check
        self._arguments = arguments

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    if TYPE_CHECKING:  # what is found in its place in the instance

        def __get__(self, instance: object, owner: type) -> Value: ...

    def __set__(self, instance: object, value: Value) -> None:
        instance.__dict__[self._name] = self._check(self._name, value, *self._arguments)


def layer_sizes(shape: Collection[int]) -> tuple[int, ...]:
    """Return ``shape`` as a tuple if it has two or more layers of one or more units."""
    sizes = tuple(whole_number("every entry of shape", size, minimum=1) for size in shape)
    if len(sizes) < 2:
        raise ValueError(f"shape must name an input and an output layer, got {list(sizes)}")
    return sizes


def finite(setting: str, values: NDArray[Scalar]) -> NDArray[Scalar]:
    """Return ``values`` if none of them is NaN or infinite."""
    if not np.isfinite(values).all():
        where = np.argwhere(~np.isfinite(values))[0].tolist()
        raise ValueError(f"{setting} must be finite, got {values[tuple(where)]} at index {where}")
    return values
