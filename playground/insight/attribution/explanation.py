"""Why a network answers what it answers to one sample: its relevance by all methods."""

from typing import NamedTuple

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.engine import Network
from playground.insight import METHODS, methods_for
from playground.insight.attribution.relevance import relevance

CONSERVING = ("lrp-zero", "lrp-epsilon", "lrp-gamma", "lrp-alpha-beta")
"""Methods that share the score out to the inputs, save what biases and epsilon absorb."""


class Explanation(NamedTuple):
    """What speaks for one output.

    Attributes
    ----------
    target : int
        Index of the output.
    score : float
        Its pre-activation, which is explained.
    relevance : dict of str to ndarray, shape (inputs,)
        By the methods that are defined for the network, in the order of METHODS.
    missing : tuple of str
        Names of the others.
    """

    target: int
    score: float
    relevance: dict[str, AnyFloats]
    missing: tuple[str, ...]


def explain(network: Network, x: Floats, target: int | None = None) -> Explanation:
    """Explain one sample.

    Parameters
    ----------
    network : Network
    x : ndarray, shape (inputs,)
        What the network is given of it.
    target : int, optional
        The output to explain; by default the one with the largest score.

    Raises
    ------
    ValueError
        If there is no such output, or a parameter of the network is not finite.
    """
    scores = network.forward_pass(x[np.newaxis]).layers[-1].z[:, 0].copy()
    target = int(scores.argmax()) if target is None else target
    defined = methods_for(network)
    values = {name: relevance(network, x[np.newaxis], name, target)[0] for name in defined}
    missing = tuple(name for name in METHODS if name not in defined)
    return Explanation(target, float(scores[target]), values, missing)


def scaled(values: AnyFloats) -> AnyFloats:
    """Return values divided by the largest size among them, unless all are zero or infinite."""
    largest = np.abs(values).max()
    return values / largest if 0 < largest < np.inf else np.zeros_like(values)
