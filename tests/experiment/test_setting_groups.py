"""What a setting acts on is said where it is declared, and by nothing else."""

from inspect import signature

import pytest

from playground.engine import Network, Trainer
from playground.experiment import Experiment
from playground.experiment.setting_groups import (
    DATA_SETTINGS,
    FUNCTION_SETTINGS,
    OF_A_RUN,
    PAGE_SETTINGS,
    RUN_SETTINGS,
    SETTINGS_IN_DRAWERS,
    TRAINER_SETTINGS,
)
from playground.experiment.setting_kinds import ACTS_ON, Number


def test_every_setting_acts_on_one_thing_that_there_is():
    assert {one.acts_on for one in Experiment.declarations().values()} == set(ACTS_ON)


def test_a_setting_that_does_not_say_what_it_acts_on_cannot_be_declared():
    with pytest.raises(TypeError, match="acts_on"):
        Number(default=0.0, bounds=(0, 1))


def test_the_groups_have_no_setting_in_common():
    groups = DATA_SETTINGS, RUN_SETTINGS, FUNCTION_SETTINGS, TRAINER_SETTINGS
    assert len(OF_A_RUN) == sum(map(len, groups))


def test_what_acts_on_the_page_or_on_the_end_is_no_setting_of_a_run():
    others = set(Experiment.declarations()) - OF_A_RUN
    assert others - PAGE_SETTINGS == {
        "stop_loss",
        "stop_accuracy",
        "stop_patience",
        "stop_epochs",
    }
    assert {"formulas", "speed", "show_test", "discretize", "hide"} == PAGE_SETTINGS


def test_settings_of_training_are_arguments_of_the_trainer():
    assert signature(Trainer).parameters.keys() > TRAINER_SETTINGS


def test_settings_of_a_run_and_of_what_is_computed_go_to_network_trainer_or_features():
    arguments = {*signature(Network).parameters, *signature(Trainer).parameters}
    others = {"features", "hidden", "layer_activations"}
    assert arguments | others > FUNCTION_SETTINGS | RUN_SETTINGS


def test_an_experiment_of_its_own_parameters_keeps_what_they_say():
    """Param copies the declaration when a parameter of one object is changed."""
    experiment = Experiment()
    experiment.param["loss"].doc = "another"
    assert experiment.param["loss"].acts_on == "function"
    assert experiment.param["loss"].drawer == "model"


def test_a_drawer_has_the_settings_that_say_so():
    assert SETTINGS_IN_DRAWERS["data"] == ("samples",)
    assert "schedule_factor" in SETTINGS_IN_DRAWERS["model"]
    assert "learning_rate" not in SETTINGS_IN_DRAWERS["model"]
