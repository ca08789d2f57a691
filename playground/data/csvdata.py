"""Points read from tables as people have them: pasted, or in a file.

Step by step (each a module of `playground.data.tables`) bytes become text, rows, columns, numbers
and labels. What a step assumes is said in a remark; where a table can be read in several ways, a
question goes with the result, and the table is read again if another answer is chosen. Whatever is
wrong is found in one go and nothing is half taken: the result is either points or an error.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from playground.arrays import Floats, Numbers

from .points import MAX_POINTS, MIN_POINTS, PointSet
from .tables.cleaning import clean
from .tables.decimal_commas import join_decimal_commas
from .tables.decoding import decode
from .tables.labels import Label, class_name, find_kind, sort_into_classes
from .tables.layout import Column, lay_out
from .tables.lexing import Row, read_rows
from .tables.missing_rows import leave_out_missing
from .tables.notes import Choices, CsvError, Problem, Question, Remark
from .tables.numbers import Cell, find_decimal_sign, forget_spellings, is_number, read_number
from .tables.roles import assign_roles
from .tables.scaling import Scaling, scale_coordinates, scale_values

__all__ = ["CsvError", "Table", "parse_csv"]


class Table(NamedTuple):
    """What a text gives.

    Attributes
    ----------
    points : PointSet
        All rows that have all their values.
    scalings : tuple of Scaling
        Of "x1" and "x2" and, if the labels are values, of "value".
    header : tuple of str
        The names of the columns, if there is a heading.
    remarks : tuple of Remark
        What was assumed, changed or left out.
    questions : tuple of Question
        What may be chosen, with the present choices.
    """

    points: PointSet
    scalings: tuple[Scaling, ...]
    header: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


class _Step(Protocol):
    @property
    def remarks(self) -> tuple[Remark, ...]: ...

    @property
    def questions(self) -> tuple[Question, ...]: ...


_AnyStep = TypeVar("_AnyStep", bound=_Step)


class _Notes:
    """Gathers what the steps have to say."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.questions: list[Question] = []

    def take(self, step: _AnyStep) -> _AnyStep:
        self.remarks += step.remarks
        self.questions += step.questions
        return step


def parse_csv(
    content: str | bytes, choices: Choices | None = None, brush: int = 0, classes: int = 2
) -> Table:
    """Read points from a table.

    Parameters
    ----------
    content : str or bytes
        A text, or the file that holds it: rows of cells between separators or blanks, in which two
        columns are coordinates and one holds labels.
    choices : mapping of str to str, optional
        Answers to questions of an earlier result, by the questions' names; others are passed over.
    brush, classes : int
        The class of points without labels, and the number of classes then.

    Returns
    -------
    Table
        Coordinates and values that suit the plot are taken as they are, others are scaled.

    Raises
    ------
    CsvError
        If anything is wrong with the text; it has the remarks and questions up to there.
    """
    notes = _Notes()
    try:
        return _read(content, choices or {}, notes, brush, classes)
    except CsvError as error:
        remarks = [*notes.remarks, *error.remarks]
        raise CsvError(error.problems, remarks, [*notes.questions, *error.questions]) from None
    finally:
        forget_spellings()


