"""What is where in a table: title, heading, units, rows, what stands below, and empty columns."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .heading import FirstLine, judge_first_line
from .lexing import Row, Rows
from .missing import is_missing
from .notes import MOST_EXAMPLES, Choices, CsvError, Problem, Question, Remark, ask
from .numbers import is_number, spelling


class Column(NamedTuple):
    """A column: its number in the text, counted from 1, and its name, empty if it has none."""

    number: int
    name: str


class Layout(NamedTuple):
    """The rows of a table, each with a cell for each column.

    Attributes
    ----------
    columns : tuple of Column
        Those that are not empty.
    rows : list of Row
        What stands below the heading.
    header : tuple of str
        The names as they stand in the heading, empty if there is none.
    remarks, questions : tuple
        What was assumed, and what of that may be chosen.
    problems : tuple of Problem
        Rows with too few or too many cells.
    """

    columns: tuple[Column, ...]
    rows: list[Row]
    header: tuple[str, ...]
    remarks: tuple[Remark, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


def lay_out(found: Rows, choices: Choices | None = None) -> Layout:
    """Tell rows and columns from what is round them.

    Parameters
    ----------
    found : Rows
        All rows that the text is cut into.
    choices : mapping of str to str, optional
        "heading" is "names" or "row": what the first line is, if that is doubtful.

    Raises
    ------
    CsvError
        If there is but one column.
    """
    width = _width(found.rows)
    above, body = _above_and_body(found.rows, width)
    body, below = _without_footer(body)
    heading, others = _heading(above, found.comments, body, width)
    body, question = _ask_about_first_line(body, width, heading, choices or {})
    if question and question.chosen == "names":
        heading, body = body[0], body[1:]
    names = _names(heading, body, width)
    body, repeated = _without_repeated_heading(body, heading)
    problems = [_miscount(row, width) for row in body if not _fits(row, width)]
    rows = [_cut(row, width) for row in body if _fits(row, width)]
    columns, rows, empty = _without_empty_columns(names, rows)
    if len(columns) < 2:
        raise CsvError([_only_column(found.rows[0])])
    remarks = [
        *_remark_lines("heading", [heading] if heading else []),
        *_remark_lines("above", others),
        *_remark_lines("below", below),
        *_remark_lines("repeated", repeated),
    ]
    if empty:
        remarks.append(Remark("empty_columns", len(empty), empty))
    header = tuple(names) if heading else ()
    questions = (question,) if question else ()
    return Layout(columns, rows, header, tuple(remarks), questions, tuple(problems))


# The size of a row


def _filled(cells: Sequence[str]) -> int:
    """Return the number of a row's last cell that is not empty."""
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)


def _width(rows: Sequence[Row]) -> int:
    """Return how many columns most rows with numbers have; trailing empty ones do not count."""
    numeric = [row.cells for row in rows if any(map(is_number, row.cells))]
    counted = [cells for cells in numeric if _filled(cells) > 1] or [row.cells for row in rows]
    lengths = Counter(map(len, counted))
    length = max(lengths, key=lengths.__getitem__)
    return max(_filled(cells) for cells in counted if len(cells) == length)


def _fits(row: Row, width: int) -> bool:
    return _filled(row.cells) <= width <= len(row.cells)


def _miscount(row: Row, width: int) -> Problem:
    found = max(_filled(row.cells), min(len(row.cells), width))
    return Problem("count", str(found), row.line, allowed=str(width))


def _only_column(row: Row) -> Problem:
    return Problem("columns", next(filter(None, row.cells)), row.line)


def _cut(row: Row, width: int) -> Row:
    return row._replace(cells=row.cells[:width])


# What is above and below


def _above_and_body(rows: list[Row], width: int) -> tuple[list[Row], list[Row]]:
    """Part the rows at the first one that has numbers where most rows have them.

    Rows just above it with some of the numbers belong to the table: they are a heading of numbers
    or have mistakes in them.
    """
    fitting = [row for row in rows if _fits(row, width) and any(map(is_number, row.cells))]
    numeric = _numeric_columns(fitting, width)
    start = next((place for place, row in enumerate(rows) if _is_full(row, numeric)), None)
    if start is None:
        return rows[:1], rows[1:]
    while start and _has_some(rows[start - 1], numeric, width):
        start -= 1
    return rows[:start], rows[start:]


def _numeric_columns(rows: Sequence[Row], width: int) -> list[int]:
    """Return the places where at least half of the cells that are not missing are numbers."""
    numeric = []
    for place in range(width):
        present = [row.cells[place] for row in rows if not is_missing(row.cells[place])]
        numbers = sum(map(is_number, present))
        if numbers and 2 * numbers >= len(present):
            numeric.append(place)
    return numeric


