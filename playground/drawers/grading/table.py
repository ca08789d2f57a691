"""The table of the class as HTML: a row for each result, to sort, to search and to remark on."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from playground.drawers.grading.classroom import Classroom
from playground.drawers.grading.selection import EVERYTHING, KINDS, Selection, total_points
from playground.exercises.exercise import Exercise
from playground.exercises.grades_table import number_in, visible
from playground.exercises.questions import Question
from playground.exercises.shapes import Row
from playground.number_format import editable, grouped, rounded
from playground.text import language, text
from playground.ui.actions import spell
from playground.ui.templates import render

SIGNS = {"graded": "✓", "look": "!", "refused": "✕", "": ""}
VERDICT_SIGNS = {"met": "✓", "not met": "✕", "unconfirmed": "?", "yes": "✓", "no": "✕"}

FIRST = ("student", "status", "points")
LAST = (
    *("test_loss", "epochs", "neurons", "minutes", "tries", "hints", "all_epochs", "all_runs"),
    *("version", "time"),
)
"""Columns that every exercise has, before and after its goals and questions."""

NUMBERS = ("points", *LAST)
"""Those that are aligned as numbers are."""


WHOLE = ("epochs", "neurons", "minutes", "tries", "hints", "all_epochs", "all_runs")
"""Those of whole numbers, with signs between their thousands."""

DIGITS = 15
"""Of a number at most: all that a sum of decimal fractions has right."""

TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)", re.ASCII)
"""A date and a time as in the graders' table."""


class Heading(NamedTuple):
    """The heading of a column: its name, what is in it, what it is called, how it is sorted."""

    column: str
    kind: str
    label: str
    title: str
    sorting: str


def exercises_of(classroom: Classroom) -> list[str]:
    """Return the identifiers of all exercises of which there are results."""
    named = (str(row["exercise"]) for row in classroom.rows if "exercise" in row)
    return list(dict.fromkeys(named))


def shown_exercise(classroom: Classroom, selection: Selection) -> Exercise | None:
    """Return the exercise of whose goals and questions the table has columns."""
    names = exercises_of(classroom)
    chosen = selection.exercise if selection.exercise != EVERYTHING else (names or [""])[0]
    is_only = selection.exercise != EVERYTHING or len(names) == 1
    return classroom.exercise({"exercise": chosen}) if is_only else None


def table_html(classroom: Classroom, selection: Selection, focused: str = "") -> Markup:
    """Return the HTML of the present page of the table.

    Parameters
    ----------
    classroom : Classroom
    selection : Selection
    focused : str
        Action of the button that gets the focus.
    """
    exercise = shown_exercise(classroom, selection)
    shown = selection.of(classroom)
    return render(
        "drawers/grading/table.html.jinja",
        headings=[_heading(selection, *one) for one in columns(exercise)],
        lines=[_line(classroom, exercise, i) for i in shown.indices],
        exercises=exercises_of(classroom),
        everything=EVERYTHING,
        kinds=list(KINDS),
        selection=selection,
        shown=shown,
        focused=focused,
        action=spell,
    )


def columns(exercise: Exercise | None) -> list[tuple[str, str, str]]:
    """Return name, label and explanation of each column."""
    first = [(name, text(f"grading.{name}"), "") for name in FIRST]
    last = [(name, text(f"grading.{name}"), "") for name in LAST]
    if exercise is None:
        return [*first, *last]
    goals = [
        (f"goal {n}", text("grading.goal", number=n), "") for n in range(1, len(exercise.goals) + 1)
    ]
    questions = [
        (f"answer {one.id}", text("grading.answer", name=one.id), one.text)
        for one in exercise.in_language(language().code).questions
    ]
    return [*first, *goals, *questions, *last]


