"""Which samples excite a unit most, and which of their inputs are responsible."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats, Ints
from playground.engine import Network
from playground.engine.network import quiet
from playground.engine.validation import whole_number
from playground.insight.attribution.relevance import relevance
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


def strongest(scores: AnyFloats, activations: AnyFloats, count: int) -> Ints:
    """Return the indices of the largest activations, the largest first.

    Of equal ones that with the larger pre-activation comes first, and then the earlier one.
    """
    return np.lexsort((-scores, -activations))[:count]


def top_samples(
    net: Network,
    X: ArrayLike,
    layer: int,
    unit: int,
    count: int = 9,
    method: str = "lrp-epsilon",
) -> TopSamples:
    """Find the samples that excite a unit most and the inputs that are responsible.

    The samples are those with the largest activation, which for a softmax depends on the other
    outputs, too; where it saturates, the pre-activation tells them apart. Nine of them, with their
    deconvolution, are what the toolbox of Yosinski et al. (2015) shows. By default the inputs are
    found by LRP: below one hidden layer a deconvolution is the same for all samples.

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
        A method of `relevance`.

    Raises
    ------
    ValueError
        If there is no such unit, X does not fit, ``count`` is less than 1, the method is unknown or
        not defined for the network, or a parameter of the network is not finite.
    """
    layer, unit = unit_of(net, layer, unit)
    X = samples(X, net.shape[0])
    whole_number("count", count, minimum=1)
    scores, activations = excitation(net, X, layer, unit)
    top = strongest(scores, activations, count)
    responsible = relevance(net, X[top], method, unit, layer=layer)
    return TopSamples(top, scores[top], activations[top], responsible, method)
