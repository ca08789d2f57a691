"""The table and the board of a class, as they are written and sorted in every language."""

import re
from types import SimpleNamespace

import pytest

from playground.drawers.grading.board import board_html
from playground.drawers.grading.classroom import Classroom
from playground.drawers.grading.selection import Selection
from playground.drawers.grading.table import field_texts, table_html
from playground.exercises import library
from playground.text import language, set_language
from playground.ui.actions import spell

ROW = {
    "submission": "a.json",
    "exercise": "one-neuron",
    "status": "graded",
    "reason": "",
    "counts": "yes",
    "student": "1.5",
    "points": 3,
    "score": 75,
    "goal 1": "met",
    "answer numbers": 2.5,
    "answer border": "1.5 lines",
    "test_loss": "0.0123456",
    "epochs": "12345",
    "minutes": 3,
    "version": "12e45678",
    "time": "2026-11-28 10:00:00",
}


@pytest.fixture
def speak():
    before = language().code
    yield set_language
    set_language(before)


def class_of(*rows):
    classroom = Classroom(SimpleNamespace())
    classroom.rows = [{**ROW, **row} for row in rows]
    return classroom


def order(column, is_descending, *rows):
    """Return the names of students as they are sorted."""
    selection = Selection(column=column, is_descending=is_descending)
    return [row["student"] for _, row in selection.chosen(class_of(*rows))]


def cells(classroom):
    page = str(table_html(classroom, Selection()))
    return [
        cell.strip() for cell in re.findall(r"<t[dh][^>]*>([^<]*)<", page.partition("<tbody>")[2])
    ]


@pytest.mark.parametrize(
    ("code", "loss", "epochs", "time", "answer"),
    [
        ("en", "0.0123456", "12,345", "2026-11-28 10:00:00", "2.5"),
        ("de", "0,0123456", "12.345", "28.11.2026 10:00:00", "2,5"),
        ("fr", "0,0123456", "12\N{NARROW NO-BREAK SPACE}345", "28/11/2026 10:00:00", "2,5"),
        ("es", "0,0123456", "12.345", "28/11/2026 10:00:00", "2,5"),
        ("pt-BR", "0,0123456", "12.345", "28/11/2026 10:00:00", "2,5"),
        ("ar", "0.0123456", "12,345", "28/11/2026 10:00:00", "2.5"),
    ],
)
def test_numbers_and_times_are_written_as_the_language_does(
    speak, code, loss, epochs, time, answer
):
    speak(code)
    shown = cells(class_of({}))
    assert {loss, epochs, time, answer} <= set(shown)
    assert {"1.5", "12e45678", "1.5 lines"} <= set(shown), "a text is no number"


def test_points_of_a_teacher_are_written_as_the_language_does(speak):
    speak("de")
    classroom = class_of({"points": 0.1})
    classroom.remarks(0).points["why"] = 0.2
    assert "0,3" in cells(classroom)
    texts = field_texts(classroom, [0])
    assert (texts[spell("points", 0, "why")], texts[spell("total", 0)]) == ("0,2", "0,3")


def test_the_board_writes_as_the_language_does(speak):
    speak("de")
    classroom = class_of({"points": 2.5})
    page = str(board_html(classroom, Selection(), {}, 0, "", has_names=False))
    assert f"2,5 von {library.exercise('one-neuron').points}" in page
    assert "Epoche 12.345" in page
    assert {"2,5", "0,0123456", "28.11.2026 10:00:00", "erreicht"} <= set(
        re.findall(r"<dd>(.*?)</dd>", page)
    )


def test_names_are_sorted_by_their_letters_whatever_marks_they_have():
    names = ["Zimmer", "Ärmel", "Ostermann", "Östlund", "éclair", "Łukasz", "Lund", "Ødegård"]
    rows = [{"student": name} for name in names]
    expected = ["Ärmel", "éclair", "Łukasz", "Lund", "Ødegård", "Ostermann", "Östlund", "Zimmer"]
    assert order("student", False, *rows) == expected
    assert order("student", True, *rows) == expected[::-1]


def test_in_spanish_names_with_n_and_tilde_are_sorted_behind_all_with_n(speak):
    speak("es")
    names = [
        "Nuñez",
        "Nuno",
        "Núria",
        "N\N{LATIN SMALL LETTER U WITH ACUTE}n\N{COMBINING TILDE}o",
        "Nuo",
    ]
    rows = [{"student": name} for name in names]
    found = order("student", False, *rows)
    assert found == [names[1], names[0], names[3], names[4], names[2]]


def test_arabic_names_are_sorted_by_their_letters():
    names = ["\u0628\u0627\u0633\u0645", "\u0623\u062d\u0645\u062f", "\u0627\u0628\u0646"]
    rows = [{"student": name} for name in names]
    assert order("student", False, *rows) == [names[2], names[1], names[0]]


def test_names_that_look_like_numbers_are_sorted_as_names():
    names = ["Nan", "Inf", "Anna", "1e5", "Infinity"]
    rows = [{"student": name} for name in names]
    assert order("student", False, *rows) == ["1e5", "Anna", "Inf", "Infinity", "Nan"]


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("column", ["test_loss", "version"])
def test_what_is_empty_is_last_in_both_directions(column, is_descending):
    values = {"a": "0.2", "b": "", "c": "0.1", "d": "1e-05"}
    rows = [{"student": name, column: value} for name, value in values.items()]
    assert order(column, is_descending, *rows)[-1] == "b"


def test_numbers_are_sorted_by_size():
    rows = [{"student": value, "test_loss": value} for value in ("0.2", "1e-05", "10", "9")]
    assert order("test_loss", False, *rows) == ["1e-05", "0.2", "9", "10"]
