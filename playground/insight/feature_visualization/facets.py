"""Multifaceted features: the several kinds of input that one unit answers to.

Nguyen et al. (2016), "Multifaceted Feature Visualization: Uncovering the Different Types of
Features Learned by Each Neuron in Deep Neural Networks", without their t-SNE: the codes of small
networks are clustered in their principal components.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats, Ints
from playground.engine import Network
from playground.engine.validation import whole_number
from playground.insight.attribution.top_samples import excitation, strongest
from playground.insight.checks import index, samples, unit_of
from playground.insight.feature_visualization.k_means import k_means
from playground.insight.feature_visualization.maximisation import Ascent, Maximisation, maximise
from playground.insight.feature_visualization.unit_response import Mapping
from playground.insight.principal_components import principal_components
from playground.insight.sliced import sliced


@dataclass(frozen=True, eq=False)
class Facet:
    """One kind of input that excites a unit.

    Attributes
    ----------
    samples : ndarray of int
        Rows in X of the samples it came from, the one that excites the unit most first.
    start : ndarray, shape (inputs,)
        The mean of these samples.
    ascent : Maximisation
        What came of the start by activation maximisation.
    """

    samples: Ints
    start: Floats
    ascent: Maximisation


@dataclass(frozen=True, eq=False)
class Facets:
    """The kinds of input that excite a unit, and the single input that mixes them.

    Attributes
    ----------
    facets : tuple of Facet
        The one with most samples first.
    single : Facet
        The same without clustering, from the mean of all samples.
    codes : ndarray, shape (n_samples, components)
        The principal components of the hidden codes of ``single.samples``.
    """

    facets: tuple[Facet, ...]
    single: Facet
    codes: AnyFloats


@sliced
def facets(
    net: Network,
    X: ArrayLike,
    layer: int,
    unit: int,
    n_facets: int = 4,
    n_samples: int = 100,
    code_layer: int | None = None,
    components: int = 10,
    seed: int = 0,
    steps: int = 20,
    inputs: Mapping | None = None,
    **ascent: Unpack[Ascent],
) -> Generator[float, None, Facets]:
    """Find several kinds of input that excite one unit.

    Of the samples that excite the unit most, the hidden codes are reduced to their principal
    components and clustered; from the mean of each cluster the activation is maximised. A unit of
    the first layer is linear, so all its ascents lead in one direction; deeper units differ.

    Parameters
    ----------
    net : Network
        The network. It may go on training meanwhile: the one explored is a copy.
    X : array_like, shape (n, inputs)
        The samples to choose from, such as the training data.
    layer : int
        The unit's layer; the first after the inputs is 1.
    unit : int
        The unit's index in its layer, from 0.
    n_facets : int
        Number of facets at most, at least 1. There are fewer if the codes have fewer clusters.
    n_samples : int
        How many samples to cluster, at least 1; all if X has no more.
    code_layer : int, optional
        The layer whose activations are the codes, 0 for the inputs; by default the last hidden one.
    components : int
        Number of principal components at most, at least 1.
    seed : int
        Seed of the clustering.
    steps : int
        Steps of each ascent: few, since after many of them the starts are forgotten.
    inputs : callable, optional
        Turns X into inputs of the network, as for `maximise`.
    **ascent
        Further parameters of `maximise`.

    Returns
    -------
    Facets

    Raises
    ------
    ValueError
        As `maximise` does, or if X does not fit or a number is out of its range.
    """
    layer, unit = unit_of(net, layer, unit)
    net = net.copy()
    X = samples(X, net.shape[0] if inputs is None else None)
    whole_number("n_facets", n_facets, minimum=1)
    whole_number("components", components, minimum=1)
    codes_from = _code_layer(net, code_layer)
    seen = X if inputs is None else inputs(X)
    reached = excitation(net, seen, layer, unit)
    top = strongest(*reached, whole_number("n_samples", n_samples, minimum=1))
    yield 0.1
    codes = principal_components(net.forward(seen[top])[codes_from], components)
    clusters = k_means(codes, n_facets, np.random.default_rng(seed))
    yield 0.2
    groups = [top, *(top[clusters == i] for i in range(clusters.max() + 1))]
    starts = np.stack([X[group].mean(axis=0) for group in groups])
    climb = maximise.in_slices(net, layer, unit, starts, steps=steps, inputs=inputs, **ascent)
    for share in climb.steps():
        yield 0.2 + 0.8 * share
    ascents = climb.run()
    single, *found = (
        Facet(group, start, ascents.of_start(i))
        for i, (group, start) in enumerate(zip(groups, starts, strict=True))
    )
    return Facets(tuple(found), single, codes)


def _code_layer(net: Network, layer: int | None) -> int:
    last = len(net.shape) - 1
    return last - 1 if layer is None else index("code_layer", layer, 0, last)
