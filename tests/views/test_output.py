"""The large map shows a unit's answers and the data, each class by its own shape."""

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.frame import Unit
from playground.session import RESOLUTION, Session
from playground.views import OutputView
from playground.views.palette import color_index


@pytest.fixture
def view(session):
    return OutputView(session.frame())


def drawn(session):
    """Return the columns that a new view gives for its first frame."""
    view = OutputView(session.frame())
    return {name: source.data for name, source in view.sources.items()}


def test_the_map_is_that_of_the_frame(view, session):
    for shown in (None, Unit(1, 2), "x1_x2"):
        frame = session.frame(shown)
        image = view.columns(frame)["large_map"]["image"]
        assert image.shape == (1, RESOLUTION, RESOLUTION)
        np.testing.assert_array_equal(image[0], color_index(frame.shown_map))


def test_a_discretised_map_has_the_two_end_colours(view, session):
    session.experiment.discretize = True
    frame = session.frame()
    image = view.columns(frame)["large_map"]["image"][0]
    positive, negative = color_index(np.array([1.0, -1.0]))
    np.testing.assert_array_equal(image == positive, frame.shown_map > 0)
    np.testing.assert_array_equal(image == negative, frame.shown_map < 0)


@pytest.mark.parametrize("dataset", ["xor", "plane"])
def test_the_points_are_the_samples_in_their_places(dataset):
    session = Session(Experiment(dataset=dataset, show_test=True))
    sources = drawn(session)
    for name, points in (("train_points", session.train), ("test_points", session.test)):
        np.testing.assert_array_equal(sources[name]["x"], points.X[:, 0])
        np.testing.assert_array_equal(sources[name]["y"], points.X[:, 1])
        np.testing.assert_array_equal(sources[name]["label"], points.y)


def test_classes_differ_in_shape(session):
    points = drawn(session)["train_points"]
    markers = {label: set() for label in (-1.0, 1.0)}
    for label, marker in zip(points["label"], points["marker"], strict=True):
        markers[label].add(marker)
    assert markers == {-1.0: {"square"}, 1.0: {"circle"}}


def test_test_points_are_drawn_only_when_wanted(view, session):
    assert len(drawn(session)["test_points"]["x"]) == 0
    session.experiment.show_test = True
    assert len(view.columns(session.frame())["test_points"]["x"]) == len(session.test.y)
    session.experiment.show_test = False
    assert len(view.columns(session.frame())["test_points"]["x"]) == 0


def test_points_are_sent_only_when_they_change(view, session):
    session.advance()
    assert set(view.columns(session.frame())) == {"large_map"}
    session.experiment.show_test = True
    assert set(view.columns(session.frame())) == {"large_map", "test_points"}
    session.experiment.noise = 0.3
    assert set(view.columns(session.frame())) == {"large_map", "train_points", "test_points"}
    session.experiment.hidden = [2]
    assert set(view.columns(session.frame())) == {"large_map"}


def test_map_and_points_share_the_plane(view):
    for axis in (view.figure.x_range, view.figure.y_range):
        assert (axis.start, axis.end) == (-6, 6)
