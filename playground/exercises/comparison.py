"""What results of a class have in common: several of one student, equal weights, equal words."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from playground.exercises import variants
from playground.exercises.exercise import Exercise
from playground.exercises.grading import find_exercise
from playground.exercises.shapes import Row
from playground.text import text

LEAST_LETTERS = 20
"""Letters of an answer in words from which on nobody gives the same one by chance."""

Groups = Iterable[list[tuple[int, Row]]]
"""Rows that have something in common, each with its place in the table."""

Twins = dict[tuple[int, str], int]
"""Place of a row, and the column that names another one -> the place of that one: names of what was
handed in are not unique."""


def note_common(rows: Sequence[Row], exercises: Mapping[str, Exercise]) -> Twins:
    """Write into each row what it has in common with others, once all of them are there.

    Parameters
    ----------
    rows : sequence of dict
        As from `grade`.
    exercises : dict
        As for `grade`.

    Returns
    -------
    dict
        Which row is named where; see `Twins`.
    """
    _note_counting(rows)
    return {
        **_note_others(rows, "equal_to", lambda row: [str(row.get("weights", ""))]),
        **_note_others(
            rows, "equal_name", lambda row: [variants.key(str(row.get("entered name", "")))]
        ),
        **_note_others(rows, "equal_answers", lambda row: _words(row, exercises)),
    }


def _note_counting(rows: Sequence[Row]) -> None:
    """Say which of several results of one student for one exercise counts: the last one."""
    for group in _groups(rows, lambda row: [student_key(row)]):
        in_time = sorted(group, key=lambda one: (str(one[1].get("time", "")), one[0]))
        *others, (_, last) = in_time
        last["counts"] = "yes"
        for _, row in others:
            row["counts"] = "no"
            remark = text("grade.counts_not", other=last["submission"])
            row["reason"] = "; ".join(filter(None, [str(row["reason"]), remark]))
    for row in rows:
        if "exercise" in row and row["status"] != "refused":
            row.setdefault("counts", "yes")


def _note_others(rows: Sequence[Row], column: str, marks: Callable[[Row], list[str]]) -> Twins:
    """Write into a column which row of another student has the same mark."""
    found: Twins = {}
    for group in _groups(rows, marks):
        for i, row in group:
            other = next((j for j, one in group if j != i and not _is_same(one, row)), None)
            if other is not None:
                row[column] = rows[found.setdefault((i, column), other)]["submission"]
    return found


def _groups(rows: Sequence[Row], marks: Callable[[Row], list[str]]) -> Groups:
    """Return the rows of an exercise that have a mark in common; an empty mark is none."""
    found: dict[tuple[object, str], list[tuple[int, Row]]] = {}
    for i, row in enumerate(rows):
        if row["status"] != "refused":
            for mark in filter(None, marks(row)):
                found.setdefault((row["exercise"], mark), []).append((i, row))
    return found.values()


def student_key(row: Row) -> str:
    """Return what tells a student from others; empty if it is not known who handed a row in."""
    return str(row.get("student_id") or row.get("student", "")).casefold()


def _is_same(one: Row, other: Row) -> bool:
    return bool(student_key(one)) and student_key(one) == student_key(other)


def _words(row: Row, exercises: Mapping[str, Exercise]) -> list[str]:
    """Return the letters of each answer in words that no computer judges."""
    questions = find_exercise(str(row["exercise"]), exercises).questions
    written = (
        (one.id, "".join(filter(str.isalnum, str(row.get(f"answer {one.id}", "")))))
        for one in questions
        if one.type == "text" and one.answer is None
    )
    return [f"{name} {said}".casefold() for name, said in written if len(said) >= LEAST_LETTERS]
