"""Locks and ranges: what a student may change, and a sentence for every rule that is broken."""

import pytest

from playground.data import PointSet
from playground.exercises.document import ExerciseError
from playground.exercises.rules import (
    SETTINGS_OF,
    controls,
    limited_settings,
    settings_of,
    violations,
)
from playground.experiment import Experiment
from playground.experiment.setting_groups import HIDEABLE, OF_A_RUN


def broken(exercise, **settings):
    experiment = exercise.start()
    experiment.param.update(**settings)
    return violations(exercise, experiment)


def test_without_rules_everything_may_change(exercise_with):
    assert broken(exercise_with(), dataset="spiral", hidden=[], learning_rate=10, seed=5) == []


@pytest.mark.parametrize("key", ["lock", "hide"])
def test_a_locked_or_hidden_setting_keeps_its_starting_value(exercise_with, key):
    exercise = exercise_with(**{key: ["noise", "dataset", "optimizer", "samples"]})
    assert broken(exercise, hidden=[3]) == []
    assert broken(exercise, noise=0.2) == ["Noise must stay at 0, got 0.2"]
    assert broken(exercise, dataset="xor") == ["Data set must stay at gauss, got xor"]
    assert broken(exercise, samples=100) == [
        "Number of samples must stay at the usual number, got 100"
    ]


CHANGES = {
    "dataset": "xor",
    "points": PointSet.make([(0, 0), (1, 1), (2, 2)], [0, 1, 0]),
    "hidden": [7],
    "data_seed": 9,
    "seed": 9,
}


@pytest.mark.parametrize("control", SETTINGS_OF)
def test_a_control_of_the_page_locks_what_it_changes(exercise_with, control):
    exercise = exercise_with(lock=[control])
    assert exercise.fixed_settings == SETTINGS_OF[control]
    for setting in SETTINGS_OF[control]:
        assert len(broken(exercise, **{setting: CHANGES[setting]})) == 1


def test_every_control_of_the_page_that_a_link_can_hide_can_be_locked():
    assert set(HIDEABLE) < set(controls())
    assert set(SETTINGS_OF) < set(HIDEABLE)


def test_buttons_and_views_fix_no_setting(exercise_with):
    exercise = exercise_with(lock=["play", "weights", "show_test"], hide=["discretize", "drawers"])
    assert exercise.fixed_settings == ()
    assert broken(exercise, show_test=True, discretize=True, speed="slow", hide=["play"]) == []


def test_other_points_of_ones_own_are_told_from_those_of_the_exercise(exercise_with):
    """Both are 20 points; to say so would explain nothing."""
    mine, other = (PointSet.make([(x, y / 4) for y in range(20)], [0, 1] * 10) for x in (1, 2))
    exercise = exercise_with(experiment={"dataset": "own", "points": mine.code}, lock=["dataset"])
    assert broken(exercise, points=other) == ["Own points must stay as the exercise has them"]
    assert broken(exercise, points=mine) == []


def test_all_but_some_can_be_locked(exercise_with):
    exercise = exercise_with(lock={"all_but": ["layers", "new_weights", "noise"]})
    free = {"hidden", "seed", "noise"}
    assert set(exercise.fixed_settings) == set(settings_of(Experiment.declarations())) - free
    assert broken(exercise, hidden=[3], seed=4, noise=0.1) == []
    assert len(broken(exercise, learning_rate=1, batch_size=5)) == 2


@pytest.mark.parametrize(
    ("limits", "inside", "outside", "sentence"),
    [
        ({"noise": {"max": 0.3}}, {"noise": 0.3}, {"noise": 0.31}, "Noise must be at most 0.3"),
        (
            {"learning_rate": {"min": 0.01, "max": 1}},
            {"learning_rate": 0.01},
            {"learning_rate": 1.5},
            "Learning rate must be between 0.01 and 1, got 1.5",
        ),
        (
            {"batch_size": {"min": 5}},
            {"batch_size": 5},
            {"batch_size": 4},
            "Batch size must be at least 5, got 4",
        ),
        (
            {"samples": {"max": 500}},
            {"samples": None},
            {"samples": 501},
            "Number of samples must be at most 500, got 501",
        ),
        (
            {"hidden_neurons": {"max": 4}},
            {"hidden": [2, 1, 1]},
            {"hidden": [2, 1, 1, 1]},
            "Number of hidden neurons must be at most 4, got 5",
        ),
        (
            {"hidden_layers": {"max": 2}},
            {"hidden": [8, 8]},
            {"hidden": [1, 1, 1]},
            "Number of hidden layers must be at most 2, got 3",
        ),
        (
            {"activation": {"only": ["relu", "tanh"]}},
            {"activation": "relu"},
            {"activation": "linear"},
            "Activation must be one of relu, tanh, got linear",
        ),
        (
            {"features": {"only": ["x1", "x2", "x1_x2"]}},
            {"features": ["x1_x2"]},
            {"features": ["x1", "sin_x1"]},
            "Input features must be one of x1, x2, x1_x2, got x1, sin_x1",
        ),
    ],
)
def test_a_range_is_kept_or_named(exercise_with, limits, inside, outside, sentence):
    exercise = exercise_with(ranges=limits)
    assert broken(exercise, **inside) == []
    (found,) = broken(exercise, **outside)
    assert found.startswith(sentence)


def test_what_concerns_the_page_only_is_no_setting_of_a_run():
    about_the_page = {"formulas", "speed", "show_test", "discretize", "hide"}
    about_the_page |= {"stop_loss", "stop_accuracy", "stop_patience", "stop_epochs"}
    assert set(Experiment.declarations()) - OF_A_RUN == about_the_page


@pytest.mark.parametrize("name", limited_settings())
def test_the_starting_value_itself_can_be_the_whole_range(exercise_with, name):
    value = 500 if name == "samples" else exercise_with().starting_settings[name]
    is_number = isinstance(value, int | float)
    names = [value] if isinstance(value, str) else value
    limits = {"min": value, "max": value} if is_number else {"only": names}
    assert broken(exercise_with(ranges={name: limits})) == []


def test_beside_all_settings_but_some_other_controls_can_be_locked(exercise_with):
    exercise = exercise_with(lock={"all_but": ["learning_rate"], "also": ["weights"]})
    assert "weights" in exercise.lock
    assert "learning_rate" not in exercise.fixed_settings
    with pytest.raises(ExerciseError, match="also"):
        exercise_with(lock={"all_but": [], "also": ["nothing"]})
