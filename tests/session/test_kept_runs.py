"""Kept runs stay as they were, and what differs among them is listed."""

import numpy as np

from playground.experiment import Experiment
from playground.session import Session
from playground.session.kept_runs import MOST, KeptRuns, differing_settings


def test_a_kept_run_does_not_change_when_training_goes_on():
    session = Session(Experiment())
    session.advance(5)
    kept = KeptRuns()
    kept.keep(session)
    loss = session.test_loss
    session.experiment.learning_rate = 1.0
    session.advance(5)
    (run,) = kept.runs
    assert run.curve.epoch[-1] == 5
    assert run.curve.test_loss[-1] == loss
    assert run.settings["learning_rate"] == 0.03


def test_the_oldest_run_makes_room_and_the_others_keep_their_numbers():
    session = Session(Experiment())
    kept = KeptRuns()
    full = [kept.keep(session) for _ in range(MOST + 1)]
    assert full == [False] * MOST + [True]
    assert [run.number for run in kept.runs] == list(range(2, MOST + 2))


def test_forgetting_starts_the_numbers_anew():
    session = Session(Experiment())
    kept = KeptRuns()
    kept.keep(session)
    kept.clear()
    kept.keep(session)
    assert [run.number for run in kept.runs] == [1]


def test_only_settings_that_differ_are_listed():
    runs = [
        Experiment(seed=seed, hidden=hidden).settings()
        for seed, hidden in ((1, [4]), (1, [2]), (2, [2]))
    ]
    assert differing_settings(runs) == {"hidden": [[4], [2], [2]], "seed": [1, 1, 2]}
    assert differing_settings(runs[:1]) == {}
    assert differing_settings([]) == {}


def test_the_curve_of_a_kept_run_is_a_copy():
    session = Session(Experiment())
    session.advance(3)
    kept = KeptRuns()
    kept.keep(session)
    before = [np.array(column) for column in kept.runs[0].curve]
    session.reset()
    session.advance(3)
    for old, now in zip(before, kept.runs[0].curve, strict=True):
        np.testing.assert_array_equal(old, now)
