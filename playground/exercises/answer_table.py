"""Tables of answers, as platforms save them: the rows, and what of them is not an answer."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import islice, takewhile
from typing import NamedTuple

SEPARATORS = ",;\t"

LONGEST_CELL = 200
"""Signs of a cell at most that is kept beside the answers, and of its heading."""

MOST_TITLES = 5
"""Lines at most that a table may have above its headings."""

SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line that tells a spreadsheet the separator, and is not a row of it."""


class TableRow(NamedTuple):
    """A row of a table.

    Attributes
    ----------
    number : int
        As a spreadsheet counts it, the heading being row 1.
    cells : tuple of str
    """

    number: int
    cells: tuple[str, ...]


class AnswerTable(NamedTuple):
    """A table: the headings of its columns, and the rows below; a table may have no headings."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(content: str, is_answer: Callable[[str], bool]) -> AnswerTable | None:
    """Return the table in a text, with whatever separator and line ends; None if it is none.

    Parameters
    ----------
    content : str
    is_answer : callable
        Tells of a cell whether it is an answer; a row with one is no heading.
    """
    rows, _ = read_lines(content)
    if not rows or _regularity(rows) == (0, 0):
        return None
    all_rows = [TableRow(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
    titles = _count_titles([row.cells for row in all_rows])
    if any(is_answer(cell) for row in all_rows[:titles] for cell in row.cells):
        titles = 0
    numbered = all_rows[titles:]
    if not numbered or any(map(is_answer, numbered[0].cells)):
        return AnswerTable((), tuple(numbered))
    return AnswerTable(numbered[0].cells, tuple(numbered[1:]))


def read_lines(content: str) -> tuple[list[tuple[str, ...]], str]:
    """Return the cells of a text's lines, and the separator that makes most of a table of them."""
    if match := SEPARATOR_LINE.match(content):
        return _rows(content[match.end() :], match[1]), match[1]
    readings = [(_rows(content, one), one) for one in SEPARATORS]
    return max(readings, key=lambda reading: _regularity(reading[0]))


def columns_beside(table: AnswerTable, is_answer: Callable[[str], bool]) -> list[int]:
    """Return the positions of the columns in which no row has an answer."""
    width = max((len(row.cells) for row in table.rows), default=0)
    with_answers = {i for row in table.rows for i, cell in enumerate(row.cells) if is_answer(cell)}
    return [i for i in range(width) if i not in with_answers]


def kept_cells(table: AnswerTable, row: TableRow, columns: list[int]) -> Iterator[tuple[str, str]]:
    """Yield heading and cell of some columns of a row, where there is something short in them."""
    for i in columns:
        cell = " ".join(row.cells[i].split()) if i < len(row.cells) else ""
        heading = table.headings[i].strip()[:LONGEST_CELL] if i < len(table.headings) else ""
        if cell and len(cell) <= LONGEST_CELL:
            yield heading or str(i + 1), cell


def _rows(content: str, separator: str) -> list[tuple[str, ...]]:
    # a cell without end must not cost the others their names; others rely on the usual limit
    usual = csv.field_size_limit(len(content) + 1)
    try:
        return [
            tuple(row) for row in csv.reader(StringIO(content, newline=""), delimiter=separator)
        ]
    except (csv.Error, TypeError):  # no separator at all
        return []
    finally:
        csv.field_size_limit(usual)


def _regularity(rows: list[tuple[str, ...]]) -> tuple[float, int]:
    """Rate a reading of a table: the share of rows that are as long as its headings, and how long.

    Titles above the headings do not count.
    """
    filled = [row for row in rows if any(row)]
    widths = [len(row) for row in filled[_count_titles(filled) :]]
    if not widths or widths[0] < 2:
        return (0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def _count_titles(rows: Sequence[tuple[str, ...]]) -> int:
    """Return how many of the first rows say only one thing, and are above a table of more."""
    above = takewhile(lambda row: sum(map(bool, row)) < 2, rows)
    count = sum(1 for _ in islice(above, MOST_TITLES + 1))
    return count if count <= MOST_TITLES and count < len(rows) else 0
