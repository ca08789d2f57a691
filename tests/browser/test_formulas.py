"""Formulas on the page: typed, explained where they are wrong, switched like other features."""

import pytest
from playwright.sync_api import expect

from playground.experiment import Experiment


@pytest.fixture
def drawer(playground):
    playground.page.get_by_role("button", name="+ formula").click()
    playground.page.wait_for_selector(".drawers [data-drawer=formulas][aria-expanded=true]")
    playground.settle()
    return playground.page.locator("#drawer")


def enter(drawer, formula):
    field = drawer.get_by_label("Formula", exact=True)
    field.fill(formula)
    field.press("Enter")


def test_a_formula_becomes_a_feature_with_a_picture(playground, drawer):
    enter(drawer, "sin(3*x1) * x2")
    expect(drawer.get_by_role("button", name="Remove sin(3·x₁)·x₂")).to_be_visible()
    assert playground.experiment == Experiment(features=["x1", "x2", "=sin(3*x1)*x2"])
    assert "feature:=sin(3*x1)*x2" in playground.column("units", "address")
    switch = playground.place("features").get_by_role("button", name="sin(3·x₁)·x₂")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert playground.experiment.features == ["x1", "x2"]
    switch.click()
    assert playground.experiment.features == ["x1", "x2", "=sin(3*x1)*x2"]


def test_an_error_shows_where_it_is(playground, drawer):
    enter(drawer, "sin(3*x1")
    expect(drawer.get_by_role("alert")).to_contain_text(
        "Column 9: “)” is expected here, not the end."
    )
    assert playground.experiment == Experiment()


def test_a_formula_can_be_removed(playground, drawer):
    playground.call("load", "features=x1,=x1^2")
    drawer.get_by_role("button", name="Remove x₁^2").click()
    assert playground.experiment == Experiment(features=["x1"])


def test_a_long_formula_does_not_hide_its_picture(playground):
    playground.call("load", "features=x1,=exp(-(x1*x1%2Bx2*x2)/4)*sin(x1)")
    playground.settle()
    switch = playground.place("features").get_by_role("button", name="exp(")
    text_ends_at = switch.evaluate(
        """(button) => {
          const { right } = button.getBoundingClientRect();
          return right - parseFloat(getComputedStyle(button).paddingRight);
        }"""
    )
    stage = playground.page.locator("#stage").bounding_box()
    unit = float(
        playground.page.evaluate(
            "parseFloat(document.getElementById('stage').style.getPropertyValue('--unit'))"
        )
    )
    assert text_ends_at <= stage["x"] + 0.15 * stage["width"] - unit / 2
    assert switch.evaluate("(button) => getComputedStyle(button).textOverflow") == "ellipsis"
