"""Weights and biases that are set by hand."""

from collections.abc import Sequence

from playground.arrays import Floats
from playground.engine import Network
from playground.frame import Edge, Unit

LARGEST_EDIT = 1e6
"""Weights and biases beyond it are refused by hand: no network of this size has use for them."""


def set_weight(network: Network, edge: Edge, value: float) -> None:
    """Give one weight a value; a ValueError says what is wrong with it or its address."""
    _set_parameter(network.weights, edge.layer, (edge.source, edge.target), value)


def set_bias(network: Network, unit: Unit, value: float) -> None:
    """Give one bias a value; a ValueError says what is wrong with it or its address."""
    _set_parameter(network.biases, unit.layer, (unit.index,), value)


def _set_parameter(
    parameters: Sequence[Floats], layer: int, index: tuple[int, ...], value: float
) -> None:
    if not abs(value) <= LARGEST_EDIT:
        raise ValueError(
            f"a weight or bias must be between {-LARGEST_EDIT:g} and {LARGEST_EDIT:g}, got {value}"
        )
    if not 1 <= layer <= len(parameters):
        raise ValueError(f"layer must be between 1 and {len(parameters)}, got {layer}")
    array = parameters[layer - 1]
    if not all(0 <= i < n for i, n in zip(index, array.shape, strict=True)):
        raise ValueError(f"layer {layer} has no parameter {index}, its shape is {array.shape}")
    array[index] = value
