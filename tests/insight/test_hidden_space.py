"""The picture of a layer shows activations where they are, and classes change on its lines.

Everything here is a few sums in float64 of numbers of order 1, so 1e-10 is a wide tolerance.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from playground.engine import Network
from playground.insight.hidden_space import (
    class_boundaries,
    component_axes,
    neuron_axes,
    output_axes,
    plane_lines,
    shows_boundaries,
)
from playground.insight.metrics import predicted_classes
from playground.insight.principal_components import principal_axes

TOLERANCE = {"rtol": 0, "atol": 1e-10}
BOX = (-2.0, 2.0, -1.0, 1.0)


def cloud(units, n=40, seed=0):
    """Return points that spread differently in every direction."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, units)) @ rng.normal(size=(units, units)) + rng.normal(size=units)


def ends_of(lines):
    return lines.reshape(-1, 2)


# The plane


def test_lines_cover_the_plane_in_both_directions():
    lines = plane_lines(3, 5)
    assert lines.shape == (6, 5, 2)
    np.testing.assert_array_equal(lines[1], [(-6, 0), (-3, 0), (0, 0), (3, 0), (6, 0)])
    np.testing.assert_array_equal(lines[5], [(6, -6), (6, -3), (6, 0), (6, 3), (6, 6)])


# Axes


@pytest.mark.parametrize("units", [2, 3, 8])
def test_neurons_as_axes_show_their_own_activations(units):
    points = cloud(units)
    axes = neuron_axes(points, 1, 0)
    np.testing.assert_allclose(axes.coordinates(points), points[:, [1, 0]], **TOLERANCE)


def test_the_other_neurons_stand_at_their_mean():
    points = cloud(4)
    activations = neuron_axes(points, 0, 2).activations(np.array([[0.3, -0.7]]))
    expected = [0.3, points[:, 1].mean(), -0.7, points[:, 3].mean()]
    np.testing.assert_allclose(activations, [expected], **TOLERANCE)


@pytest.mark.parametrize(("horizontal", "vertical"), [(0, 3), (-1, 0)])
def test_a_neuron_that_is_not_there_is_refused(horizontal, vertical):
    with pytest.raises(ValueError, match="neuron must be between 0 and 2, got"):
        neuron_axes(cloud(3), horizontal, vertical)


def test_one_neuron_cannot_be_both_axes():
    with pytest.raises(ValueError, match="must be different neurons, got 1 for both"):
        neuron_axes(cloud(3), 1, 1)


@pytest.mark.parametrize("make", [component_axes, lambda points: neuron_axes(points, 0, 0)])
def test_a_layer_of_one_neuron_is_a_line(make):
    points = cloud(1)
    coordinates = make(points).coordinates(points)
    np.testing.assert_array_equal(coordinates[:, 1], 0)
    np.testing.assert_allclose(np.ptp(coordinates[:, 0]), np.ptp(points), **TOLERANCE)


@pytest.mark.parametrize("units", [2, 3, 8])
def test_components_are_those_of_scikit_learn_up_to_the_sign(units):
    points = cloud(units)
    expected = PCA(2).fit(points).components_
    found = principal_axes(points, 2)
    np.testing.assert_allclose(np.abs(np.sum(found * expected, axis=1)), 1, **TOLERANCE)


def test_the_largest_weight_of_a_component_is_positive():
    for axis in principal_axes(cloud(5), 3):
        assert axis[np.abs(axis).argmax()] > 0


def test_the_mean_of_the_points_is_the_middle_of_their_components():
    points = cloud(5)
    coordinates = component_axes(points).coordinates(points)
    np.testing.assert_allclose(coordinates.mean(axis=0), 0, **TOLERANCE)
    # and the coordinates are uncorrelated, the first with the larger variance
    covariance = np.cov(coordinates.T)
    assert covariance[0, 0] > covariance[1, 1]
    np.testing.assert_allclose(covariance[0, 1], 0, **TOLERANCE)


