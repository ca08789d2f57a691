"""What a teacher takes away: the table for spreadsheets, and filled lists of grades."""

import io
from collections.abc import Sequence

from playground.drawers.grading.classroom import Classroom
from playground.drawers.grading.selection import total_points
from playground.exercises.comparison import student_key
from playground.exercises.gradebook import Mark
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


def marks(classroom: Classroom, indices: Sequence[int], words: float) -> list[Mark]:
    """Return what each student gets for all that counts.

    Parameters
    ----------
    classroom : Classroom
    indices : sequence of int
        Places of the rows that are wanted.
    words : float
        Points that answers in words can earn in each exercise, beside its own.
    """
    by_student: dict[str | int, list[int]] = {}
    for i in indices:
        row = classroom.rows[i]
        if row.get("counts") == "yes":
            by_student.setdefault(student_key(row) or i, []).append(i)
    return [_mark(classroom, found, words) for found in by_student.values()]


def _mark(classroom: Classroom, indices: Sequence[int], words: float) -> Mark:
    rows = [classroom.rows[i] for i in indices]
    exercises = [classroom.exercise(row) for row in rows]
    possible = sum(one.points + words for one in exercises if one is not None)
    earned = sum(float(total_points(classroom, i) or 0) for i in indices)
    notes = [classroom.remarks(i).note for i in indices]
    share = max(0.0, min(1.0, earned / possible)) if possible else 0.0
    return Mark(rows[0], share, " ".join(filter(None, notes)))


def _said(classroom: Classroom, index: int) -> Row:
    remarks = classroom.remarks(index)
    said: Row = {f"points {question}": points for question, points in remarks.points.items()}
    if said:
        said["total"] = total_points(classroom, index)
    if remarks.note:
        said["note"] = remarks.note
    return said
