"""The model drawer in the browser: a run with another optimizer that stops by itself."""

import pytest
from playwright.sync_api import expect

from playground.experiment import Experiment


@pytest.fixture
def drawer(playground):
    playground.open_drawer("model")
    return playground.page.locator("#drawer")


def test_choices_and_entries_become_settings(drawer, playground):
    drawer.get_by_label("Optimiser").select_option(label="Adam")
    drawer.get_by_label("Layer 2").select_option(label="GELU")
    drawer.get_by_label("Target accuracy").fill("99")
    drawer.get_by_label("Target accuracy").press("Enter")
    playground.settle()
    assert playground.experiment == Experiment(
        optimizer="adam", layer_activations=["tanh", "gelu"], stop_accuracy=0.99
    )
    assert playground.chosen("activation") == "By layer"
    assert playground.state()["epoch"] == 0


def test_what_does_nothing_is_disabled(drawer, playground):
    expect(drawer.get_by_label("Momentum")).to_be_disabled()
    drawer.get_by_label("Optimiser").select_option(label="Nesterov")
    playground.settle()
    expect(drawer.get_by_label("Momentum")).to_be_enabled()


def test_a_run_stops_by_itself_and_says_why(page, drawer, playground, wait_until):
    drawer.get_by_label("Epoch limit").fill("25")
    drawer.get_by_label("Epoch limit").press("Enter")
    playground.call("play")
    page.get_by_text("Training stopped after epoch 25").wait_for()
    wait_until(page, "ready")
    assert playground.epoch == 25
    page.locator("#dismiss").click()
    expect(page.locator("#message")).to_be_hidden()


def test_what_is_no_number_is_refused_in_words(page, drawer, playground):
    entry = drawer.get_by_label("Target loss")
    entry.fill("low")
    entry.press("Enter")
    playground.settle()
    problem = "“low” is no number; one from 0 to 100 is wanted"
    expect(page.locator("#message")).to_contain_text(problem)
    expect(entry).to_have_value("")


def test_the_largest_network_keeps_its_buttons_apart(page, playground):
    """Eight layers of sixteen neurons: no two buttons share a place, each can be clicked."""
    playground.call("load", Experiment(hidden=[16] * 8).to_permalink())
    playground.settle()
    boxes = page.locator(".stepper.neurons button:visible").evaluate_all(
        "buttons => buttons.map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 16
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = (
                one["left"] >= other["right"]
                or other["left"] >= one["right"]
                or one["top"] >= other["bottom"]
                or other["top"] >= one["bottom"]
            )
            assert apart
    page.get_by_role("button", name="Remove a neuron from layer 8").click()
    playground.settle()
    assert playground.experiment.hidden == [16] * 7 + [15]
