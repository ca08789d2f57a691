"""k-means, which finds groups among points."""

import numpy as np

from playground.arrays import AnyFloats, Ints

RESTARTS = 10
"""k-means is run from so many starts, and the best run is kept."""

MAX_ROUNDS = 300
"""A run that has not settled by then is taken as it is."""


def squared_distances(points: AnyFloats, centers: AnyFloats) -> AnyFloats:
    """Return the squared distance of each of the points (n, d) to each of the centers, (n, k)."""
    distances: AnyFloats = np.square(points[:, np.newaxis] - centers).sum(axis=2)
    return distances


def k_means(points: AnyFloats, k: int, rng: np.random.Generator) -> Ints:
    """Return the cluster of each point, (n,) int from 0, that makes the clusters tight.

    Lloyd (1982), from several starts by k-means++ (Arthur & Vassilvitskii 2007); the result is the
    one with the smallest sum of squared distances to the clusters' means. Clusters are numbered by
    size, the largest first.

    Parameters
    ----------
    points : ndarray, shape (n, d)
    k : int
        Number of clusters at most; there are fewer if there are fewer distinct points, or if a
        center lost all of its points.
    rng : numpy.random.Generator
    """
    k = min(k, len(np.unique(points, axis=0)))
    runs = [lloyd(points, _spread_centers(points, k, rng)) for _ in range(RESTARTS)]
    clusters, _ = min(runs, key=lambda run: run[1])
    _, clusters, sizes = np.unique(clusters, return_inverse=True, return_counts=True)
    by_size = np.argsort(-sizes, kind="stable")
    return np.argsort(by_size)[clusters]


def lloyd(points: AnyFloats, centers: AnyFloats) -> tuple[Ints, float]:
    """Move centers to the means of their points until no point changes its center.

    Returns
    -------
    clusters : ndarray of int, shape (n,)
        The nearest center of each point.
    inertia : float
        Sum of the squared distances of the points to their centers.
    """
    clusters = np.full(len(points), -1)
    centers = centers.copy()
    for _ in range(MAX_ROUNDS):
        distances = squared_distances(points, centers)
        nearest = distances.argmin(axis=1)
        if (nearest == clusters).all():
            break
        clusters = nearest
        for i in np.unique(clusters):
            centers[i] = points[clusters == i].mean(axis=0)
    return clusters, float(distances.min(axis=1).sum())


def _spread_centers(points: AnyFloats, k: int, rng: np.random.Generator) -> AnyFloats:
    """Draw k centers among the points, each with a probability as its squared distance to others.

    The distance is the one to the nearest center that is drawn already.
    """
    chosen = [int(rng.integers(len(points)))]
    nearest = np.full(len(points), np.inf)
    for _ in range(k - 1):
        nearest = np.minimum(nearest, squared_distances(points, points[chosen[-1:]])[:, 0])
        chosen.append(rng.choice(len(points), p=nearest / nearest.sum()))
    return points[chosen]
