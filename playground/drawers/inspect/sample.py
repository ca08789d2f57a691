"""One sample's way through all neurons of a network, as texts."""

import numpy as np

from playground.engine import Network
from playground.frame import units_of
from playground.insight.trace import LayerTrace, Trace
from playground.number_format import factor, number, rounded
from playground.text import text
from playground.ui.live_text import Texts


def passage_texts(network: Network, sample: Trace, loss: str) -> Texts:
    """Write the values of every neuron for one sample.

    Parameters
    ----------
    network : Network
    sample : Trace
        The sample's way through the network.
    loss : str
        Name of the loss.

    Returns
    -------
    dict of str to str
        Each input by "x" and its index; "z", "a", "delta_a", "slope" and "delta_z" of each neuron
        by these words and its address; "loss" for how the loss is calculated.
    """
    texts = {f"x {i}": number(value) for i, value in enumerate(sample.inputs)}
    for unit in units_of(network.shape):
        for name, value in _values(sample.layers[unit.layer - 1], unit.index).items():
            texts[f"{name} {unit}"] = text("output.none") if value is None else number(value)
    return texts | {"loss": _loss(network, sample, loss)}


def _values(layer: LayerTrace, i: int) -> dict[str, float | None]:
    columns = {
        "z": layer.z,
        "a": layer.activations,
        "delta_a": layer.delta_a,
        "slope": layer.slope,
        "delta_z": layer.delta_z,
    }
    return {name: None if column is None else column[i] for name, column in columns.items()}


def _loss(network: Network, sample: Trace, loss: str) -> str:
    """Write how the loss is calculated; with several outputs that of the true class counts."""
    i = int(np.argmax(sample.targets))
    return text(
        f"sample_loss.{loss}",
        a=number(sample.outputs[i]),
        t=factor(sample.targets[i]),
        z=factor(sample.layers[-1].z[i]),
        scale=rounded(network.functions[-1].logit_scale or 1),
        result=number(sample.loss),
    )
