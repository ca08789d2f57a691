"""Commas that separate columns and are decimal signs, too: "1,5,2,5,A" is 1.5, 2.5 and A."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from .lexing import Row, Rows
from .notes import Choices, CsvError, Option, Problem, Question, Remark, ask
from .numbers import is_number

_WHOLE = re.compile("[+-]?[0-9]{1,20}")
_FRACTION = re.compile("[0-9]{1,20}")

_PAIRED_WIDTHS = {4: 2, 5: 3, 6: 3}
"""How many columns there are if numbers that were cut in two are joined, by how many were cut."""


class Joined(NamedTuple):
    """Rows, in which cut numbers may have been joined."""

    rows: Rows
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


def join_decimal_commas(rows: Rows, choices: Choices | None = None) -> Joined:
    """Join numbers that were cut at their decimal commas, where the heading or the user says so.

    Parameters
    ----------
    rows : Rows
        As they were cut.
    choices : mapping of str to str, optional
        "pairs" is "pairs" or "columns": whether two cells each make a number.

    Raises
    ------
    CsvError
        If the rows can be read in both ways and nothing tells which is meant, or in neither.
    """
    cut = [row for row in rows.rows if _may_be_cut(row.cells)]
    numeric = [row for row in rows.rows if any(map(is_number, row.cells))]
    if rows.separator != "," or not cut or len(cut) < len(numeric):
        return Joined(rows)
    widths = Counter(len(_filled(row.cells)) for row in cut)
    width = max(widths, key=widths.__getitem__)
    heading = _heading_width(rows.rows)
    if width not in _PAIRED_WIDTHS or heading == width:
        return Joined(rows)
    named = heading == _PAIRED_WIDTHS[width]
    if len(widths) > 1 and (named or not heading):
        other = next(row for row in cut if len(_filled(row.cells)) != width)
        raise CsvError([Problem("pairs", ",".join(other.cells), other.line)])
    if not named and (heading or not _is_doubtful(cut, width)):
        return Joined(rows)
    return _join(rows, cut[0], "pairs" if named else "", choices or {})


def _join(rows: Rows, example: Row, preset: str, choices: Choices) -> Joined:
    options = [
        Option("pairs", " · ".join(_joined(example.cells))),
        Option("columns", str(len(_filled(example.cells)))),
    ]
    question = ask(choices, "pairs", options, preset, ",".join(example.cells))
    if not question.chosen:
        raise CsvError([Problem("pairs", question.found, example.line)], questions=[question])
    if question.chosen == "columns":
        return Joined(rows, questions=(question,))
    joined = [
        row._replace(cells=_joined(row.cells)) if _may_be_cut(row.cells) else row
        for row in rows.rows
    ]
    remark = Remark("pairs", found=(question.found,), meaning=" · ".join(_joined(example.cells)))
    return Joined(rows._replace(rows=joined), (remark,), (question,))


def _filled(cells: list[str]) -> list[str]:
    """Return the cells without the empty ones at the end."""
    return cells[: max((place for place, cell in enumerate(cells, 1) if cell), default=0)]


def _may_be_cut(cells: list[str]) -> bool:
    """Whether all cells but the last are whole numbers."""
    cells = _filled(cells)
    return len(cells) > 2 and all(map(_WHOLE.fullmatch, cells[:-1]))


def _heading_width(rows: list[Row]) -> int:
    """Return how many cells the last row above the numbers has, 0 if there is none."""
    width = 0
    for row in rows:
        if any(map(is_number, row.cells)):
            break
        width = len(_filled(row.cells))
    return width


def _is_doubtful(cut: list[Row], width: int) -> bool:
    """Whether rows without names look as if their numbers were cut."""
    fractions = [cell for row in cut for cell in row.cells[1 : 2 * (width // 2) : 2]]
    if not all(map(_FRACTION.fullmatch, fractions)):
        return False
    counts = [row.cells[0] for row in cut]
    steps = {int(after) - int(before) for before, after in pairwise(counts)}
    if steps == {1}:
        return False  # the first column counts the rows
    return width == 5 or any(len(cell) > 1 and cell.startswith("0") for cell in fractions)


def _joined(cells: list[str]) -> list[str]:
    cells = _filled(cells)
    pairs = [",".join(cells[place : place + 2]) for place in range(0, len(cells) - 1, 2)]
    return [*pairs, *cells[2 * len(pairs) :]]
