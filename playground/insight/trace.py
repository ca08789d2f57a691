"""One sample followed through a network, forward to its loss and backward to every parameter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats
from playground.engine import Network, Trainer
from playground.engine.layout import blocks
from playground.engine.losses import loss_for_output
from playground.engine.network import quiet
from playground.engine.propagation import Layer


@dataclass(frozen=True)
class LayerTrace:
    """What one layer does with one sample.

    Attributes
    ----------
    inputs : ndarray, shape (fan_in,)
        Activations of the layer below; the network's inputs in the first layer.
    weights, biases : ndarray, shape (fan_in, units) and (units,)
        Parameters.
    z : ndarray, shape (units,)
        Pre-activations, W' inputs + b.
    activations : ndarray, shape (units,)
        f(z), plus the inputs if the layer is residual.
    residual : bool
        Whether it is.
    slope : ndarray, shape (units,), or None
        f'(z); None for the outputs if the loss is differentiated by their z directly.
    delta_a : ndarray, shape (units,), or None
        Derivative of the loss by ``activations``; None where ``slope`` is.
    delta_z : ndarray, shape (units,)
        Derivative of the loss by ``z``: delta_a * slope.
    weight_gradient, bias_gradient : ndarray, shape (fan_in, units) and (units,)
        Derivatives of the loss by the parameters: inputs * delta_z, and delta_z itself.
    """

    inputs: AnyFloats
    weights: Floats
    biases: Floats
    z: AnyFloats
    activations: AnyFloats
    residual: bool
    slope: AnyFloats | None
    delta_a: AnyFloats | None
    delta_z: AnyFloats
    weight_gradient: AnyFloats
    bias_gradient: AnyFloats


@dataclass(frozen=True)
class Trace:
    """One sample's way through a network.

    Attributes
    ----------
    layers : tuple of LayerTrace
        The layers after the inputs.
    targets : ndarray, shape (outputs,)
        What the loss compares the outputs with: labels, probabilities 0 and 1, or a one-hot class.
    loss : float
        The loss of this sample.
    """

    layers: tuple[LayerTrace, ...]
    targets: Floats
    loss: float

    @property
    def inputs(self) -> AnyFloats:
        """The network's inputs, (inputs,)."""
        return self.layers[0].inputs

    @property
    def outputs(self) -> AnyFloats:
        """The network's outputs, (outputs,)."""
        return self.layers[-1].activations


@quiet
def trace(net: Network, x: ArrayLike, y: ArrayLike, loss: str = "squared") -> Trace:
    """Follow one sample forward and backward (Rumelhart et al. 1986), value by value.

    Parameters
    ----------
    net : Network
    x : array_like, shape (inputs,)
        The sample's inputs.
    y : float, int or array_like, shape (outputs,)
        Its label, as ``Network.loss`` takes it.
    loss : str
        A name in LOSSES that goes with the network's output.

    Returns
    -------
    Trace
        Its arrays are copies, which no later training changes.

    Raises
    ------
    ValueError
        As ``Network.loss`` does.
    """
    X, labels = np.asarray([x], float), np.asarray([y], float)
    _, targets = net.columns(X, labels, loss)
    row = loss_for_output(loss, net.output)
    propagation = net.forward_pass(X)
    gradients = blocks(propagation.backward(row, targets), net.shape)
    top = propagation.layers[-1]
    inputs = [propagation.inputs[:-1], *(layer.activations for layer in propagation.layers[:-1])]
    arrays = zip(inputs, net.weights, net.biases, gradients, strict=True)
    layers = [
        _layer_trace(layer, *four, by_a=layer is not top or not row.by_pre_activation)
        for layer, four in zip(propagation.layers, arrays, strict=True)
    ]
    return Trace(tuple(layers), targets[:, 0].copy(), propagation.loss(row, targets))


def _layer_trace(
    layer: Layer,
    inputs: AnyFloats,
    weights: Floats,
    biases: Floats,
    gradient: AnyFloats,
    by_a: bool,
) -> LayerTrace:
    """Copy what a pass over one sample holds; ``by_a`` says if the loss has a derivative by a."""
    slope: AnyFloats | None = None
    delta_a: AnyFloats | None = None
    if by_a:
        slopes = np.empty_like(layer.z)
        layer.function.derivative(layer.z, layer.value, slopes)
        slope, delta_a = slopes[:, 0], layer.delta[:, 0].copy()
    return LayerTrace(
        inputs=inputs[:, 0].copy(),
        weights=weights.copy(),
        biases=biases.copy(),
        z=layer.z[:, 0].copy(),
        activations=layer.activations[:, 0].copy(),
        residual=layer.residual,
        slope=slope,
        delta_a=delta_a,
        delta_z=layer.delta_z[:, 0].copy(),
        weight_gradient=gradient[:-1].copy(),
        bias_gradient=gradient[-1].copy(),
    )


def next_step(trainer: Trainer, x: ArrayLike, y: ArrayLike) -> Floats:
    """Return the parameters (P,) after the trainer's next step, if one sample were all its batch.

    It is the true step: with the optimizer and what that remembers of earlier steps, the learning
    rate of the next epoch, clipping and regularization; only dropout, which is chance, is left out.
    It is taken on a copy: the trainer and its network stay as they are.

    Parameters
    ----------
    trainer : Trainer
    x, y
        The sample, as for `trace`.
    """
    twin = trainer.without_chance()
    twin.run_epoch(np.asarray([x], float), np.asarray([y], float))
    return twin.network.theta