def _has_some(row: Row, numeric: Sequence[int], width: int) -> bool:
    """Whether a row has a number where most rows have them, and is none of a title."""
    has_word = any(not is_number(cell) and not is_missing(cell) for cell in row.cells)
    is_in_place = any(_number_at(row, place) for place in numeric)
    return is_in_place and (_fits(row, width) or not has_word)


def _number_at(row: Row, place: int) -> bool:
    return place < len(row.cells) and is_number(row.cells[place])


def _is_full(row: Row, numeric: Sequence[int]) -> bool:
    """Whether a row has numbers, or says that they are missing, in all numeric columns."""
    cells = [row.cells[place] for place in numeric if place < len(row.cells)]
    present = [cell for cell in cells if cell]
    return (
        len(cells) == len(numeric)
        and bool(present)
        and all(is_number(cell) or is_missing(cell) for cell in cells)
    )


def _without_footer(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Part off the last lines if they have but one cell, and that no number."""
    end = len(rows)
    while end and _is_note(rows[end - 1]):
        end -= 1
    return rows[:end], rows[end:]


def _is_note(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and not is_number(filled[0]) and not is_missing(filled[0])


def _without_repeated_heading(rows: list[Row], heading: Row | None) -> tuple[list[Row], list[Row]]:
    if heading is None or any(map(is_number, heading.cells)):
        return rows, []
    repeated = [row for row in rows if row.cells == heading.cells]
    return [row for row in rows if row.cells != heading.cells], repeated


# The names of the columns


def _heading(
    above: list[Row], comments: list[Row], body: list[Row], width: int
) -> tuple[Row | None, list[Row]]:
    """Return the line above the rows that has the names, or the last comment; and the others."""
    counts = [0 if _is_directive(row) else sum(map(bool, row.cells)) for row in above]
    for wanted in ((width,), (width - 1,), range(2, width)):
        for row, count in zip(above, counts, strict=True):
            if count in wanted and count > 1 and _filled(row.cells) <= width:
                return row, [other for other in above if other is not row]
    before = [row for row in comments if body and row.line < body[0].line]
    has_names = before and width > 2 and _filled(before[-1].cells) in (width, width - 1)
    return (before[-1] if has_names else None), above


def _is_directive(row: Row) -> bool:
    """Whether a line is a declaration or comment of other kinds of files, such as Weka's."""
    return row.cells[0].startswith(("@", "%"))


def _names(heading: Row | None, body: list[Row], width: int) -> list[str]:
    """Return a name for each column, empty ones for those without."""
    if heading is None:
        return [""] * width
    cells = heading.cells[: _filled(heading.cells)]
    if len(cells) == width - 1 and all(cells) and len(heading.cells) == len(cells):
        first = [row.cells[0] for row in body]
        has_decimals = any((found := spelling(cell)) and found.decimal for cell in first)
        if len(set(first)) == len(first) and width > 2 and not has_decimals:
            cells = ["", *cells]  # as R writes it: rows have names, their column has none
    names = [" ".join(cell.split()) for cell in cells]
    return [*names, *[""] * (width - len(names))]


def _ask_about_first_line(
    body: list[Row], width: int, heading: Row | None, choices: Choices
) -> tuple[list[Row], Question | None]:
    """Ask whether a line that has numbers is a heading, if it looks like one."""
    if heading is not None or not body or not _fits(body[0], width):
        return body, None
    cells = [_cut(row, width).cells for row in body if _fits(row, width)]
    verdict = judge_first_line(cells[0], cells[1:])
    if verdict is FirstLine.ROW:
        return body, None
    preset = "names" if verdict is FirstLine.LIKE_NAMES else "row"
    return body, ask(choices, "heading", ["names", "row"], preset, ", ".join(cells[0]))


# What is left out


def _without_empty_columns(
    names: Sequence[str], rows: list[Row]
) -> tuple[tuple[Column, ...], list[Row], tuple[str, ...]]:
    """Leave out the columns without cells; return the names of those that have one, too."""
    kept = [place for place in range(len(names)) if any(row.cells[place] for row in rows)]
    if not rows:
        kept = list(range(len(names)))
    columns = tuple(Column(place + 1, names[place]) for place in kept)
    empty = tuple(name for place, name in enumerate(names) if name and place not in kept)
    return columns, [row._replace(cells=[row.cells[i] for i in kept]) for row in rows], empty


def _remark_lines(kind: str, rows: Sequence[Row]) -> list[Remark]:
    if not rows:
        return []
    shown = tuple(", ".join(filter(None, row.cells)) for row in rows[:MOST_EXAMPLES])
    return [Remark(kind, len(rows), shown, tuple(row.line for row in rows[:MOST_EXAMPLES]))]
