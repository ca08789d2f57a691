"""A flat picture of what a layer makes of the plane, in two coordinates of its activations."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.data import EXTENT
from playground.insight.principal_components import principal_axes

EPSILON = 1e-12
"""A line whose equation has coefficients below this has no direction."""


def plane_lines(count: int, points: int) -> Floats:
    """Return straight lines over the plane, as many level as upright ones.

    Returns
    -------
    ndarray, shape (2 * count, points, 2)
        Points x1, x2 along each line, the first ``count`` lines level.
    """
    across, along = np.linspace(-EXTENT, EXTENT, count), np.linspace(-EXTENT, EXTENT, points)
    x2, x1 = np.meshgrid(across, along, indexing="ij")
    level = np.stack([x1, x2], axis=-1)
    return np.concatenate([level, level[..., ::-1]])


@dataclass(frozen=True)
class Axes:
    """Two directions in the space of a layer's activations, and the point that they start from.

    Attributes
    ----------
    origin : ndarray, shape (units,)
        Activations at the coordinates (0, 0).
    directions : ndarray, shape (2, units)
        Orthonormal rows, horizontal and vertical; the second is 0 in a layer of one unit.
    """

    origin: AnyFloats
    directions: AnyFloats

    def coordinates(self, activations: AnyFloats) -> AnyFloats:
        """Return the place in the picture, (n, 2), of activations (n, units)."""
        return (activations - self.origin) @ self.directions.T

    def activations(self, coordinates: AnyFloats) -> AnyFloats:
        """Return the activations (n, units) at places (n, 2) of the picture's plane."""
        return self.origin + coordinates @ self.directions


def neuron_axes(activations: AnyFloats, horizontal: int, vertical: int) -> Axes:
    """Return the axes whose coordinates are the activations of two neurons themselves.

    Parameters
    ----------
    activations : ndarray, shape (n, units)
        Their mean is where the other neurons stand.
    horizontal, vertical : int
        The neurons, which differ, unless the layer has only one.

    Raises
    ------
    ValueError
        If there is no such neuron, or one is meant to be both axes.
    """
    units = activations.shape[1]
    chosen = [horizontal, vertical]
    for neuron in chosen:
        if not 0 <= neuron < units:
            raise ValueError(f"neuron must be between 0 and {units - 1}, got {neuron}")
    if horizontal == vertical and units > 1:
        raise ValueError(f"the two axes must be different neurons, got {horizontal} for both")
    directions = np.eye(units)[chosen]
    origin = activations.mean(axis=0)
    origin[chosen] = 0
    if units == 1:
        directions[1] = 0
    return Axes(origin, directions)


def output_axes(
    activations: AnyFloats, weights: Floats, biases: Floats, before: Axes | None = None
) -> Axes:
    """Return axes along which the layer above tells classes apart.

    With one output the horizontal coordinate is the signed distance from its boundary, and the
    vertical one the principal component of what is left. With three outputs both coordinates are
    within the differences of their weights; with more, within the two largest directions of these.

    Parameters
    ----------
    activations : ndarray, shape (n, units)
    weights, biases : ndarray, shape (units, outputs) and (outputs,)
        Parameters of the layer above.
    before : Axes, optional
        As for `component_axes`.
    """
    origin = activations.mean(axis=0)
    found, sizes, _ = np.linalg.svd(class_differences(weights))
    rank = int(np.count_nonzero(sizes > EPSILON))
    directions, depth = found.T[: min(rank, 2)], found[:, rank:]
    if rank < 2 and depth.size:
        spread = principal_axes(activations @ depth, 2 - rank) @ depth.T
        directions = np.vstack([directions, spread])
    directions = _turned(_two(directions), before)
    if rank and weights.shape[1] == 1:
        directions[0] = weights[:, 0] / sizes[0]
        origin = origin - (origin @ weights[:, 0] + biases[0]) / sizes[0] * directions[0]
    return Axes(origin, directions)


