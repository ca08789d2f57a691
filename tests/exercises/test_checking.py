"""A result is worth what its weights reach; whatever it claims is only compared."""

import re
from dataclasses import replace

import numpy as np
import pytest

from playground.data import PointSet, feature_matrix, make_dataset
from playground.engine import Network
from playground.exercises import checking, library, workload
from playground.exercises.checking import check
from playground.exercises.exercise import Exercise
from playground.exercises.result import ResultError, Run, read_result
from playground.exercises.workload import MOST_RUNS
from playground.experiment import Experiment
from playground.session import Session
from playground.text import text

GOALS = [{"test_loss": {"at_most": 0.05}}, {"accuracy": {"at_least": 0.9}, "points": 3}]
FEW_EPOCHS = {"test_loss": {"at_most": 0.05}, "epochs": {"at_most": 20}}
TWO_OF_THREE = {"runs": {"at_least": 2, "of": 3, "with": {"test_loss": {"at_most": 0.05}}}}


@pytest.fixture
def exercise(exercise_with):
    return exercise_with(goals=GOALS)


def with_run(result, **changes):
    (run,) = result.runs
    return replace(result, runs=(replace(run, **changes),))


@pytest.mark.parametrize(
    "settings",
    [
        {"dataset": "gauss", "hidden": [2]},
        {"dataset": "xor", "hidden": [8] * 6, "activation": "relu", "noise": 0.3, "data_seed": 4},
        {"dataset": "spiral", "features": ["x1", "sin_x2"], "loss": "logistic", "samples": 90},
        {"dataset": "multi-gauss", "train_fraction": 0.9, "loss": "huber"},
    ],
    ids=str,
)
def test_the_weights_are_evaluated_on_the_data_of_the_settings(exercise_with, hand_in, settings):
    """Compared with data, network and loss put together by hand."""
    exercise = exercise_with(experiment=settings)
    result = read_result(hand_in(exercise, epochs=3).to_json())
    e = Experiment(**settings)
    train, test = make_dataset(
        e.dataset, e.sample_count, e.noise, e.train_fraction, seed=e.data_seed
    )
    network = Network([len(e.features), *e.hidden, 1], e.activation, e.output)
    network.theta = result.runs[0].weights
    found = check(exercise, result).evidence
    for name, samples in {"train_loss": train, "test_loss": test}.items():
        loss = network.loss(feature_matrix(samples.X, e.features), samples.y, e.loss)
        assert found[name] == pytest.approx(loss, rel=1e-12)
    if e.problem == "classification":
        output = network.forward(feature_matrix(test.X, e.features))[-1][:, 0]
        assert found["accuracy"] == np.mean(np.sign(output) == test.y)


@pytest.mark.parametrize("labels", [["a", "b"], ["a", "b", "c"]], ids=len)
def test_own_data_of_an_exercise_are_judged_like_any_other(exercise_with, hand_in, labels):
    """With an angle for each class, 20 points each, which even few epochs tell apart."""
    angles = np.arange(60) * 2 * np.pi / len(labels) + np.linspace(0, 0.5, 60)
    points = PointSet.make(
        np.c_[4 * np.cos(angles), 4 * np.sin(angles)],
        [i % len(labels) for i in range(60)],
        len(labels),
        tuple(labels),
    )
    exercise = exercise_with(
        experiment={"dataset": "own", "points": points.code, "hidden": [4], "learning_rate": 0.3},
        goals=[{"accuracy": {"at_least": 0.9}}],
        lock=["dataset"],
    )
    again = Exercise.from_code(exercise.to_code())
    report = check(again, read_result(hand_in(again, epochs=100).to_code()))
    assert (report.score, report.violations, report.false_claims) == (100, (), ())


def test_a_good_network_earns_all_points(exercise, hand_in):
    report = check(exercise, hand_in(exercise, epochs=30))
    assert report.goals == (True, True)
    assert (report.points, report.score, report.passed) == (4, 100, True)
    assert report.violations == report.false_claims == ()


def test_an_untrained_network_earns_none(exercise, hand_in):
    report = check(exercise, hand_in(exercise))
    assert report.goals == (False, False)
    assert (report.points, report.score, report.passed) == (0, 0, False)


def test_a_score_is_rounded_down_and_compared_with_the_pass_mark(exercise_with, hand_in):
    fail = {"test_loss": {"above": 100}}
    for mark, passed in {66: True, 67: False}.items():
        exercise = exercise_with(goals=[*GOALS[:1] * 2, fail], pass_mark=mark)
        report = check(exercise, hand_in(exercise, epochs=30))
        assert (report.score, report.passed) == (66, passed)


