"""One neuron: its formula with the numbers in it, its parameters, and what it does to a sample."""

from collections.abc import Sequence

from playground.arrays import AnyFloats, Floats
from playground.drawers.inspect.formulas import activation_symbol, signed_sum, weighted_sum
from playground.engine import Network
from playground.engine.layout import blocks
from playground.frame import Edge, Unit
from playground.insight.trace import LayerTrace, Trace
from playground.number_format import editable, factor, number, rounded
from playground.text import text
from playground.ui.live_text import Texts
from playground.views.labels import feature_label


def function_name(network: Network, layer: int) -> str:
    """Return the name of the activation function of a layer, where the first hidden one is 1."""
    return (*network.activations, network.output)[layer - 1]


def incoming(unit: Unit, shape: Sequence[int]) -> list[Unit | Edge]:
    """List the addresses of a neuron's weights, and its own last, which stands for the bias."""
    weights = [Edge(unit.layer, i, unit.index) for i in range(shape[unit.layer - 1])]
    return [*weights, unit]


def input_symbols(unit: Unit, shape: Sequence[int], features: Sequence[str]) -> list[str]:
    """List the signs of what a neuron gets: features, or activations of the layer below."""
    if unit.layer == 1:
        return [feature_label(name) for name in features]
    return [activation_symbol(unit.layer - 1, i) for i in range(shape[unit.layer - 1])]


def parameters_of(unit: Unit, theta: AnyFloats, shape: Sequence[int]) -> AnyFloats:
    """Return a neuron's weights and its bias (fan_in + 1,) in a vector (P,) of all parameters."""
    return blocks(theta, shape)[unit.layer - 1][:, unit.index]


def applied(network: Network, unit: Unit, z: str) -> str:
    """Write the activation function of a neuron applied to ``z``."""
    return text(f"applied.{function_name(network, unit.layer)}", z=z)


def neuron_texts(
    network: Network, unit: Unit, features: Sequence[str], gradient: AnyFloats
) -> Texts:
    """Write a neuron's formula, parameters and their gradient.

    Parameters
    ----------
    network : Network
    unit : Unit
    features : sequence of str
        The network's inputs.
    gradient : ndarray, shape (P,)
        Of the loss over the training data.

    Returns
    -------
    dict of str to str
        "formula"; each parameter by its address; each gradient by "gradient" and the address.
    """
    *weights, bias = parameters = parameters_of(unit, network.theta, network.shape)
    symbols = input_symbols(unit, network.shape, features)
    formula = applied(network, unit, weighted_sum(weights, symbols, bias))
    if network.residual[unit.layer - 1]:
        formula += f" + {activation_symbol(unit.layer - 1, unit.index)}"
    texts = {"formula": f"{activation_symbol(*unit)} = {formula}"}
    slopes = parameters_of(unit, gradient, network.shape)
    for part, value, slope in zip(incoming(unit, network.shape), parameters, slopes, strict=True):
        texts[str(part)] = editable(value)
        texts[f"gradient {part}"] = number(slope)
    return texts


def sample_texts(network: Network, unit: Unit, sample: Trace, loss: str, after: Floats) -> Texts:
    """Write what a neuron does to one sample, forward and backward, with all numbers.

    Parameters
    ----------
    network : Network
    unit : Unit
    sample : Trace
        The sample's way through the network.
    loss : str
        Name of the loss.
    after : ndarray, shape (P,)
        The parameters after a step on this sample.

    Returns
    -------
    dict of str to str
        "z", "a", "delta_a", "delta_z"; and for each parameter its factor, its gradient and its
        value after the step by "input", "sample" or "after" and its address.
    """
    layer = sample.layers[unit.layer - 1]
    delta_a, delta_z = _deltas(network, unit, sample, loss)
    texts = {
        "z": _z(layer, unit.index),
        "a": _a(network, unit, layer),
        "delta_a": delta_a,
        "delta_z": delta_z,
    }
    delta = layer.delta_z[unit.index]
    columns = zip(
        incoming(unit, network.shape),
        [*layer.inputs, 1.0],
        parameters_of(unit, after, network.shape),
        strict=True,
    )
    for part, value, new in columns:
        texts[f"input {part}"] = number(value)
        texts[f"sample {part}"] = number(value * delta)
        texts[f"after {part}"] = number(new)
    return texts


def _z(layer: LayerTrace, i: int) -> str:
    factors = [factor(value) for value in layer.inputs]
    z = weighted_sum(layer.weights[:, i], factors, layer.biases[i])
    return f"z = {z} = {number(layer.z[i])}"


def _a(network: Network, unit: Unit, layer: LayerTrace) -> str:
    i = unit.index
    if function_name(network, unit.layer) == "softmax":
        total = " + ".join(f"exp({number(z)})" for z in layer.z)
        return f"a = exp({number(layer.z[i])}) / ({total}) = {number(layer.activations[i])}"
    value = applied(network, unit, number(layer.z[i]))
    passed_on = f" + {factor(layer.inputs[i])}" if layer.residual else ""
    return f"a = {value}{passed_on} = {number(layer.activations[i])}"


def _deltas(network: Network, unit: Unit, sample: Trace, loss: str) -> tuple[str, str]:
    """Write the derivatives of the loss by a neuron's activation, if it has one, and by its z."""
    layer, i = sample.layers[unit.layer - 1], unit.index
    if layer.delta_a is None or layer.slope is None:
        return "", _output_delta(network, i, sample, loss)
    is_output = unit.layer == len(sample.layers)
    delta_a = (
        _output_delta(network, i, sample, loss)
        if is_output
        else _hidden_delta(unit, sample, layer.delta_a)
    )
    product = f"{factor(layer.delta_a[i])}·{factor(layer.slope[i])}"
    return delta_a, text("inspect.product", product=product, result=number(layer.delta_z[i]))


def _output_delta(network: Network, i: int, sample: Trace, loss: str) -> str:
    """Write the derivative that backpropagation starts from, by an output or by its z."""
    top = sample.layers[-1]
    start = top.delta_z if top.delta_a is None else top.delta_a
    return text(
        f"output_delta.{loss}",
        a=number(sample.outputs[i]),
        t=factor(sample.targets[i]),
        z=factor(top.z[i]),
        scale=rounded(network.functions[-1].logit_scale or 1),
        result=number(start[i]),
    )


def _hidden_delta(unit: Unit, sample: Trace, delta_a: AnyFloats) -> str:
    """Write what comes back to an activation from the layer above."""
    above = sample.layers[unit.layer]
    columns = zip(above.weights[unit.index], above.delta_z, strict=True)
    terms = [(weight, f"·{factor(delta)}") for weight, delta in columns]
    if above.residual and above.delta_a is not None:
        terms.append((above.delta_a[unit.index], ""))
    return f"∂L/∂a = {signed_sum(terms)} = {number(delta_a[unit.index])}"
