"""The table that grading gives: a row for each submission, as a CSV file for spreadsheets."""

import csv
import re
from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple, TextIO

from playground.exercises.shapes import Metric, Row
from playground.text import language

MEASURED: tuple[Metric, ...] = (
    "test_loss",
    "train_loss",
    "accuracy",
    "epochs",
    "layers",
    "neurons",
    "parameters",
)
"""What is reported of the evidence."""

COLUMNS = (
    "submission",
    "exercise",
    "status",
    "reason",
    "student",
    "student_id",
    "time",
    "counts",
    "score",
    "points",
    "passed",
    "version",
    "seed",
    *MEASURED,
    "runs",
    "epochs_confirmed",
    "weights",
    "equal_to",
    "equal_answers",
    "tries",
    "hints",
    "minutes",
    "all_epochs",
    "all_runs",
)
"""First columns of the CSV file; after them come goals and answers."""

NUMBERS = frozenset(
    {
        *("score", "points", "total", "seed", *MEASURED, "runs"),
        *("tries", "hints", "minutes", "all_epochs", "all_runs"),
    }
)
"""Columns of numbers. In any other one a text stays a text, however much it looks like a number: a
student's number, a mark of weights, a date, an address."""

OWN_HEADING = re.compile(
    r"""(?:[^\n]{0,200}\n){0,3}?"?submission"?([,;\t])"?exercise"?\1"?status"?\1"""
)
"""How a table begins, also one that a spreadsheet has saved again with a title or two above it."""

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?", re.ASCII)
"""What a spreadsheet takes for a number and no formula, although it may begin with a minus."""

FORMULA = re.compile(r"""(^|[,;"])(\s*)([=+\-@＝＋－＠])""")  # noqa: RUF001 - Excel takes these too
"""Where a spreadsheet would begin to calculate: at the start of a cell, or of what it may take for
one if it separates cells by other characters."""

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""What may stand between cells, by its name."""

DECIMALS = {"point": ".", "comma": ","}
"""What may stand before the decimals of a number, by its name."""


class Dialect(NamedTuple):
    """How a table is written, since spreadsheets differ in what they take for a table.

    Attributes
    ----------
    separator : str
        Between cells: a comma, a semicolon or a tab.
    decimal : str
        The decimal sign of numbers: a point or a comma.
    """

    separator: str = ","
    decimal: str = "."


USUAL = Dialect()
"""What programs and most spreadsheets read."""


def usual_names() -> tuple[str, str]:
    """Return the names of the separator and of the decimal sign in the present language.

    Where the decimals are behind a comma, spreadsheets want a semicolon between cells.
    """
    return ("semicolon", "comma") if language().decimal == "," else ("comma", "point")


def write_csv(rows: Sequence[Row], file: TextIO, dialect: Dialect = USUAL) -> None:
    """Write rows as CSV that a spreadsheet opens without running what students typed.

    Parameters
    ----------
    rows : sequence of dict
        As from `grade`.
    file : text file
        Open for writing with ``newline=""``.
    dialect : Dialect
    """
    names = columns_of(rows)
    writer = csv.writer(file, delimiter=dialect.separator, quoting=csv.QUOTE_ALL)
    writer.writerow(map(defused, names))
    for cells in cells_of(rows):
        line = zip(names, cells, strict=True)
        writer.writerow([_spelled(name, cell, dialect.decimal) for name, cell in line])


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Return the names of all columns, those that every table has first."""
    others = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    return [*COLUMNS, *others]


def cells_of(rows: Sequence[Row]) -> list[list[str | float]]:
    """Return the cells of each row, in the order of `columns_of`."""
    names = columns_of(rows)
    return [[row.get(name, "") for name in names] for row in rows]


def number_in(column: str, cell: str | float) -> float | None:
    """Return the number in a cell; None if it is a text, whatever that looks like.

    Parameters
    ----------
    column : str
        The cell's column: in those of `NUMBERS` a number may be spelled.
    cell : str, int or float
    """
    if isinstance(cell, str) and column not in NUMBERS:
        return None
    try:
        number = float(cell)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def is_own_table(content: str) -> bool:
    """Tell whether a text is a table that was written here."""
    return OWN_HEADING.match(content) is not None


def visible(value: str) -> str:
    """Return a text with a blank for each sign that cannot be seen, as one line."""
    return "".join(char if char.isprintable() else " " for char in value)


def defused(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    if NUMBER.fullmatch(value):
        return value
    return FORMULA.sub(r"\1\2'\3", visible(value))


def _spelled(column: str, cell: str | float, decimal: str) -> str:
    """Return a cell that is plain text in every spreadsheet; numbers stay numbers."""
    if number_in(column, cell) is None:
        return defused(str(cell))
    return str(cell).replace(".", decimal)
