"""What goals and answers earn, and whether it is enough: for the page and for the grader alike."""

from typing import NamedTuple

from playground.exercises.goals import met


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


def verdicts(exercise, evidence):
    """Tell of each goal of an exercise whether evidence meets it, None if that is not known."""
    return tuple(met(goal.condition, evidence) for goal in exercise.goals)


def goal_points(exercise, judged):
    """Return what the goals that are met earn together, given a verdict on each."""
    goals = zip(exercise.goals, judged, strict=True)
    return sum(goal.points for goal, is_met in goals if is_met)


def answer_points(exercise, answers):
    """Return what answers earn together, by the identifiers of their questions."""
    return sum(question.earns(answers.get(question.id)) for question in exercise.questions)


def score(exercise, points):
    """Return the `Score` of so many points.

    Parameters
    ----------
    exercise : Exercise
    points : int
        Earned by goals and answers together.
    """
    percent = 100 * points // exercise.points
    return Score(points, percent, percent >= exercise.pass_mark)
