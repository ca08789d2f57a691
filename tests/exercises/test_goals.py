"""Goals are judged by evidence alone, in three values, and say in plain words what they ask for."""

import itertools

import pytest

from playground.engine import Network
from playground.exercises.evidence import evidence_of
from playground.exercises.exercise import ExerciseError
from playground.exercises.goals import METRICS, describe, mentions, met, runs_needed, targets
from playground.experiment import Experiment
from playground.session import Session
from tests.cases import every

EVIDENCE = {
    "test_loss": 0.05,
    "train_loss": 0.02,
    "gap": 0.03,
    "accuracy": 0.9,
    "epochs": 100,
    "layers": 2,
    "neurons": 6,
    "parameters": 25,
    "features": 2,
}


def evidence(**changes):
    own = {**EVIDENCE, **changes}
    return {**own, "runs": own.pop("runs", [own])}


@every("metric", METRICS)
def test_a_number_is_compared_with_what_was_measured(metric):
    number = EVIDENCE[metric]
    less, more = 0.9 * number, 1.1 * number
    verdicts = {
        "at_most": (False, True, True),
        "at_least": (True, True, False),
        "below": (False, False, True),
        "above": (True, False, False),
    }
    for comparison, expected in verdicts.items():
        conditions = [{metric: {comparison: other}} for other in (less, number, more)]
        assert tuple(met(condition, evidence()) for condition in conditions) == expected


def test_several_numbers_and_comparisons_have_to_hold_together():
    assert met({"test_loss": {"above": 0.01, "below": 0.1}, "neurons": {"at_most": 6}}, evidence())
    assert not met({"test_loss": {"above": 0.01, "below": 0.05}}, evidence())
    assert not met({"test_loss": {"below": 0.1}, "neurons": {"at_most": 5}}, evidence())


YES, NO, UNKNOWN = (
    {"epochs": {"at_least": 1}},
    {"epochs": {"below": 1}},
    {"accuracy": {"at_least": 0.5}},
)
VERDICTS = {True: YES, False: NO, None: UNKNOWN}


@every("values", list(itertools.product(VERDICTS, repeat=3)))
def test_all_and_any_follow_kleene(values):
    """With false < not known < true, "all" is the minimum and "any" the maximum."""
    conditions = [VERDICTS[value] for value in values]
    order = [False, None, True]
    places = [order.index(value) for value in values]
    unknown = evidence(accuracy=None)
    assert met({"all": conditions}, unknown) is order[min(places)]
    assert met({"any": conditions}, unknown) is order[max(places)]


def test_groups_nest():
    assert met({"any": [NO, {"all": [YES, {"any": [NO, YES]}]}]}, evidence()) is True
    assert met({"all": [YES, {"any": [NO, {"all": [YES, NO]}]}]}, evidence()) is False


def losses(*values):
    return [{**EVIDENCE, "test_loss": value} for value in values]


FOUR_OF_FIVE = {"runs": {"at_least": 4, "of": 5, "with": {"test_loss": {"at_most": 0.1}}}}


@pytest.mark.parametrize(
    ("runs", "verdict"),
    [
        ((0.1, 0.1, 0.1, 0.1, 0.1), True),
        ((0.1, 0.5, 0.1, 0.1, 0.1), True),
        ((0.1, 0.5, 0.1, 0.5, 0.1), False),
        ((0.1, 0.1, 0.1, 0.1), False),
        ((0.5, 0.5, 0.1, 0.1, 0.1, 0.1), True),
        ((0.1, 0.1, 0.1, 0.1, 0.5, 0.5), False),
    ],
    ids=str,
)
def test_of_the_last_runs_enough_have_to_do_it(runs, verdict):
    assert met(FOUR_OF_FIVE, evidence(runs=losses(*runs))) is verdict


