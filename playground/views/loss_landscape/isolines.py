"""Lines along which a grid of values has the same value."""

from collections.abc import Iterable

import numpy as np

from playground.arrays import Floats


def isolines(
    values: Floats, levels: Iterable[float], low: float = -1.0, high: float = 1.0
) -> Floats:
    """Return the pieces of the lines on which values, linear in each triangle, equal a level.

    Each cell of the grid is halved into two triangles (marching triangles, after Lorensen & Cline
    1987): in a triangle a line runs straight from one side to another, without doubtful cases.

    Parameters
    ----------
    values : ndarray, shape (n, n)
        Finite numbers on a square grid; rows lie upwards, columns to the right.
    levels : sequence of float
    low, high : float
        Where the grid begins and ends, along both axes.

    Returns
    -------
    ndarray, shape (pieces, 4)
        x and y of one end and of the other.
    """
    side = np.linspace(low, high, len(values))
    x, y = np.meshgrid(side, side)
    points = np.stack([x, y, values], axis=-1)
    corners = points[:-1, :-1], points[:-1, 1:], points[1:, 1:], points[1:, :-1]
    halves = [np.stack([corners[0], corners[i], corners[i + 1]], axis=2) for i in (1, 2)]
    triangles = np.concatenate([half.reshape(-1, 3, 3) for half in halves])
    return np.concatenate([_crossings(triangles, level) for level in levels])


def _crossings(triangles: Floats, level: float) -> Floats:
    """Cut triangles (n, corners, 3) with a plane of equal height."""
    above = triangles[:, :, 2] > level
    is_cut = above.any(axis=1) & ~above.all(axis=1)
    starts, above = triangles[is_cut], above[is_cut]
    ends = np.roll(starts, -1, axis=1)
    crosses = above != np.roll(above, -1, axis=1)
    starts, ends = starts[crosses], ends[crosses]
    share = (level - starts[:, 2:]) / (ends[:, 2:] - starts[:, 2:])
    pieces: Floats = (starts + share * (ends - starts))[:, :2].reshape(-1, 4)
    return pieces
