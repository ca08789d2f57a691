"""The formulas drawer adds features, and says where a formula is wrong."""

import re

import pytest

from playground.drawers.formulas.drawer import EXAMPLES, MAX_SHOWN
from playground.experiment import USUAL_FEATURES, Experiment
from playground.ui.actions import spell
from tests.page_end import enter

DRAWER = "formulas"


def find(app, label):
    return app.drawers.root.select(lambda part: getattr(part, "label", None) == label)


def add(app, formula):
    """Type a formula and press the button."""
    (field,) = find(app, "Formula")
    field.value_input = formula
    find(app, "Add this formula")[0].clicks += 1


def remove(app, name):
    """Press the button beside a formula."""
    enter(app, "formulas_list", spell("remove", name))


def words(app):
    parts = app.drawers.root.select(lambda part: isinstance(getattr(part, "object", None), str))
    return " ".join(part.object for part in parts if part.visible)


def test_a_formula_becomes_a_feature(app):
    add(app, " sin(3*x1) * x2 ")
    assert app.experiment == Experiment(features=["x1", "x2", "=sin(3*x1)*x2"])
    assert app.session.shape[0] == 3
    assert app.session.frame().offered_features == (*USUAL_FEATURES, "=sin(3*x1)*x2")
    assert find(app, "Formula")[0].value_input == ""
    assert "sin(3·x₁)·x₂" in words(app)


def test_enter_adds_a_formula_too(app):
    (field,) = find(app, "Formula")
    field.value_input = "=x1^2"
    field.param.trigger("enter_pressed")
    assert app.experiment.features == ["x1", "x2", "=x1^2"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_added(app, example):
    add(app, example)
    assert len(app.experiment.features) == 3


def test_a_wrong_formula_is_pointed_at_and_changes_nothing(app):
    add(app, "sin(3*x1")
    assert app.experiment == Experiment()
    assert "sin(3*x1\n        ^" in words(app)
    assert "Column 9: “)” is expected here, not the end." in words(app)
    assert 'role="alert"' in words(app)
    add(app, "sin(3*x1)")
    assert 'role="alert"' not in words(app)


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("", "Column 1: a number, x1, x2, pi, a function or “(” is expected here, not the end."),
        ("2x1", "Column 2: one of + - * / ^ or the end is expected here, not “x1”."),
        ("sin x1", "Column 5: “(” is expected after the name of a function, not “x1”."),
        ("max(x1)", "Column 7: this function needs “,” and a second argument here, not “)”."),
        ("tan(x1)", "Column 1: “tan” is not known."),
        ("x1 & x2", "Column 4: “&amp;” cannot be part of a formula."),
        ("x1" * 51, "A formula may have 100 characters, this one has “102 characters”."),
        ("(" * 17 + "1", "this is nested too deep; 16 levels are allowed."),
        ("1/x1", "Column 2: “1/x1 (x1 = 0, x2 = -6)” is not a finite number."),
        ("exp(x1^2)", "too large; values up to 1,000,000 can be learned from."),
        ("<img src=x>", "Column 1: “&lt;”"),
    ],
)
def test_every_error_has_its_sentence(app, formula, sentence):
    add(app, formula)
    assert sentence in words(app)
    assert app.experiment == Experiment()


def test_in_a_long_formula_the_pointer_stays_in_sight(app):
    add(app, "x1+" * 30 + "?")
    (picture,) = re.findall(r"<pre[^>]*>(.*)</pre>", words(app), re.DOTALL)
    shown, pointer = picture.split("\n")
    assert len(shown) <= MAX_SHOWN
    assert shown[pointer.index("^")] == "?"


def test_a_fourth_formula_is_refused(app):
    for formula in ("x1^2", "x2^2", "x1*x2", "x1-x2"):
        add(app, formula)
    assert app.experiment.features == ["x1", "x2", "=x1^2", "=x2^2", "=x1*x2"]
    assert "There are 3 formulas already." in words(app)
    add(app, "x1 ^ 2")
    assert "There are 3 formulas already." not in words(app)


def test_a_formula_can_be_removed(app):
    app.load("features=x1,=x1^2&formulas==x2^2")
    assert "Remove x₁^2" in words(app)
    remove(app, "=x1^2")
    assert app.experiment == Experiment(features=["x1"], formulas=["=x2^2"])
    assert "Remove x₁^2" not in words(app)
    remove(app, "=x2^2")
    assert app.experiment == Experiment(features=["x1"])
    assert "There are none yet." in words(app)


def test_a_second_click_on_the_same_button_removes_no_other_formula(app):
    app.load("features=x1,=x1^2,=x2^2")
    remove(app, "=x1^2")
    remove(app, "=x1^2")
    assert app.experiment == Experiment(features=["x1", "=x2^2"])


def test_the_last_feature_is_not_removed(app):
    app.load("features==x1^2")
    remove(app, "=x1^2")
    assert app.experiment.features == ["=x1^2"]


def test_a_closed_drawer_follows_no_more(app):
    before = len(app.experiment.param.watchers["features"]["value"])
    for _ in range(3):
        app.drawers.open("")
        app.drawers.open("formulas")
    assert len(app.experiment.param.watchers["features"]["value"]) == before