def test_components_do_not_flip_while_the_points_turn():
    """A cloud that turns full circle passes every sign convention's jump."""
    points = cloud(2) @ np.diag([1.0, 0.2])
    axes = None
    for angle in np.linspace(0, 2 * np.pi, 100):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        before, axes = axes, component_axes(points @ turn, axes)
        if before is not None:
            along = np.sum(before.directions * axes.directions, axis=1)
            assert (along > 0.99).all()


# What the output goes by


@pytest.mark.parametrize("units", [2, 3, 8])
def test_the_horizontal_coordinate_is_the_distance_from_the_boundary(units):
    """The signed distance of a point from the hyperplane w·a + b = 0 is (w·a + b) / |w|."""
    points, (weights, biases) = cloud(units), layer_above(units, 1, seed=2)
    axes = output_axes(points, weights, biases)
    expected = (points @ weights + biases)[:, 0] / np.linalg.norm(weights)
    np.testing.assert_allclose(axes.coordinates(points)[:, 0], expected, **TOLERANCE)
    np.testing.assert_allclose(axes.directions @ axes.directions.T, np.eye(2), **TOLERANCE)


def test_the_vertical_coordinate_is_the_component_of_what_is_left():
    points = cloud(5)
    weights = np.eye(5)[:, :1]
    axes = output_axes(points, weights, np.zeros(1))
    expected = PCA(1).fit(points[:, 1:]).components_[0]
    assert abs(axes.directions[1, 1:] @ expected) == pytest.approx(1, abs=1e-10)


@pytest.mark.parametrize(("units", "outputs"), [(2, 1), (8, 1), (2, 5), (6, 3)])
def test_every_class_is_told_by_the_place_in_the_picture(units, outputs):
    """Moving a point to the picture's plane along the depth changes no decision."""
    points, (weights, biases) = cloud(units, n=200), layer_above(units, outputs, seed=3)
    axes = output_axes(points, weights, biases)
    assert shows_boundaries(weights, axes)
    flat = axes.activations(axes.coordinates(points))
    before, after = (predicted_classes(a @ weights + biases) for a in (points, flat))
    np.testing.assert_array_equal(after, before)


@pytest.mark.parametrize(("units", "outputs"), [(3, 1), (4, 4)])
def test_other_axes_do_not_show_the_boundaries_of_more_neurons_than_two(units, outputs):
    points, (weights, _) = cloud(units), layer_above(units, outputs, seed=3)
    assert not shows_boundaries(weights, component_axes(points))
    assert not shows_boundaries(weights, neuron_axes(points, 0, 1))


def test_all_axes_show_the_boundaries_of_two_neurons():
    points, (weights, _) = cloud(2), layer_above(2, 4, seed=3)
    assert shows_boundaries(weights, component_axes(points))
    assert shows_boundaries(weights, neuron_axes(points, 0, 1))


@pytest.mark.parametrize("outputs", [1, 3])
def test_an_output_without_weights_leaves_the_components(outputs):
    points = cloud(4)
    axes = output_axes(points, np.zeros((4, outputs)), np.zeros(outputs))
    np.testing.assert_allclose(axes.directions, component_axes(points).directions, **TOLERANCE)


def test_a_layer_of_one_neuron_has_its_distance_only():
    points = cloud(1)
    coordinates = output_axes(points, np.array([[2.0]]), np.array([1.0])).coordinates(points)
    np.testing.assert_allclose(coordinates[:, 0], points[:, 0] + 0.5, **TOLERANCE)
    np.testing.assert_array_equal(coordinates[:, 1], 0)


def test_points_that_spread_nowhere_else_still_get_two_right_angled_axes():
    weights = np.array([[1.0], [2.0], [2.0]])
    axes = output_axes(np.outer(np.arange(5.0), weights), weights, np.zeros(1))
    np.testing.assert_allclose(axes.directions @ axes.directions.T, np.eye(2), **TOLERANCE)


# Boundaries


