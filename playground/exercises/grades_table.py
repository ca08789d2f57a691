"""The table that grading gives: a row for each submission, as a CSV file for spreadsheets."""

import csv
import re
from collections.abc import Sequence
from typing import TextIO

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
    "score",
    "points",
    "passed",
    "seed",
    *MEASURED,
    "weights",
    "equal_to",
    "tries",
    "hints",
    "minutes",
)
"""First columns of the CSV file; after them come goals and answers."""

HEADING = '"submission","exercise","status",'
"""How the table begins."""

FORMULA = re.compile(r"""(^|[,;"])(\s*)([=+\-@＝＋－＠])""")  # noqa: RUF001 - Excel takes these too
"""Where a spreadsheet would begin to calculate: at the start of a cell, or of what it may take for
one if it separates cells by other characters."""


def note_equals(rows: Sequence[Row]) -> None:
    """Write into each row which other submission to the exercise has the very same weights."""
    by_weights: dict[tuple[object, object], list[Row]] = {}
    for row in rows:
        if row.get("weights"):
            by_weights.setdefault((row["exercise"], row["weights"]), []).append(row)
    for first, *others in by_weights.values():
        for other in others:
            other["equal_to"] = first["submission"]
            first.setdefault("equal_to", other["submission"])


def write_csv(rows: Sequence[Row], file: TextIO) -> None:
    """Write rows as CSV that a spreadsheet opens without running what students typed.

    Parameters
    ----------
    rows : sequence of dict
        As from `grade`.
    file : text file
        Open for writing with ``newline=""``.
    """
    others = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    writer = csv.DictWriter(file, [*COLUMNS, *others], restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: str | float) -> str | float:
    """Return a value that is plain text in every spreadsheet; numbers stay numbers."""
    if not isinstance(value, str) or re.fullmatch(r"-?[\d.]+(e[-+]?\d+)?", value, re.ASCII):
        return value
    visible = "".join(char if char.isprintable() else " " for char in value)
    return FORMULA.sub(r"\1\2'\3", visible)
