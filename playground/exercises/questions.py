"""Questions of an exercise: which answers they take, and which are right."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from playground.exercises.schema import Problem, missing, refusal, unknown
from playground.exercises.shapes import Answer, Path, QuestionData
from playground.experiment.setting_kinds import is_whole
from playground.text import text

LONGEST_ANSWER = 500
"""Characters of a free text at most."""

LARGEST_ANSWER = 1e15
"""Numbers beyond it are refused."""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    id : str
        What an answer is filed under.
    type : str
        A name in KINDS.
    text : str
        Markdown.
    options : tuple of str
        What there is to choose from.
    answer : int, float or None
        Index of the right option, or the right number; None if any answer is taken.
    tolerance : float
        How far off a number may be.
    predict : bool
        Whether it has to be answered before the first epoch.
    points : int
        What a right answer earns. A prediction, and an answer where none is right, earns them
        anyway.
    """

    id: str
    type: str
    text: str
    options: tuple[str, ...] = ()
    answer: int | float | None = None
    tolerance: float = 0.0
    predict: bool = False
    points: int = 0

    @classmethod
    def from_data(cls, data: QuestionData) -> "Question":
        """Return the question that a valid mapping describes."""
        options, answer = data.get("options", []), data.get("answer")
        if isinstance(answer, str):
            answer = options.index(answer)
        return cls(
            id=data["id"],
            type=data["type"],
            text=data["text"],
            options=tuple(options),
            answer=answer,
            tolerance=data.get("tolerance", 0.0),
            predict=data.get("predict", False),
            points=data.get("points", 0 if answer is None else 1),
        )

    def accepts(self, answer: object) -> bool:
        """Tell whether something is an answer to this question at all, right or wrong."""
        return KINDS[self.type].accepts(self, answer)

    def allowed(self) -> str:
        """Say in words which answers are accepted."""
        return KINDS[self.type].allowed(self)

    def is_right(self, answer: Answer) -> bool:
        """Tell whether an accepted answer is right; True if any is.

        Numbers are compared as they are written, in decimal: 0.4 is 0.1 off 0.3, and not more.
        """
        if self.answer is None:
            return True
        given, right, tolerance = (
            Decimal(repr(number)) for number in (answer, self.answer, self.tolerance)
        )
        return abs(given - right) <= tolerance

    def earns(self, answer: Answer | None) -> int:
        """Return the points of an accepted answer, or of None for no answer."""
        is_enough = answer is not None and (self.predict or self.is_right(answer))
        return self.points if is_enough else 0

    def spell(self, answer: Answer) -> str:
        """Return an accepted answer as a person reads it."""
        return self.options[int(answer)] if self.type == "choice" else str(answer)


class Kind(NamedTuple):
    """A type of question: its own fields, and which answers it accepts."""

    fields: frozenset[str]
    accepts: Callable[[Question, object], bool]
    allowed: Callable[[Question], str]


def _accepts_number(question: Question, answer: object) -> bool:
    if not isinstance(answer, int | float) or isinstance(answer, bool):
        return False
    return abs(answer) <= LARGEST_ANSWER


def _accepts_text(question: Question, answer: object) -> bool:
    return isinstance(answer, str) and answer.strip() != "" and len(answer) <= LONGEST_ANSWER


KINDS = {
    "choice": Kind(
        frozenset({"options", "answer"}),
        lambda question, answer: is_whole(answer, (0, len(question.options) - 1)),
        lambda question: text("allowed.whole", low=0, high=len(question.options) - 1),
    ),
    "number": Kind(
        frozenset({"answer", "tolerance"}),
        _accepts_number,
        lambda question: text("schema.number"),
    ),
    "text": Kind(
        frozenset(),
        _accepts_text,
        lambda question: text("schema.text", low=1, high=LONGEST_ANSWER),
    ),
}
"""Types of question by the name an exercise gives them."""

COMMON_FIELDS = ("id", "type", "text", "predict", "points")
"""Fields that every type of question has."""


def problems(data: QuestionData, path: Path) -> list[Problem]:
    """Return what the schema cannot see in a question.

    Parameters
    ----------
    data : dict
        The question, valid by the schema.
    path : tuple
        Where it stands in the exercise.
    """
    kind = KINDS[data["type"]]
    known = [*COMMON_FIELDS, *sorted(kind.fields)]
    found = [unknown((*path, name), known) for name in data if name not in known]
    if data["type"] == "choice":
        found += _choice_problems(data, path)
    if data["type"] == "number" and isinstance(data.get("answer", 0), str):
        found.append(refusal((*path, "answer"), text("schema.number"), data["answer"]))
    return found


def _choice_problems(data: QuestionData, path: Path) -> list[Problem]:
    if "options" not in data:
        return [missing((*path, "options"))]
    if "answer" in data and data["answer"] not in data["options"]:
        allowed = text("allowed.choice", options=", ".join(data["options"]))
        return [refusal((*path, "answer"), allowed, data["answer"])]
    return []