@pytest.mark.parametrize(
    ("known", "verdict"), [((4, 0), True), ((3, 1), None), ((3, 0), False), ((0, 5), None)]
)
def test_a_run_of_which_something_is_not_known_leaves_the_verdict_open(known, verdict):
    good, open_ = known
    runs = [{**EVIDENCE, "accuracy": 1.0}] * good + [{**EVIDENCE, "accuracy": None}] * open_
    runs += [{**EVIDENCE, "accuracy": 0.0}] * (5 - len(runs))
    goal = {"runs": {"at_least": 4, "of": 5, "with": {"accuracy": {"at_least": 0.9}}}}
    assert met(goal, evidence(runs=runs)) is verdict


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"test_loss": {"at_most": 0.05}}, "Test loss at most 0.05"),
        ({"accuracy": {"at_least": 0.95}}, "Accuracy at least 95 %"),
        (
            {"test_loss": {"at_most": 0.177}, "neurons": {"at_most": 3}},
            "Test loss at most 0.177 and at most 3 hidden neurons",
        ),
        ({"features": {"at_most": 1}}, "At most 1 input"),
        (
            {"any": [{"gap": {"below": 0.1}}, {"epochs": {"above": 9}}]},
            "Test loss minus training loss below 0.1 or more than 9 epochs",
        ),
        (
            FOUR_OF_FIVE,
            "In at least 4 of the last 5 runs from different initial weights: "
            "test loss at most 0.1",
        ),
    ],
)
def test_a_goal_is_described_in_plain_words(condition, words):
    assert describe(condition) == words


def test_what_a_goal_depends_on_is_found_at_any_depth():
    deep = {"any": [NO, {"all": [{"runs": {"at_least": 1, "of": 3, "with": UNKNOWN}}]}]}
    assert all(mentions(deep, name) for name in ("epochs", "accuracy", "runs"))
    assert not mentions(deep, "gap")
    assert runs_needed(deep) == 3
    assert runs_needed(UNKNOWN) == 1


def test_the_numbers_to_reach_are_found_at_any_depth():
    deep = {"any": [{"gap": {"below": 0.1, "above": 0.2}}, {"all": [{"gap": {"at_most": 3}}]}]}
    assert sorted(targets(deep, "gap")) == [0.1, 0.2, 3]
    assert targets(FOUR_OF_FIVE, "test_loss") == [0.1]
    assert targets(deep, "test_loss") == []


@pytest.mark.parametrize(
    ("goal", "named"),
    [
        ({"any": [{**YES, "points": 2}]}, r"goals\[0\]\.any\[0\]\.points"),
        (
            {"runs": {"at_least": 1, "of": 2, "with": FOUR_OF_FIVE}},
            r"goals\[0\]\.runs\.with\.runs",
        ),
        (
            {"runs": {"at_least": 3, "of": 2, "with": YES}},
            r"goals\[0\]\.runs\.at_least must be a whole number between 1 and 2, got 3",
        ),
    ],
)
def test_a_goal_without_meaning_is_refused(exercise_with, goal, named):
    with pytest.raises(ExerciseError, match=named):
        exercise_with(goals=[goal])


@pytest.mark.parametrize(
    "settings",
    [{}, {"hidden": []}, {"hidden": [8] * 6, "features": ["x1"]}, {"dataset": "plane"}],
    ids=str,
)
def test_evidence_counts_what_a_network_has(settings):
    session = Session(Experiment(**settings))
    session.advance(2)
    found = evidence_of(session)
    network = Network(session.shape)
    assert set(found) == {*METRICS, "runs"}
    assert found["parameters"] == network.theta.size
    assert found["layers"] == len(session.experiment.hidden)
    assert found["neurons"] == sum(biases.size for biases in network.biases[:-1])
    assert found["features"] == len(session.experiment.features)
    assert (found["epochs"], found["test_loss"]) == (2, session.test_loss)
    assert found["gap"] == session.test_loss - session.train_loss
    assert found["accuracy"] == session.test_accuracy


def test_a_frame_gives_the_same_evidence_as_its_session():
    session = Session(Experiment())
    session.advance(3)
    assert evidence_of(session.frame()) == evidence_of(session)


def test_evidence_keeps_the_earlier_runs_in_order():
    session = Session(Experiment())
    earlier = losses(0.1, 0.2)
    found = evidence_of(session, earlier)
    assert found["runs"][:2] == earlier
    assert found["runs"][2] == {name: found[name] for name in METRICS}


def test_last_digits_in_which_computers_differ_decide_no_goal():
    evidence = {"test_loss": 0.05 * (1 + 1e-12)}
    for how, is_met in {"at_most": True, "at_least": True, "below": False, "above": False}.items():
        assert met({"test_loss": {how: 0.05}}, evidence) is is_met
