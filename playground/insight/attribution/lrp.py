"""Layer-wise relevance propagation: rules that share out the relevance of units to their inputs.

Bach et al. (2015), "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise
Relevance Propagation"; Montavon et al. (2019), "Layer-Wise Relevance Propagation: An Overview";
Andéol et al. (2021), "Learning Domain Invariant Representations by Joint Wasserstein Distance
Minimization", for LRP-gamma.

A unit with inputs a_i has the pre-activation z = sum of a_i w_i + b. Every rule gives input i a
share of the unit's relevance R that depends on its contribution a_i w_i. The bias gets a share as
well, as the weight of a constant input 1; that share goes no further. Where a denominator is 0 no
input can be named as the cause, and the share is 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.engine import Network
from playground.engine.layout import blocks
from playground.engine.propagation import Layer, Pass
from playground.engine.validation import not_negative


@dataclass(frozen=True)
class RuleSettings:
    """The numbers in the rules, each finite and 0 or greater.

    Attributes
    ----------
    epsilon : float
        What the epsilon rule adds to the size of the denominator.
    gamma : float
        How much the gamma rule favors contributions of the sign of the pre-activation.
    alpha, beta : float
        How much the alpha-beta rule counts what excites and what inhibits a unit.
    """

    epsilon: float = 1e-6
    gamma: float = 0.25
    alpha: float = 2.0
    beta: float = 1.0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            not_negative(name, value)


Rule = Callable[[AnyFloats, Floats, AnyFloats, RuleSettings], AnyFloats]


def _share_out(
    a: AnyFloats, weights: Floats, relevance: AnyFloats, epsilon: float = 0.0
) -> AnyFloats:
    """Return each input's share a_i w_ij / z_j of the relevance (fan_out, n), summed over units.

    Inputs are (fan_in, n) and weights (fan_in, fan_out). ``epsilon`` is added to the size of z;
    the sign of 0 counts as positive.
    """
    z = weights.T @ a
    z += np.where(z < 0, -epsilon, epsilon)
    per_z = np.divide(relevance, z, out=np.zeros_like(z), where=z != 0)
    return a * (weights @ per_z)


def zero_rule(
    a: AnyFloats, weights: Floats, relevance: AnyFloats, settings: RuleSettings
) -> AnyFloats:
    """Share out in proportion to the contributions, LRP-0."""
    return _share_out(a, weights, relevance)


def epsilon_rule(
    a: AnyFloats, weights: Floats, relevance: AnyFloats, settings: RuleSettings
) -> AnyFloats:
    """Share out by LRP-0, but let ``epsilon`` absorb the relevance of units with a small z."""
    return _share_out(a, weights, relevance, settings.epsilon)


def gamma_rule(
    a: AnyFloats, weights: Floats, relevance: AnyFloats, settings: RuleSettings
) -> AnyFloats:
    """Share out as if contributions c of the sign of z were (1 + gamma) c, LRP-gamma.

    The rule for inputs of both signs (Andéol et al. 2021): c + gamma max(0, c) where z > 0 and
    c + gamma min(0, c) where z < 0, so that no denominator is smaller than z. For inputs and
    pre-activations that are not negative it is that of Montavon et al. (2019).
    """
    parts = np.concatenate([np.maximum(a, 0), np.minimum(a, 0)])
    positive = weights + settings.gamma * np.maximum(weights, 0)
    negative = weights + settings.gamma * np.minimum(weights, 0)
    z = weights.T @ a
    shares = _share_out(parts, np.concatenate([positive, negative]), relevance * (z > 0))
    shares += _share_out(parts, np.concatenate([negative, positive]), relevance * (z < 0))
    return shares[: len(a)] + shares[len(a) :]


def alpha_beta_rule(
    a: AnyFloats, weights: Floats, relevance: AnyFloats, settings: RuleSettings
) -> AnyFloats:
    """Share out ``alpha`` R among positive and -``beta`` R among negative contributions."""
    parts = np.concatenate([np.maximum(a, 0), np.minimum(a, 0)])
    positive, negative = np.maximum(weights, 0), np.minimum(weights, 0)
    excitation = _share_out(parts, np.concatenate([positive, negative]), relevance)
    inhibition = _share_out(parts, np.concatenate([negative, positive]), relevance)
    shares = settings.alpha * excitation - settings.beta * inhibition
    return shares[: len(a)] + shares[len(a) :]


def propagate_relevance(
    rule: Rule,
    net: Network,
    propagation: Pass,
    layer: int,
    chosen: AnyFloats,
    settings: RuleSettings,
) -> list[AnyFloats]:
    """Return the relevance of every layer, the inputs first, for pre-activations of one layer.

    Activation functions pass relevance on unchanged. A residual layer is a sum f(z) + a: its
    relevance is shared out to both by the same rule, as if they were inputs of weight 1.

    Parameters
    ----------
    rule : callable
        One of the rules above.
    net : Network
    propagation : Pass
        A forward pass of the network.
    layer : int
        The layer to explain; the first after the inputs is 1.
    chosen : ndarray, shape (units, n)
        1 at the unit to explain for each sample, 0 elsewhere.
    settings : RuleSettings

    Returns
    -------
    list of ndarray, shape (units, n)
    """
    layers = propagation.layers[:layer]
    inputs = [propagation.inputs, *(below.with_ones for below in layers[:-1])]
    relevance: list[AnyFloats] = [chosen * layers[-1].z]
    of_z: AnyFloats = relevance[0]
    of_skip: AnyFloats | float = 0.0
    for i, block in reversed(list(enumerate(blocks(net.theta, net.shape)[:layer]))):
        relevance.insert(0, rule(inputs[i], block, of_z, settings)[:-1] + of_skip)
        if i > 0:
            of_z, of_skip = _through_sum(
                rule, layers[i - 1], inputs[i - 1][:-1], relevance[0], settings
            )
    return relevance


def _through_sum(
    rule: Rule, layer: Layer, below: AnyFloats, relevance: AnyFloats, settings: RuleSettings
) -> tuple[AnyFloats, AnyFloats | float]:
    """Share out a layer's relevance to f(z) and to the activations that it adds."""
    if not layer.residual:
        return relevance, 0.0
    ones = np.eye(len(relevance))
    summands = np.concatenate([layer.value, below])
    shares = rule(summands, np.concatenate([ones, ones]), relevance, settings)
    of_value, of_input = np.split(shares, 2)
    return of_value, of_input
