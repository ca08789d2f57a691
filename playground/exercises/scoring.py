"""What goals and answers earn, and whether it is enough: for the page and for the grader alike."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playground.exercises.goals import met
from playground.exercises.shapes import Answer, Evidence, Verdict

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise


class Score(NamedTuple):
    """What is earned of an exercise.

    Attributes
    ----------
    points : int
        Of goals and answers together.
    percent : int
        Of all points of the exercise, rounded down.
    passed : bool
        Whether that reaches the pass mark.
    """

    points: int
    percent: int
    passed: bool


def verdicts(exercise: "Exercise", evidence: Evidence) -> tuple[Verdict, ...]:
    """Tell of each goal of an exercise whether evidence meets it, None if that is not known."""
    return tuple(met(goal.condition, evidence) for goal in exercise.goals)


def goal_points(exercise: "Exercise", judged: Sequence[Verdict]) -> int:
    """Return what the goals that are met earn together, given a verdict on each."""
    goals = zip(exercise.goals, judged, strict=True)
    return sum(goal.points for goal, is_met in goals if is_met)


def answer_points(exercise: "Exercise", answers: Mapping[str, Answer]) -> int:
    """Return what answers earn together, by the identifiers of their questions."""
    return sum(question.earns(answers.get(question.id)) for question in exercise.questions)


def score(exercise: "Exercise", points: int) -> Score:
    """Return the `Score` of so many points.

    Parameters
    ----------
    exercise : Exercise
    points : int
        Earned by goals and answers together.
    """
    percent = 100 * points // exercise.points
    return Score(points, percent, percent >= exercise.pass_mark)
