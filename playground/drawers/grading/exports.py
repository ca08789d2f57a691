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
    return [{**row, **_said(classroom, row)} for row in classroom.rows]


def marks(classroom: Classroom, rows: Sequence[Row], words: float) -> list[Mark]:
    """Return what each student gets for all that counts.

    Parameters
    ----------
    classroom : Classroom
    rows : sequence of dict
        Those of `classroom` that are wanted.
    words : float
        Points that answers in words can earn in each exercise, beside its own.
    """
    by_student: dict[str, list[Row]] = {}
    for row in rows:
        if row.get("counts") == "yes":
            by_student.setdefault(student_key(row) or str(row["submission"]), []).append(row)
    return [_mark(classroom, found, words) for found in by_student.values()]


def _mark(classroom: Classroom, rows: Sequence[Row], words: float) -> Mark:
    exercises = [classroom.exercise(row) for row in rows]
    possible = sum(one.points + words for one in exercises if one is not None)
    earned = sum(float(total_points(classroom, row) or 0) for row in rows)
    notes = [classroom.remarks(row).note for row in rows]
    share = max(0.0, min(1.0, earned / possible)) if possible else 0.0
    return Mark(rows[0], share, " ".join(filter(None, notes)))


def _said(classroom: Classroom, row: Row) -> Row:
    remarks = classroom.remarks(row)
    said: Row = {f"points {question}": points for question, points in remarks.points.items()}
    if said:
        said["total"] = total_points(classroom, row)
    if remarks.note:
        said["note"] = remarks.note
    return said
