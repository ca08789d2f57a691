"""Points, percent and the pass mark, counted once for the page and for the grader."""

import pytest

from playground.assignment.assignment import Assignment
from playground.exercises.checking import check
from playground.exercises.scoring import answer_points, goal_points, score, verdicts
from playground.experiment import Experiment
from playground.session import Session

GOALS = [
    {"test_loss": {"at_most": 0.05}, "points": 2},
    {"accuracy": {"at_least": 0.9}},
    {"test_loss": {"above": 100}, "points": 4},
]
QUESTIONS = [
    {"id": "count", "type": "number", "text": "?", "answer": 3, "points": 3},
    {"id": "guess", "type": "choice", "text": "?", "options": ["a", "b"], "answer": "b"},
]


@pytest.fixture
def exercise(exercise_with):
    """Eleven points in all, seven of them for goals."""
    return exercise_with(goals=GOALS, questions=QUESTIONS, pass_mark=60)


@pytest.mark.parametrize(
    ("by_goals", "percent", "passed"),
    [(0, 0, False), (6, 54, False), (7, 63, True)],
)
def test_percent_are_rounded_down_and_compared_with_the_pass_mark(
    exercise, by_goals, percent, passed
):
    assert score(exercise, by_goals, {}) == (by_goals, percent, passed)


def test_an_answer_that_has_to_be_there_is_needed_to_pass_but_earns_nothing_by_itself(
    exercise_with,
):
    why = {"id": "why", "type": "text", "text": "?", "required": True}
    exercise = exercise_with(questions=[why])
    assert score(exercise, 1, {}) == (1, 100, False)
    assert score(exercise, 1, {"why": "Because."}) == (1, 100, True)


def test_only_a_goal_that_is_surely_met_earns_points(exercise):
    assert goal_points(exercise, (True, None, False)) == 2


def test_only_right_answers_earn_points(exercise):
    assert answer_points(exercise, {"count": 3, "guess": 0}) == 3
    assert answer_points(exercise, {}) == 0


def test_a_goal_is_judged_by_evidence(exercise):
    assert verdicts(exercise, {"test_loss": 0.05, "accuracy": 0.8}) == (True, False, False)


@pytest.mark.parametrize("epochs", [0, 30])
@pytest.mark.parametrize("answers", [{}, {"count": 3}, {"count": 4, "guess": 1}])
def test_the_page_promises_what_the_grader_gives(exercise, epochs, answers):
    session = Session(Experiment())
    assignment = Assignment(exercise, session)
    for name, answer in answers.items():
        assignment.answer(name, answer)
    session.advance(epochs)
    assignment.observe(session)
    report = check(exercise, assignment.result(assignment.best))
    promised = (assignment.points, assignment.score, assignment.is_done)
    assert promised == (report.points, report.score, report.passed)