def class_differences(weights: Floats) -> Floats:
    """Return the weights (units, outputs) less their mean over the outputs; of one output, all.

    Classes differ by these alone: what all outputs have in common changes none.
    """
    return weights if weights.shape[1] == 1 else weights - weights.mean(axis=1, keepdims=True)


def shows_boundaries(weights: Floats, axes: Axes) -> bool:
    """Tell whether a place in the picture decides the class, wherever the sample is in depth.

    It does if the weights (units, outputs) of the layer above differ only along the axes.
    """
    differences = class_differences(weights)
    seen = axes.directions.T @ (axes.directions @ differences)
    return bool(np.abs(differences - seen).max() <= 1e-9 * max(1.0, np.abs(differences).max()))


def component_axes(activations: AnyFloats, before: Axes | None = None) -> Axes:
    """Return the first two principal components of activations (n, units), about their mean.

    Parameters
    ----------
    activations : ndarray, shape (n, units)
    before : Axes, optional
        Axes of an earlier picture of this layer: each direction is turned to the side where its
        predecessor pointed, so that the picture does not flip while the network learns.
    """
    directions = _turned(_two(principal_axes(activations, 2)), before)
    return Axes(activations.mean(axis=0), directions)


def _two(directions: AnyFloats) -> AnyFloats:
    """Add a direction of zeros if there is only one."""
    return np.vstack([directions, np.zeros((2 - len(directions), directions.shape[1]))])


def _turned(directions: AnyFloats, before: Axes | None) -> AnyFloats:
    """Turn each direction to the side where the one before pointed."""
    if before is None:
        return directions
    along = np.sum(directions * before.directions, axis=1, keepdims=True)
    return np.where(along < 0, -directions, directions)


def class_boundaries(
    weights: Floats,
    biases: Floats,
    axes: Axes,
    box: tuple[float, float, float, float],
) -> AnyFloats:
    """Return where the class changes that the layer above decides for, as straight lines.

    The layer above is linear in the activations up to its own function, which keeps the order: one
    output changes its sign where w·a + b = 0, and of several outputs two are equal on such a line,
    which counts as far as no other one is larger. The lines are cuts with the picture's plane; see
    `shows_boundaries` for when they hold for all activations.

    Parameters
    ----------
    weights, biases : ndarray, shape (units, outputs) and (outputs,)
        Parameters of the layer above.
    axes : Axes
        The picture.
    box : tuple of float
        Its left, right, lower and upper end.

    Returns
    -------
    ndarray, shape (lines, 4)
        The ends x0, y0, x1, y1 of each line within the box.
    """
    # z of each output is an affine function of the coordinates: constant, horizontal, vertical.
    scores = np.column_stack([biases + axes.origin @ weights, (axes.directions @ weights).T])
    if len(scores) == 1:
        scores = np.vstack([scores, np.zeros(3)])
    left, right, low, high = box
    inside = np.array([[-left, 1, 0], [right, -1, 0], [-low, 0, 1], [high, 0, -1]])
    lines = []
    for first, second in combinations(range(len(scores)), 2):
        others = np.delete(scores, [first, second], axis=0)
        limits = np.vstack([inside, scores[first] - others])
        lines.extend(_clipped_line(scores[first] - scores[second], limits))
    return np.array(lines).reshape(-1, 4)


def _clipped_line(line: AnyFloats, limits: AnyFloats) -> list[AnyFloats]:
    """Return the part of the line c + h x + v y = 0 where each limit is at least 0, if any."""
    normal = line[1:]
    size = normal @ normal
    if size < EPSILON**2:
        return []
    start = -line[0] * normal / size
    along = np.array([-normal[1], normal[0]]) / np.sqrt(size)
    at_start, slopes = limits[:, 0] + limits[:, 1:] @ start, limits[:, 1:] @ along
    flat = np.abs(slopes) < EPSILON
    if (at_start[flat] < 0).any():
        return []
    ends = -at_start[~flat] / slopes[~flat]
    rising = slopes[~flat] > 0
    first, last = ends[rising].max(initial=-np.inf), ends[~rising].min(initial=np.inf)
    return [np.concatenate([start + first * along, start + last * along])] if first < last else []
