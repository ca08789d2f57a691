"""Principal components: the directions along which points spread the most."""

import numpy as np

from playground.arrays import AnyFloats


def principal_axes(points: AnyFloats, count: int) -> AnyFloats:
    """Return the main axes of the points (n, d) about their mean, largest variance first.

    Pearson (1901), by singular value decomposition. The sign of an axis is such that its largest
    weight is positive.

    Returns
    -------
    ndarray, shape (min(count, n, d), d)
        Orthonormal rows.
    """
    _, _, axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    axes = axes[:count]
    largest = np.abs(axes).argmax(axis=1)
    signs: AnyFloats = np.sign(axes[np.arange(len(axes)), largest])
    return axes * signs[:, np.newaxis]


def principal_components(points: AnyFloats, count: int) -> AnyFloats:
    """Return the coordinates of the points (n, d) along their main axes, largest variance first.

    Returns
    -------
    ndarray, shape (n, min(count, n, d))
    """
    coordinates: AnyFloats = (points - points.mean(axis=0)) @ principal_axes(points, count).T
    return coordinates
