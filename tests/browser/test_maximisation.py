"""The drawer about single neurons on the page: an image forms, facets are found, points climb."""

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, Experiment

LINK = Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink()


@pytest.fixture
def neuron(playground):
    playground.call("load", LINK)
    playground.call("step", 15)
    playground.open_drawer("maximisation")
    return playground


def press(playground, name):
    playground.page.get_by_role("button", name=name, exact=True).click()


def test_nine_digits_and_their_pixels_are_shown_for_the_tapped_neuron(neuron):
    assert len(neuron.column("top_ink", "pixels")) == len(neuron.column("top_heat", "pixels")) == 9
    before = neuron.column("top_texts", "note")
    neuron.unit("unit:1:4").click()
    neuron.page.keyboard.press("Escape")
    neuron.settle()
    chosen = neuron.page.get_by_label("Neuron", exact=True).locator("option:checked")
    expect(chosen).to_have_text("Layer 1, neuron 5")
    assert neuron.column("top_texts", "note") != before


def test_an_image_forms_that_excites_the_neuron(neuron):
    press(neuron, "Climb")
    expect(neuron.page.get_by_text("activation after step 100")).to_be_visible()
    assert len(neuron.column("maximisation_ink", "pixels")) == 4
    step = neuron.page.get_by_role("slider", name="Step of the ascent")
    end = neuron.column("maximisation_texts", "note")
    step.press("Home")
    neuron.settle()
    start = neuron.column("maximisation_texts", "note")
    assert max(map(float, end)) > max(map(float, start))


def test_facets_stand_beside_the_single_image(neuron):
    press(neuron, "Find facets")
    table = neuron.page.get_by_role("region", name="Where the facets come from")
    expect(table.get_by_role("rowheader", name="All in one")).to_be_visible()
    facets = table.get_by_role("row").count() - 1
    assert len(neuron.column("facets_ink", "pixels")) == 7 * facets


def test_an_ascent_on_the_plane_starts_where_one_taps(playground):
    playground.call("step", 20)
    playground.open_drawer("maximisation")
    figure = playground.page.locator("#drawer .bk-Figure").first
    box = figure.bounding_box()
    figure.click(position={"x": 0.75 * box["width"], "y": 0.25 * box["height"]})
    expect(playground.page.get_by_text("activation after step 100")).to_be_visible()
    x, y = playground.column("ascent_ends", "x"), playground.column("ascent_ends", "y")
    assert (x[0], y[0]) == pytest.approx((3, 3), abs=0.1)
    assert (x[1], y[1]) != pytest.approx((3, 3), abs=0.1)
