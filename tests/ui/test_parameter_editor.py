"""The editor shows and sets one bias or weight of a session's network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment import Experiment
from playground.session import Session
from playground.ui.parameter_editor import Editor

CLOSED = {"selected": "", "editor_title": "", "editor_now": "", "editor_error": ""}


class Edits:
    """Counts how often an editor reports a change."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1


@pytest.fixture
def edits():
    return Edits()


@pytest.fixture
def session():
    return Session(Experiment())


@pytest.fixture
def editor(session, edits):
    return Editor(session, edits)


def options(editor):
    return editor.roots["editor_parameter"].options


def choose(editor, address):
    editor.roots["editor_parameter"].value = address


def enter(editor, typed):
    """Do what the widget does when Enter is pressed."""
    field = editor.roots["editor_value"]
    field.value = typed
    field.enter_pressed = True


def field(editor):
    return editor.roots["editor_value"].value


def test_it_is_closed_at_first(editor):
    assert editor.texts() == CLOSED


def test_a_neuron_opens_with_its_bias_and_all_incoming_weights(editor):
    editor.select("unit:2:1")
    assert editor.texts() == {
        "selected": "unit:2:1",
        "editor_title": "Layer 2, neuron 2",
        "editor_now": "0.1",
        "editor_error": "",
    }
    assert options(editor) == {
        "Bias": "unit:2:1",
        "Weight from neuron 1 of layer 1 to neuron 2 of layer 2": "edge:2:0:1",
        "Weight from neuron 2 of layer 1 to neuron 2 of layer 2": "edge:2:1:1",
        "Weight from neuron 3 of layer 1 to neuron 2 of layer 2": "edge:2:2:1",
        "Weight from neuron 4 of layer 1 to neuron 2 of layer 2": "edge:2:3:1",
    }
    assert field(editor) == "0.1"


def test_the_outputs_bias_can_be_seen_and_changed(editor, session):
    editor.select("unit:3:0")
    assert editor.texts()["editor_title"] == "Output"
    enter(editor, "-0.25")
    assert session.network.biases[-1].tolist() == [-0.25]


def test_a_line_opens_with_its_weight_among_those_of_its_target(editor, session):
    editor.select("edge:1:1:3")
    assert editor.texts()["selected"] == "edge:1:1:3"
    assert editor.texts()["editor_now"] == f"{session.network.weights[0][1, 3]:.4g}"
    assert list(options(editor).values()) == ["unit:1:3", "edge:1:0:3", "edge:1:1:3"]


def test_weights_from_the_inputs_are_named_after_the_features_that_are_on(editor, session):
    session.experiment.features = ["x2", "sin_x1"]
    editor.select("edge:1:1:0")
    assert list(options(editor)) == [
        "Bias",
        "Weight from x₂ to neuron 1 of layer 1",
        "Weight from sin x₁ to neuron 1 of layer 1",
    ]


def test_a_bias_is_set(editor, session, edits):
    editor.select("unit:1:2")
    enter(editor, "1.5")
    assert session.network.biases[0].tolist() == [0.1, 0.1, 1.5, 0.1]
    assert edits.count == 1
    assert editor.texts()["editor_now"] == "1.5"


def test_a_weight_is_chosen_and_set(editor, session):
    editor.select("unit:1:2")
    choose(editor, "edge:1:1:2")
    assert field(editor) == f"{session.network.weights[0][1, 2]:.4g}"
    enter(editor, "-2")
    assert session.network.weights[0][1, 2] == -2
    assert session.network.biases[0][2] == 0.1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("-1,25", -1.25),
        ("\N{MINUS SIGN}1.2", -1.2),
        ("+3", 3.0),
        (" 7 ", 7.0),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("-0", 0.0),
        ("1000000", 1e6),
    ],
)
def test_numbers_are_read_as_people_write_them(editor, session, typed, number):
    editor.select("edge:1:0:0")
    enter(editor, typed)
    assert session.network.weights[0][0, 0] == number
    assert editor.texts()["editor_error"] == ""


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        *((typed, "is no number") for typed in ("", "abc", "1.2.3", "1,2,3", "--1", "nan", "inf")),
        *((typed, "is not a number between") for typed in ("1e999", "-1000001", "1000001")),
    ],
)
def test_anything_else_changes_nothing_and_is_named(editor, session, typed, problem):
    before = session.network.theta.copy()
    editor.select("edge:1:0:0")
    enter(editor, typed)
    assert (session.network.theta == before).all()
    assert f"“{typed}” {problem}" in editor.texts()["editor_error"]


