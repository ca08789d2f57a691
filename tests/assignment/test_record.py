"""A record brings the work back as it was, and whatever else is kept under its name is refused."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.assignment import record
from playground.assignment.record import RecordError
from playground.exercises.exercise import Exercise
from playground.exercises.result import LONGEST_RESULT, Effort
from tests.assignment.conftest import QUESTIONS, begin, train
from tests.exercises.conftest import SMALL

GOALS = [{"epochs": {"at_most": 5}, "test_loss": {"at_most": 0.3}}]
EXERCISE = Exercise.from_data(
    {**SMALL, "goals": GOALS, "questions": QUESTIONS, "hints": ["x", "y"], "lock": ["dataset"]}
)


@pytest.fixture(scope="module")
def worked():
    """An assignment of which the best state lies five epochs back."""
    assignment = begin(EXERCISE)
    assignment.answer("guess", 1)
    assignment.answer("why", "Größer ist nicht besser 🙂")
    assignment.hints = 1
    train(assignment, 5)
    train(assignment, 5)
    return assignment


@pytest.fixture
def fields(worked):
    return json.loads(record.write(worked))


def test_a_record_reads_back(worked):
    kept = record.read(record.write(worked), EXERCISE)
    assert (kept.hints, kept.has_begun) == (1, True)
    assert kept.now.answers == worked.answers
    assert (kept.now.runs[-1].epochs, kept.best.runs[-1].epochs) == (10, 5)
    run = worked.best.attempts[-1].run
    assert np.array_equal(kept.best.runs[-1].weights, run.weights)
    assert record.summarize(record.write(worked)) == (2, 3, False)


def test_what_it_took_and_that_it_was_handed_in_is_kept(worked):
    worked.tries, worked.seconds, worked.has_handed_in = {"guess": 2}, 61.4, True
    kept = record.read(record.write(worked), EXERCISE)
    assert (kept.now.effort, kept.has_handed_in) == (Effort({"guess": 2}, 1, 61, 10, 1), True)


def test_where_the_present_state_is_the_best_it_is_kept_once():
    assignment = begin(EXERCISE)
    assert "best" not in json.loads(record.write(assignment))
    kept = record.read(record.write(assignment), EXERCISE)
    assert kept.best is kept.now


def test_the_loss_curve_comes_back_thinned_out():
    assignment = begin(EXERCISE)
    train(assignment, 1000)
    drawn = assignment.session.curve
    kept = record.read(record.write(assignment), EXERCISE).curve
    assert 60 < len(kept.epoch) <= 121
    assert (kept.epoch[0], kept.epoch[-1]) == (drawn.epoch[0], drawn.epoch[-1])
    at = np.searchsorted(drawn.epoch, kept.epoch)
    np.testing.assert_allclose(kept.test_loss, drawn.test_loss[at], rtol=6e-4)  # four digits
    again = begin(EXERCISE)
    whole = record.read(record.write(assignment), EXERCISE)
    again.resume(whole.now, whole.best, whole.present, whole.curve)
    assert np.array_equal(again.session.curve.epoch, kept.epoch)


@pytest.mark.parametrize(
    "curve",
    [
        7,
        {},
        {"epoch": [], "train_loss": [], "test_loss": []},
        {"epoch": [0, 10], "train_loss": [1], "test_loss": [1, 1]},
        {"epoch": [10, 0], "train_loss": [1, 1], "test_loss": [1, 1]},
        {"epoch": [0, 11], "train_loss": [1, 1], "test_loss": [1, 1]},
        {"epoch": [0, 10], "train_loss": [1, True], "test_loss": [1, 1]},
        {"epoch": [0, 10], "train_loss": [1, 1e300], "test_loss": [1, 1]},
    ],
)
def test_a_curve_that_is_none_of_this_run_is_left_out(fields, curve):
    assert record.read(json.dumps({**fields, "curve": curve}), EXERCISE).curve is None


def test_a_platform_gets_as_much_of_the_curve_as_there_is_room_for():
    assignment = begin(EXERCISE)
    train(assignment, 1000)
    short = record.write(assignment, LONGEST_RESULT)
    assert len(short) <= LONGEST_RESULT
    assert 15 <= len(json.loads(short)["curve"]["epoch"]) < 121


def test_a_platform_gets_the_best_state_alone_if_both_are_too_long():
    """The largest standard network has 393 parameters, 2,096 characters; two do not fit."""
    wide = {**SMALL, "goals": GOALS, "experiment": {"dataset": "gauss", "hidden": [8] * 6}}
    assignment = begin(Exercise.from_data({**wide, "questions": QUESTIONS}))
    assignment.session.experiment.learning_rate = 0.3
    train(assignment, 5)
    train(assignment, 1)
    assert assignment.best is not assignment.now
    assert len(record.write(assignment)) > LONGEST_RESULT
    short = record.write(assignment, LONGEST_RESULT)
    assert len(short) <= LONGEST_RESULT
    kept = record.read(short, assignment.exercise)
    assert kept.now.runs[-1].epochs == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", 2),
        ("version", True),
        ("points", -1),
        ("points", 1.5),
        ("of", 0),
        ("done", 1),
        ("begun", "yes"),
        ("hints", None),
        ("hints", 10**9),
        ("now", []),
        ("best", "x"),
    ],
)
def test_a_field_that_is_wrong_is_refused(fields, name, value):
    with pytest.raises(RecordError):
        record.read(json.dumps({**fields, name: value}), EXERCISE)


@pytest.mark.parametrize("name", record.FIELDS)
def test_a_field_that_is_missing_is_refused(fields, name):
    del fields[name]
    with pytest.raises(RecordError):
        record.read(json.dumps(fields), EXERCISE)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("exercise", "other", "other"),
        ("experiment", "dataset=xor&hidden=2", "Data set must stay at gauss"),
        ("experiment", "dataset=gauss&hidden=3", "do not fit the network"),
        ("experiment", "dataset=gauss&hidden=99", "neurons"),
    ],
)
def test_a_state_that_the_exercise_does_not_allow_is_refused(fields, name, value, reason):
    fields["now"][name] = value
    with pytest.raises(RecordError, match=reason):
        record.read(json.dumps(fields), EXERCISE)


def test_answers_that_no_longer_fit_are_left_out_and_named(fields):
    fields["now"]["answers"] = {"guess": "gone", "nobody": "asked", "count": 3}
    kept = record.read(json.dumps(fields), EXERCISE)
    assert kept.now.answers == {"count": 3}
    assert ["guess" in kept.remarks[0], "nobody" in kept.remarks[1]] == [True, True]


def test_more_hints_than_there_are_do_no_harm(fields):
    assert record.read(json.dumps({**fields, "hints": 50}), EXERCISE).hints == 2


def test_what_a_record_claims_is_not_believed(fields):
    fields.update(points=3, done=True)
    kept = record.read(json.dumps(fields), EXERCISE)
    again = begin(EXERCISE)
    again.resume(kept.now, kept.now)
    assert again.points == 0


@given(st.text(max_size=200))
def test_any_text_is_refused_with_a_reason(content):
    with pytest.raises(RecordError, match=r"[^.]$"):
        record.read(content, EXERCISE)


@pytest.mark.parametrize("cut", [1, 10, 100, 400])
def test_a_record_that_was_cut_off_is_refused(worked, cut):
    with pytest.raises(RecordError, match=r"[^.]$"):
        record.read(record.write(worked)[:-cut], EXERCISE)


def test_a_huge_text_is_not_even_read():
    with pytest.raises(RecordError, match="200000"):
        record.read("[" * 200_000, EXERCISE)


# A run that is left goes on, bit for bit, as if it had not been


@pytest.mark.parametrize("batches", [0, 7])
def test_the_run_of_a_record_goes_on_as_the_uninterrupted_one(batches):
    exercise = Exercise.from_data(
        {**SMALL, "experiment": {"optimizer": "adam", "dropout": 0.2, "hidden": [3]}}
    )
    left, taken_up = begin(exercise), begin(exercise)
    train(left, 5)
    for _ in range(batches):
        left.session.advance_batch()
    left.observe(left.session)
    kept = record.read(record.write(left, LONGEST_RESULT), exercise)
    taken_up.resume(kept.now, kept.best, kept.present)
    for assignment in (left, taken_up):
        train(assignment, 5)
    assert np.array_equal(left.session.network.theta, taken_up.session.network.theta)


def test_a_record_without_room_for_the_state_of_training_keeps_the_rest(worked):
    whole = json.loads(record.write(worked))
    rest = {name: part for name, part in whole.items() if name not in ("training", "curve")}
    short = record.write(worked, len(json.dumps(rest)))
    kept = record.read(short, EXERCISE)
    assert kept.present is None
    assert kept.now.runs[-1].epochs == 10


@pytest.mark.parametrize("change", [{"parameters": "AAAA"}, {"training": {}}, {"parameters": None}])
def test_a_state_of_training_of_another_run_is_refused(fields, change):
    with pytest.raises(RecordError, match="missing in it or wrong"):
        record.read(json.dumps(fields | change), EXERCISE)
