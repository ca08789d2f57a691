"""Text becomes rows of cells, each with the line it is in; quotes are seen to close."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from playground.data.points import MAX_POINTS

from .dialect import (
    BLANK,
    Dialect,
    cells_of,
    find_dialect,
    is_comment,
    looks_like_row,
    without_comment,
)
from .notes import MOST_EXAMPLES, CsvError, Problem, Question, Remark

MAX_COLUMNS = 300
"""Columns of a table at most; a list with more to choose from would be of no use."""

MOST_LINES = 2 * MAX_POINTS
"""Lines at most that are looked at as rows."""

_END = "\ue000"
"""A line of its own behind the text: where it is no row of its own, a quote is still open."""

_RULE_SIGNS, _LEAST_RULE = "-=_+:| ", 2


class Row(NamedTuple):
    """A row: the number of its first line, counted from 1, and its cells without outer blanks."""

    line: int
    cells: list[str]


class Rows(NamedTuple):
    """All that a text is cut into.

    Attributes
    ----------
    rows : list of Row
        Those that are not blank.
    comments : list of Row
        The lines that begin with "#", cut likewise, without that sign.
    separator : str
        As in `Dialect`.
    remarks : tuple of Remark
        What was assumed.
    questions : tuple of Question
        None: the separator is not asked for.
    """

    rows: list[Row]
    comments: list[Row]
    separator: str
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


def read_rows(text: str) -> Rows:
    """Cut a clean text into rows.

    Raises
    ------
    CsvError
        If there are none, too many rows or columns, or quotes that do not close.
    """
    lines = text.split("\n")
    comments = {number for number, line in enumerate(lines, start=1) if is_comment(line)}
    if not any(line.strip() for number, line in enumerate(lines, 1) if number not in comments):
        comments = set()  # then the sign belongs to the names, as in colours
    filled = sum(bool(line.strip()) for line in lines) - len(comments)
    if not filled:
        raise CsvError([Problem("empty")])
    if filled > MOST_LINES:
        raise CsvError([Problem("rows", f"{filled:,}")])
    bare = ["" if number in comments else line for number, line in enumerate(lines, start=1)]
    start = next(place for place, line in enumerate(bare) if line.strip())
    dialect = find_dialect(bare[start:])
    first = start + dialect.has_directive
    rows = _lex(bare[first:], first + 1, dialect)
    if not rows:
        raise CsvError([Problem("empty")])
    cut_comments = [
        Row(number, _cells(lines[number - 1].lstrip()[1:], dialect)) for number in sorted(comments)
    ]
    if dialect.separator == BLANK:
        comments |= {number for number, line in enumerate(bare, 1) if without_comment(line) != line}
    remarks = (Remark("separator", meaning=dialect.name), *_comment_remarks(lines, comments))
    return Rows(rows, cut_comments, dialect.separator, remarks)


def _comment_remarks(lines: list[str], comments: set[int]) -> tuple[Remark, ...]:
    if not comments:
        return ()
    numbers = tuple(sorted(comments)[:MOST_EXAMPLES])
    return (Remark("comments", len(comments), (lines[numbers[0] - 1].strip(),), numbers),)


def _lex(lines: list[str], first: int, dialect: Dialect) -> list[Row]:
    """Return the rows of lines, the first of which has a number."""
    feed = _Feed(lines)
    rows = []
    start = 0
    try:
        for cells in cells_of(feed, dialect):
            line, start = first + start, feed.given
            cells = [cell.strip() for cell in cells]
            if start > len(lines):
                if cells != [_END]:
                    raise CsvError([_open_quote(cells, line)])
            elif any(cells) and not _is_rule(cells):
                _check_width(cells, line)
                _check_swallowed(cells, line, dialect)
                rows.append(Row(line, cells))
    except csv.Error:
        # without its strict mode the lexer knows one error only
        raise CsvError([_long_cell(lines, feed.given, first, dialect)]) from None
    return rows


class _Feed:
    """Gives lines one by one and counts them; the last is the sign of the end."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.given = 0

    def __iter__(self) -> Iterator[str]:
        for line in [*self._lines, _END]:
            self.given += 1
            yield f"{line}\n"


def _open_quote(cells: list[str], line: int) -> Problem:
    """Say where the last cell of a row begins: it goes on to the end of the text."""
    before = sum(cell.count("\n") for cell in cells[:-1])
    found = cells[-1].partition("\n")[0].removesuffix(_END)
    return Problem("quote", found, line + before, len(cells))


def _check_swallowed(cells: list[str], line: int, dialect: Dialect) -> None:
    """Refuse a quoted cell that has rows in it: its quotes belong to different cells."""
    for column, cell in enumerate(cells, start=1):
        if "\n" in cell and any(looks_like_row(part, dialect) for part in cell.split("\n")[1:]):
            last = str(line + sum(one.count("\n") for one in cells[:column]))
            raise CsvError([Problem("swallowed", cell.partition("\n")[0], line, column, last)])


def _is_rule(cells: list[str]) -> bool:
    """Whether a row is a line drawn across the table."""
    return all(len(cell) >= _LEAST_RULE and not cell.strip(_RULE_SIGNS) for cell in cells if cell)


def _check_width(cells: list[str], line: int) -> None:
    width = sum(map(bool, cells))
    if width > MAX_COLUMNS:
        raise CsvError([Problem("wide", f"{width:,}", line)])


def _long_cell(lines: list[str], given: int, first: int, dialect: Dialect) -> Problem:
    """Say where the first cell is that is longer than the lexer reads."""
    limit = csv.field_size_limit()
    line = lines[min(given, len(lines)) - 1]
    parts = line.split(None if dialect.separator == BLANK else dialect.separator)
    column = next((place for place, part in enumerate(parts, 1) if len(part) > limit), 0)
    return Problem("cell", f"{len(line):,}", first + given - 1, column)


def _cells(line: str, dialect: Dialect) -> list[str]:
    try:
        return [cell.strip() for cell in next(cells_of([line], dialect), [])]
    except csv.Error:
        return [line]
