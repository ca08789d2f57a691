"""The forward and the backward pass of a network over a fixed number of samples.

Samples are columns here, so every array is (units, n). Each array is allocated once and written
anew by every pass: for the small batches of the playground the number of NumPy calls is the cost.
Inputs and activations carry a last row of ones, which the biases are the weights of.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import AnyFloats, Floats

from .activations import UnitFunction
from .layout import blocks
from .losses import Loss

if TYPE_CHECKING:
    from .network import Network

Precision = type[np.floating] | np.dtype[np.floating]
"""Single or double precision, as NumPy calls it."""


class Layer:
    """One layer in a pass: its parameters and the arrays that belong to its units.

    Attributes
    ----------
    z : ndarray, shape (units, n)
        Pre-activations, W' a + b with the activations a of the layer below.
    value : ndarray, shape (units, n)
        f(z).
    activations : ndarray, shape (units, n)
        What the layer passes on: f(z), plus the activations below if the layer is residual.
    delta, delta_z : ndarray, shape (units, n)
        Derivatives of the mean loss with respect to ``activations`` and to ``z``.
    """

    z: AnyFloats
    delta: AnyFloats
    delta_z: AnyFloats

    def __init__(
        self,
        block: AnyFloats,
        gradient: AnyFloats,
        function: UnitFunction,
        residual: bool,
        n: int,
    ):
        units = block.shape[1]
        self.function = function
        self.residual = residual
        self.with_ones = np.empty((units + 1, n), block.dtype)
        self.with_ones[-1] = 1
        self.activations = self.with_ones[:-1]
        self.z, self.delta, self.delta_z = np.empty((3, units, n), block.dtype)
        self.value = np.empty_like(self.z) if residual else self.activations
        self._block_transposed = block.T
        self._weights = block[:-1]
        self._gradient = gradient
        self._delta_z_transposed = self.delta_z.T

    def forward(self, inputs: AnyFloats) -> AnyFloats:
        """Propagate ``inputs`` (fan_in + 1, n); return the activations with their row of ones."""
        np.matmul(self._block_transposed, inputs, out=self.z)
        self.function.value(self.z, self.value)
        if self.residual:
            np.add(self.value, inputs[:-1], out=self.activations)
        return self.with_ones

    def backward_through_function(self) -> None:
        """Turn ``delta`` into ``delta_z`` by the derivative of the activation function."""
        self.function.derivative(self.z, self.value, self.delta_z)
        np.multiply(self.delta_z, self.delta, out=self.delta_z)

    def backward_to_parameters(self, inputs: AnyFloats) -> None:
        """Write the gradient of the layer's block, given its ``inputs`` (fan_in + 1, n)."""
        np.dot(inputs, self._delta_z_transposed, self._gradient)

    def backward_to_inputs(self, delta: AnyFloats) -> None:
        """Write the derivative with respect to the activations below into ``delta``."""
        np.dot(self._weights, self.delta_z, delta)
        if self.residual:
            np.add(delta, self.delta, out=delta)


class Pass:
    """All layers of a network, ready to propagate ``n_samples`` samples forth and back.

    With dtype float64 the pass works on the network's own parameters, so it can be used again
    after they change; with another dtype it works on a copy of them.

    Attributes
    ----------
    layers : list of Layer
        The layers after the inputs.
    inputs : ndarray, shape (inputs + 1, n)
        What the last forward pass propagated.
    """

    def __init__(self, network: "Network", n_samples: int, dtype: Precision = np.float64):
        theta: AnyFloats = network.theta.astype(dtype, copy=False)
        self.gradient = np.empty_like(theta)
        parameters = zip(
            blocks(theta, network.shape),
            blocks(self.gradient, network.shape),
            network.functions,
            network.residual,
            strict=True,
        )
        self.layers = [Layer(*row, n_samples) for row in parameters]
        self._logit_scale = network.functions[-1].logit_scale
        self._downward = list(pairwise(reversed(self.layers)))
        self._share = np.array(1 / n_samples)

    def forward(self, inputs: AnyFloats) -> None:
        """Propagate ``inputs`` (inputs + 1, n), whose last row is ones, through every layer."""
        self.inputs = inputs
        for layer in self.layers:
            inputs = layer.forward(inputs)

    def loss(self, loss: Loss, targets: Floats) -> float:
        """Return the mean over samples of the loss of the last forward pass."""
        top = self.layers[-1]
        losses = loss.value(top.z, top.activations, targets, self._logit_scale)
        return float(losses.sum() * self._share)

    def backward(self, loss: Loss, targets: Floats) -> AnyFloats:
        """Return the gradient (P,) of the mean loss of the last forward pass.

        The vector is the same at every call and is overwritten by the next one.
        """
        top = self.layers[-1]
        self._start_backward(top, loss, targets)
        np.multiply(top.delta_z, self._share, out=top.delta_z)
        for layer, below in self._downward:
            layer.backward_to_parameters(below.with_ones)
            layer.backward_to_inputs(below.delta)
            below.backward_through_function()
        self.layers[0].backward_to_parameters(self.inputs)
        return self.gradient

    def backward_to_inputs(
        self,
        number: int,
        delta_z: AnyFloats,
        through_function: Callable[[Layer], object] = Layer.backward_through_function,
    ) -> AnyFloats:
        """Return a derivative with respect to the inputs, (inputs, n), of the last forward pass.

        On the way every layer below the start gets its ``delta``, the derivative with respect to
        its activations.

        Parameters
        ----------
        number : int
            The layer to start from; the first after the inputs is 1.
        delta_z : ndarray, shape (units, n)
            The derivative with respect to the pre-activations of that layer.
        through_function : callable ``(layer)``
            Turns the ``delta`` of a layer into its ``delta_z``.
        """
        start = self.layers[number - 1]
        np.copyto(start.delta_z, delta_z)
        start.delta.fill(0.0)  # else a residual layer would hand it on beside delta_z
        for layer, below in self._downward[len(self.layers) - number :]:
            layer.backward_to_inputs(below.delta)
            through_function(below)
        derivative = np.empty_like(self.inputs[:-1])
        self.layers[0].backward_to_inputs(derivative)
        return derivative

    def _start_backward(self, top: Layer, loss: Loss, targets: Floats) -> None:
        into = top.delta_z if loss.by_pre_activation else top.delta
        loss.derivative(top.z, top.activations, targets, self._logit_scale, into)
        if not loss.by_pre_activation:
            top.backward_through_function()
