"""What every neuron answers to one image, as HTML whose numbers `LiveText` fills in."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from playground.arrays import AnyFloats, Floats
from playground.engine import Network
from playground.number_format import fixed, probability
from playground.text import text
from playground.ui.live_text import Texts


def answers_html(shape: Sequence[int], names: Sequence[str]) -> Markup:
    """Lay out a bar for each output and a cell for each hidden neuron.

    Parameters
    ----------
    shape : sequence of int
        Units per layer.
    names : sequence of str
        Names of the classes.
    """
    bar = Markup(
        '<li translate="no"><span>{1}</span><span class="bar" data-share="bar {0}"></span>'
        '<b data-key="output {0}"></b></li>'
    )
    hidden = enumerate(shape[1:-1], start=1)
    return Markup('<h3>{} <span data-key="verdict"></span></h3><ul class="bars">{}</ul>{}').format(
        text("answers.outputs"),
        Markup("").join(bar.format(*one) for one in enumerate(names)),
        Markup("").join(_layer(number, units) for number, units in hidden),
    )


def _layer(number: int, units: int) -> Markup:
    cell = Markup(
        '<li class="shade" translate="no" data-share="share {number} {i}"><small>{n}</small> '
        '<span data-key="unit {number} {i}"></span></li>'
    )
    cells = Markup("").join(cell.format(number=number, i=i, n=i + 1) for i in range(units))
    title = text("answers.layer", number=number)
    return Markup('<h3>{}</h3><ul class="cells">{}</ul>').format(title, cells)


def answers_texts(network: Network, image: Floats, names: Sequence[str]) -> Texts:
    """Write what the neurons answer.

    Parameters
    ----------
    network : Network
    image : ndarray, shape (inputs,)
    names : sequence of str
        Names of the classes.

    Returns
    -------
    dict of str to str
        "verdict"; "output 0" and "bar 0" for the probability of each class, as a number and as a
        share; "unit 1 0" and "share 1 0" for the activation of each hidden neuron, and for its size
        beside the largest of its layer.
    """
    *hidden, outputs = (layer[0] for layer in network.forward(image[np.newaxis])[1:])
    texts = {"verdict": _verdict(image, outputs, names)}
    for i, output in enumerate(outputs):
        texts[f"output {i}"] = probability(output)
        texts[f"bar {i}"] = f"{output:.3f}"
    for number, layer in enumerate(hidden, start=1):
        shares = np.abs(layer) / max(np.abs(layer).max(), 1e-12)
        for i, (activation, share) in enumerate(zip(layer, shares, strict=True)):
            texts[f"unit {number} {i}"] = fixed(activation, 2)
            texts[f"share {number} {i}"] = f"{share:.3f}"
    return texts


def _verdict(image: Floats, outputs: AnyFloats, names: Sequence[str]) -> str:
    """Say which digit the network reads, unless nothing is drawn or several are equally likely."""
    if not image.any():
        return text("answers.blank")
    best = np.flatnonzero(outputs == outputs.max())
    return text("answers.verdict", name=names[best[0]]) if len(best) == 1 else text("answers.tie")
