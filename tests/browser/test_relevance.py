"""The drawer "Why?" on the page: heatmaps of a digit, bars of a point, the methods compared."""

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, Experiment

LINK = Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink()


@pytest.fixture
def why(playground):
    playground.call("load", LINK)
    playground.call("step", 10)
    playground.open_drawer("relevance")
    return playground


def tap_digit(playground, row, column):
    """Tap a digit of the grid, which has six of them in a row."""
    figure = playground.page.locator('[data-root="output"] .bk-Figure')
    box = figure.bounding_box()
    figure.click(
        position={"x": (column + 0.4) / 6 * box["width"], "y": (row + 0.5) / 6 * box["height"]}
    )
    playground.settle()


def test_a_tapped_digit_is_explained_by_seven_methods(why):
    before = why.column("relevance_heat", "pixels")
    assert len(before) == 7
    tap_digit(why, 2, 3)
    expect(why.page.get_by_label("Sample number")).to_have_value(str(898 + 2 * 6 + 3 + 1))
    assert why.column("relevance_heat", "pixels") != before
    table = why.page.get_by_role("region", name="What is explained is the score")
    expect(table.get_by_role("row")).to_have_count(8)


def test_the_methods_are_compared_and_random_order_is_worst(why):
    why.page.get_by_role("button", name="Compare the methods").click()
    table = why.page.get_by_role("region", name="Area over the perturbation curve")
    expect(table.get_by_role("row")).to_have_count(9)
    expect(table.get_by_role("row").last).to_contain_text("Random order")
    assert len(why.column("relevance_scores", "scores")) == 8


def test_the_drawer_follows_the_kind_of_input_and_playing(why):
    why.play_beyond(12)
    why.call("load", "")
    why.settle()
    expect(why.page.get_by_text("it is defined for ReLU neurons only")).to_be_visible()
    bars = why.page.get_by_role("region", name="Relevance of the input features")
    expect(bars.get_by_role("row")).to_have_count(7)
    assert len(why.column("relevance_heat", "pixels")) == 2
