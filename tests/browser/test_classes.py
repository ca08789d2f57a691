"""More than two classes on the page: an output each, their colours and shapes, and their map."""

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.data import DATASETS
from playground.experiment import Experiment
from playground.frame import Unit
from playground.number_format import loss, percent
from playground.session import Session
from playground.views.markers import CLASS_MARKERS
from playground.views.palette import CLASS_FILLS, CLASS_INK, ZERO_FILL

BLOBS = Experiment(dataset="blobs", noise=0.1)
EPOCHS = 40


@pytest.fixture
def blobs(playground):
    playground.call("load", BLOBS.to_permalink())
    playground.call("step", EPOCHS)
    playground.settle()
    return playground


@pytest.fixture(scope="module")
def session():
    session = Session(Experiment(**BLOBS.settings()))
    session.advance(EPOCHS)
    return session


def rgb(color):
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], float)


def pixels(playground):
    """Return the colours of the large map, (100, 100, 3), from the bottom left."""
    return playground.map_pixels().astype(float)


def test_every_class_has_an_output(blobs):
    assert [blobs.unit(f"unit:3:{i}").is_visible() for i in range(3)] == [True] * 3
    assert blobs.unit("unit:3:2").get_attribute("aria-label") == "Output, class 3"
    assert blobs.unit("unit:3:3").count() == 0


def test_accuracy_and_losses_are_shown(blobs, session):
    assert blobs.text("score") == percent(session.test_accuracy)
    assert blobs.text("test_loss") == loss(session.test_loss)


def test_the_legend_lists_the_classes_instead_of_the_signs(blobs):
    legend = blobs.page.locator(".legend li:visible")
    expect(legend).to_have_text(["Class 1", "Class 2", "Class 3", "test data"])
    expect(blobs.page.locator(".ramp")).to_be_hidden()
    blobs.call("load", "")
    expect(legend).to_have_text(["+1", "\N{MINUS SIGN}1", "test data"])
    expect(blobs.page.locator(".ramp")).to_be_visible()


def test_points_have_the_marks_of_their_classes(blobs, session):
    y = session.train.y
    assert blobs.column("train_points", "marker") == [CLASS_MARKERS[i] for i in y]
    assert blobs.column("train_points", "color") == [CLASS_INK[i] for i in y]


def test_the_map_has_the_colour_of_the_winner_by_its_confidence(blobs, session):
    """Colours are sent in twenty steps, half of one is 255 / 40, and two roundings add to it."""
    maps = session.frame().shown_map
    winners, best = maps.argmax(axis=0), maps.max(axis=0)
    confidence = ((best - 1 / 3) / (2 / 3))[..., None]
    fills, zero = np.array([rgb(fill) for fill in CLASS_FILLS]), rgb(ZERO_FILL)
    expected = zero + confidence * (fills[winners] - zero)
    assert np.abs(pixels(blobs) - expected).max() <= 255 / 40 + 2


def test_a_discretised_map_shows_winners_only(blobs, session):
    blobs.page.get_by_label("Discretise output").check()
    winners = session.frame().shown_map.argmax(axis=0)
    fills = np.array([rgb(fill) for fill in CLASS_FILLS])
    np.testing.assert_array_equal(pixels(blobs), fills[winners])
    blobs.page.get_by_label("Discretise output").uncheck()


def test_an_output_under_the_pointer_shows_the_probability_of_its_class(blobs, session):
    blobs.unit("unit:3:1").hover()
    assert blobs.text("caption") == "Probability of Class 2"
    share = session.frame(Unit(3, 1)).shown_map[..., None]
    zero, fill = rgb(ZERO_FILL), rgb(CLASS_FILLS[1])
    expected = zero + share * (fill - zero)
    assert np.abs(pixels(blobs) - expected).max() <= 255 / 40 + 2


def test_a_hidden_neuron_keeps_its_two_colours(blobs):
    blobs.unit("unit:1:0").hover()
    assert blobs.text("caption") == "Layer 1, neuron 1"
    assert not np.array_equal(pixels(blobs)[0, 0], rgb(CLASS_FILLS[0]))
    blobs.page.mouse.move(1, 1)


@pytest.mark.parametrize("name", [name for name, one in DATASETS.items() if one.classes > 2])
def test_every_such_data_set_trains(playground, name):
    playground.call("load", f"dataset={name}")
    before = playground.state()["trainLoss"]
    playground.call("step", 10)
    assert playground.state()["trainLoss"] < before


def test_back_to_two_classes_all_is_as_before(blobs):
    blobs.call("load", "")
    blobs.call("step", 3)
    session = Session(Experiment())
    session.advance(3)
    assert blobs.text("test_loss") == loss(session.test_loss)
    assert blobs.unit("unit:3:1").count() == 0
