"""Answers as a learning platform takes them: the interactions of SCORM 1.2."""

import string
from collections.abc import Callable, Mapping
from decimal import Decimal

from playground.exercises.exercise import Exercise
from playground.exercises.questions import Question
from playground.exercises.shapes import Answer

LETTERS = string.ascii_lowercase + string.digits
"""By one of these the standard names an option."""

Spell = Callable[[Question, Answer], str]

KINDS: Mapping[str, tuple[str, Spell]] = {
    "choice": ("choice", lambda question, answer: LETTERS[question.options.index(str(answer))]),
    "number": ("numeric", lambda question, answer: format(Decimal(repr(answer)), "f")),
    "text": ("fill-in", lambda question, answer: str(answer)),
}
"""Type of a question -> type of an interaction, and what spells a response."""


def interactions(exercise: Exercise, answers: Mapping[str, Answer]) -> list[dict[str, object]]:
    """Return answers, by the identifiers of their questions, as interactions."""
    found: list[dict[str, object]] = []
    for question in exercise.questions:
        if question.id in answers:
            answer = answers[question.id]
            kind, spell = KINDS[question.type]
            is_right = None if question.answer is None else question.is_right(answer)
            response = spell(question, answer)
            found.append(
                {"id": question.id, "type": kind, "response": response, "correct": is_right}
            )
    return found