def test_claims_are_not_believed(exercise, hand_in):
    honest = hand_in(exercise)
    claims = {"test_loss": 0.001, "train_loss": 0.001, "accuracy": 1.0}
    report = check(exercise, replace(honest, claims=claims))
    assert report.goals == (False, False)
    assert len(report.false_claims) == 3
    assert report.false_claims[0].startswith("test loss: claimed 0.001, found 1.114")


def test_weights_that_were_changed_on_the_way_are_noticed(exercise, hand_in):
    honest = hand_in(exercise, epochs=30)
    weights = honest.runs[0].weights.copy()
    weights[0] += 1
    assert check(exercise, with_run(honest, weights=weights)).false_claims != ()


@pytest.mark.parametrize("dataset", ["gauss", "circle", "spiral", "plane"])
def test_honest_claims_survive_the_rounding_of_the_file(exercise_with, hand_in, dataset):
    exercise = exercise_with(experiment={"dataset": dataset, "hidden": [8, 8]})
    for epochs in (0, 20):
        result = read_result(hand_in(exercise, epochs).to_code())
        assert check(exercise, result).false_claims == ()


def test_a_broken_rule_costs_the_points_of_the_goals_and_is_named(exercise_with, hand_in):
    question = {"id": "q", "type": "number", "text": "?", "answer": 1}
    exercise = exercise_with(goals=GOALS, lock=["noise"], questions=[question])
    report = check(exercise, hand_in(exercise, 30, answers={"q": 1}, noise=0.1))
    assert report.violations == ("Noise must stay at 0, got 0.1",)
    assert report.goals == (True, True)
    assert (report.points, report.score, report.passed) == (1, 20, False)


QUESTIONS = [
    {"id": "c", "type": "choice", "text": "?", "options": ["a", "b"], "answer": "b", "points": 2},
    {"id": "n", "type": "number", "text": "?", "answer": 3},
    {"id": "t", "type": "text", "text": "?"},
]


def test_answers_are_judged(exercise_with, hand_in):
    exercise = exercise_with(goals=[], questions=QUESTIONS)
    report = check(exercise, hand_in(exercise, answers={"c": 1, "n": 4}))
    assert report.answers == {"c": True, "n": False, "t": None}
    assert (report.points, report.score) == (2, 66)


@pytest.mark.parametrize(
    ("answers", "remark"),
    [
        ({"x": 1}, "no question “x” any more, which was answered by 1"),
        ({"c": 2}, "“c” was answered by 2, .* must be one of a, b"),
        ({"c": "z"}, '“c” was answered by "z", .* must be one of a, b'),
        ({"n": "three"}, '“n” was answered by "three", .* must be a number'),
        ({"t": 3}, "“t” was answered by 3, .* must be text of 1 to 500 characters"),
    ],
)
def test_answers_that_cannot_be_compared_are_named_and_earn_nothing(
    exercise_with, hand_in, answers, remark
):
    exercise = exercise_with(goals=[], questions=QUESTIONS)
    report = check(exercise, hand_in(exercise, answers=answers))
    assert (report.given, report.points) == ({}, 0)
    assert re.search(remark, report.remarks[-1])


def test_what_is_handed_in_has_stopped(exercise_with, hand_in):
    exercise = exercise_with(goals=[{**GOALS[0], "when_stopped": True}])
    assert check(exercise, hand_in(exercise, epochs=30)).goals == (True,)


# An exercise that was changed after something was handed in


CHOICE = {"id": "c", "type": "choice", "text": "?", "options": ["a", "b"], "answer": "b"}


def test_a_chosen_option_stays_chosen_wherever_it_stands(exercise_with, hand_in):
    before = exercise_with(questions=[CHOICE])
    result = read_result(hand_in(before, 30, answers={"c": "b"}).to_code())
    after = exercise_with(questions=[{**CHOICE, "options": ["x", "a", "b"]}])
    report = check(after, result)
    assert (report.given, report.score) == ({"c": "b"}, 100)
    assert report.remarks == (text("result.other_version"),)


def test_an_answer_is_lost_with_its_question_and_not_taken_for_another(exercise_with, hand_in):
    before = exercise_with(questions=[CHOICE, {**CHOICE, "id": "d"}])
    result = hand_in(before, answers={"c": "b", "d": "a"})
    report = check(exercise_with(questions=[{**CHOICE, "id": "d"}]), result)
    assert report.given == {"d": "a"}
    assert len(report.remarks) == 2


