"""Which rows of the class are shown, and in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from playground.drawers.grading.classroom import Classroom
from playground.exercises.grades_table import number_in
from playground.exercises.shapes import Row
from playground.text import language
from playground.text.folding import collated

ROWS = 100
"""Rows of a page of the table."""

EVERYTHING = "all"

SortKey = tuple[int, float, str, str]
"""What rows are sorted by, in turn."""

FIRST: SortKey = (0, float("-inf"), "", "")


def is_suspicious(row: Row) -> bool:
    """Tell whether a teacher should have a look at a row."""
    return row["status"] == "look" or any(
        row.get(name) for name in ("equal_to", "equal_name", "equal_answers")
    )


KINDS: dict[str, Callable[[Row], bool]] = {
    EVERYTHING: lambda _: True,
    "counts": lambda row: row.get("counts") == "yes",
    "look": is_suspicious,
    "refused": lambda row: row["status"] == "refused",
    "again": lambda row: row.get("counts") == "no",
}
"""Of which rows one may want to see only some, and which these are."""


class Shown(NamedTuple):
    """The rows of a page.

    Attributes
    ----------
    indices : list of int
        Their places among all rows, in the order in which they are shown.
    total : int
        Rows of all pages.
    page, pages : int
        Which page it is, from 1, and how many there are.
    """

    indices: list[int]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Selection:
    """What a teacher has chosen to see.

    Attributes
    ----------
    column : str
        By which rows are sorted; empty for the order in which they were found.
    is_descending : bool
    kind : str
        A key of `KINDS`.
    exercise : str
        Identifier of the exercise whose rows are shown, or `EVERYTHING`.
    words : str
        What has to be in a row.
    page : int
        From 1.
    """

    column: str = ""
    is_descending: bool = False
    kind: str = EVERYTHING
    exercise: str = EVERYTHING
    words: str = ""
    page: int = 1

    def sorted_by(self, column: str) -> "Selection":
        """Sort by a column; by the same once more in the other direction."""
        is_same = column == self.column
        return replace(
            self, column=column, is_descending=is_same and not self.is_descending, page=1
        )

    def turned(self, is_on: bool) -> "Selection":
        """Turn to the next page, or to the one before."""
        return replace(self, page=max(1, self.page + (1 if is_on else -1)))

    def of(self, classroom: Classroom) -> Shown:
        """Return which rows are shown."""
        return self.page_of([i for i, row in self.chosen(classroom)])

    def page_of(self, indices: Sequence[int]) -> Shown:
        """Return the present page of rows."""
        pages = max(1, ceil(len(indices) / ROWS))
        page = min(self.page, pages)
        return Shown(list(indices[(page - 1) * ROWS : page * ROWS]), len(indices), page, pages)

    def chosen(self, classroom: Classroom) -> list[tuple[int, Row]]:
        """Return all rows that are chosen with their places, sorted."""
        found = [(i, row) for i, row in enumerate(classroom.rows) if self._has(row)]
        if not self.column:
            return found
        keys = {i: sort_key(self.column, cell(classroom, i, self.column)) for i, _ in found}
        filled = [one for one in found if keys[one[0]] is not None]
        filled.sort(key=lambda one: keys[one[0]] or FIRST, reverse=self.is_descending)
        return filled + [one for one in found if keys[one[0]] is None]

    def _has(self, row: Row) -> bool:
        is_of_exercise = self.exercise in (EVERYTHING, row.get("exercise"))
        words = self.words.casefold().split()
        said = " ".join(_own_words(row)).casefold() if words else ""
        return is_of_exercise and KINDS[self.kind](row) and all(word in said for word in words)


def _own_words(row: Row) -> list[str]:
    """Return what in a row is of its student, and not about others."""
    return [
        str(value)
        for column, value in row.items()
        if column in ("submission", "student", "student_id")
        or column.startswith(("answer ", "column "))
    ]


def cell(classroom: Classroom, index: int, column: str) -> str | float:
    """Return what a row has in a column; points with those that the teacher gives."""
    if column == "points":
        return total_points(classroom, index)
    row = classroom.rows[index]
    if column == "student":
        return row.get("student") or row["submission"]
    return row.get(column, "")


def total_points(classroom: Classroom, index: int) -> str | float:
    """Return the points of a row with those that the teacher gives; empty if it has none."""
    row = classroom.rows[index]
    if "points" not in row:
        return ""
    return float(row["points"]) + sum(classroom.remarks(index).points.values())


def sort_key(column: str, value: str | float) -> SortKey | None:
    """Sort numbers by size, then words by the letters of the page's language; None if empty."""
    words = str(value).strip()
    number = number_in(column, value)
    if number is not None:
        return (0, number, "", "")
    return (1, 0.0, collated(words, language().code), words) if words else None
