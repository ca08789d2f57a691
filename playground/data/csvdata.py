"""Points read from comma-separated values as people have them: pasted, or in a file.

A row is x1, x2 and a label: the name or number of a class, or a value. Whatever is wrong is found
in one go and nothing is half taken: the result is either all rows or the list of what is wrong.
"""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from statistics import mode
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .bounds import EXTENT
from .points import LONGEST_NAME, MAX_CLASSES, MAX_POINTS, MIN_POINTS, PointSet

MAX_BYTES = 2_000_000
"""Longest file that is read; 10,000 rows need a fifth of it."""

LARGEST = 1e100
"""Largest size of a number: differences of such numbers stay finite."""

SHOWN_EXTENT = 5.5
"""Ends of the range to which coordinates are scaled; it leaves a margin at the plot's edge."""

LEAST_SPREAD = {"x1": 4.0, "x2": 4.0, "value": 0.5}
"""Numbers that are spread less would hardly be told apart in the plot: they are scaled."""

KINDS = ("auto", "classes", "values")
"""What labels are taken for; "auto" takes them for values if they are many different numbers."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Problem(NamedTuple):
    """One thing that is wrong.

    Attributes
    ----------
    reason : str
        Of the text as a whole: "empty", "binary", "long", "rows" (too many or too few), "classes"
        (too many) or "same" (only one). Of a row: "quote", "count", "number", "finite", "large",
        "label" (none) or "name".
    found : str
        What is there instead.
    line : int
        The number of the line, counted from 1; 0 for the text as a whole.
    """

    reason: str
    found: str = ""
    line: int = 0


class CsvError(ValueError):
    """A text that gives no points.

    Parameters
    ----------
    problems : sequence of Problem
        All that is wrong, at least one; kept as an attribute.
    """

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        listed = "; ".join(f"line {line}: {reason} {found!r}" for reason, found, line in problems)
        super().__init__(f"text must hold rows of x1, x2 and a label, got {listed}")


class Scaling(NamedTuple):
    """The lowest and highest number of a column in the text, and where the plot shows them."""

    column: str
    low: float
    high: float
    shown_low: float
    shown_high: float


class Table(NamedTuple):
    """What a text gives.

    Attributes
    ----------
    points : PointSet
        All rows.
    scalings : tuple of Scaling
        Of "x1" and "x2" and, if the labels are values, of "value".
    header : tuple of str
        The cells of the first row if it was taken for a header.
    """

    points: PointSet
    scalings: tuple[Scaling, ...]
    header: tuple[str, ...]


class _Row(NamedTuple):
    line: int
    cells: list[str]


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows' Western encoding.

    Raises
    ------
    CsvError
        If the file is too long or no text.
    """
    if len(content) > MAX_BYTES:
        raise CsvError([Problem("long", f"{len(content):,}")])
    wide = content.startswith(_BYTE_ORDER_MARKS)
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CsvError([Problem("binary")])


