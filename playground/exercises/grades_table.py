"""The table that grading gives: a row for each submission, as a CSV file for spreadsheets."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TextIO

from playground.exercises.shapes import Metric, Row

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

OWN_HEADING = re.compile(r"""(?:sep=.\s+)?"?submission"?([,;\t])"?exercise"?\1"?status"?\1""")
"""How a table begins, also one that a spreadsheet has saved again."""

NUMBER = re.compile(r"-?[\d.]+(e[-+]?\d+)?", re.ASCII)
"""A number as grading writes it."""

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
    write_table([columns_of(rows), *cells_of(rows)], file, dialect)


def write_table(
    lines: Iterable[Sequence[str | float]], file: TextIO, dialect: Dialect = USUAL
) -> None:
    """Write lines of cells as CSV, safely as `write_csv` does."""
    writer = csv.writer(file, delimiter=dialect.separator, quoting=csv.QUOTE_ALL)
    for line in lines:
        writer.writerow([_spelled(cell, dialect.decimal) for cell in line])


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Return the names of all columns, those that every table has first."""
    others = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    return [*COLUMNS, *others]


def cells_of(rows: Sequence[Row]) -> list[list[str | float]]:
    """Return the cells of each row, in the order of `columns_of`."""
    names = columns_of(rows)
    return [[row.get(name, "") for name in names] for row in rows]


def is_own_table(content: str) -> bool:
    """Tell whether a text is a table that was written here."""
    return OWN_HEADING.match(content) is not None


def visible(value: str) -> str:
    """Return a text with a blank for each sign that cannot be seen, as one line."""
    return "".join(char if char.isprintable() else " " for char in value)


def defused(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return FORMULA.sub(r"\1\2'\3", visible(value))


def _spelled(value: str | float, decimal: str) -> str | float:
    """Return a value that is plain text in every spreadsheet; numbers stay numbers."""
    written = str(value)
    if NUMBER.fullmatch(written):
        return value if decimal == "." else written.replace(".", decimal)
    return defused(written)
