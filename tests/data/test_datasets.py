"""The data sets have the geometry, the labels and the noise of TensorFlow Playground's."""

import numpy as np
import pytest

from playground.data import DATASETS, make_dataset
from tests.cases import every

CLASSIFICATION = [
    "circle",
    "xor",
    "gauss",
    "spiral",
    "moons",
    "rings",
    "checkerboard",
    "sine",
]
THREE_CLASSES = ["blobs", "three-spiral"]
REGRESSION = ["plane", "multi-gauss"]


def whole(name, **settings):
    """Return all points and labels of a data set, train and test together."""
    train, test = make_dataset(name, **settings)
    return np.concatenate([train.X, test.X]), np.concatenate([train.y, test.y])


def by_first_coordinate(X, y):
    """Return each point with its label, in an order that does not depend on the split."""
    rows = np.column_stack([X, y])
    return rows[np.argsort(rows[:, 0])]


def test_table_names_the_problems():
    assert {name: (row.problem, row.classes) for name, row in DATASETS.items()} == (
        dict.fromkeys(CLASSIFICATION, ("classification", 2))
        | dict.fromkeys(THREE_CLASSES, ("classification", 3))
        | dict.fromkeys(REGRESSION, ("regression", 0))
    )


class TestGeometry:
    def test_circle_is_a_disc_in_a_ring(self):
        X, y = whole("circle", samples=2000)
        radius = np.hypot(*X.T)
        assert (radius[y > 0] < 2.5).all()
        assert ((radius[y < 0] >= 3.5) & (radius[y < 0] <= 5)).all()
        # the radius, not the area, is uniform: standard errors 2.5 / sqrt(12 · 1000) = 0.023
        assert radius[y > 0].mean() == pytest.approx(1.25, abs=0.1)
        assert radius[y < 0].mean() == pytest.approx(4.25, abs=0.1)

    def test_xor_leaves_a_cross_free_and_labels_by_the_quadrant(self):
        X, y = whole("xor", samples=2000)
        assert (np.abs(X) >= 0.3).all()
        assert (np.abs(X) <= 5.3).all()
        np.testing.assert_array_equal(y, np.sign(X[:, 0] * X[:, 1]))
        assert np.abs(X).mean() == pytest.approx(2.8, abs=0.1)

    def test_gauss_is_two_clouds(self):
        X, y = whole("gauss", samples=4000)
        # standard error sqrt(0.5 / 2000) = 0.016
        np.testing.assert_allclose(X[y > 0].mean(axis=0), [2, 2], atol=0.08)
        np.testing.assert_allclose(X[y < 0].mean(axis=0), [-2, -2], atol=0.08)

    def test_spiral_turns_with_the_radius(self):
        X, y = whole("spiral")
        radius = np.hypot(*X.T)
        start = np.where(y > 0, 0, np.pi)
        angle = 2 * np.pi * 1.75 * radius / 5 + start
        arms = radius[:, np.newaxis] * np.column_stack([np.sin(angle), np.cos(angle)])
        np.testing.assert_allclose(X, arms, atol=1e-13)
        for label in (-1, 1):
            np.testing.assert_allclose(np.sort(radius[y == label]), np.arange(250) / 50, atol=1e-14)

    def test_plane_slopes_along_the_diagonal(self):
        X, y = whole("plane", samples=2000)
        assert 5.9 < np.abs(X).max() <= 6
        np.testing.assert_allclose(y, (X[:, 0] + X[:, 1]) / 10, rtol=1e-15)

    def test_multi_gauss_is_six_cones(self):
        X, y = whole("multi-gauss", samples=2000)
        assert 5.9 < np.abs(X).max() <= 6
        cones = {
            (-4, 2.5): 1,
            (0, 2.5): -1,
            (4, 2.5): 1,
            (-4, -2.5): -1,
            (0, -2.5): 1,
            (4, -2.5): -1,
        }
        for point, label in zip(X, y, strict=True):
            # centres are 4 or 5 apart, so that cones of radius 2 do not overlap
            heights = [s * max(0, 1 - np.hypot(*(point - c)) / 2) for c, s in cones.items()]
            assert label == pytest.approx(sum(heights), abs=1e-14)

    def test_moons_are_two_half_circles(self):
        X, y = whole("moons", samples=1000)
        for label, (center, side) in {1: ((-1.6, -0.8), 1), -1: ((1.6, 0.8), -1)}.items():
            offset = X[y == label] - center
            np.testing.assert_allclose(np.hypot(*offset.T), 3.2, rtol=1e-12)
            assert (side * offset[:, 1] >= -1e-12).all()
            # angles are uniform: the mean height is 2/π of the radius, its standard error 0.05
            assert abs(offset[:, 1].mean()) == pytest.approx(3.2 * 2 / np.pi, abs=0.2)

    def test_rings_lie_one_in_another(self):
        X, y = whole("rings", samples=2000)
        radius = np.hypot(*X.T)
        ring = np.rint((radius - 1) / 2)
        np.testing.assert_array_less(np.abs(radius - (1 + 2 * ring)), 0.4 + 1e-12)
        np.testing.assert_array_equal(y, np.where(ring == 1, -1, 1))
        assert np.bincount(ring.astype(int)).tolist() == [500, 1000, 500]

    def test_checkerboard_alternates(self):
        X, y = whole("checkerboard", samples=2000)
        assert 4.9 < np.abs(X).max() <= 5
        dark = [(int(x1 // 2.5) + int(x2 // 2.5)) % 2 == 0 for x1, x2 in X]
        np.testing.assert_array_equal(y, np.where(dark, 1, -1))

    def test_sine_is_a_wavy_boundary(self):
        X, y = whole("sine", samples=2000)
        assert 4.9 < np.abs(X).max() <= 5
        np.testing.assert_array_equal(y, np.sign(X[:, 1] - 2.5 * np.sin(X[:, 0])))

    def test_blobs_are_three_clouds(self):
        X, y = whole("blobs", samples=6000)
        # standard error sqrt(0.5 / 2000) = 0.016
        for index, angle in enumerate([np.pi / 2, -np.pi / 6, -5 * np.pi / 6]):
            center = 3.5 * np.array([np.cos(angle), np.sin(angle)])
            np.testing.assert_allclose(X[y == index].mean(axis=0), center, atol=0.08)

    def test_three_spiral_turns_once(self):
        X, y = whole("three-spiral", samples=600)
        radius = np.hypot(*X.T)
        angle = 2 * np.pi * (radius / 5 + y / 3)
        arms = radius[:, np.newaxis] * np.column_stack([np.sin(angle), np.cos(angle)])
        np.testing.assert_allclose(X, arms, atol=1e-13)


@every("name", THREE_CLASSES)
@every("samples", [3, 4, 5, 501])
def test_three_classes_differ_by_one_point_at_most(name, samples):
    _, y = whole(name, samples=samples)
    assert np.ptp(np.bincount(y)) <= 1
    assert len(y) == samples
    assert y.dtype.kind == "i"


@every("name", ["circle", "gauss", "spiral", "moons", "rings"])
@every("samples", [2, 3, 500, 501])
def test_classes_differ_by_one_point_at_most(name, samples):
    _, y = whole(name, samples=samples)
    assert len(y) == samples
    assert y.sum() == samples % 2


@every("name", CLASSIFICATION)
def test_labels_are_minus_and_plus_one(name):
    _, y = whole(name, noise=0.5)
    assert set(y) == {-1.0, 1.0}


class TestNoise:
    @pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
    def test_variance_of_gauss_is_linear_in_it(self, noise):
        X, y = whole("gauss", samples=10_000, noise=noise)
        variance = (X - 2 * y[:, np.newaxis]).var()
        # standard error sqrt(2 / 20000) = 1 % of it
        assert variance == pytest.approx(0.5 + 7 * noise, rel=0.05)

    def test_it_scales_the_clouds_of_gauss(self):
        (X0, y), (X1, _) = whole("gauss"), whole("gauss", noise=0.5)
        centers = 2 * y[:, np.newaxis]
        np.testing.assert_allclose(X1 - centers, (X0 - centers) * np.sqrt(4 / 0.5), rtol=1e-12)

    def test_it_moves_the_points_of_spiral_evenly(self):
        (X0, y0), (X1, y1), (X2, _) = (whole("spiral", noise=noise) for noise in (0, 0.25, 0.5))
        np.testing.assert_array_equal(y0, y1)
        np.testing.assert_allclose(X2 - X0, 2 * (X1 - X0), atol=1e-14)
        assert 0.49 < np.abs(X2 - X0).max() <= 0.5
        assert (X2 - X0).mean() == pytest.approx(0, abs=0.05)

    def test_variance_of_blobs_is_linear_in_it(self):
        X, y = whole("blobs", samples=9000, noise=0.5)
        # standard error of the pooled variance sqrt(2 / 18000) = 1 % of it
        spread = np.mean([X[y == index].var(axis=0).mean() for index in range(3)])
        assert spread == pytest.approx(2.5, rel=0.05)

    @pytest.mark.parametrize(("name", "reach"), [("moons", 3), ("rings", 2), ("three-spiral", 1)])
    def test_it_moves_the_points_of_curves_evenly(self, name, reach):
        (X0, y0), (X1, y1), (X2, _) = (whole(name, noise=noise) for noise in (0, 0.25, 0.5))
        np.testing.assert_array_equal(y0, y1)
        np.testing.assert_allclose(X2 - X0, 2 * (X1 - X0), atol=1e-14)
        assert 0.49 * reach < np.abs(X2 - X0).max() <= 0.5 * reach
        assert (X2 - X0).mean() == pytest.approx(0, abs=0.05 * reach)

    @pytest.mark.parametrize(
        "name", ["circle", "xor", "plane", "multi-gauss", "checkerboard", "sine"]
    )
    def test_elsewhere_it_moves_the_labels_only(self, name):
        (X0, y0), (X1, y1) = whole(name), whole(name, noise=0.3)
        np.testing.assert_array_equal(X0, X1)
        assert (y0 != y1).any()

    @pytest.mark.parametrize(("name", "reach"), [("circle", 5), ("xor", 5), ("checkerboard", 2.5)])
    def test_it_flips_labels_near_the_boundary_only(self, name, reach):
        (X, y0), (_, y1) = whole(name, samples=5000), whole(name, samples=5000, noise=0.1)
        boundary = {
            "circle": np.abs(np.hypot(*X.T) - 2.5) / np.sqrt(2),
            "xor": np.abs(X).min(axis=1),
            "checkerboard": np.abs(X - 2.5 * np.rint(X / 2.5)).min(axis=1),
        }[name]
        flipped = boundary[y0 != y1]
        assert 0.7 * 0.1 * reach < flipped.max() <= 0.1 * reach

    def test_label_of_plane_is_that_of_a_point_at_most_six_times_noise_away(self):
        X, y = whole("plane", samples=5000, noise=0.25)
        moves = 10 * y - X.sum(axis=1)
        assert np.abs(moves).max() <= 2 * 6 * 0.25
        # a sum of two uniform moves within 1.5 has variance 2 · 1.5² / 3 = 1.5
        assert moves.var() == pytest.approx(1.5, rel=0.1)


class TestSplit:
    @pytest.mark.parametrize(
        ("samples", "train_fraction", "train_size"),
        [(500, 0.5, 250), (500, 0.1, 50), (500, 0.9, 450), (1200, 0.3, 360), (2, 0.1, 1)],
    )
    def test_sizes(self, samples, train_fraction, train_size):
        train, test = make_dataset("xor", samples, train_fraction=train_fraction)
        assert train.X.shape == (train_size, 2)
        assert train.y.shape == (train_size,)
        assert test.X.shape == (samples - train_size, 2)
        assert test.y.shape == (samples - train_size,)

    @pytest.mark.parametrize("samples", [2, 3, 5])
    @pytest.mark.parametrize("train_fraction", [0.1, 0.9])
    def test_neither_side_is_empty(self, samples, train_fraction):
        train, test = make_dataset("spiral", samples, train_fraction=train_fraction)
        assert len(train.y) > 0
        assert len(test.y) > 0

    @every("name", DATASETS)
    def test_a_larger_share_takes_more_of_the_same_points(self, name):
        small, _ = make_dataset(name, train_fraction=0.2, noise=0.2)
        large, _ = make_dataset(name, train_fraction=0.7, noise=0.2)
        np.testing.assert_array_equal(large.X[:100], small.X)
        np.testing.assert_array_equal(large.y[:100], small.y)
        parts = [whole(name, train_fraction=share, noise=0.2) for share in (0.2, 0.7)]
        np.testing.assert_array_equal(*(by_first_coordinate(*part) for part in parts))

    @pytest.mark.parametrize("name", ["circle", "gauss", "spiral"])
    def test_points_are_shuffled(self, name):
        """Half of a class would be 125 of 250; the standard deviation is below 8."""
        train, _ = make_dataset(name)
        assert abs((train.y > 0).sum() - 125) < 40


@every("name", DATASETS)
def test_the_seed_decides(name):
    X, y = whole(name, seed=1, noise=0.1)
    again, other = whole(name, seed=1, noise=0.1), whole(name, seed=2, noise=0.1)
    np.testing.assert_array_equal(X, again[0])
    np.testing.assert_array_equal(y, again[1])
    assert (other[0] != X).any()


@every(
    ("settings", "message"),
    [
        ({"name": "moon"}, "dataset must be one of 'circle', .*, got 'moon'"),
        ({"samples": 1}, "samples must be a whole number between 2 and 10000, got 1"),
        ({"samples": 10_001}, "samples must be a whole number between 2 and 10000, got 10001"),
        ({"samples": 10.0}, "samples must be a whole number between 2 and 10000, got 10.0"),
        ({"noise": 0.9}, "noise must be a number between 0 and 0.5, got 0.9"),
        ({"noise": -0.1}, "noise must be a number between 0 and 0.5, got -0.1"),
        ({"noise": np.nan}, "noise must be a number between 0 and 0.5, got nan"),
        ({"noise": "0"}, "noise must be a number between 0 and 0.5, got '0'"),
        ({"train_fraction": 0.0}, "train_fraction must be a number between 0.1 and 0.9, got 0.0"),
        ({"train_fraction": 1}, "train_fraction must be a number between 0.1 and 0.9, got 1"),
    ],
)
def test_settings_out_of_range_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        make_dataset(**{"name": "circle"} | settings)
