"""Relevance: how much each input of a network speaks for the answer of one of its units.

The methods are those that Samek et al. (2017), "Evaluating the Visualization of What a Deep Neural
Network Has Learned", compares, and further rules of layer-wise relevance propagation (`lrp`).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Ints
from playground.data import feature_matrix
from playground.engine import ACTIVATIONS, Network
from playground.engine.network import quiet
from playground.engine.propagation import Layer, Pass
from playground.engine.validation import one_of
from playground.insight.attribution.lrp import (
    RuleSettings,
    alpha_beta_rule,
    epsilon_rule,
    gamma_rule,
    propagate_relevance,
    zero_rule,
)
from playground.insight.checks import existing_layer, existing_unit, finite_parameters
from playground.insight.maps import plane_grid

Target = int | Sequence[int] | Ints | None
"""Units to explain: one for all samples, one for each, or those that are predicted."""

Method = Callable[[Network, Pass, int, AnyFloats, RuleSettings], list[AnyFloats]]


def gradient(
    net: Network,
    propagation: Pass,
    layer: int,
    chosen: AnyFloats,
    settings: RuleSettings,
    through: Callable[[Layer], object] = Layer.backward_through_function,
) -> list[AnyFloats]:
    """Return the derivative of the chosen units with respect to every layer's activations."""
    derivative = propagation.backward_to_inputs(layer, chosen, through)
    return [derivative, *(below.delta for below in propagation.layers[: layer - 1]), chosen]


def sensitivity(
    net: Network, propagation: Pass, layer: int, chosen: AnyFloats, settings: RuleSettings
) -> list[AnyFloats]:
    """Return the squared derivative (Simonyan et al. 2014; Gevrey et al. 2003)."""
    return [np.square(part) for part in gradient(net, propagation, layer, chosen, settings)]


def deconvolution(
    net: Network, propagation: Pass, layer: int, chosen: AnyFloats, settings: RuleSettings
) -> list[AnyFloats]:
    """Return the signal of Zeiler & Fergus (2014): each ReLU passes on what is positive of it."""
    others = _hidden_functions(net, layer) - {"relu"}
    if others:
        raise ValueError(
            "method 'deconvolution' is defined for hidden units with activation 'relu' only, "
            f"got {min(others)!r}"
        )
    return gradient(net, propagation, layer, chosen, settings, _rectify_delta)


def _rectify_delta(layer: Layer) -> None:
    np.maximum(layer.delta, 0.0, out=layer.delta_z)


def _hidden_functions(net: Network, layer: int) -> set[str]:
    """Return the names of the activation functions below a layer."""
    below = net.functions[: layer - 1]
    return {name for name, row in ACTIVATIONS.items() if any(row is one for one in below)}


METHODS: dict[str, Method] = {
    "gradient": gradient,
    "sensitivity": sensitivity,
    "deconvolution": deconvolution,
    "lrp-zero": partial(propagate_relevance, zero_rule),
    "lrp-epsilon": partial(propagate_relevance, epsilon_rule),
    "lrp-gamma": partial(propagate_relevance, gamma_rule),
    "lrp-alpha-beta": partial(propagate_relevance, alpha_beta_rule),
}


def methods_for(net: Network, layer: int | None = None) -> tuple[str, ...]:
    """Return the names in METHODS that are defined for units of a layer, by default the output."""
    layer = _layer_or_output(net, layer)
    relu_only = _hidden_functions(net, layer) <= {"relu"}
    return tuple(name for name in METHODS if relu_only or name != "deconvolution")


def _layer_or_output(net: Network, layer: int | None) -> int:
    return len(net.shape) - 1 if layer is None else existing_layer(net, layer)


