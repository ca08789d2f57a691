"""What the tests of exercises share: a small exercise, and results for it."""

import pytest

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.result import Result, Run
from playground.experiment import Experiment
from playground.session import Session

SMALL = {
    "id": "small",
    "title": "A small exercise",
    "language": "en",
    "text": "Train.",
    "experiment": {"dataset": "gauss", "hidden": [2]},
    "goals": [{"test_loss": {"at_most": 0.05}}],
}


@pytest.fixture
def exercise_with():
    """A function that makes a small valid exercise with other fields."""
    return lambda **fields: Exercise.from_data({**SMALL, **fields})


@pytest.fixture
def hand_in():
    """A function that trains from each seed and makes a result of it, as the page does."""
    return make_result


def make_result(exercise, epochs=0, seeds=(0,), answers=None, theta=None, **settings):
    experiment = exercise.start()
    experiment.param.update(**settings)
    runs = []
    for seed in seeds:
        session = Session(Experiment(**{**experiment.settings(), "seed": seed}))
        session.advance(epochs)
        if theta is not None:
            session.restore(theta, session.epoch)
        runs.append(Run(seed, session.epoch, session.network.theta.astype("float32")))
    claims = {"train_loss": session.train_loss, "test_loss": session.test_loss}
    if session.test_accuracy is not None:
        claims["accuracy"] = session.test_accuracy
    return Result(
        exercise.id, session.experiment, tuple(runs), answers or {}, claims, exercise.version
    )


@pytest.fixture(scope="module")
def results():
    """A good result and a poor one."""
    exercise = library.exercise("one-neuron")
    right = {"border": 0, "unsure": 0, "numbers": 3}
    return make_result(exercise, 30, answers=right, learning_rate=0.03), make_result(exercise, 1)
