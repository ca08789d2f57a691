"""Pixel flipping: how fast a score falls when the inputs that a method calls relevant are removed.

Samek et al. (2017), "Evaluating the Visualization of What a Deep Neural Network Has Learned",
by region perturbation; a region is one input here. The better a method ranks the inputs, the faster
the score falls.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats, Ints
from playground.engine import Network
from playground.engine.network import quiet
from playground.engine.propagation import Pass
from playground.engine.validation import one_of
from playground.insight.attribution.relevance import Target, explained_units, methods_for, relevance
from playground.insight.checks import finite_parameters, index, samples
from playground.insight.sliced import sliced

RANDOM = "random"
"""The name of the random order, which any method should beat."""


def _blank(rng: np.random.Generator, X: Floats) -> Floats:
    """Return zeros, which are blank paper in the digits."""
    return np.zeros_like(X)


def _uniform(rng: np.random.Generator, X: Floats) -> Floats:
    """Return random numbers, uniform in the range of all inputs, as Samek et al. do."""
    return rng.uniform(X.min(), X.max(), X.shape)


def _mirror(rng: np.random.Generator, X: Floats) -> Floats:
    """Return large values for small ones and vice versa, as Bach et al. (2015) do with digits."""
    mirrored: Floats = X.min() + X.max() - X
    return mirrored


REMOVALS: dict[str, Callable[[np.random.Generator, Floats], Floats]] = {
    "blank": _blank,
    "uniform": _uniform,
    "mirror": _mirror,
}
"""What takes the place of a removed input: functions of a generator and the samples (n, inputs).

"blank" takes information away and adds none, but cannot judge the relevance of what is blank
already; the other two draw ink where there was none, which may speak for the class as well.
"""


@dataclass(frozen=True, eq=False)
class FlippingCurves:
    """How a score falls when inputs are removed, the most relevant first.

    Attributes
    ----------
    scores : dict of str to ndarray, shape (flips + 1,)
        For each method, and for the random order, the mean score over samples after 0, 1, 2, ...
        removed inputs.
    aopc : dict of str to float
        For each of them the area over the perturbation curve: the mean over 0, 1, 2, ... removed
        inputs of how far the score has fallen. The larger it is, the better does the method find
        what the network relies on.
    """

    scores: dict[str, Floats]
    aopc: dict[str, float]


@sliced
def pixel_flipping(
    net: Network,
    X: ArrayLike,
    methods: Sequence[str] | None = None,
    target: Target = None,
    removal: str = "blank",
    flips: int | None = None,
    seed: int = 0,
) -> Generator[float, None, FlippingCurves]:
    """Remove the inputs of each sample one by one, the most relevant first, and watch the score.

    The score is the pre-activation of the output unit that is explained; it stays the same unit,
    also when the network comes to predict another. Inputs of equal relevance are removed in random
    order.

    Parameters
    ----------
    net : Network
        The network. It may go on training meanwhile: the one explained is a copy.
    X : array_like, shape (n, inputs)
        The samples, such as the test data.
    methods : sequence of str, optional
        Names in METHODS; by default all that are defined for the network. A random order is always
        added as "random".
    target : int or sequence of int, shape (n,), optional
        Output unit to explain, for all samples or for each; by default the predicted one.
    removal : str
        What takes the place of a removed input, a name in REMOVALS.
    flips : int, optional
        How many inputs to remove, at most and by default all.
    seed : int
        Seed of everything random. All methods remove by the same random values.

    Returns
    -------
    FlippingCurves

    Raises
    ------
    ValueError
        If a name is unknown or a method not defined for the network, there is no such unit, X does
        not fit, ``flips`` is out of its range or a parameter of the network is not finite.
    """
    finite_parameters(net)
    net, X = net.copy(), samples(X, net.shape[0])
    one_of("removal", removal, REMOVALS)
    flips = X.shape[1] if flips is None else index("flips", flips, 1, X.shape[1])
    methods = methods_for(net) if methods is None else list(methods)
    rng = np.random.default_rng(seed)
    values = REMOVALS[removal](rng, X)
    shuffled = rng.permuted(np.tile(np.arange(X.shape[1]), (len(X), 1)), axis=1)
    targets = _targets(net, X, target)
    scores: dict[str, list[float]] = {}
    for name in [*methods, RANDOM]:
        order = shuffled if name == RANDOM else _most_relevant(net, X, name, targets, shuffled)
        scores[name] = []
        for score in _falling_scores(net, X, values, order[:, :flips], targets):
            scores[name].append(score)
            done = len(scores) - 1 + len(scores[name]) / (flips + 1)
            yield done / (len(methods) + 1)
    curves = {name: np.array(curve) for name, curve in scores.items()}
    return FlippingCurves(curves, {name: float(np.mean(c[0] - c)) for name, c in curves.items()})


def _targets(net: Network, X: Floats, target: Target) -> Ints:
    output = len(net.shape) - 1
    return explained_units(net, output, net.forward_pass(X).layers[-1].z, target)


def _most_relevant(net: Network, X: Floats, method: str, targets: Ints, shuffled: Ints) -> Ints:
    """Return the inputs of each sample, most relevant first, equal ones as in ``shuffled``."""
    values = np.take_along_axis(relevance(net, X, method, targets), shuffled, axis=1)
    return np.take_along_axis(shuffled, np.argsort(-values, axis=1, kind="stable"), axis=1)


def _falling_scores(
    net: Network, X: Floats, values: Floats, order: Ints, targets: Ints
) -> Iterator[float]:
    """Yield the mean score before any and after each removal of the inputs in ``order``."""
    rows = np.arange(len(X))
    propagation = Pass(net, len(X))
    inputs = np.ones((X.shape[1] + 1, len(X)))
    inputs[:-1] = X.T
    yield _mean_score(propagation, inputs, targets)
    for removed in order.T:
        inputs[removed, rows] = values[rows, removed]
        yield _mean_score(propagation, inputs, targets)


@quiet
def _mean_score(propagation: Pass, inputs: Floats, targets: Ints) -> float:
    propagation.forward(inputs)
    return float(propagation.layers[-1].z[targets, np.arange(len(targets))].mean())
