"""Which columns of a table are x1, x2 and the label; the user may choose others."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from playground.data.points import MAX_CLASSES

from .layout import Column
from .lexing import Row
from .missing import is_missing
from .notes import Choices, Option, Question, Remark, ask
from .numbers import is_number, spelling
from .words import FIRST, SECOND, is_index, is_label, plain

NONE = "none"
"""The option of having no column: x2 is 0 everywhere, or the points have no labels."""


class Roles(NamedTuple):
    """Places of columns among those of the table; None where there is no such column."""

    x1: int
    x2: int | None
    label: int | None
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


class _Preset(NamedTuple):
    x1: int
    x2: int | None
    label: int | None


def assign_roles(
    columns: Sequence[Column], rows: Sequence[Row], choices: Choices | None = None
) -> Roles:
    """Tell which columns are x1, x2 and the label, by their names and by what they hold.

    Parameters
    ----------
    columns : sequence of Column
        At least two.
    rows : sequence of Row
        With a cell for each column.
    choices : mapping of str to str, optional
        "x1", "x2" and "label" are numbers of columns as in the text, or `NONE`.
    """
    numeric = [place for place in range(len(columns)) if _is_numeric(rows, place)]
    index = _find_index(columns, rows)
    preset = _preset(columns, rows, numeric, index)
    counts_rows = _counts_rows(rows, 0)
    if len(columns) == 3 and preset == (0, 1, 2) and not counts_rows:
        return Roles(*preset)
    numbers = [str(column.number) for column in columns]
    places: dict[str, int | None] = {str(one.number): i for i, one in enumerate(columns)}
    places[NONE] = None
    inputs = sorted({*numeric, preset.x1, *([] if preset.x2 is None else [preset.x2])})
    options = {
        "x1": [numbers[place] for place in inputs],
        "x2": [*(numbers[place] for place in inputs), NONE],
        "label": [*numbers, NONE],
    }
    questions = tuple(
        ask(choices or {}, role, _options(options[role], columns), _number(numbers, place))
        for role, place in zip(options, preset, strict=True)
    )
    x1, x2, label = (places[question.chosen] for question in questions)
    assert x1 is not None
    remarks = []
    if index is not None and index not in (x1, x2, label):
        number = columns[index].number
        remarks.append(Remark("index", found=(columns[index].name,), meaning=str(number)))
    if x2 is None and label is not None:
        remarks.append(Remark("one_input"))
    return Roles(x1, x2, label, tuple(remarks), questions)


def _options(values: Sequence[str], columns: Sequence[Column]) -> list[Option]:
    names = {str(column.number): column.name for column in columns}
    return [Option(value, names.get(value, "")) for value in values]


def _number(numbers: Sequence[str], place: int | None) -> str:
    return NONE if place is None else numbers[place]


# What columns hold


def _cells(rows: Sequence[Row], place: int) -> list[str]:
    return [row.cells[place] for row in rows]


def _is_numeric(rows: Sequence[Row], place: int) -> bool:
    """Whether at least half of a column's cells that are not missing are numbers."""
    present = [cell for cell in _cells(rows, place) if not is_missing(cell)]
    numbers = sum(map(is_number, present))
    return numbers > 0 and 2 * numbers >= len(present)


def _counts_rows(rows: Sequence[Row], place: int) -> bool:
    """Whether a column counts the rows one by one."""
    cells = _cells(rows, place)
    if len(cells) < 2 or not all(cell.isdecimal() and len(cell) < 10 for cell in cells):
        return False
    return [int(cell) - int(cells[0]) for cell in cells] == list(range(len(cells)))


def _find_index(columns: Sequence[Column], rows: Sequence[Row]) -> int | None:
    """Return the place of the first column if it only counts or names the rows."""
    cells = _cells(rows, 0)
    is_named = any(column.name for column in columns)
    may_count = is_index(columns[0].name) or (is_named and not columns[0].name)
    is_distinct = len(set(cells)) == len(cells) and not _has_decimals(cells)
    if may_count and is_distinct and len(columns) > 2:
        return 0
    can_do_without = len(columns) > 3 and plain(columns[0].name) not in FIRST
    return 0 if can_do_without and cells[:1] in (["0"], ["1"]) and _counts_rows(rows, 0) else None


