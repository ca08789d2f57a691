"""Whether the first line of numbers is a heading: years, or numbers that count the columns."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from .missing import is_missing
from .numbers import is_number, spelling
from .words import is_index, is_label

_YEARS = range(1900, 2101)
_ENOUGH_ROWS = 8
"""Rows that tell by what never comes again in them that the first is none of them."""


class FirstLine(Enum):
    """What the first line is."""

    ROW = "row"
    LIKE_A_ROW = "row, as it seems"
    LIKE_NAMES = "names, as it seems"


def judge_first_line(first: Sequence[str], others: Sequence[Sequence[str]]) -> FirstLine:
    """Tell whether a line that has numbers in it is a row or holds the columns' names.

    Parameters
    ----------
    first : sequence of str
        Its cells.
    others : sequence of sequence of str
        The cells of the rows below it, as many in each.
    """
    if len(others) < 2 or not first:
        return FirstLine.ROW
    columns = list(zip(*others, strict=True))
    numeric = [_is_numeric(column) for column in columns]
    pairs = list(zip(first, columns, numeric, strict=True))
    if _counts_columns(first):
        unlike = any(_is_written_otherwise(cell, column) for cell, column, isit in pairs if isit)
        new = len(others) >= _ENOUGH_ROWS and first[-1] not in columns[-1]
        is_sure = unlike or new or not first[0]
        return FirstLine.LIKE_NAMES if is_sure else FirstLine.LIKE_A_ROW
    numbers = [(cell, column) for cell, column, isit in pairs if isit and cell]
    words = [(cell, column) for cell, column, isit in pairs if not isit]
    if any(_is_word(cell) for cell, _ in numbers) and len(others) > 2:
        return FirstLine.LIKE_NAMES
    if any(_says_what_it_holds(cell) and cell not in column for cell, column, _ in pairs):
        return FirstLine.LIKE_NAMES
    if numbers and all(_is_year_among_others(cell, column) for cell, column in numbers):
        return FirstLine.LIKE_NAMES
    if not any(_is_new_among_repeated(cell, column) for cell, column in words):
        return FirstLine.ROW
    unlike = all(_is_written_otherwise(cell, column) for cell, column in numbers)
    return FirstLine.LIKE_NAMES if unlike else FirstLine.LIKE_A_ROW


def _is_numeric(column: Sequence[str]) -> bool:
    """Whether all cells of a column are numbers or missing, some of them numbers."""
    numbers = [is_number(cell) for cell in column]
    return any(numbers) and all(
        isit or is_missing(cell) for isit, cell in zip(numbers, column, strict=True)
    )


def _is_word(cell: str) -> bool:
    return not is_number(cell) and not is_missing(cell)


def _says_what_it_holds(cell: str) -> bool:
    return is_label(cell) or is_index(cell)


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether cells are 0, 1, 2, ... or 1, 2, 3, ..., the first one perhaps empty."""
    counted = cells[1:] if not cells[0] else cells
    return any(
        list(counted) == [str(number) for number in range(start, start + len(counted))]
        for start in (0, 1)
    )


def _is_written_otherwise(cell: str, column: Sequence[str]) -> bool:
    """Whether a whole number is written without decimals above others that all have them."""
    spelled = [found for one in column if (found := spelling(one))]
    mine = spelling(cell)
    return mine is not None and not mine.decimal and all(found.decimal for found in spelled)


def _is_year_among_others(cell: str, column: Sequence[str]) -> bool:
    return _is_year(cell) and not any(map(_is_year, column))


def _is_year(cell: str) -> bool:
    return cell.isdecimal() and len(cell) == 4 and int(cell) in _YEARS


def _is_new_among_repeated(cell: str, column: Sequence[str]) -> bool:
    """Whether a word is none of those that all others of a column repeat."""
    counts = Counter(column)
    is_new = not is_missing(cell) and cell not in counts
    return is_new and len(column) >= _ENOUGH_ROWS and min(counts.values()) > 1 < len(counts)
