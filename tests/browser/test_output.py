"""The large map on the right, its points and its switches."""

from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.experiment import Experiment
from playground.session import Session

COLORS_OF_A_ROW = """(canvas) => {
  const { width, height } = canvas;
  const row = canvas.getContext("2d").getImageData(0, height / 2, width, 1).data;
  return [...Array(width).keys()].map((i) => row.slice(4 * i, 4 * i + 3).join());
}"""

CENTRE_COLOR = """(canvas) => {
  const { width, height } = canvas;
  const pixel = canvas.getContext("2d").getImageData(width * 0.98, height * 0.02, 1, 1);
  return [...pixel.data].slice(0, 3);
}"""


def test_training_points_are_drawn_in_their_places(playground):
    session = Session(Experiment())
    assert playground.column("train_points", "x") == pytest.approx(session.train.X[:, 0].tolist())
    assert playground.column("train_points", "y") == pytest.approx(session.train.X[:, 1].tolist())


def test_classes_differ_in_shape(playground):
    labels = playground.column("train_points", "label")
    markers = playground.column("train_points", "marker")
    assert set(zip(labels, markers, strict=True)) == {(1, "circle"), (-1, "square")}


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_test_points_are_shown_when_wanted(page, playground, way):
    assert playground.column("test_points", "x") == []
    box = page.get_by_label("Show test data")
    box.click() if way == "mouse" else box.press("Space")
    assert len(playground.column("test_points", "x")) == 250
    assert playground.experiment == Experiment(show_test=True)
    box.click() if way == "mouse" else box.press("Space")
    assert playground.column("test_points", "x") == []


def test_the_output_is_discretised_when_wanted(page, playground):
    playground.call("step", 20)
    assert len(np.unique(playground.map_pixels().reshape(-1, 3), axis=0)) > 50
    page.get_by_label("Discretise output").check()
    assert len(np.unique(playground.map_pixels().reshape(-1, 3), axis=0)) < 20
    assert playground.epoch == 20


def test_the_map_is_drawn_finer_than_its_hundred_points(playground):
    """At the steep border of a trained network, neighbouring pixels differ within one point."""
    playground.call("step", 200)
    assert playground.map_pixels().shape == (100, 100, 3)
    row = playground.place("output").locator("canvas").first.evaluate(COLORS_OF_A_ROW)
    assert len(row) > 300
    changes = sum(a != b for a, b in pairwise(row))
    assert changes > 100


def test_the_map_is_seen_in_the_colour_of_its_answer(page, playground):
    """Far away from the inner disc a trained network answers -1, which is orange."""
    playground.call("step", 200)
    playground.settle()
    red, green, blue = playground.place("output").locator("canvas").first.evaluate(CENTRE_COLOR)
    assert red > green > blue
    assert red - blue > 100


def test_a_link_restores_the_switches(page, playground):
    playground.call("load", "show_test=true&discretize=true")
    expect(page.get_by_label("Show test data")).to_be_checked()
    expect(page.get_by_label("Discretise output")).to_be_checked()


def test_the_colours_are_explained(page, playground):
    section = page.get_by_role("region", name="Output")
    for words in ("Test loss", "Training loss", "Accuracy", "test data"):
        expect(section).to_contain_text(words)
    ramp = section.locator(".ramp").evaluate("(ramp) => getComputedStyle(ramp).backgroundImage")
    for color in ("rgb(245, 147, 34)", "rgb(232, 234, 235)", "rgb(8, 119, 189)"):
        assert color in ramp


def test_a_point_of_the_curve_tells_its_figures(page, playground):
    playground.call("step", 30)
    playground.settle()
    box = playground.place("loss").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".bk-tooltip, .bk-Tooltip").first).to_contain_text("Test loss")


def test_what_a_drawer_marks_on_the_map_is_drawn_when_it_is_opened_in_place_of_another(
    page, playground
):
    playground.open_drawer("model")
    playground.open_drawer("by_eye")
    playground.call("step", 30)
    page.get_by_role("button", name="Freeze this border").click()
    frozen = playground.column("by_eye_border", "x0")
    assert len(frozen) > 50
    playground.open_drawer("relevance")
    assert playground.column("by_eye_border", "x0") == frozen
    page.get_by_label("Sample number").fill("7")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Sample number")).to_have_value("7")
    seventh = playground.column("train_points", "x")[6]
    assert playground.column("relevance_mark", "x") == pytest.approx([seventh])
