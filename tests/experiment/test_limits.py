"""Limits mean the same to the controls of the page and to the grader of a result."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.exercises.rules import violations
from playground.experiment import Experiment
from playground.experiment.limits import allows, limited_value, within
from playground.ui.permissions import Permissions


@pytest.mark.parametrize(
    ("limits", "inside", "outside"),
    [
        ({}, [-5, 0, 1e9], []),
        ({"min": 2}, [2, 3], [1.999]),
        ({"max": 2}, [-9, 2], [2.001]),
        ({"min": 1, "max": 3}, [1, 2, 3], [0, 4]),
        ({"only": ["relu", "tanh"]}, ["relu", ["tanh", "relu"], []], ["sine", ["relu", "sine"]]),
    ],
)
def test_what_limits_allow(limits, inside, outside):
    assert all(allows(limits, value) for value in inside)
    assert not any(allows(limits, value) for value in outside)


@pytest.mark.parametrize(
    ("name", "settings", "value"),
    [
        ("hidden_layers", {"hidden": [3, 1, 2]}, 3),
        ("hidden_neurons", {"hidden": [3, 1, 2]}, 6),
        ("samples", {}, 500),
        ("samples", {"dataset": "plane"}, 1200),
        ("samples", {"samples": 77}, 77),
        ("activation", {"activation": "relu"}, "relu"),
        ("features", {"features": ["x1"]}, ["x1"]),
    ],
)
def test_what_is_limited(name, settings, value):
    assert limited_value(name, Experiment(**settings)) == value


def test_what_limits_leave_of_a_range():
    assert within({"min": 2}, 0, 10) == (2, 10)
    assert within({"min": -2, "max": 3}, 0, 10) == (0, 3)


layers = st.lists(st.integers(1, 4), max_size=4)
limits_on_numbers = st.fixed_dictionaries(
    {}, optional={"min": st.integers(0, 9), "max": st.integers(0, 9)}
)


@given(hidden=layers, count=limits_on_numbers, total=limits_on_numbers)
def test_the_page_lets_layers_pass_that_the_grader_lets_pass(hidden, count, total):
    """A grade that the page promises is the grade that the grader gives."""
    ranges = {"hidden_layers": count, "hidden_neurons": total}
    ranges = {name: limits for name, limits in ranges.items() if limits}
    exercise = SimpleNamespace(ranges=ranges, fixed_settings=(), starting_settings={})
    broken = violations(exercise, Experiment(hidden=hidden))
    assert Permissions(ranges=ranges).allows_layers(hidden) == (not broken)