def _read(content: str | bytes, choices: Choices, notes: _Notes, brush: int, classes: int) -> Table:
    if isinstance(content, bytes):
        content = notes.take(decode(content, choices)).text
    text = notes.take(clean(content, choices)).text
    found = notes.take(join_decimal_commas(notes.take(read_rows(text)), choices)).rows
    layout = notes.take(lay_out(found, choices))
    _check_count("rows", len(layout.rows) + len(layout.problems))
    roles = notes.take(assign_roles(layout.columns, layout.rows, choices))
    inputs = [place for place in (roles.x1, roles.x2) if place is not None]
    complete = notes.take(
        leave_out_missing(layout.rows, layout.columns, inputs, roles.label, choices)
    )
    coordinates = [_cells(complete.rows, layout.columns, place) for place in inputs]
    labels = [] if roles.label is None else _cells(complete.rows, layout.columns, roles.label)
    numeric = [cell for column in [*coordinates, labels] for cell in column if is_number(cell.text)]
    decimal = notes.take(find_decimal_sign(numeric, found.separator, choices)).name
    numbers, problems = _read_numbers([*zip(*coordinates, strict=True)], decimal)
    problems += [*layout.problems, *complete.problems]
    if not problems:
        _check_count("left", len(numbers))
    if roles.label is None:
        answers = _Answers(np.full(len(numbers), brush), classes)
    else:
        kind = notes.take(find_kind(labels, decimal, roles.x2 is None, choices)).name
        read = _read_values if kind == "values" else _read_classes
        answers = read(labels, decimal, choices, notes, problems)
    if problems:
        raise CsvError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    X = numbers if answers.kept is None else numbers[answers.kept]
    _check_count("left", len(X))
    scaled = notes.take(scale_coordinates(X, ("x1", "x2")[: len(inputs)], choices))
    X = np.column_stack([scaled.values, np.zeros((len(X), 2 - len(inputs)))])
    points = PointSet.make(X, answers.labels, answers.classes, answers.names)
    scalings = scaled.scalings + answers.scalings
    return Table(points, scalings, layout.header, tuple(notes.remarks), tuple(notes.questions))


def _check_count(reason: str, count: int) -> None:
    if not MIN_POINTS <= count <= MAX_POINTS:
        raise CsvError([Problem(reason, f"{count:,}")])


def _cells(rows: Sequence[Row], columns: Sequence[Column], place: int) -> list[Cell]:
    return [Cell(row.cells[place], row.line, columns[place].number) for row in rows]


def _read_numbers(rows: Sequence[Sequence[Cell]], decimal: str) -> tuple[Floats, list[Problem]]:
    """Return the numbers that cells hold, 0 for those that hold none; and what is wrong there."""
    numbers = np.zeros((len(rows), len(rows[0]) if rows else 0))
    problems: list[Problem] = []
    for place, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            try:
                numbers[place, column] = read_number(cell, decimal)
            except CsvError as error:
                problems += error.problems
    return numbers, problems


# What is to be learned


class _Answers(NamedTuple):
    """What a network shall answer for the rows that are kept; None for all rows."""

    labels: Numbers
    classes: int = 0
    names: tuple[str, ...] = ()
    kept: list[int] | None = None
    scalings: tuple[Scaling, ...] = ()


def _read_values(
    cells: Sequence[Cell], decimal: str, _: Choices, notes: _Notes, problems: list[Problem]
) -> _Answers:
    values, wrong = _read_numbers([[cell] for cell in cells], decimal)
    problems += wrong
    if problems or not len(values):
        return _Answers(values)
    scaled = notes.take(scale_values(values[:, 0]))
    return _Answers(scaled.values[:, 0], scalings=scaled.scalings)


def _read_classes(
    cells: Sequence[Cell], decimal: str, choices: Choices, notes: _Notes, problems: list[Problem]
) -> _Answers:
    try:
        labels, kept, *_ = notes.take(sort_into_classes(cells, decimal, choices))
    except CsvError as error:
        if not problems or all(problem.line for problem in error.problems):
            problems += error.problems
            notes.take(error)
        return _Answers(np.empty(0))
    found = sorted({labels[place] for place in kept}, key=_order)
    indices = np.array([found.index(labels[place]) for place in kept])
    few = [class_name(label) for index, label in enumerate(found) if (indices == index).sum() == 1]
    if few and len(kept) > len(found) and not problems:
        notes.remarks.append(Remark("single", len(few), tuple(few)))
    names = () if found == [-1, 1] else tuple(map(class_name, found))
    return _Answers(indices, len(found), names, kept)


def _order(label: Label) -> tuple[bool, Label]:
    """Classes are in the order of their numbers, and then of their names."""
    return isinstance(label, str), label
