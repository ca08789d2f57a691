"""Checks of what is asked about a network: each raises a ValueError that explains."""

from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.engine import Network
from playground.engine.validation import finite


def between(setting: str, value: float, low: float, high: float) -> float:
    """Return ``value`` as a float if it is a number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
        raise ValueError(f"{setting} must be a number between {low} and {high}, got {value!r}")
    return float(value)


def index(setting: str, value: int, low: int, high: int) -> int:
    """Return ``value`` as an int if it is a whole number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, Integral) or not low <= value <= high:
        raise ValueError(
            f"{setting} must be a whole number between {low} and {high}, got {value!r}"
        )
    return int(value)


def existing_layer(net: Network, layer: int) -> int:
    """Return the number of a layer after the inputs, which count from 1."""
    return index("layer", layer, 1, len(net.shape) - 1)


def existing_unit(net: Network, layer: int, unit: int) -> int:
    """Return the index of a unit of a layer."""
    return index(f"unit of layer {layer}", unit, 0, net.shape[layer] - 1)


def finite_parameters(net: Network) -> None:
    """Refuse a network with a weight or bias that is NaN or infinite."""
    finite("the network's parameters", net.theta)


def unit_of(net: Network, layer: int, unit: int) -> tuple[int, int]:
    """Return layer and unit if the network has them and its parameters are finite."""
    layer = existing_layer(net, layer)
    finite_parameters(net)
    return layer, existing_unit(net, layer, unit)


def samples(X: ArrayLike, columns: int | None = None) -> Floats:
    """Return ``X`` as float64 if it is a finite array (n, columns) with n > 0."""
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or len(X) == 0 or columns not in (None, X.shape[1]):
        raise ValueError(f"X must have shape (n, {columns or 'inputs'}) with n > 0, got {X.shape}")
    return finite("X", X)
