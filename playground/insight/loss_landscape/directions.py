"""Pairs of directions in parameter space that span the plane of a loss landscape."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.engine import Network
from playground.engine.layout import blocks
from playground.engine.validation import finite, one_of

_NEGLIGIBLE = 1e-9


class ZeroNetworkError(ValueError):
    """Random directions cannot be given the size of the network's weights, since all are zero."""


@dataclass(frozen=True)
class Source:
    """What directions can be made of.

    Attributes
    ----------
    net : Network
        The network; its parameters are the point that the directions start from.
    normalise : str
        A name in NORMALISATIONS.
    rng : numpy.random.Generator
        Where random directions come from.
    path : array_like, shape (steps, P), or None
        Parameters in the course of a training run.
    kept : array_like, shape (P,) or (1, P) or (2, P), or None
        Parameters of one or two other networks.
    """

    net: Network
    normalise: str
    rng: np.random.Generator
    path: ArrayLike | None
    kept: ArrayLike | None


def by_filter(direction: Floats, net: Network) -> Floats:
    """Give each filter the norm of the network's; biases get zero (Li et al. 2017, sec. 4).

    A filter is the incoming weights of one neuron.
    """
    return _like_weights(direction, net, axis=0)


def by_layer(direction: Floats, net: Network) -> Floats:
    """Give the weights of each layer the norm of the network's; biases get zero."""
    return _like_weights(direction, net, axis=None)


def by_vector(direction: Floats, net: Network) -> Floats:
    """Give the whole vector, weights and biases, the norm of the network's."""
    return direction * (np.linalg.norm(net.theta) / np.linalg.norm(direction))


def unchanged(direction: Floats, net: Network) -> Floats:
    """Leave the direction as it was drawn, whatever the size of the weights."""
    return direction


NORMALISATIONS: dict[str, Callable[[Floats, Network], Floats]] = {
    "filter": by_filter,
    "layer": by_layer,
    "vector": by_vector,
    "none": unchanged,
}


def random_pair(source: Source) -> tuple[Floats, Floats]:
    """Draw two standard normal directions and normalise each."""
    return _random(source), _random(source)


def path_pair(source: Source) -> tuple[Floats, Floats]:
    """Return the first two principal components of a path, as long as the path reaches.

    Each is so long that the path, seen from the present parameters, just stays within -1 and 1
    along it (Li et al. 2017, sec. 7; the components are those about the mean of the path).
    """
    path = parameter_vectors("path", source.path, source.net, at_least=3)
    components = np.linalg.svd(path - path.mean(axis=0), full_matrices=False)[2][:2]
    reach = np.abs((path - source.net.theta) @ components.T).max(axis=0)
    first, second = components * reach[:, np.newaxis]
    return first, second


def pair_between(source: Source) -> tuple[Floats, Floats]:
    """Return the steps from the present to the kept parameters (Goodfellow et al. 2015).

    With one kept vector the second direction is random, at a right angle to the first and as long.
    """
    kept = parameter_vectors("kept", source.kept, source.net, at_least=1)
    if len(kept) > 2:
        raise ValueError(f"kept must hold the parameters of one or two networks, got {len(kept)}")
    steps = kept - source.net.theta
    if len(steps) == 2:
        return steps[0], steps[1]
    first, drawn = steps[0], source.rng.standard_normal(source.net.theta.size)
    squared = first @ first
    across = drawn - first * ((drawn @ first) / squared if squared else 0.0)
    return first, across * (np.linalg.norm(first) / np.linalg.norm(across))


DIRECTIONS: dict[str, Callable[[Source], tuple[Floats, Floats]]] = {
    "random": random_pair,
    "path": path_pair,
    "between": pair_between,
}


def direction_pair(kind: str, source: Source) -> tuple[Floats, Floats]:
    """Return two directions (P,), checked to span a plane.

    Parameters
    ----------
    kind : str
        A name in DIRECTIONS.
    source : Source
        What to make them of.

    Raises
    ------
    ValueError
        If a name is unknown, what the kind needs is missing or misshapen, or the directions are
        zero or point the same way.
    ZeroNetworkError
        If random directions are zero because the network's weights are; with the normalisation
        "none" they are not.
    """
    one_of("normalise", source.normalise, NORMALISATIONS)
    first, second = DIRECTIONS[one_of("directions", kind, DIRECTIONS)](source)
    lengths = np.linalg.norm(first), np.linalg.norm(second)
    if kind == "random" and not any(lengths):
        raise ZeroNetworkError(
            "directions 'random' must not be zero, but the first one is: all weights of the "
            f"network are zero, and normalise {source.normalise!r} scales by them"
        )
    for name, length in zip(("first", "second"), lengths, strict=True):
        if length <= _NEGLIGIBLE * max(lengths):
            raise ValueError(f"directions {kind!r} must not be zero, but the {name} one is")
    u, v = first / lengths[0], second / lengths[1]
    if np.linalg.norm(v - u * (u @ v)) <= _NEGLIGIBLE:
        raise ValueError(f"directions {kind!r} must span a plane, but both lie on one line")
    return first, second


def parameter_vectors(
    setting: str, values: ArrayLike | None, net: Network, at_least: int
) -> Floats:
    """Return vectors of a network's parameters as a checked array (vectors, P).

    Raises
    ------
    ValueError
        If they are missing, too few, not of the network's length or not finite.
    """
    size = net.theta.size
    vectors = np.atleast_2d(np.asarray([] if values is None else values, float))
    if vectors.ndim != 2 or vectors.shape[1] != size or len(vectors) < at_least:
        found = None if values is None else np.shape(values)
        raise ValueError(
            f"{setting} must be {at_least} or more vectors of the network's {size} parameters, "
            f"got {found}"
        )
    return finite(setting, vectors)


def _random(source: Source) -> Floats:
    drawn = source.rng.standard_normal(source.net.theta.size)
    return NORMALISATIONS[source.normalise](drawn, source.net)


def _like_weights(direction: Floats, net: Network, axis: int | None) -> Floats:
    """Scale the weights of each layer, over ``axis``, to the network's norm; zero the biases."""
    scaled = np.zeros_like(direction)
    layers = zip(blocks(direction, net.shape), net.weights, blocks(scaled, net.shape), strict=True)
    for drawn, weights, block in layers:
        norms = np.linalg.norm(weights, axis=axis) / np.linalg.norm(drawn[:-1], axis=axis)
        np.multiply(drawn[:-1], norms, out=block[:-1])
    return scaled
