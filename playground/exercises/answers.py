"""The answers of a result to the questions of its exercise, also to those of an earlier version."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from playground.exercises.schema import spell
from playground.exercises.shapes import Answer
from playground.text import text

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise


class Comparable(NamedTuple):
    """What of some answers can be compared with an exercise.

    Attributes
    ----------
    answers : dict
        Identifier of a question -> answer, in the form that `Question.read` gives it.
    remarks : tuple of str
        A sentence for each of the others.
    """

    answers: dict[str, Answer]
    remarks: tuple[str, ...]


def comparable(exercise: "Exercise", answers: Mapping[str, Answer]) -> Comparable:
    """Take the answers that can be compared with an exercise, and say which cannot.

    The exercise may have been changed since they were given: a question may be gone, or may have
    become another kind, or an option may be gone. None of them counts for something else.
    """
    questions = {question.id: question for question in exercise.questions}
    taken: dict[str, Answer] = {}
    remarks = []
    for name, answer in answers.items():
        if name not in questions:
            remarks.append(text("result.no_question", name=name, answer=spell(answer)))
        elif (read := questions[name].read(answer)) is None:
            allowed = questions[name].allowed()
            found = spell(answer)
            remarks.append(text("result.other_answer", name=name, allowed=allowed, answer=found))
        else:
            taken[name] = read
    return Comparable(taken, tuple(remarks))


def judge(exercise: "Exercise", answers: Mapping[str, Answer]) -> dict[str, bool | None]:
    """Tell of each question whether its answer is right, None if there is none."""
    return {
        question.id: question.is_right(answers[question.id]) if question.id in answers else None
        for question in exercise.questions
    }
