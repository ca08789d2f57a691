"""The work of a training run is counted well enough to bound the time of grading."""

import pytest

from playground.engine import parameter_count
from playground.exercises.workload import epoch_work, most_epochs
from playground.experiment import DIGITS, Experiment
from playground.session import Session

LARGE = {"samples": 10_000, "train_fraction": 0.9, "batch_size": 1, "hidden": [8] * 8}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"hidden": []},
        {"features": ["x1", "=x1*x2"], "dataset": "plane"},
        {"dataset": "blobs", "hidden": [5]},
        {"dataset": DIGITS, "hidden": [32, 3]},
    ],
    ids=str,
)
def test_parameters_are_those_of_the_network(settings):
    experiment = Experiment(**settings)
    assert parameter_count(experiment.network_shape) == Session(experiment).network.theta.size


@pytest.mark.parametrize(
    "change",
    [
        {"samples": 10_000},
        {"train_fraction": 0.9},
        {"batch_size": 1},
        {"hidden": [4, 4, 4]},
        {"features": ["x1", "x2", "x1_x2"]},
    ],
    ids=str,
)
def test_whatever_makes_an_epoch_longer_is_more_work(change):
    assert epoch_work(Experiment(**change)) > epoch_work(Experiment())


def test_the_usual_network_has_room_for_any_lesson_and_the_largest_for_a_few_epochs():
    """5,000 epochs were the limit for all networks in 0.1.0."""
    assert most_epochs(Experiment()) > 10_000
    assert most_epochs(Experiment(**LARGE)) < 50
