"""The large map shows a unit's answers and the data, each class by its own shape."""

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.frame import Unit
from playground.session import Session
from playground.session.inputs.plane import RESOLUTION
from playground.views import OutputView
from playground.views.markers import CLASS_MARKERS, mark_styles
from playground.views.palette import (
    CLASS_FILLS,
    CLASS_INK,
    CLASS_RGBA,
    INK,
    ZERO_FILL,
    class_color_index,
    color_index,
)


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


# More than two classes


@pytest.fixture
def blobs():
    session = Session(Experiment(dataset="blobs"))
    session.advance(20)
    return session


def class_colors(index, confidence):
    """Return what the colours of a class are between the fills of zero and the class."""
    zero, fill = (
        np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)])
        for text in (ZERO_FILL, CLASS_FILLS[index])
    )
    return zero + confidence[:, None] * (fill - zero)


def channels(indices):
    return CLASS_RGBA[indices].view(np.uint8).reshape(-1, 4)[:, :3]


def test_the_map_of_several_classes_has_the_colour_of_the_winner_by_its_confidence(blobs):
    """From a third, where all are alike, to 1; colours are in steps of a twentieth."""
    frame = blobs.frame()
    image = OutputView(frame).columns(frame)["large_map"]["class_image"][0]
    winners, best = frame.shown_map.argmax(axis=0), frame.shown_map.max(axis=0)
    for index in range(3):
        won = winners == index
        confidence = (best[won] - 1 / 3) / (2 / 3)
        expected = class_colors(index, confidence)
        half_a_step = 255 / 20 / 2
        assert np.abs(channels(image[won]) - expected).max() <= half_a_step + 1


def test_a_discretised_map_of_several_classes_shows_the_winner_only(view, blobs):
    blobs.experiment.discretize = True
    frame = blobs.frame()
    image = view.columns(frame)["large_map"]["class_image"][0]
    winners = frame.shown_map.argmax(axis=0)
    full = class_color_index(np.arange(3), np.ones(3))
    np.testing.assert_array_equal(image, full[winners])


def test_the_map_of_one_output_shows_the_probability_of_its_class(view, blobs):
    frame = blobs.frame(Unit(3, 1))
    image = view.columns(frame)["large_map"]["class_image"][0]
    np.testing.assert_array_equal(image, class_color_index(1, frame.shown_map))


def test_hidden_units_keep_their_two_colours(view, blobs):
    frame = blobs.frame(Unit(1, 0))
    image = view.columns(frame)["large_map"]["image"][0]
    np.testing.assert_array_equal(image, color_index(frame.shown_map))


def test_each_of_several_classes_has_a_shape_and_a_colour(blobs):
    points = drawn(blobs)["train_points"]
    found = set(zip(points["label"], points["marker"], points["color"], strict=True))
    assert found == {(i, CLASS_MARKERS[i], CLASS_INK[i]) for i in range(3)}


@pytest.mark.parametrize(
    ("value", "marker", "color"),
    [
        (-1, "square", "negative"),
        (-0.2, "square", "negative"),
        (-0.05, "square", None),
        (0.05, "circle", None),
        (0.2, "circle", "positive"),
    ],
)
def test_values_have_the_colour_of_their_sign_unless_they_are_small(value, marker, color):
    expected = INK["light"][color] if color else "#6f6f6f"
    assert mark_styles(np.array([value]), 0) == ([marker], [expected])
