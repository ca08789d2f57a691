"""Maps show what the network and its features answer at each point of the plane."""

import numpy as np
import pytest

from playground.data import FEATURES, feature_matrix
from playground.engine import Network
from playground.insight import decision_maps, feature_maps, plane_grid
from tests.cases import every

FEATURE_NAMES = ["x1", "x2", "x1_x2"]


def test_grid_runs_from_the_bottom_left_row_by_row():
    np.testing.assert_array_equal(
        plane_grid(3),
        [(-6, -6), (0, -6), (6, -6), (-6, 0), (0, 0), (6, 0), (-6, 6), (0, 6), (6, 6)],
    )


@pytest.mark.parametrize(("feature", "axis"), [("x1", 1), ("x2", 0)])
def test_coordinates_grow_to_the_right_and_upwards(feature, axis):
    (coordinates,) = feature_maps([feature], 5)
    other = 1 - axis
    np.testing.assert_array_equal(coordinates.take(0, axis=other), [-6, -3, 0, 3, 6])
    np.testing.assert_array_equal(np.diff(coordinates, axis=other), 0)


@every("name", FEATURES)
def test_feature_maps_hold_the_features_of_the_grid(name):
    maps = feature_maps(["x1", name], 11)
    assert maps.shape == (2, 11, 11)
    expected = feature_matrix(plane_grid(11), [name])[:, 0]
    # float32 rounds to 6e-8 of the value; features reach 36
    np.testing.assert_allclose(maps[1].ravel(), expected, rtol=1e-7, atol=1e-7)


@every("activation", ["tanh", "relu", "sigmoid", "linear"])
@every("hidden", [[], [4, 2], [3, 3, 3]])
def test_every_unit_has_the_map_of_its_activations(activation, hidden):
    net = Network([3, *hidden, 2], activation=activation, skip=True, seed=1)
    maps = decision_maps(net, FEATURE_NAMES, resolution=20)
    points = plane_grid(20)
    layers = net.forward(feature_matrix(points, FEATURE_NAMES))[1:]
    assert len(maps) == len(layers) == len(hidden) + 1
    for layer, activations in zip(maps, layers, strict=True):
        assert layer.shape == (activations.shape[1], 20, 20)
        for unit, map_of_unit in enumerate(layer):
            # single against double precision: 6e-8 of sums of terms up to 36
            np.testing.assert_allclose(map_of_unit.ravel(), activations[:, unit], atol=3e-5)


def test_a_unit_that_reads_x1_rises_to_the_right():
    net = Network([1, 1], output="linear")
    net.weights[0][:] = 1
    net.biases[0][:] = 0
    ((map_of_output,),) = decision_maps(net, ["x1"], resolution=3)
    np.testing.assert_array_equal(map_of_output, [[-6, 0, 6]] * 3)


def test_maps_are_100_points_wide_by_default():
    assert decision_maps(Network([2, 1]), ["x1", "x2"])[0].shape == (1, 100, 100)
    assert feature_maps(["x1"]).shape == (1, 100, 100)
    assert plane_grid().shape == (10_000, 2)


def test_maps_of_one_moment_survive_the_next():
    net = Network([2, 3, 1])
    before = decision_maps(net, ["x1", "x2"], 10)
    kept = [layer.copy() for layer in before]
    net.theta += 1
    after = decision_maps(net, ["x1", "x2"], 10)
    for layer, values, changed in zip(before, kept, after, strict=True):
        np.testing.assert_array_equal(layer, values)
        assert (layer != changed).any()


def test_shared_feature_maps_cannot_be_spoilt():
    with pytest.raises(ValueError, match="read-only"):
        feature_maps(["x1"], 10)[0, 0, 0] = 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: decision_maps(Network([2, 1]), ["x1"]),
            r"features must be as many as the network's inputs \(2\), got \['x1'\]",
        ),
        (lambda: decision_maps(Network([1, 1]), ["x3"]), "features must be .*, got 'x3'"),
        (lambda: feature_maps([]), r"features must be one or more of .*, got \[\]"),
        (lambda: feature_maps(["x1"], 1), "resolution must be at least 2, got 1"),
        (lambda: plane_grid(0), "resolution must be at least 2, got 0"),
    ],
)
def test_unsuitable_settings_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
