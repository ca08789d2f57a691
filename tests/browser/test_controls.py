"""The controls around the network: each changes its setting, and the page follows."""

import re

import pytest
from playwright.sync_api import expect

from playground.data import DATASETS
from playground.experiment import USUAL_DATASETS, Experiment
from playground.number_format import share
from playground.session import Session

LISTS = [
    ("Learning rate", "0.3", {"learning_rate": 0.3}),
    ("Activation", "Sigmoid", {"activation": "sigmoid"}),
    ("Regularisation", "L2", {"regularization": "l2"}),
    ("Rate", "0.1", {"regularization_rate": 0.1}),
    ("Problem", "Regression", {"dataset": "plane"}),
    ("Speed", "Fast", {"speed": "fast"}),
]
SLIDERS = [
    ("Training share", 5, {"train_fraction": 0.6}, "60 %"),
    ("Noise", 0, {"noise": 0.05}, "5 %"),
    ("Batch size", 9, {"batch_size": 11}, "11"),
]


def slider(page, name):
    return page.get_by_role("slider", name=name)


def title(playground, setting):
    """Read what stands above a slider."""
    playground.settle()
    return playground.place(setting).locator(".bk-slider-value").text_content()


@pytest.mark.parametrize(("name", "label", "change"), LISTS)
def test_a_choice_from_a_list_changes_its_setting(page, playground, name, label, change):
    page.get_by_label(name, exact=True).select_option(label=label)
    assert playground.experiment == Experiment(**change)


@pytest.mark.parametrize(("name", "label", "change"), LISTS)
def test_a_list_shows_the_setting_of_a_link(page, playground, name, label, change):
    playground.call("load", Experiment(**change).to_permalink())
    playground.settle()
    shown = page.get_by_label(name, exact=True).locator("option:checked")
    expect(shown).to_have_text(label)


def test_a_number_outside_the_list_is_shown(playground):
    playground.call("load", "learning_rate=0.07&regularization_rate=0.002")
    assert playground.chosen("learning_rate") == "0.07"
    assert playground.chosen("regularization_rate") == "0.002"
    playground.call("load", "")
    assert playground.chosen("learning_rate") == "0.03"
    options = playground.place("learning_rate").locator("option").all_text_contents()
    assert "0.07" not in options


@pytest.mark.parametrize(("name", "steps", "change", "shown"), SLIDERS)
def test_a_slider_moves_by_keyboard(page, playground, name, steps, change, shown):
    (setting,) = change
    slider(page, name).press("ArrowRight")
    assert playground.experiment == Experiment(**change)
    assert title(playground, setting) == shown
    expect(slider(page, name)).to_have_attribute("aria-valuetext", shown)
    slider(page, name).press("ArrowLeft")
    assert playground.experiment == Experiment()


@pytest.mark.parametrize(("name", "steps", "change", "shown"), SLIDERS)
def test_a_slider_is_dragged(page, playground, name, steps, change, shown):
    (setting,) = change
    handle = slider(page, name).bounding_box()
    track = playground.place(setting).locator(".noUi-base").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"], track["y"], steps=5)
    page.mouse.up()
    ends = {"train_fraction": 0.9, "noise": 0.5, "batch_size": 30}
    assert playground.experiment == Experiment(**{setting: ends[setting]})


@pytest.mark.parametrize(("name", "steps", "change", "shown"), SLIDERS)
def test_a_slider_shows_the_setting_of_a_link(page, playground, name, steps, change, shown):
    (setting,) = change
    playground.call("load", Experiment(**change).to_permalink())
    assert title(playground, setting) == shown


def test_a_slider_does_not_round_what_a_link_says(playground):
    playground.call("load", "noise=0.333")
    assert title(playground, "noise") == "33 %"
    assert playground.experiment == Experiment(noise=0.333)


def test_every_data_set_has_a_picture_of_its_own(page, playground):
    for problem, names in {
        "Classification": ["Circle", "XOR", "Gauss", "Spiral"],
        "Regression": ["Plane", "Multi-Gauss"],
    }.items():
        page.get_by_label("Problem").select_option(label=problem)
        playground.settle()
        buttons = playground.place("dataset").locator("button")
        expect(buttons).to_have_text(names)
        pictures = buttons.evaluate_all(
            "buttons => buttons.map((b) => getComputedStyle(b, '::before').backgroundImage)"
        )
        assert len(set(pictures)) == len(names)
        assert all(picture.startswith('url("data:image/svg+xml') for picture in pictures)


@pytest.mark.parametrize(
    ("names", "problem"),
    [(USUAL_DATASETS[:4], "classification"), (USUAL_DATASETS[4:], "regression")],
)
def test_a_data_set_is_chosen_by_its_picture(page, playground, names, problem):
    playground.call("load", f"problem={problem}")
    buttons = playground.place("dataset").locator("button")
    expect(buttons).to_have_count(len(names))
    pressed = playground.place("dataset").locator("button[aria-pressed=true]")
    for i in reversed(range(len(names))):
        buttons.nth(i).click()
        expect(pressed).to_have_text(buttons.nth(i).text_content())
        assert playground.experiment == Experiment(dataset=names[i])


@pytest.mark.parametrize("name", sorted(set(DATASETS) - set(USUAL_DATASETS)))
def test_another_data_set_has_its_picture_while_it_is_used(page, playground, name):
    playground.call("load", f"dataset={name}")
    buttons = playground.place("dataset").locator("button")
    expect(buttons.last).to_have_attribute("aria-pressed", "true")
    buttons.first.click()
    assert playground.experiment.dataset in USUAL_DATASETS
    expect(playground.place("dataset").locator("button[aria-pressed=true]")).to_have_count(1)


def test_other_data_are_drawn_as_points(page, playground):
    before = playground.column("train_points", "x")
    page.get_by_role("button", name="XOR", exact=True).click()
    assert playground.column("train_points", "x") != before


def test_regenerate_draws_other_points(page, playground):
    playground.call("step", 2)
    before = playground.column("train_points", "x")
    page.get_by_role("button", name="Regenerate data").click()
    assert playground.column("train_points", "x") != before
    assert playground.text("epoch") == "0"


def test_new_initial_weights_keep_the_points(page, playground):
    points = playground.column("train_points", "x")
    weights = playground.column("edges", "weight")
    page.get_by_role("button", name="New initial weights").click()
    assert playground.column("edges", "weight") != weights
    assert playground.column("train_points", "x") == points


def test_a_share_decides_how_many_points_are_drawn(page, playground):
    assert len(playground.column("train_points", "x")) == 250
    slider(page, "Training share").press("ArrowRight")
    assert len(playground.column("train_points", "x")) == 300


def test_regression_is_measured_by_what_it_explains(page, playground):
    """R² is 1 less the share of the variance that is left; the loss is half the mean square."""
    page.get_by_label("Problem").select_option(label="Regression")
    playground.call("step", 20)
    loss = playground.state()["testLoss"]
    variance = Session(Experiment(dataset="plane")).test.y.var()
    assert playground.text("score_name") == "R²"
    assert playground.text("score") == share(1 - 2 * loss / variance)
    assert loss < 0.05


def test_the_address_follows_the_settings(page, playground):
    page.get_by_role("button", name="Spiral", exact=True).click()
    page.get_by_label("Learning rate").select_option(label="0.1")
    page.wait_for_url(re.compile(r"#dataset=spiral&learning_rate=0\.1$"))
    playground.call("load", "")
    page.wait_for_url(re.compile(r"/[^#]*$"))