@pytest.mark.parametrize(
    ("changes", "is_other"),
    [
        ({"experiment": {"dataset": "gauss", "hidden": [3]}}, True),
        ({"goals": [{"test_loss": {"at_most": 0.04}}]}, True),
        ({"lock": ["noise"]}, True),
        ({"ranges": {"hidden_neurons": {"max": 9}}}, True),
        ({"questions": [{**CHOICE, "text": "Which?"}]}, True),
        ({"questions": [{**CHOICE, "answer": "a", "points": 9}]}, False),
        ({"text": "Train it.", "title": "Other", "hints": ["Think."], "pass_mark": 9}, False),
        ({"experiment": {"dataset": "gauss", "hidden": [2], "speed": "slow"}}, False),
    ],
)
def test_another_version_is_one_that_asks_for_something_else(exercise_with, changes, is_other):
    before, after = (
        exercise_with(questions=[CHOICE]),
        exercise_with(**{"questions": [CHOICE], **changes}),
    )
    assert (before.version != after.version) == is_other


def test_a_choice_by_position_is_read_and_said_to_be_as_old_as_it_is(exercise_with, hand_in):
    exercise = exercise_with(questions=[CHOICE])
    old = replace(hand_in(exercise, 30, answers={"c": 1}), exercise_version="")
    report = check(exercise, old)
    assert (report.given, report.score) == ({"c": "b"}, 100)
    assert report.remarks == (text("result.by_position"),)


def test_the_course_keeps_the_order_of_its_options_so_old_results_need_no_remark(hand_in):
    exercise = library.exercise("one-neuron")
    new = hand_in(exercise, 120, answers={"border": 0, "unsure": 0, "numbers": 3})
    old = replace(new, exercise_version="")
    report = check(exercise, old)
    assert (report.score, report.remarks) == (100, ())


def test_a_result_of_another_exercise_is_refused(exercise, hand_in):
    with pytest.raises(ResultError, match="for the exercise “other”, not for “small”"):
        check(exercise, replace(hand_in(exercise), exercise="other"))


@pytest.mark.parametrize("count", [0, 8, 10])
def test_weights_of_another_network_are_refused(exercise, hand_in, count):
    result = with_run(hand_in(exercise), weights=np.zeros(count, np.float32))
    with pytest.raises(ResultError, match=r"do not fit the network: .* 9 finite numbers"):
        check(exercise, result)


def test_weights_so_large_that_the_loss_is_infinite_meet_nothing(exercise_with, hand_in):
    exercise = exercise_with(experiment={"dataset": "plane", "hidden": [2], "activation": "linear"})
    result = with_run(hand_in(exercise), weights=np.full(9, 3e38, np.float32))
    assert check(exercise, result).goals == (False,)


# What cannot be seen in weights


def test_a_number_of_epochs_is_confirmed_by_training_again(exercise_with, hand_in):
    exercise = exercise_with(goals=[FEW_EPOCHS])
    assert check(exercise, hand_in(exercise, epochs=20)).goals == (True,)
    assert check(exercise, hand_in(exercise, epochs=21)).goals == (False,)


def test_a_number_of_epochs_that_is_not_true_is_not_confirmed(exercise_with, hand_in):
    exercise = exercise_with(goals=[FEW_EPOCHS])
    lie = with_run(hand_in(exercise, epochs=300), epochs=1)
    report = check(exercise, lie)
    assert report.goals == (None,)
    assert (report.points, report.passed) == (0, False)
    assert report.remarks[0].startswith("training from seed 0 to epoch 1 gives other weights")


def test_weights_of_another_epoch_are_noticed_even_where_any_weights_will_do(
    exercise_with, hand_in
):
    exercise = exercise_with(goals=[{"epochs": {"at_least": 300}}])
    honest = hand_in(exercise, epochs=300)
    report = check(exercise, honest)
    assert (report.remarks, report.are_epochs_confirmed) == ((), True)
    lie = with_run(hand_in(exercise, epochs=30), epochs=300)
    report = check(exercise, lie)
    assert report.goals == (True,)
    assert report.remarks == (text("grade.other_weights", seed=0, epoch=300),)
    assert report.are_epochs_confirmed is False
    by_weights = exercise_with(goals=[{"test_loss": {"at_most": 100}}])
    assert check(by_weights, honest).are_epochs_confirmed is None


def test_what_was_reached_within_an_epoch_is_confirmed(exercise_with, hand_in):
    """At the slow speed the page stops after every batch."""
    session = Session(Experiment(dataset="gauss", hidden=[2], batch_size=30))
    for _ in range(5):
        session.advance_batch()
    run = Run(0, session.epoch, session.network.theta.astype("float32"))
    limit = {"at_most": round(session.test_loss + 5e-5, 4)}
    exercise = exercise_with(
        experiment={"dataset": "gauss", "hidden": [2], "batch_size": 30},
        goals=[{"test_loss": limit, "epochs": {"at_most": 0}}],
    )
    result = replace(hand_in(exercise), runs=(run,), claims={})
    report = check(exercise, result)
    assert (report.goals, report.remarks) == ((True,), ())


