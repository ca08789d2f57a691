"""k-means agrees with scikit-learn's."""

import numpy as np
import pytest
from sklearn.cluster import KMeans

from playground.data import load_digits
from playground.insight.feature_visualization.k_means import k_means, lloyd

DIGITS = load_digits()[0].X[:300]


def clouds(sizes, spread=0.1, seed=0):
    """Return points around the corners of a square, and the corner of each."""
    rng = np.random.default_rng(seed)
    corners = np.array([(0, 0), (5, 0), (0, 5), (5, 5)], float)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return corners[labels] + spread * rng.normal(size=(len(labels), 2)), labels


class TestLloyd:
    @pytest.mark.parametrize("seed", range(5))
    def test_from_the_same_centers_the_clusters_are_scikit_learns(self, seed):
        start = np.random.default_rng(seed).choice(DIGITS, 6, replace=False)
        clusters, inertia = lloyd(DIGITS, start)
        theirs = KMeans(6, init=start, n_init=1, tol=0).fit(DIGITS)
        np.testing.assert_array_equal(clusters, theirs.labels_)
        assert inertia == pytest.approx(theirs.inertia_, rel=1e-10)

    def test_centers_given_are_left_as_they_are(self):
        start = DIGITS[:3].copy()
        lloyd(DIGITS, start)
        np.testing.assert_array_equal(start, DIGITS[:3])


class TestKMeans:
    def test_clouds_are_found_and_numbered_by_size(self):
        points, labels = clouds([10, 40, 20, 30])
        clusters = k_means(points, 4, np.random.default_rng(0))
        np.testing.assert_array_equal(clusters, np.array([3, 0, 2, 1])[labels])

    def test_clusters_are_as_tight_as_scikit_learns(self):
        """Both keep the best of ten runs from random starts, so they come near each other."""
        clusters = k_means(DIGITS, 5, np.random.default_rng(0))
        inertia = sum(((part - part.mean(axis=0)) ** 2).sum() for part in split(DIGITS, clusters))
        assert inertia < 1.02 * KMeans(5, n_init=10, random_state=0).fit(DIGITS).inertia_

    def test_the_generator_determines_the_clusters(self):
        one, other = (k_means(DIGITS, 6, np.random.default_rng(3)) for _ in range(2))
        np.testing.assert_array_equal(one, other)

    @pytest.mark.parametrize("k", [2, 3, 7])
    def test_there_are_no_more_clusters_than_distinct_points(self, k):
        points = np.repeat([[0.0, 0], [1, 1]], [4, 2], axis=0)
        clusters = k_means(points, k, np.random.default_rng(0))
        np.testing.assert_array_equal(clusters, [0, 0, 0, 0, 1, 1])

    def test_one_cluster_holds_all(self):
        assert set(k_means(DIGITS, 1, np.random.default_rng(0))) == {0}


def split(points, clusters):
    return [points[clusters == i] for i in range(clusters.max() + 1)]
