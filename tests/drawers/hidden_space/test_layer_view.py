"""A picture of a layer has every point where the network takes it."""

import numpy as np
import pytest

from playground.data import EXTENT, feature_matrix
from playground.drawers.hidden_space.layer_view import LINES, POINTS, HiddenSpaceProjection
from playground.experiment import Experiment
from playground.session import Session

EXACT = {"rtol": 0, "atol": 1e-12}


def trained(**settings):
    session = Session(Experiment(**settings))
    session.advance(5)
    return session


def take(session, layer, coordinates="neurons", neurons=(0, 1), share=1.0):
    bending = HiddenSpaceProjection(session, layer, coordinates, neurons)
    return bending, bending.picture(session.frame(), share)


@pytest.mark.parametrize(("layer", "neurons"), [(0, (0, 1)), (1, (3, 0)), (2, (1, 0))])
def test_samples_are_at_their_activations(layer, neurons):
    session = trained()
    _, picture = take(session, layer, neurons=neurons)
    for points, places in ((session.train, picture.train), (session.test, picture.test)):
        activations = session.network.forward(points.X)[layer]
        np.testing.assert_allclose(places, activations[:, neurons], **EXACT)


def test_lines_are_at_the_activations_of_the_plane():
    session = trained(features=["x1", "x1_x2"])
    _, picture = take(session, 2)
    assert picture.lines.shape == (2 * LINES, POINTS, 2)
    corner = feature_matrix([[-EXTENT, -EXTENT]], session.experiment.features)
    np.testing.assert_allclose(picture.lines[0, 0], session.network.forward(corner)[2][0], **EXACT)


def test_in_between_the_plane_is_between_flat_and_bent():
    session = trained()
    flat, half, bent = (take(session, 2, share=share)[1].lines for share in (0.0, 0.5, 1.0))
    np.testing.assert_allclose(half, (flat + bent) / 2, **EXACT)
    lengths = np.ptp(flat, axis=1)
    np.testing.assert_allclose(lengths[:LINES], [lengths[0]] * LINES, **EXACT)
    np.testing.assert_allclose(lengths[:LINES, 1], 0, **EXACT)  # level lines are level


def test_everything_is_inside_the_ends():
    session = trained(activation="relu", hidden=[4, 3])
    for share in (0.0, 0.3, 1.0):
        bending, picture = take(session, 2, "components", share=share)
        left, right, low, high = bending.ends
        x, y = np.concatenate([picture.lines.reshape(-1, 2), picture.train, picture.test]).T
        assert left <= x.min()
        assert x.max() <= right
        assert low <= y.min()
        assert y.max() <= high


def test_the_boundary_parts_the_samples_as_the_network_does():
    session = trained(hidden=[4, 5])
    bending, picture = take(session, 2, "output")
    assert bending.has_boundaries
    ((x0, _, x1, _),) = picture.boundaries
    assert abs(x0) + abs(x1) < 1e-9  # the line is upright, at distance 0
    output = session.network.forward(session.train.X)[-1][:, 0]
    np.testing.assert_array_equal(picture.train[:, 0] > 0, output > 0)


def test_three_classes_have_up_to_three_boundaries():
    session = trained(dataset="blobs", hidden=[5])
    _, picture = take(session, 1, "output")
    assert len(picture.boundaries) in (2, 3)


@pytest.mark.parametrize(
    ("settings", "layer", "coordinates", "share"),
    [
        ({}, 1, "neurons", 1.0),  # not the last layer
        ({"hidden": [4, 3]}, 2, "components", 1.0),  # more directions than two
        ({"dataset": "plane"}, 2, "neurons", 1.0),  # no classes
        ({}, 2, "neurons", 0.5),  # not yet bent
    ],
)
def test_without_a_straight_boundary_none_is_drawn(settings, layer, coordinates, share):
    _, picture = take(trained(**settings), layer, coordinates, share=share)
    assert picture.boundaries.shape == (0, 4)


@pytest.mark.parametrize("coordinates", ["neurons", "components", "output"])
def test_a_layer_of_one_neuron_is_drawn_as_a_line(coordinates):
    session = trained(hidden=[1])
    _, picture = take(session, 1, coordinates, neurons=(0, 0))
    np.testing.assert_allclose(picture.train[:, 1], 0, **EXACT)


def test_the_picture_follows_new_data():
    session = Session(Experiment())
    bending, before = take(session, 1)
    session.experiment.data_seed = 7
    after = bending.picture(session.frame())
    assert (after.train != before.train).any()


def test_the_picture_does_not_flip_while_the_network_learns():
    """From one epoch to the next samples move a little; mirrored ones would jump."""
    session = Session(Experiment(hidden=[6]))
    bending = HiddenSpaceProjection(session, 1, "components", (0, 1))
    before = bending.picture(session.frame()).train
    for _ in range(40):
        session.advance()
        after = bending.picture(session.frame()).train
        assert np.sum(before * after) > 0.9 * np.sum(before * before)
        before = after
