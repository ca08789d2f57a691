"""Rows in which a value is missing: they are left out, or listed."""

from collections.abc import Sequence
from typing import NamedTuple

from .layout import Column
from .lexing import Row
from .missing import MAY_BE_NAMES, is_missing
from .notes import MOST_EXAMPLES, Choices, Problem, Question, Remark, ask
from .numbers import Cell

_PLUS, _MINUS = {"+", "＋"}, {"-", "−", "–", "—"}
"""Names of two classes, of which the second looks as if it were missing."""


class Complete(NamedTuple):
    """The rows that have all their values, and what is said about the others."""

    rows: list[Row]
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def leave_out_missing(
    rows: Sequence[Row],
    columns: Sequence[Column],
    inputs: Sequence[int],
    label: int | None,
    choices: Choices | None = None,
) -> Complete:
    """Part the rows with a missing value from the others.

    Parameters
    ----------
    rows : sequence of Row
        With a cell for each column.
    columns : sequence of Column
        For the places of missing values.
    inputs : sequence of int
        Places of the columns of numbers that are used.
    label : int or None
        Place of the labels.
    choices : mapping of str to str, optional
        "missing" is "leave_out"; "list", to refuse the table; or "names", if a word that stands for
        a missing label, such as "none", is the name of a class.
    """
    gaps: list[Cell] = []
    words: list[Cell] = []
    signs = {row.cells[label] for row in rows} if label is not None else set()
    for row in rows:
        cells = [Cell(row.cells[place], row.line, columns[place].number) for place in inputs]
        gap = next((cell for cell in cells if is_missing(cell.text)), None)
        if gap is None and label is not None and _has_no_label(row.cells[label], signs):
            gap = Cell(row.cells[label], row.line, columns[label].number)
            if gap.text.casefold() in MAY_BE_NAMES:
                words.append(gap)
        gaps += [gap] if gap else []
    if not gaps:
        return Complete(list(rows))
    options = ["leave_out", "list", *(["names"] if words else [])]
    question = ask(choices or {}, "missing", options, "leave_out", words[0].text if words else "")
    if question.chosen == "names":
        gaps = [gap for gap in gaps if gap not in words]
    without = {gap.line for gap in gaps}
    complete = [row for row in rows if row.line not in without]
    if question.chosen == "list":
        problems = tuple(Problem("missing", *gap) for gap in gaps)
        return Complete(complete, questions=(question,), problems=problems)
    found = tuple(dict.fromkeys(gap.text for gap in gaps))[:MOST_EXAMPLES]
    lines = tuple(gap.line for gap in gaps[:MOST_EXAMPLES])
    remarks = (Remark("missing", len(gaps), found, lines),) if gaps else ()
    return Complete(complete, remarks, (question,))


def _has_no_label(cell: str, signs: set[str]) -> bool:
    if cell in _MINUS and signs & _PLUS:
        return False
    return is_missing(cell)