def layer_above(units, outputs, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(units, outputs)), rng.normal(size=outputs) / 3


@pytest.mark.parametrize("units", [2, 5])
def test_one_output_is_zero_on_its_boundary(units):
    points = cloud(units)
    weights, biases = layer_above(units, 1, seed=1)
    axes = component_axes(points)
    lines = class_boundaries(weights, biases, axes, (-9, 9, -9, 9))
    assert len(lines) == 1
    on_line = axes.activations(ends_of(lines))
    np.testing.assert_allclose(on_line @ weights + biases, 0, **TOLERANCE)


def test_the_boundary_is_that_of_the_network():
    """Of two neurons nothing is left out: the sides of the line are the signs of the output."""
    net = Network([2, 3, 2, 1], seed=3, initialization="xavier")
    X = cloud(2, n=200)
    *_, hidden, output = net.forward(X)
    axes = neuron_axes(hidden, 0, 1)
    ((x0, y0, x1, y1),) = class_boundaries(net.weights[-1], net.biases[-1], axes, (-1, 1, -1, 1))
    x, y = axes.coordinates(hidden).T
    side = np.sign((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0))
    assert abs((side * np.sign(output[:, 0])).sum()) == len(X)


@given(st.integers(3, 6), st.integers(0, 10**6))
def test_on_a_boundary_of_several_classes_two_share_the_lead(outputs, seed):
    weights, biases = layer_above(3, outputs, seed)
    axes = neuron_axes(cloud(3), 0, 1)
    for x0, y0, x1, y1 in class_boundaries(weights, biases, axes, BOX):
        middle = axes.activations(np.array([[(x0 + x1) / 2, (y0 + y1) / 2]]))
        *_, second, first = np.sort((middle @ weights + biases)[0])
        np.testing.assert_allclose(second, first, rtol=0, atol=1e-8)


@given(st.integers(2, 5), st.integers(0, 10**6))
def test_a_change_of_class_along_a_path_is_where_it_crosses_a_boundary(outputs, seed):
    weights, biases = layer_above(2, outputs, seed)
    axes = neuron_axes(np.zeros((1, 2)), 0, 1)
    lines = class_boundaries(weights, biases, axes, BOX)
    t = np.linspace(0, 1, 201)[:, np.newaxis]
    path = (1 - t) * [-1.9, -0.9] + t * [1.9, 0.8]
    classes = (path @ weights + biases).argmax(axis=1)
    crossings = sum(crosses(path[0], path[-1], line[:2], line[2:]) for line in lines)
    assert crossings >= np.count_nonzero(np.diff(classes))


def crosses(p, q, a, b):
    """Tell whether the segments p-q and a-b meet."""

    def side(start, end, point):
        (dx, dy), (px, py) = end - start, point - start
        return np.sign(dx * py - dy * px)

    return side(p, q, a) != side(p, q, b) and side(a, b, p) != side(a, b, q)


def test_boundaries_stay_in_their_box():
    for seed in range(20):
        weights, biases = layer_above(2, 4, seed)
        axes = neuron_axes(np.zeros((1, 2)), 0, 1)
        x, y = ends_of(class_boundaries(weights, biases, axes, BOX)).T
        assert (np.abs(x) <= 2 + 1e-9).all()
        assert (np.abs(y) <= 1 + 1e-9).all()


def test_a_boundary_outside_the_box_is_not_there():
    axes = neuron_axes(np.zeros((1, 2)), 0, 1)
    weights = np.array([[1.0], [0.0]])
    assert len(class_boundaries(weights, np.array([-3.0]), axes, BOX)) == 0
    assert len(class_boundaries(weights, np.array([-1.0]), axes, BOX)) == 1


def test_a_layer_above_without_weights_has_no_boundary():
    axes = neuron_axes(np.zeros((1, 2)), 0, 1)
    assert class_boundaries(np.zeros((2, 1)), np.ones(1), axes, BOX).shape == (0, 4)
