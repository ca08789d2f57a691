"""The table of kept runs spells what differs as the page's controls do."""

import pytest

from playground.drawers.history.table import runs_html, setting_text
from playground.experiment import Experiment
from playground.experiment.setting_kinds import Choice
from playground.session import Session
from playground.session.kept_runs import KeptRuns, present_run


def table(*experiments):
    kept = KeptRuns()
    for experiment in experiments:
        kept.keep(Session(experiment))
    return runs_html(kept.runs, present_run(Session(Experiment(hidden=[5]))))


def test_without_runs_there_is_no_table():
    assert table() == ""


def test_what_differs_is_listed_in_words():
    html = table(Experiment(), Experiment(activation="relu", skip=True, layer_activations=[]))
    assert "<td>Tanh</td><td>ReLU</td><td>Tanh</td>" in html
    assert "<td>off</td><td>on</td><td>off</td>" in html
    assert "Learning rate" not in html


def test_the_present_run_stands_beside_the_kept_ones():
    html = table(Experiment())
    assert "Now</th>" in html
    assert "<td>4, 2</td><td>5</td>" in html


def test_what_only_the_page_shows_is_no_difference():
    html = table(Experiment(), Experiment(speed="slow", hide=["noise"], show_test=True))
    assert html.count("<tr>") == 5


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("features", ["x1", "x1_squared"], "x₁, x₁²"),
        ("layer_activations", ["sine", "relu"], "Sine, ReLU"),
        ("layer_activations", [], "none"),
        ("hidden", [4, 2], "4, 2"),
        ("samples", None, "the usual number"),
        ("marked_digit", "none", "None"),
        ("marked_digit", "8", "8"),
        ("learning_rate", 0.03, "0.03"),
    ],
)
def test_values_are_spelled_as_on_the_page(name, value, words):
    assert setting_text(name, value) == words


def test_every_choice_has_words():
    for name, declared in Experiment.declarations().items():
        if isinstance(declared, Choice):
            assert all(setting_text(name, value) for value in declared.objects)
