"""What is to be said about a table: what is wrong, what was assumed, and what may be chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

MOST_EXAMPLES = 5
"""Cells or lines that a remark names one by one."""

Choices = Mapping[str, str]
"""The chosen options by the questions' names; what does not fit is passed over."""


class Problem(NamedTuple):
    """One thing that is wrong.

    Attributes
    ----------
    reason : str
        Of the text as a whole: "empty", "binary", "workbook", "long", "columns" (only one), "rows"
        (too many or too few), "classes" (too many), "same" (only one class), "left" (too few rows
        with all their values) or "pairs" (commas that separate and are decimal signs, too). Of a
        place: "sign" (a character that no text has), "quote", "swallowed" (rows within quotes),
        "wide" (too many columns), "cell" (too long), "count" (of cells), "number", "finite",
        "large", "missing" or "name".
    found : str
        What is there instead.
    line : int
        The number of the line, counted from 1; 0 for the text as a whole.
    column : int
        The number of the column, counted from 1, or the character's in its line if the reason is
        "sign"; 0 for the row as a whole.
    allowed : str
        What might be there, where that depends on the table.
    """

    reason: str
    found: str = ""
    line: int = 0
    column: int = 0
    allowed: str = ""


class Remark(NamedTuple):
    """One thing that was assumed or changed.

    Attributes
    ----------
    kind : str
        What; the texts for it have this name.
    number : int
        How many of them there are.
    found : tuple of str
        Examples.
    lines : tuple of int
        Lines they are in.
    meaning : str
        What was made of them.
    """

    kind: str
    number: int = 1
    found: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    meaning: str = ""


class Option(NamedTuple):
    """One answer to a question, and what of the table belongs to it."""

    value: str
    found: str = ""


class Question(NamedTuple):
    """A choice, with one of its options chosen."""

    name: str
    options: tuple[Option, ...]
    chosen: str
    found: str = ""


class CsvError(ValueError):
    """A text that gives no points.

    Parameters
    ----------
    problems : iterable of Problem
        All that is wrong, at least one; kept as an attribute, as are the others.
    remarks : iterable of Remark
        What was assumed before that was found.
    questions : iterable of Question
        Choices of which another may help.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        remarks: Iterable[Remark] = (),
        questions: Iterable[Question] = (),
    ):
        self.problems = tuple(problems)
        self.remarks, self.questions = tuple(remarks), tuple(questions)
        listed = "; ".join(
            f"line {one.line}, column {one.column}: {one.reason} {one.found[:40]!r}"
            for one in self.problems[:MOST_EXAMPLES]
        )
        super().__init__(f"text must hold rows of x1, x2 and a label, got {listed}")


def ask(
    choices: Choices,
    name: str,
    options: Sequence[Option | str],
    preset: str,
    found: str = "",
) -> Question:
    """Return a question that is answered by the choice, or by the preset if none suits."""
    offered = tuple(Option(one) if isinstance(one, str) else one for one in options)
    chosen = choices.get(name, preset)
    if chosen not in [option.value for option in offered]:
        chosen = preset
    return Question(name, offered, chosen, found)
