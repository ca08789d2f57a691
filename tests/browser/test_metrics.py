"""The metrics drawer on the page, and the exact values under the pointer on the loss curves."""

import re

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, Experiment
from playground.number_format import exact_percent
from playground.views.palette import INK
from tests.browser.conftest import WINDOW


@pytest.fixture
def drawer(playground):
    return playground.page.locator("#drawer")


def test_confusion_matrices_are_tables_that_follow_the_run(playground, drawer):
    playground.open_drawer("metrics")
    table = drawer.get_by_role("table", name="Confusion matrix of the test data")
    before = table.inner_text()
    playground.call("step", 60)
    expect(table).not_to_have_text(before)
    counts = [int(cell) for cell in table.locator(".shade").all_inner_texts()]
    assert sum(counts) == 250
    accuracy = (counts[0] + counts[3]) / 250
    assert exact_percent(accuracy) in table.inner_text()
    assert table.get_by_role("rowheader").all_inner_texts() == ["+1", "−1", "Precision"]


def test_shades_follow_the_counts(playground, drawer):
    playground.open_drawer("metrics")
    playground.call("step", 60)
    playground.settle()
    cells = drawer.locator(".shade").all()
    shares = [float(c.evaluate("c => c.style.getPropertyValue('--share')")) for c in cells]
    assert len(shares) == 8
    assert shares[0] + shares[1] == pytest.approx(1, abs=0.0011)  # three decimals each


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_matrix_of_ten_digits_is_seen_whole(playground, drawer, size):
    page = playground.page
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    playground.call("load", Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink())
    playground.open_drawer("metrics")
    table = drawer.get_by_role("table", name="Confusion matrix of the test data")
    ends = table.get_by_role("cell").evaluate_all(
        "cells => cells.map(cell => cell.getBoundingClientRect().right)"
    )
    box = page.locator("#drawer").bounding_box()
    assert len(ends) == 11 * 11
    assert max(ends) <= box["x"] + box["width"]
    page.set_viewport_size(WINDOW)


def test_a_regression_has_a_figure_of_predicted_against_true(playground, drawer):
    playground.call("load", "dataset=plane")
    playground.open_drawer("metrics")
    expect(drawer.locator("canvas").first).to_be_visible()
    assert len(playground.column("prediction_train", "true")) == 600
    before = playground.column("prediction_train", "predicted")
    playground.call("step", 3)
    assert playground.column("prediction_train", "predicted") != before
    expect(drawer.get_by_role("table", name="Exact values")).to_contain_text("R²")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pointing_at_the_curves_shows_exact_values(playground, theme):
    page = playground.page
    page.emulate_media(color_scheme=theme)
    playground.call("step", 20)
    playground.settle()
    box = playground.place("loss").bounding_box()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.4 * box["height"])
    tooltip = page.locator(".bk-Tooltip")
    expect(tooltip).to_be_visible()
    epochs = playground.column("loss_curve", "epoch")
    losses = [playground.column("loss_curve", f"{name}_loss") for name in ("test", "train")]
    shown = tooltip.locator(".bk-tooltip-content").inner_text()
    epoch = int(re.search(r"Epoch (\d+)", shown)[1])
    test, train = (loss[epochs.index(epoch)] for loss in losses)
    assert f"Test loss {test:.6f}" in shown
    assert f"Training loss {train:.6f}" in shown
    color = tooltip.evaluate("t => getComputedStyle(t).color")
    red, green, blue = (int(INK[theme]["text"][i : i + 2], 16) for i in (1, 3, 5))
    assert color == f"rgb({red}, {green}, {blue})"
    page.emulate_media(color_scheme="light")
