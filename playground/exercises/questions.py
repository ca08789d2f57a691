"""Questions of an exercise: which answers they take, and which are right."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple, cast

from playground.exercises.schema import Problem, missing, refusal, unknown
from playground.exercises.shapes import Answer, Path, QuestionData
from playground.experiment.setting_kinds import is_whole
from playground.number_format import limit
from playground.text import listed, text

LONGEST_ANSWER = 500
"""Characters of a free text at most."""

LARGEST_ANSWER = 1e15
"""Numbers beyond it are refused."""


ORDERS = 2**32
"""Orders of shuffled options by their numbers, from 1; 0 is that of earlier versions."""


def new_order() -> int:
    """Draw the number of an order in which one student sees shuffled options."""
    return 1 + int.from_bytes(os.urandom(4), "big") % (ORDERS - 1)


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
    answer : int, float, str or None
        The right number, or the text of the right option; None if any answer is taken.
    tolerance : float
        How far off a number may be.
    shuffle : bool
        Whether the options are shown in another order to each student.
    predict : bool
        Whether it has to be answered before the first epoch.
    required : bool
        Whether the exercise is done only with an answer to it.
    tries : int or None
        How often it may be answered; None for as often as one likes.
    labels : tuple of str
        The options as they are shown, if that is in another language than the exercise's own.
    points : int
        What a right answer earns. A prediction, and an answer where none is right, earns them
        anyway.
    """

    id: str
    type: str
    text: str
    options: tuple[str, ...] = ()
    answer: Answer | None = None
    tolerance: float = 0.0
    shuffle: bool = False
    predict: bool = False
    required: bool = False
    tries: int | None = None
    points: int = 0
    labels: tuple[str, ...] = ()

    @classmethod
    def from_data(cls, data: QuestionData) -> "Question":
        """Return the question that a valid mapping describes, its texts in one language."""
        return cls(
            id=data["id"],
            type=data["type"],
            text=cast(str, data["text"]),
            options=tuple(cast(list[str], data.get("options", []))),
            answer=data.get("answer"),
            tolerance=data.get("tolerance", 0.0),
            shuffle=data.get("shuffle", False),
            predict=data.get("predict", False),
            required=data.get("required", False),
            tries=data.get("tries"),
            points=data.get("points", 1 if "answer" in data else 0),
        )

    def read(self, answer: object) -> Answer | None:
        """Return something in the one form that an answer to this question has.

        That of a choice is the text of the option, so it stays what it is when options are added,
        removed or moved. Earlier results have its position, counted from 0.

        Returns
        -------
        int, float, str or None
            None if it is no answer to this question at all, right or wrong.
        """
        return KINDS[self.type].read(self, answer)

    def shown_options(self, exercise: str, order: int = 0) -> tuple[str, ...]:
        """Return the options in the order in which they are shown.

        Parameters
        ----------
        exercise : str
            Identifier of the exercise; another one gives another order.
        order : int
            A number of the student's own, likewise; 0 for the order of earlier versions, which was
            the same for everybody.
        """
        if not self.shuffle:
            return self.options

        def place(option: str) -> bytes:
            own = f"/{order}" if order else ""
            return sha256(f"{exercise}/{self.id}/{option}{own}".encode()).digest()

        return tuple(sorted(self.options, key=place))

    def label(self, option: str) -> str:
        """Return an option as it is shown."""
        return self.labels[self.options.index(option)] if self.labels else option

    def accepts(self, answer: object) -> bool:
        """Tell whether something is an answer to this question at all, right or wrong."""
        return self.read(answer) is not None

    def allowed(self) -> str:
        """Say in words which answers are accepted."""
        return KINDS[self.type].allowed(self)

    def is_right(self, answer: Answer) -> bool:
        """Tell whether an accepted answer is right; True if any is.

        Numbers are compared as they are written, in decimal: 0.4 is 0.1 off 0.3, and not more.
        """
        given = self.read(answer)
        if self.answer is None:
            return True
        if isinstance(given, str) or given is None:
            return given == self.answer
        number, right, tolerance = (
            Decimal(repr(one)) for one in (given, self.answer, self.tolerance)
        )
        return abs(number - right) <= tolerance

    def earns(self, answer: Answer | None) -> int:
        """Return the points of an accepted answer, or of None for no answer."""
        is_enough = answer is not None and (self.predict or self.is_right(answer))
        return self.points if is_enough else 0

    def spell(self, answer: Answer) -> str:
        """Return an accepted answer as a person reads it."""
        found = self.read(answer)
        return self.label(str(found)) if self.options else str(found)


class Kind(NamedTuple):
    """A type of question: its own fields, what reads an answer to it, and which are accepted."""

    fields: frozenset[str]
    read: Callable[[Question, object], Answer | None]
    allowed: Callable[[Question], str]


def _read_option(question: Question, answer: object) -> str | None:
    if isinstance(answer, str):
        return answer if answer in question.options else None
    if isinstance(answer, int) and is_whole(answer, (0, len(question.options) - 1)):
        return question.options[answer]
    return None


def _read_number(_question: Question, answer: object) -> int | float | None:
    if not isinstance(answer, int | float) or isinstance(answer, bool):
        return None
    return answer if abs(answer) <= LARGEST_ANSWER else None


def _read_text(_question: Question, answer: object) -> str | None:
    if not isinstance(answer, str) or not answer.strip() or len(answer) > LONGEST_ANSWER:
        return None
    return answer


KINDS = {
    "choice": Kind(
        frozenset({"options", "answer", "shuffle", "tries"}),
        _read_option,
        lambda question: text("allowed.choice", options=listed(question.options)),
    ),
    "number": Kind(
        frozenset({"answer", "tolerance", "tries"}),
        _read_number,
        lambda question: text("schema.number"),
    ),
    "text": Kind(
        frozenset(),
        _read_text,
        lambda question: text("schema.text", low=1, high=limit(LONGEST_ANSWER)),
    ),
}
"""Types of question by the name an exercise gives them."""

COMMON_FIELDS = ("id", "type", "text", "predict", "required", "points")
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
    if "tries" in data and "answer" not in data:
        found.append(missing((*path, "answer")))
    if data["type"] == "number" and isinstance(data.get("answer", 0), str):
        found.append(refusal((*path, "answer"), text("schema.number"), data["answer"]))
    return found


def _choice_problems(data: QuestionData, path: Path) -> list[Problem]:
    if "options" not in data:
        return [missing((*path, "options"))]
    if "answer" in data and data["answer"] not in data["options"]:
        allowed = text("allowed.choice", options=listed(cast(list[str], data["options"])))
        return [refusal((*path, "answer"), allowed, data["answer"])]
    return []
