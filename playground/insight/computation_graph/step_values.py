"""What the tensors of a training step hold: the present values of a dataflow graph."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats
from playground.engine import Network
from playground.engine.layout import blocks
from playground.engine.losses import loss_for_output
from playground.engine.network import quiet
from playground.engine.propagation import Layer
from playground.insight.computation_graph.operations import layer_names


class Statistics(NamedTuple):
    """The smallest, mean and largest entry of a tensor, and their standard deviation."""

    minimum: float
    mean: float
    maximum: float
    deviation: float


def statistics(values: AnyFloats) -> Statistics:
    """Return the statistics of a tensor with one entry at least."""
    numbers = (values.min(), values.mean(), values.max(), values.std())
    return Statistics(*(float(number) for number in numbers))


@quiet
def step_values(
    net: Network, X: ArrayLike, y: ArrayLike, loss: str = "squared"
) -> dict[str, AnyFloats]:
    """Return the tensors of a training step on the given samples, without taking the step.

    Parameters
    ----------
    net, X, y, loss
        As for ``Network.loss``.

    Returns
    -------
    dict of ndarray
        Tensors by the names of their operations in `dataflow`, with its shapes. Those that depend
        on chance or on more settings are missing: dropout, initializers, clipping, regularization
        and optimizer.

    Raises
    ------
    ValueError
        As ``Network.loss`` does.
    """
    row = loss_for_output(loss, net.output)
    inputs, targets = net.columns(X, y, loss)
    propagation = net.forward_pass(X)
    gradients = blocks(propagation.backward(row, targets), net.shape)
    layers, top = propagation.layers, propagation.layers[-1]
    losses = row.value(top.z, top.activations, targets, net.functions[-1].logit_scale)
    by_a = top.delta / inputs.shape[1]  # a pass takes the mean only in delta_z
    mean = np.array(propagation.loss(row, targets))
    values: dict[str, AnyFloats] = {
        "input/features": inputs[:-1].T,
        "input/targets": targets.T,
        "loss/per_sample": losses.T,
        "loss/mean": mean,
        "loss/derivative": (top.delta_z if row.by_pre_activation else by_a).T,
        "summaries/loss": mean,
    }
    for index, name in enumerate(layer_names(len(layers))):
        values |= _layer_values(name, layers[index], net.weights[index], net.biases[index])
        values |= _gradients(name, layers[index], gradients[index])
        if index:
            values |= _gradients_below(name, layers[index], layers[index - 1], net.weights[index])
    if row.by_pre_activation:
        del values["gradients/output/activation"]
    return values


def _layer_values(name: str, layer: Layer, weights: Floats, biases: Floats) -> dict[str, AnyFloats]:
    values: dict[str, AnyFloats] = {
        f"{name}/weights": weights.copy(),
        f"{name}/biases": biases.copy(),
        f"{name}/matmul": layer.z.T - biases,
        f"{name}/add": layer.z.T,
        f"{name}/activation": layer.value.T,
    }
    return values | ({f"{name}/skip": layer.activations.T} if layer.residual else {})


def _gradients(name: str, layer: Layer, gradient: AnyFloats) -> dict[str, AnyFloats]:
    return {
        f"gradients/{name}/activation": layer.delta_z.T,
        f"gradients/{name}/weights": gradient[:-1],
        f"gradients/{name}/biases": gradient[-1],
    }


def _gradients_below(
    name: str, layer: Layer, below: Layer, weights: Floats
) -> dict[str, AnyFloats]:
    values: dict[str, AnyFloats] = {f"gradients/{name}/inputs": (weights @ layer.delta_z).T}
    return values | ({f"gradients/{name}/skip": below.delta.T} if layer.residual else {})