def relevance(
    net: Network,
    X: ArrayLike,
    method: str,
    target: Target = None,
    epsilon: float = 1e-6,
    gamma: float = 0.25,
    alpha: float = 2.0,
    beta: float = 1.0,
    layer: int | None = None,
) -> np.ndarray:
    """Explain the score of a unit, its pre-activation, by the inputs of each sample.

    Biases get their share of the relevance, too, so the shares of the inputs add up to the score
    only if all biases are 0. In "lrp-alpha-beta" they then do so if ``alpha - beta`` is 1 and every
    unit has both positive and negative contributions. A residual layer a = f(z) + a_before passes
    derivatives on to both, unchanged to a_before; the LRP rules share its relevance out to f(z) and
    a_before in proportion to the two.

    Parameters
    ----------
    net : Network
        The network.
    X : array_like, shape (n, inputs)
        The samples.
    method : str
        A name in METHODS; "deconvolution" only if all hidden units below are ReLUs.
    target : int or sequence of int, shape (n,), optional
        Index of the unit to explain, for all samples or for each; by default each sample's
        predicted unit, the one with the largest pre-activation.
    epsilon, gamma, alpha, beta : float
        The numbers in the LRP rules, see `RuleSettings`.
    layer : int, optional
        The layer of the unit; the first after the inputs is 1, the default is the output.

    Returns
    -------
    ndarray, shape (n, inputs)

    Raises
    ------
    ValueError
        If the method is unknown or not defined for the network, there is no such unit, X does not
        fit, a number is out of its range or a parameter of the network is not finite.
    """
    settings = RuleSettings(epsilon, gamma, alpha, beta)
    return relevance_by_layer(net, X, method, target, settings, layer)[0]


@quiet
def relevance_by_layer(
    net: Network,
    X: ArrayLike,
    method: str,
    target: Target = None,
    settings: RuleSettings | None = None,
    layer: int | None = None,
) -> list[AnyFloats]:
    """Return the relevance of the units of every layer on the way to the explained one.

    Parameters and errors are those of `relevance`, save that ``settings`` holds the numbers in the
    LRP rules.

    Returns
    -------
    list of ndarray, shape (n, units)
        The inputs first. Last is the explained layer, with 1 (derivatives) or the score (LRP) at
        the explained unit and 0 elsewhere.
    """
    explain = METHODS[one_of("method", method, METHODS)]
    layer = _layer_or_output(net, layer)
    finite_parameters(net)
    propagation = net.forward_pass(X)
    z = propagation.layers[layer - 1].z
    chosen = np.zeros_like(z)
    chosen[explained_units(net, layer, z, target), np.arange(z.shape[1])] = 1
    parts = explain(net, propagation, layer, chosen, settings or RuleSettings())
    return [part.T for part in parts]


def explained_units(net: Network, layer: int, z: AnyFloats, target: Target) -> Ints:
    """Return the index of the unit to explain for each sample (n,), given ``z`` (units, n)."""
    if target is None:
        predicted: Ints = z.argmax(axis=0)
        return predicted
    targets = np.atleast_1d(target)
    if targets.shape not in ((1,), (z.shape[1],)):
        raise ValueError(
            f"target must be one unit, or one for each of the {z.shape[1]} samples, "
            f"got an array of shape {targets.shape}"
        )
    for unit in np.unique(targets).tolist():
        existing_unit(net, layer, unit)
    return np.broadcast_to(targets, z.shape[1])


class Settings(TypedDict, total=False):
    """Further parameters of `relevance`."""

    epsilon: float
    gamma: float
    alpha: float
    beta: float
    layer: int | None


def relevance_maps(
    net: Network,
    features: Sequence[str],
    method: str,
    target: int | None = None,
    resolution: int = 50,
    **settings: Unpack[Settings],
) -> np.ndarray:
    """Return the relevance of every input feature at each point of the plane.

    Parameters
    ----------
    net : Network
        A network whose inputs are ``features``.
    features : sequence of str
        Names in FEATURES, one for each input of the network.
    method, target, **settings
        As for `relevance`.
    resolution : int
        Points along each side of a map, at least 2.

    Returns
    -------
    ndarray, shape (features, resolution, resolution)
        Rows and columns as in `decision_maps`.

    Raises
    ------
    ValueError
        As `relevance` does, or if a feature is unknown or the resolution is less than 2.
    """
    X = feature_matrix(plane_grid(resolution), features)
    return relevance(net, X, method, target, **settings).T.reshape(-1, resolution, resolution)
