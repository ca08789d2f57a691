"""A result is worth what its weights reach; whatever it claims is only compared."""

from dataclasses import replace

import numpy as np
import pytest

from playground.data import feature_matrix, make_dataset
from playground.engine import Network
from playground.exercises import checking
from playground.exercises.checking import check
from playground.exercises.result import ResultError, Run, read_result
from playground.experiment import Experiment

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
    ("answers", "message"),
    [
        ({"x": 1}, "no question “x”"),
        ({"c": 2}, r"answers\.c must be a whole number between 0 and 1, got 2"),
        ({"n": "three"}, r'answers\.n must be a number, got "three"'),
        ({"t": 3}, r"answers\.t must be text of 1 to 500 characters, got 3"),
    ],
)
def test_answers_that_are_none_are_refused(exercise_with, hand_in, answers, message):
    exercise = exercise_with(questions=QUESTIONS)
    with pytest.raises(ResultError, match=message):
        check(exercise, hand_in(exercise, answers=answers))


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


def test_too_many_epochs_are_not_trained_again(exercise_with, hand_in, monkeypatch):
    exercise = exercise_with(goals=[{"epochs": {"at_least": 10}}])
    honest = hand_in(exercise, epochs=11)
    monkeypatch.setattr(checking, "MOST_EPOCHS", 11)
    assert check(exercise, honest).goals == (True,)
    monkeypatch.setattr(checking, "MOST_EPOCHS", 10)
    assert check(exercise, honest).goals == (None,)


def test_a_network_is_trained_again_only_where_a_goal_needs_it(exercise_with, hand_in, monkeypatch):
    monkeypatch.setattr(checking, "_trained_again", pytest.fail)
    exercise = exercise_with(goals=[GOALS[0], FEW_EPOCHS])
    assert check(exercise, hand_in(exercise, epochs=30)).goals == (True, False)


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