def _has_decimals(cells: Sequence[str]) -> bool:
    return any((found := spelling(cell)) is not None and found.decimal for cell in cells)


# What they are taken for


def _preset(
    columns: Sequence[Column], rows: Sequence[Row], numeric: Sequence[int], index: int | None
) -> _Preset:
    free = [place for place in range(len(columns)) if place != index]
    named = _by_name(columns, free, numeric)
    inputs_named = {"x1", "x2"} <= named.keys()
    if len(free) == 2 and inputs_named and "label" not in named:
        return _Preset(named["x1"], named["x2"], None)
    rest = [place for place in free if place not in named.values()] or free
    label = named["label"] if "label" in named else _guess_label(rest, rows, numeric)
    inputs = [place for place in free if place != label]
    suitable = [place for place in inputs if place in numeric] or inputs
    if len(suitable) < 2:  # a column with mistakes in most of its numbers is one of numbers
        suitable = [place for place in inputs if any(map(is_number, _cells(rows, place)))] or inputs
    other = next((place for place in suitable if place != named.get("x2")), None)
    x1 = named.get("x1", free[0] if other is None else other)
    x2 = named.get("x2", next((place for place in suitable if place != x1), None))
    return _Preset(x1, x2 if x2 not in (x1, label) else None, label)


def _by_name(
    columns: Sequence[Column], free: Sequence[int], numeric: Sequence[int]
) -> Mapping[str, int]:
    """Return the places of columns whose names tell what they are.

    A column called y is x2 beside one called x, and else the label if that leaves two inputs.
    """
    plain_names = {place: plain(columns[place].name) for place in free}
    found: dict[str, int] = {}
    labels = [place for place in free if is_label(columns[place].name)]
    first = [place for place, name in plain_names.items() if name in FIRST]
    second = [place for place, name in plain_names.items() if name in SECOND]
    ys = [place for place, name in plain_names.items() if name == "y"]
    inputs = [place for place in free if place in numeric and place not in ys]
    y_is_label = len(second) > 1 or len(free) == 2 or (not first and len(inputs) > 1)
    if ys and not labels and y_is_label:
        labels, second = ys, [place for place in second if place not in ys]
    if labels:
        found["label"] = labels[0]
    if len(first) == 1 and len(second) == 1:
        found |= {"x1": first[0], "x2": second[0]}
    return found


def _guess_label(rest: Sequence[int], rows: Sequence[Row], numeric: Sequence[int]) -> int:
    """Return the last column of words that name classes; else the only one of few whole numbers.

    Names of rows come but once, and whole numbers may be coordinates: a table of three columns has
    its label at the end, unless another one has the words.
    """
    words = [place for place in rest if place not in numeric]
    names = [place for place in words if _has_few(rows, place)]
    numbers = [place for place in rest if place in numeric]
    if names or len(rest) <= 3 or len(numbers) < 3:
        return (names or words or list(rest))[-1]
    codes = [place for place in numbers if _has_codes(rows, place)]
    return codes[0] if len(codes) == 1 else numbers[-1]


def _has_few(rows: Sequence[Row], place: int) -> bool:
    """Whether cells come again as those of classes do."""
    return len(set(_cells(rows, place))) <= max(MAX_CLASSES, len(rows) // 3)


def _has_codes(rows: Sequence[Row], place: int) -> bool:
    """Whether a column has no more different numbers than there may be classes, all of them whole.

    In a few rows any numbers are few.
    """
    different = set(_cells(rows, place))
    few = len(different) <= min(MAX_CLASSES, len(rows) // 3)
    return few and not _has_decimals(list(different))
