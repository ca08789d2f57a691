"""What one unit answers at any place, and in which direction its answer grows."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.engine import Network
from playground.engine.network import quiet
from playground.engine.propagation import Pass

Mapping = Callable[[Floats], Floats]

_H = 1e-5
"""Step of central differences; they err by h² and by 1e-16 / h, both some 1e-10."""


class Response(NamedTuple):
    """What a unit answers at some points: pre-activations (n,), activations (n,), gradients (n, d).

    The gradients are those of the pre-activations.
    """

    score: AnyFloats
    activation: AnyFloats
    gradient: AnyFloats


class UnitResponse:
    """A unit's pre-activation, activation and gradient as functions of the input.

    Parameters
    ----------
    net : Network
        The network.
    layer, unit : int
        The unit, which must exist.
    mapping : callable, optional
        Turns points (n, d) into inputs of the network (n, inputs); by default they are the same.
    """

    def __init__(self, net: Network, layer: int, unit: int, mapping: Mapping | None, n: int):
        self._mapping = mapping
        self._pass = Pass(net, n)
        self._layer, self._unit = layer, unit
        self._inputs = np.ones((net.shape[0] + 1, n))
        self._chosen = np.zeros((net.shape[layer], n))
        self._chosen[unit] = 1

    @quiet
    def __call__(self, points: Floats) -> Response:
        """Return what the unit answers at points (n, d)."""
        inputs, jacobian = points, None
        if self._mapping is not None:
            inputs, jacobian = differentiate(self._mapping, points)
        self._inputs[:-1] = inputs.T
        self._pass.forward(self._inputs)
        gradient = self._pass.backward_to_inputs(self._layer, self._chosen).T
        if jacobian is not None:
            gradient = np.einsum("dni,ni->nd", jacobian, gradient)
        layer = self._pass.layers[self._layer - 1]
        score, activation = layer.z[self._unit], layer.activations[self._unit]
        return Response(score.copy(), activation.copy(), gradient)


def differentiate(mapping: Mapping, points: Floats) -> tuple[Floats, Floats]:
    """Return a mapping's values (n, inputs) at points (n, d) and its derivatives (d, n, inputs).

    Central differences serve every mapping. They err by some 1e-10 for features of the plane.
    """
    n, d = points.shape
    shifts = _H * np.eye(d)[:, np.newaxis]
    places = np.concatenate([points[np.newaxis], points + shifts, points - shifts])
    values = mapping(places.reshape(-1, d)).reshape(2 * d + 1, n, -1)
    return values[0], (values[1 : d + 1] - values[d + 1 :]) / (2 * _H)