def parse_csv(text: str, kind: str = "auto", brush: int = 0, classes: int = 2) -> Table:
    """Read points from comma-separated values.

    Parameters
    ----------
    text : str
        Rows of x1, x2 and a label, separated by commas, semicolons or tabs, with or without a
        header. Beside semicolons and tabs the decimal sign may be a comma. The label may be
        missing if it is in every row.
    kind : str
        One of `KINDS`.
    brush, classes : int
        The class of points without a label, and the number of classes then.

    Returns
    -------
    Table
        Coordinates and values that suit the plot are taken as they are, others are scaled.

    Raises
    ------
    CsvError
        If anything is wrong with the text.
    ValueError
        If the kind is unknown.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    rows, decimal_comma = _read_rows(text)
    header = _take_header(rows, decimal_comma)
    if not MIN_POINTS <= len(rows) <= MAX_POINTS:
        raise CsvError([Problem("rows", f"{len(rows):,}")])
    width = mode(len(row.cells) for row in rows)
    if kind == "auto":
        labels = [row.cells[2] for row in rows if len(row.cells) == 3]
        kind = "values" if _look_like_values(labels, decimal_comma) else "classes"
    points, problems = [], []
    for row in rows:
        try:
            points.append(_read_point(row, width, decimal_comma, kind))
        except CsvError as error:
            problems += error.problems
    if problems:
        raise CsvError(problems)
    X, scalings = _scaled_columns([point[:2] for point in points], ("x1", "x2"), SHOWN_EXTENT)
    if width == 2:
        points = PointSet.make(X, np.full(len(X), brush), classes)
    elif kind == "values":
        values, more = _scaled_columns([point[2:] for point in points], ("value",), 1.0)
        points, scalings = PointSet.make(X, values[:, 0], 0), scalings + more
    else:
        points = _classified(X, [point[2] for point in points])
    return Table(points, scalings, header)


def _read_rows(text: str) -> tuple[list[_Row], bool]:
    """Return the rows that are not blank, and whether the decimal sign may be a comma."""
    if len(text) > MAX_BYTES:
        raise CsvError([Problem("long", f"{len(text):,}")])
    if "\0" in text or "\N{REPLACEMENT CHARACTER}" in text:
        raise CsvError([Problem("binary")])
    first = text.strip().partition("\n")[0]
    delimiter = next((sign for sign in "\t;" if sign in first), ",")
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    rows = []
    try:
        for cells in lines:
            cells = [cell.strip() for cell in cells]
            if any(cells):
                rows.append(_Row(lines.line_num, cells))
    except csv.Error as error:
        raise CsvError([Problem("quote", str(error), lines.line_num)]) from error
    if not rows:
        raise CsvError([Problem("empty")])
    return rows, delimiter != ","


def _take_header(rows: list[_Row], decimal_comma: bool) -> tuple[str, ...]:
    """Remove the first row and return its cells, if neither of its coordinates is a number."""
    places = [_spelling(cell, decimal_comma) for cell in rows[0].cells[:2]]
    is_header = not any(_NUMBER.match(place) or _NOT_FINITE.fullmatch(place) for place in places)
    return tuple(rows.pop(0).cells) if is_header else ()


def _read_point(row: _Row, width: int, decimal_comma: bool, kind: str) -> tuple:
    """Return x1, x2 and, if there is one, the label: a number or a name."""
    line, cells = row
    if len(cells) != width or width not in (2, 3):
        raise CsvError([Problem("count", str(len(cells)), line)])
    coordinates = [_read_number(cell, decimal_comma, line) for cell in cells[:2]]
    read_label = _read_number if kind == "values" else _read_name
    return (*coordinates, *(read_label(cell, decimal_comma, line) for cell in cells[2:]))


def _spelling(cell: str, decimal_comma: bool) -> str:
    """Return a number's text with an ASCII minus and a decimal point."""
    ascii_cell = cell.replace("\N{MINUS SIGN}", "-")
    return ascii_cell.replace(",", ".") if decimal_comma else ascii_cell


def _read_number(cell: str, decimal_comma: bool, line: int) -> float:
    spelling = _spelling(cell, decimal_comma)
    if not _NUMBER.fullmatch(spelling):
        reason = "finite" if _NOT_FINITE.fullmatch(spelling) else "number"
        raise CsvError([Problem(reason, cell, line)])
    if abs(float(spelling)) > LARGEST:
        raise CsvError([Problem("large", cell, line)])
    return float(spelling)


def _read_name(cell: str, decimal_comma: bool, line: int) -> float | str:
    """Return the number of a class, or its name with single spaces."""
    name = " ".join(cell.split())
    if not name:
        raise CsvError([Problem("label", line=line)])
    try:
        return _read_number(name, decimal_comma, line)
    except CsvError:
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise CsvError([Problem("name", name, line)]) from None
        return name


def _look_like_values(labels: list[str], decimal_comma: bool) -> bool:
    """Tell whether most labels are numbers, and these broken ones or more than classes can be."""
    numbers = []
    for label in labels:
        try:
            numbers.append(_read_number(label, decimal_comma, 0))
        except CsvError:
            continue
    are_whole = all(number.is_integer() for number in numbers)
    return 2 * len(numbers) > len(labels) and (not are_whole or len(set(numbers)) > MAX_CLASSES)


def _scaled_columns(
    rows: ArrayLike, columns: Sequence[str], end: float
) -> tuple[np.ndarray, tuple[Scaling, ...]]:
    """Return the rows as they are, or scaled to fill the range from -end to end."""
    values = np.array(rows)
    low, high = values.min(axis=0), values.max(axis=0)
    spread, limit = high - low, EXTENT if end > 1 else end
    if np.abs(values).max() <= limit and spread.max() >= LEAST_SPREAD[columns[0]]:
        shown = values
    else:
        shown = (2 * (values - low) / np.where(spread > 0, spread, 1) - 1) * end
        shown[:, spread == 0] = 0
    ends = zip(columns, low, high, shown.min(axis=0), shown.max(axis=0), strict=True)
    return shown, tuple(Scaling(name, *map(float, numbers)) for name, *numbers in ends)


def _classified(X: np.ndarray, labels: list[float | str]) -> PointSet:
    """Return points whose classes are in the order of their numbers and names."""
    found = sorted(set(labels), key=lambda label: (isinstance(label, str), label))
    if len(found) > MAX_CLASSES:
        raise CsvError([Problem("classes", f"{len(found):,}")])
    if len(found) == 1:
        raise CsvError([Problem("same", _class_name(found[0]))])
    names = () if found == [-1, 1] else tuple(map(_class_name, found))
    return PointSet.make(X, [found.index(label) for label in labels], len(found), names)


def _class_name(label: float | str) -> str:
    return label if isinstance(label, str) else f"{label:g}"