def test_a_long_text_is_quoted_in_part(editor):
    editor.select("unit:1:0")
    enter(editor, "x" * 5000)
    assert len(editor.texts()["editor_error"]) < 150


def test_no_text_breaks_it(editor):
    editor.select("unit:1:0")

    @given(st.text(max_size=30))
    def check(typed):
        enter(editor, typed)
        assert editor.texts()["selected"] == "unit:1:0"

    check()


def test_the_error_goes_with_the_next_valid_number(editor):
    editor.select("unit:1:0")
    enter(editor, "abc")
    enter(editor, "0.1")
    assert editor.texts()["editor_error"] == ""


@pytest.mark.parametrize("address", ["unit:1:1", "edge:1:0:0"])
def test_the_error_goes_with_the_next_parameter(editor, address):
    editor.select("unit:1:0")
    enter(editor, "abc")
    editor.select(address)
    assert editor.texts()["editor_error"] == ""
    assert float(field(editor)) == pytest.approx(float(editor.texts()["editor_now"]), rel=1e-3)


def test_opening_changes_nothing(editor, session, edits):
    session.advance(3)
    before = session.network.theta.copy()
    for address in ("unit:1:0", "edge:1:1:3", "unit:3:0", ""):
        editor.select(address)
    assert (session.network.theta == before).all()
    assert edits.count == 0


def test_enter_without_a_change_does_not_round_the_value(editor, session):
    session.advance(3)
    before = session.network.theta.copy()
    editor.select("edge:1:1:3")
    enter(editor, field(editor))
    assert (session.network.theta == before).all()


def test_the_present_value_follows_the_training(editor, session):
    editor.select("unit:1:0")
    session.advance(3)
    assert editor.texts()["editor_now"] == f"{session.network.biases[0][0]:.4g}"


def test_the_same_number_can_be_set_again_after_training_has_moved_on(editor, session):
    editor.select("unit:1:0")
    enter(editor, "2")
    session.advance(3)
    assert session.network.biases[0][0] != 2
    enter(editor, "2")
    assert session.network.biases[0][0] == 2


@pytest.mark.parametrize(
    "address", ["", "unit:9:9", "unit:1:4", "unit:0:0", "edge:-1:0:0", "feature:x1", "nonsense"]
)
def test_what_is_no_part_of_the_network_closes_it(editor, address):
    editor.select("unit:1:0")
    editor.select(address)
    assert editor.texts() == CLOSED


def test_no_address_breaks_it(editor):
    @given(st.text())
    def check(address):
        editor.select(address)
        assert editor.texts() == CLOSED

    check()


def test_nothing_can_be_set_while_it_is_closed(editor, session, edits):
    before = session.network.theta.copy()
    enter(editor, "5")
    assert (session.network.theta == before).all()
    assert edits.count == 0


def test_a_check_closes_it_when_the_part_is_gone(editor, session):
    editor.select("unit:1:3")
    session.experiment.hidden = [3, 2]
    editor.check()
    assert editor.texts() == CLOSED


def test_a_check_renews_names_when_the_network_has_changed(editor, session):
    editor.select("unit:3:0")
    session.experiment.hidden = [4, 2, 2]
    editor.check()
    assert editor.texts()["editor_title"] == "Layer 3, neuron 1"
    session.experiment.hidden = [4, 3]
    editor.check()
    assert editor.texts() == CLOSED | {
        "selected": "unit:3:0",
        "editor_title": "Output",
        "editor_now": "0.1",
    }
    assert len(options(editor)) == 1 + 3