def field_texts(classroom: Classroom, indices: Sequence[int]) -> dict[str, str]:
    """Return what is in the fields of some rows, by their keys."""
    found = {}
    for i in indices:
        remarks = classroom.remarks(i)
        found[spell("note", i)] = remarks.note
        for question, points in remarks.points.items():
            found[spell("points", i, question)] = editable(points, exactly)
        found[spell("total", i)] = written("points", total_points(classroom, i))
        found[spell("run", i)] = _said_of_run(classroom, i)
    return found


def _said_of_run(classroom: Classroom, index: int) -> str:
    """Say that training again has not come to the weights, where the reason does not say it.

    It is known only when the board is drawn, perhaps while a note is being typed in the table.
    """
    is_said = classroom.rows[index].get("epochs_confirmed") == "no"
    is_other = index in classroom.of_other_runs and not is_said
    return text("grading.other_run") if is_other else ""


def written(column: str, cell: str | float) -> str:
    """Return a cell as the page's language writes it; what students typed stays as it is."""
    number = number_in(column, cell)
    if number is not None:
        return grouped(number) if column in WHOLE else exactly(number)
    if column.startswith("goal "):
        return _verdict(str(cell))
    if column == "time" and (match := TIME.fullmatch(str(cell))):
        year, month, day, clock = match.groups()
        return text("grading.moment", year=year, month=month, day=day, clock=clock)
    return visible(str(cell))


def name_of(row: Row) -> str:
    """Return who handed a row in; the name of its file if that is not known."""
    return visible(str(row.get("student") or row["submission"]))


def flags(classroom: Classroom, index: int) -> list[str]:
    """Return sentences on what a teacher should look at in a row."""
    row = classroom.rows[index]
    said = [visible(str(row["reason"]))] if row["reason"] else []
    for column in ("equal_to", "equal_name", "equal_answers"):
        if (other := classroom.twin(index, column)) is not None:
            said.append(text(f"grading.{column}", other=name_of(other)))
    return said


def _heading(selection: Selection, column: str, label: str, title: str) -> Heading:
    sorting = "none"
    if column == selection.column:
        sorting = "descending" if selection.is_descending else "ascending"
    return Heading(column, "number" if column in NUMBERS else "", label, title, sorting)


def _line(classroom: Classroom, exercise: Exercise | None, index: int) -> dict[str, object]:
    row = classroom.rows[index]
    return {
        "index": index,
        "name": name_of(row),
        "file": visible(str(row["submission"]).rpartition("/")[2]),
        "path": visible(str(row["submission"])),
        "status": str(row["status"]),
        "sign": SIGNS[str(row["status"])],
        "flags": flags(classroom, index),
        "counts": row.get("counts", ""),
        "points": written("points", total_points(classroom, index)),
        "goals": _goals(exercise, row),
        "answers": _answers(exercise, row),
        "numbers": [(name, written(name, row.get(name, ""))) for name in LAST],
    }


def exactly(number: float) -> str:
    """Write a number with all digits that mean something."""
    return rounded(number, DIGITS)


def _goals(exercise: Exercise | None, row: Row) -> list[tuple[str, str]]:
    count = len(exercise.goals) if exercise else 0
    found = [str(row.get(f"goal {n}", "")) for n in range(1, count + 1)]
    return [(VERDICT_SIGNS.get(one, ""), _verdict(one)) for one in found]


def _verdict(word: str) -> str:
    return text(f"grading.{word.replace(' ', '_')}") if word else ""


def _answers(exercise: Exercise | None, row: Row) -> list[dict[str, object]]:
    return [_answer(question, row) for question in (exercise.questions if exercise else ())]


def _answer(question: Question, row: Row) -> dict[str, object]:
    right = str(row.get(f"right {question.id}", ""))
    column = f"answer {question.id}"
    given = written(column, row.get(column, ""))
    is_open = question.type == "text" and question.answer is None and bool(given)
    label = text("grading.points_for", question=question.id, name=name_of(row))
    return {
        "id": question.id,
        "text": given,
        "sign": VERDICT_SIGNS.get(right, ""),
        "right": _verdict(right),
        "label": label if is_open else "",
    }
