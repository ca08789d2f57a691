"""What results of a class have in common: several of one student, equal weights, equal words."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from playground.exercises import variants
from playground.exercises.exercise import Exercise
from playground.exercises.grading import find_exercise
from playground.exercises.shapes import Row
from playground.exercises.students import place_of, shared_depth, stem
from playground.text import text
from playground.text.folding import folded

LEAST_LETTERS = 20
"""Letters of an answer in words from which on nobody gives the same one by chance."""

Groups = Iterable[list[tuple[int, Row]]]
"""Rows that have something in common, each with its place in the table."""

Place = tuple[str, ...]
"""Folders that say where a result belongs, the outermost first."""

COPY = re.compile(r" ?\([0-9]+\)$")
"""What browsers put behind the name of a file that they save once more."""

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
    _tell_apart(rows)
    _note_counting(rows)
    return {
        **_note_others(rows, "equal_to", lambda row: [str(row.get("weights", ""))]),
        **_note_others(
            rows, "equal_name", lambda row: [variants.key(str(row.get("entered name", "")))]
        ),
        **_note_others(rows, "equal_answers", lambda row: _words(row, exercises)),
    }


def _tell_apart(rows: Sequence[Row]) -> None:
    """Give different names to students of one name who may be two.

    That is so if no platform has numbered them, and results for one exercise are from different
    places, such as the folders of two classes.
    """
    named: dict[str, list[Row]] = {}
    for row in rows:
        if row["status"] != "refused" and row.get("student") and not row.get("student_id"):
            named.setdefault(student_key(row), []).append(row)
    for found in named.values():
        places = [_place(row) for row in found]
        others = _elsewhere(found, places)
        if any(others):
            labels = _labels(set(places), str(found[0]["student"]))
            for row, place, other in zip(found, places, others, strict=True):
                if labels[place]:
                    row["student"] = f"{row['student']} ({labels[place]})"
                if other:
                    row["status"] = "look"
                    _remark(row, text("grade.same_name", other=other))


def _elsewhere(rows: Sequence[Row], places: Sequence[Place]) -> list[str]:
    """Return for each row a result for its exercise from another place; empty if there is none."""
    firsts: dict[object, dict[Place, str]] = {}
    for row, place in zip(rows, places, strict=True):
        firsts.setdefault(row["exercise"], {}).setdefault(place, str(row["submission"]))
    return [
        next((name for other, name in firsts[row["exercise"]].items() if other != place), "")
        for row, place in zip(rows, places, strict=True)
    ]


def _place(row: Row) -> Place:
    """Return where a row was found; a table is a place as a folder is."""
    *folders, file = re.split(r"[/\\]", str(row["submission"]))
    tables = [COPY.sub("", stem(file.rpartition(":")[0]))] if _is_of_table(row) else []
    return place_of([*folders, *tables])


def _labels(places: Collection[Place], name: str) -> dict[Place, str]:
    """Return the shortest words that tell places apart."""
    common = shared_depth(places)
    short = {
        place: "/".join(part for part in place[common:] if part.casefold() != name.casefold())
        for place in places
    }
    is_clear = len(set(short.values())) == len(places)
    return short if is_clear else {place: "/".join(place[max(0, common - 1) :]) for place in places}


def _remark(row: Row, remark: str) -> None:
    row["reason"] = "; ".join(filter(None, [str(row["reason"]), remark]))


def _note_counting(rows: Sequence[Row]) -> None:
    """Say which of several results of one student for one exercise counts: the last one."""
    for group in _groups(rows, lambda row: [student_key(row)]):
        *others, (_, last) = in_time(group)
        last["counts"] = "yes"
        for _, row in others:
            row["counts"] = "no"
            _remark(row, text("grade.counts_not", other=last["submission"]))
    for row in rows:
        if "exercise" in row and row["status"] != "refused":
            row.setdefault("counts", "yes")


def in_time(rows: Iterable[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """Return rows with their places in the order in which they were handed in, the last one last.

    Where nothing says when, they were handed in as they stand in the table.
    """
    return sorted(rows, key=lambda one: (str(one[1].get("time", "")), one[0]))


def _note_others(rows: Sequence[Row], column: str, marks: Callable[[Row], list[str]]) -> Twins:
    """Write into a column which row of another student has the same mark."""
    found: Twins = {}
    for (first, one), *others in _groups(rows, marks):
        other = next((i for i, row in others if not _is_same(row, one)), None)
        for i, row in [(first, one), *others]:
            # whoever is not the first one's student names the first one
            named = first if i != first and not _is_same(row, one) else other
            if named is not None:
                row[column] = rows[found.setdefault((i, column), named)]["submission"]
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
    """Return what tells a student from others; empty if it is not known who handed a row in.

    In tables numbers may be anything, so they tell students apart only together with names.
    """
    number, name = str(row.get("student_id", "")), str(row.get("student", ""))
    if number and "@" not in number and _is_of_table(row):
        number += "".join(f" {word}" for word in sorted(folded(name).replace(",", " ").split()))
    return (number or name).casefold()


def _is_of_table(row: Row) -> bool:
    return any(column.startswith("column ") for column in row)


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
