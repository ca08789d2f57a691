"""The drawer that goes back in time and compares runs."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def drawer(playground):
    playground.call("step", 20)
    playground.open_drawer("history")
    return playground.page.locator("#drawer")


@pytest.fixture
def slider(drawer):
    return drawer.get_by_role("slider", name="Epoch")


def test_the_slider_stands_at_the_present(slider):
    expect(slider).to_have_attribute("aria-valuenow", "20.0")


def test_moving_the_slider_shows_the_run_as_it_was(playground, slider):
    present = playground.column("edges", "weight")
    slider.press("Home")
    assert playground.text("epoch") == "0"
    assert playground.epoch == 0
    assert playground.column("edges", "weight") != present
    slider.press("End")
    assert playground.epoch == 20
    assert playground.column("edges", "weight") == present


def test_training_goes_on_from_where_the_slider_stands(playground, slider):
    slider.press("Home")
    slider.press("ArrowRight")
    playground.settle()
    playground.call("step", 2)
    assert playground.epoch == 3
    expect(slider).to_have_attribute("aria-valuemax", "3.0")


def test_closing_the_drawer_returns_to_the_present(playground, slider):
    slider.press("Home")
    playground.settle()
    playground.close_drawer()
    assert playground.epoch == 20


def test_kept_runs_are_drawn_and_their_differences_listed(playground, drawer):
    keep = drawer.get_by_role("button", name="Keep this run")
    keep.click()
    playground.call("load", "activation=relu&hidden=3")
    playground.call("step", 7)
    keep.click()
    expect(drawer.get_by_role("columnheader")).to_have_text(["Setting", "Run 1", "Run 2", "Now"])
    expect(drawer.get_by_role("row", name="Activation")).to_contain_text("ReLU")
    expect(drawer.get_by_role("row", name="Hidden layers")).to_contain_text("4, 2")
    expect(drawer.get_by_role("row", name="Learning rate")).to_have_count(0)
    assert [len(losses) for losses in playground.column("history_kept", "losses")] == [21, 8]
    drawer.get_by_role("button", name="Forget kept runs").click()
    expect(drawer.get_by_role("columnheader")).to_have_count(0)
    assert playground.column("history_kept", "losses") == []
