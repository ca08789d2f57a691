"""Which samples excite a unit most, and which of their inputs are responsible."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats, Ints
from playground.engine import Network
from playground.engine.network import quiet
from playground.engine.validation import whole_number
from playground.insight.attribution.relevance import methods_for, relevance
from playground.insight.checks import samples, unit_of


@dataclass(frozen=True, eq=False)
class TopSamples:
    """The samples that excite a unit most, the strongest first.

    Attributes
    ----------
    indices : ndarray of int, shape (count,)
        Their rows in X.
    scores : ndarray, shape (count,)
        The unit's pre-activations.
    activations : ndarray, shape (count,)
        The unit's activations.
    responsible : ndarray, shape (count, inputs)
        The relevance of their inputs for the unit.
    method : str
        How it was computed.
    """

    indices: Ints
    scores: AnyFloats
    activations: AnyFloats
    responsible: AnyFloats
    method: str


@quiet
def excitation(net: Network, X: Floats, layer: int, unit: int) -> tuple[AnyFloats, AnyFloats]:
    """Return the pre-activations (n,) and the activations (n,) of an existing unit."""
    reached = net.forward_pass(X).layers[layer - 1]
    return reached.z[unit], reached.activations[unit]


def strongest(scores: AnyFloats, count: int) -> Ints:
    """Return the indices of the largest scores, the largest first and of equals the first first."""
    return np.argsort(-scores, kind="stable")[:count]


def top_samples(
    net: Network, X: ArrayLike, layer: int, unit: int, count: int = 9, method: str | None = None
) -> TopSamples:
    """Find the samples that excite a unit most and the inputs that are responsible.

    The samples are those with the largest pre-activation, which orders them as the activation does
    but goes on to tell them apart where that saturates. Nine of them with their deconvolution are
    what the toolbox of Yosinski et al. (2015) shows.

    Parameters
    ----------
    net : Network
        The network.
    X : array_like, shape (n, inputs)
        The samples to choose from, such as the training data.
    layer : int
        The unit's layer; the first after the inputs is 1.
    unit : int
        The unit's index in its layer, from 0.
    count : int
        How many samples to find, at least 1; all are found if X has no more.
    method : str, optional
        A method of `relevance`; by default "deconvolution" where it is defined, else "gradient".

    Raises
    ------
    ValueError
        If there is no such unit, X does not fit, ``count`` is less than 1, the method is unknown or
        not defined for the network, or a parameter of the network is not finite.
    """
    layer, unit = unit_of(net, layer, unit)
    X = samples(X, net.shape[0])
    whole_number("count", count, minimum=1)
    if method is None:
        method = "deconvolution" if "deconvolution" in methods_for(net, layer) else "gradient"
    scores, activations = excitation(net, X, layer, unit)
    top = strongest(scores, count)
    responsible = relevance(net, X[top], method, unit, layer=layer)
    return TopSamples(top, scores[top], activations[top], responsible, method)
