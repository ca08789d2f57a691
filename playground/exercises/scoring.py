"""What goals and answers earn, and whether it is enough: for the page and for the grader alike."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playground.exercises.goals import met, needs_training
from playground.exercises.shapes import Answer, Condition, Evidence, Verdict

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise
    from playground.exercises.questions import Question


class Score(NamedTuple):
    """What is earned of an exercise.

    Attributes
    ----------
    points : int
        Of goals and answers together.
    percent : int
        Of all points of the exercise, rounded down.
    passed : bool
        Whether that reaches the pass mark, and no answer is missing that has to be there.
    """

    points: int
    percent: int
    passed: bool


def verdicts(
    exercise: "Exercise",
    evidence: Evidence,
    is_feasible: bool = True,
    is_at_rest: bool = True,
) -> tuple[Verdict, ...]:
    """Tell of each goal of an exercise whether evidence meets it, None if that is not known.

    Parameters
    ----------
    exercise : Exercise
    evidence : Evidence
    is_feasible : bool
        Whether a grader can train the runs again (`workload`). If not, nobody can confirm what only
        that shows, and a goal that asks for it is not known to be met.
    is_at_rest : bool
        Whether nothing is being trained at this moment; what is handed in is at rest.
    """
    return tuple(
        _verdict(goal.condition, evidence, is_feasible)
        if is_at_rest or not goal.when_stopped
        else False
        for goal in exercise.goals
    )


def _verdict(condition: Condition, evidence: Evidence, is_feasible: bool) -> Verdict:
    verdict = met(condition, evidence)
    return None if verdict and not is_feasible and needs_training(condition) else verdict


def goal_points(exercise: "Exercise", judged: Sequence[Verdict]) -> int:
    """Return what the goals that are met earn together, given a verdict on each."""
    goals = zip(exercise.goals, judged, strict=True)
    return sum(goal.points for goal, is_met in goals if is_met)


def answer_points(exercise: "Exercise", answers: Mapping[str, Answer]) -> int:
    """Return what answers earn together, by the identifiers of their questions."""
    return sum(question.earns(answers.get(question.id)) for question in exercise.questions)


def missing_answers(exercise: "Exercise", answers: Mapping[str, Answer]) -> list["Question"]:
    """Return the questions that have to be answered and are not."""
    return [one for one in exercise.questions if one.required and one.id not in answers]


def score(exercise: "Exercise", by_goals: int, answers: Mapping[str, Answer]) -> Score:
    """Return the `Score` of what was reached.

    Parameters
    ----------
    exercise : Exercise
    by_goals : int
        Points that the goals earn.
    answers : dict
        Identifier of a question -> answer.
    """
    points = by_goals + answer_points(exercise, answers)
    percent = 100 * points // exercise.points
    is_complete = not missing_answers(exercise, answers)
    return Score(points, percent, percent >= exercise.pass_mark and is_complete)
