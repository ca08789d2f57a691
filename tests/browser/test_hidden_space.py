"""The drawer of the hidden space on the page: choices, the slider, and the picture in play."""

import numpy as np
import pytest
from playwright.sync_api import expect


@pytest.fixture
def drawer(playground):
    """The open drawer's place on the page, of a run that has learned something."""
    playground.call("step", 40)
    playground.open_drawer("hidden_space")
    drawer = playground.page.locator("#drawer")
    expect(drawer.locator("canvas").first).to_be_visible()
    return drawer


def places(playground, source="hidden_train"):
    return np.column_stack([playground.column(source, axis) for axis in "xy"])


def test_the_last_hidden_layer_is_cut_straight_between_the_classes(playground, drawer):
    ends = [playground.column("hidden_boundaries", end)[0] for end in ("x0", "y0", "x1", "y1")]
    start, end = np.array(ends[:2]), np.array(ends[2:])
    x, y = (places(playground) - start).T
    dx, dy = end - start
    side = np.sign(dx * y - dy * x)
    positive = np.array(playground.column("hidden_train", "marker")) == "circle"
    right = max(np.mean((side > 0) == positive), np.mean((side < 0) == positive))
    assert right > 0.8
    expect(drawer.get_by_text("can only cut straight")).to_be_visible()


def test_another_layer_and_other_neurons_are_chosen(playground, drawer):
    before = places(playground)
    drawer.get_by_label("Layer", exact=True).select_option("Hidden layer 1")
    expect(drawer.get_by_label("Coordinates")).to_have_value("Principal components")
    components = places(playground)
    assert not np.allclose(components, before)
    assert playground.column("hidden_boundaries", "x0") == []
    drawer.get_by_label("Coordinates").select_option("Two neurons")
    drawer.get_by_label("Across").select_option("Layer 1, neuron 4")
    drawer.get_by_label("Upwards").select_option("Layer 1, neuron 1")
    assert np.abs(places(playground)).max() <= 1  # tanh


def test_the_slider_leads_from_the_plane_to_the_layer(playground, drawer):
    bent = places(playground)
    slider = drawer.get_by_role("slider", name="Bent")
    slider.press("Home")
    flat = places(playground)
    plane = np.column_stack([playground.column("train_points", axis) for axis in "xy"])
    assert np.corrcoef(flat[:, 0], plane[:, 0])[0, 1] == pytest.approx(1)
    assert np.corrcoef(flat[:, 1], plane[:, 1])[0, 1] == pytest.approx(1)
    slider.press("End")
    np.testing.assert_allclose(places(playground), bent)


def test_the_picture_follows_the_training(playground, drawer):
    before = places(playground)
    playground.play_beyond(playground.epoch + 5)
    assert not np.allclose(places(playground), before)


def test_three_classes_meet(playground, drawer):
    playground.call("load", "dataset=blobs")
    playground.call("step", 40)
    assert len(playground.column("hidden_boundaries", "x0")) in (2, 3)
    assert set(playground.column("hidden_train", "marker")) == {"square", "circle", "triangle"}