def test_more_work_than_a_grader_does_is_not_begun_and_said(exercise_with, hand_in, monkeypatch):
    exercise = exercise_with(goals=[{"epochs": {"at_least": 10}}])
    honest = hand_in(exercise, epochs=11)
    of_an_epoch = workload.epoch_work(exercise.start())
    monkeypatch.setattr(workload, "MOST_WORK", (11 + MOST_RUNS) * of_an_epoch)
    assert check(exercise, honest).goals == (True,)
    monkeypatch.setattr(workload, "MOST_WORK", (11 + MOST_RUNS) * of_an_epoch - 1)
    monkeypatch.setattr(checking, "train_again", pytest.fail)
    report = check(exercise, honest)
    assert report.goals == (None,)
    assert "11 epochs, and with these settings 10 can" in report.remarks[0]


@pytest.mark.parametrize("goal", [FEW_EPOCHS, GOALS[0]])
def test_a_network_is_trained_again_only_where_a_goal_needs_it(
    exercise_with, hand_in, monkeypatch, goal
):
    monkeypatch.setattr(checking, "train_again", pytest.fail)
    exercise = exercise_with(goals=[GOALS[0], goal])
    assert check(exercise, hand_in(exercise, epochs=30)).goals == (True, goal is GOALS[0])


def test_a_network_is_not_trained_again_for_a_result_that_breaks_a_rule(
    exercise_with, hand_in, monkeypatch
):
    monkeypatch.setattr(checking, "train_again", pytest.fail)
    exercise = exercise_with(goals=[{"epochs": {"at_least": 1}}], lock=["noise"])
    report = check(exercise, hand_in(exercise, epochs=1, noise=0.5))
    assert (report.goals, report.points) == ((None,), 0)


def test_several_runs_are_judged_together(exercise_with, hand_in):
    exercise = exercise_with(goals=[TWO_OF_THREE])
    assert exercise.runs_needed == 3
    assert check(exercise, hand_in(exercise, 30, seeds=(1, 2, 3))).goals == (True,)
    assert check(exercise, hand_in(exercise, 30, seeds=(1, 2))).goals == (False,)


def test_one_network_cannot_stand_for_several_runs(exercise_with, hand_in):
    exercise = exercise_with(goals=[TWO_OF_THREE])
    (run,) = hand_in(exercise, epochs=30).runs
    copies = tuple(Run(seed, 0, run.weights) for seed in (1, 2, 3))
    report = check(exercise, replace(hand_in(exercise), runs=copies))
    assert report.goals == (None,)


LOCKED = ["weights", {"all_but": ["seed"], "also": ["weights"]}]


@pytest.mark.parametrize("lock", LOCKED, ids=["by name", "with all others"])
@pytest.mark.parametrize("theta", ["trained", "typed"])
def test_weights_that_are_locked_are_the_initial_ones_before_training(
    exercise_with, hand_in, lock, theta
):
    exercise = exercise_with(lock=[lock] if isinstance(lock, str) else lock)
    trained = hand_in(exercise, 30)
    weights = trained.runs[0].weights
    forged = with_run(trained, epochs=0, weights=weights if theta == "trained" else weights.round())
    report = check(exercise, replace(forged, claims={}))
    assert (report.points, report.goals[0]) == (0, True)
    assert report.violations[0].startswith("weights and biases must not be set by hand")
    assert check(exercise, hand_in(exercise)).violations == ()
    assert check(exercise, hand_in(exercise, seeds=(7,))).violations == ()


def test_weights_that_are_locked_and_no_training_gives_are_to_be_looked_at(exercise_with, hand_in):
    """A setting may have been changed in mid-run, so nothing is taken away for it."""
    exercise = exercise_with(lock=["weights"])
    honest = hand_in(exercise, 30)
    report = check(exercise, honest)
    assert (report.points, report.remarks, report.are_epochs_confirmed) == (1, (), True)
    weights = honest.runs[0].weights * np.float32(1.01)
    report = check(exercise, replace(with_run(honest, weights=weights), claims={}))
    assert (report.points, report.are_epochs_confirmed) == (1, False)
    assert report.remarks == ("training from seed 0 to epoch 30 gives other weights than these",)


def test_trained_weights_are_not_those_of_no_epoch_whatever_the_goals(exercise_with, hand_in):
    exercise = exercise_with()
    trained = hand_in(exercise, 30)
    report = check(exercise, with_run(trained, epochs=0))
    assert report.remarks == ("training from seed 0 to epoch 0 gives other weights than these",)
    assert report.are_epochs_confirmed is False
    by_hand = np.array([0.5, -1.25, 2, 3, 0, 0, 1, 1, 0.0625], "float32")
    for honest in (hand_in(exercise), hand_in(exercise, theta=by_hand), trained):
        report = check(exercise, honest)
        assert (report.remarks, report.are_epochs_confirmed) == ((), None)
