"""What a teacher takes away: the table for spreadsheets, and filled lists of grades."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from playground.drawers.grading.classroom import Classroom
from playground.drawers.grading.selection import total_points
from playground.exercises.comparison import in_time, student_key
from playground.exercises.gradebook import Gradebook, Mark
from playground.exercises.grades_table import Dialect, write_csv
from playground.exercises.shapes import Row

MARK = "\ufeff"
"""With which a spreadsheet takes a table for UTF-8."""


def csv_table(rows: Sequence[Row], dialect: Dialect) -> str:
    """Return the table as the command line writes it."""
    file = io.StringIO(newline="")
    write_csv(rows, file, dialect)
    return MARK + file.getvalue()


def rows_with_remarks(classroom: Classroom) -> list[Row]:
    """Return all rows; where a teacher has said something, with columns for that."""
    return [{**row, **_said(classroom, i)} for i, row in enumerate(classroom.rows)]


class Marks(NamedTuple):
    """What students get, and the line of each in a list of grades; None if it is not there."""

    marks: list[Mark]
    lines: list[int | None]


def marks(classroom: Classroom, indices: Sequence[int], words: float, book: Gradebook) -> Marks:
    """Return what each student gets for all that counts.

    The share is that of the points of all exercises among the rows, so that one who has left one
    out has none of its points.

    Parameters
    ----------
    classroom : Classroom
    indices : sequence of int
        Places of the rows that are wanted.
    words : float
        Points that answers in words can earn in each exercise, beside its own.
    book : Gradebook
        The list of grades. Rows that belong to one line of it are those of one student, whatever
        they call the student.
    """
    rows = [(i, classroom.rows[i]) for i in indices if classroom.rows[i].get("counts") == "yes"]
    exercises = {str(row["exercise"]): classroom.exercise(row) for _, row in rows}
    possible = sum(one.points + words for one in exercises.values() if one is not None)
    found = book.lines_of([row for _, row in rows])
    groups: dict[tuple[int | None, str | int], list[tuple[int, Row]]] = {}
    for (i, row), line in zip(rows, found, strict=True):
        student = student_key(row) or i if line is None else ""
        groups.setdefault((line, student), []).append((i, row))
    return Marks(
        [_mark(classroom, group, possible) for group in groups.values()],
        [line for line, _ in groups],
    )


def _mark(classroom: Classroom, group: Sequence[tuple[int, Row]], possible: float) -> Mark:
    last = {row["exercise"]: i for i, row in in_time(group)}
    counting = sorted(last.values())
    earned = sum(float(total_points(classroom, i) or 0) for i in counting)
    notes = [classroom.remarks(i).note for i in counting]
    share = max(0.0, min(1.0, earned / possible)) if possible else 0.0
    return Mark(group[0][1], share, " ".join(filter(None, notes)))


def _said(classroom: Classroom, index: int) -> Row:
    remarks = classroom.remarks(index)
    said: Row = {f"points {question}": points for question, points in remarks.points.items()}
    if said:
        said["total"] = total_points(classroom, index)
    if remarks.note:
        said["note"] = remarks.note
    return said
