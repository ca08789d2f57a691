"""Lists of grades of Moodle and Canvas get grades, and stay as they are in everything else."""

import csv
import io

import pytest

from playground.exercises.gradebook import Gradebook, Mark
from playground.exercises.zip_archive import UnreadableError

MOODLE = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Feedback comments"
"Participant 101","Jörg Müller",jm@school.example,"Submitted for grading",,10.00,
"Participant 102","李 小龙",lx@school.example,"Submitted for grading",,10.00,
"Participant 103","Ada Lovelace",al@school.example,"No submission",,10.00,
"""

GERMAN = """\
ID;"Vollständiger Name";E-Mail-Adresse;Status;Bewertung;Bestwertung;"Feedback als Kommentar"
"Teilnehmer/in101";"Jörg Müller";jm@school.example;abgegeben;;"10,00";
"Teilnehmer/in102";"李 小龙";lx@school.example;abgegeben;;"10,00";
"""

CANVAS = """\
Student,ID,SIS Login ID,Section,Essay (77),Neurons (78)
    Points Possible,,,,100,4
"Müller, Jörg",101,jm,8b,12,
"Lovelace, Ada",103,al,8b,13,
"""

BY_ID = [
    Mark({"submission": "a", "student": "Jörg", "student_id": "101"}, 2 / 3, "=well"),
    Mark({"submission": "b", "student": "Nobody", "student_id": "999"}, 1),
]
BY_NAME = [
    Mark({"submission": "a", "student": "jörg  müller"}, 0.5),
    Mark({"submission": "b", "column Email": "AL@school.example", "student": "Ada L."}, 1),
]


def fill(source, marks, column=0, encoding="utf-8"):
    book = Gradebook.read(source.encode(encoding))
    filled = book.fill(marks, book.grade_columns[column])
    return filled, list(csv.reader(io.StringIO(filled.content), delimiter=book.separator))


def grades(lines, column):
    return [line[column] for line in lines[1:]]


def test_moodles_worksheet_is_filled_by_the_number_of_the_participant():
    filled, lines = fill(MOODLE, BY_ID, encoding="utf-8-sig")
    assert grades(lines, 4) == ["6.67", "", ""]
    assert lines[1][6] == "'=well"
    assert (filled.matched, filled.missing) == (1, ("Nobody",))
    before = list(csv.reader(io.StringIO(MOODLE)))
    changed = [
        (i, j)
        for i, (line, other) in enumerate(zip(lines, before, strict=True))
        for j, (cell, was) in enumerate(zip(line, other, strict=True))
        if cell != was
    ]
    assert changed == [(1, 4), (1, 6)]


def test_a_worksheet_in_another_language_keeps_its_decimal_sign():
    assert grades(fill(GERMAN, BY_ID)[1], 4) == ["6,67", ""]


def test_names_and_addresses_stand_in_for_numbers():
    assert grades(fill(MOODLE, BY_NAME)[1], 4) == ["5", "", "10"]


def test_in_canvas_the_chosen_assignment_is_filled_by_its_own_points():
    assert grades(fill(CANVAS, BY_ID, column=1)[1], 5) == ["4", "2.67", ""]
    assert grades(fill(CANVAS, BY_NAME, column=0)[1], 4) == ["100", "50", "13"]


def test_nobody_gets_the_grade_of_a_namesake():
    twice = MOODLE + MOODLE.splitlines()[1].replace("101", "104") + "\n"
    mark = Mark({"submission": "a", "student": "Jörg Müller"}, 1)
    assert fill(twice, [mark])[0].missing == ("Jörg Müller",)


WORKSHEETS = {
    "de": "Bewertung;Bestwertung;Bewertung kann geändert werden;Feedback als Kommentar",
    "fr": "Note;Note maximale;La note peut être modifiée;Feedback par commentaires",
    "es": "Calificación;Calificación máxima;La calificación puede cambiarse;"
    "Comentarios de retroalimentación",
    "pt-BR": "Nota;Nota máxima;Nota pode ser alterada;Comentários de feedback",
    "ar": "الدرجة;الدرجة القصوى;يمكن تغيير الدرجة;تعليقات التقييم",
    "ar, with other words": "التقدير;أعلى تقدير;x;التغذية الراجعة",
    "en": "Grade;Maximum grade;Grade can be changed;Feedback comments",
}


@pytest.mark.parametrize("headings", WORKSHEETS.values(), ids=WORKSHEETS)
def test_a_worksheet_is_understood_in_every_language_of_the_page(headings):
    source = f"ID;Status;{headings}\nX 101;y;;20,00;z;\n"
    filled, lines = fill(source, [Mark({"submission": "a", "student_id": "101"}, 0.375, "well")])
    assert lines[1] == ["X 101", "y", "7,5", "20,00", "z", "well"]
    assert filled.is_best_known


POINTS_POSSIBLE = {
    "en": "Points Possible",
    "de": "Punkte möglich",
    "de, with other words": "Mögliche Punkte",
    "fr": "Points possibles",
    "es": "Puntos posibles",
    "pt-BR": "Pontos possíveis",
    "ar": "النقاط الممكنة",
}


@pytest.mark.parametrize("called", POINTS_POSSIBLE.values(), ids=POINTS_POSSIBLE)
def test_a_gradebook_of_canvas_is_understood_in_every_language_of_the_page(called):
    filled, lines = fill(CANVAS.replace("Points Possible", called), BY_ID, column=1)
    assert grades(lines, 5) == ["4", "2.67", ""]
    assert filled.is_best_known


@pytest.mark.parametrize(
    ("best", "half"),
    [
        ("10,00", "5"),
        ("15.00", "7.5"),
        ("15,00", "7,5"),
        (" 15.00 ", "7.5"),
        ("1,001.00", "500.5"),
        ("1.001,00", "500,5"),
        ("1\N{NARROW NO-BREAK SPACE}001,00", "500,5"),
        ("1'001.00", "500.5"),
        ("1,000,001", "500000.5"),
        ("1.000.001", "500000,5"),
        ("15.000", "7.5"),
        ("\u0661\u0665\N{ARABIC DECIMAL SEPARATOR}\u0660\u0660", "7.5"),
    ],
)
def test_the_best_grade_may_be_spelled_in_many_ways(best, half):
    source = MOODLE.replace("10.00", f'"{best}"')
    filled, lines = fill(source, [Mark({"submission": "a", "student_id": "101"}, 0.5)])
    assert lines[1][4] == half
    assert filled.is_best_known


@pytest.mark.parametrize("best", ["", "-", "Pass", "1,00,000", "1.000,00,00", "0x10"])
def test_where_no_best_grade_is_found_it_is_a_hundred_and_said(best):
    source = MOODLE.replace("10.00", f'"{best}"')
    filled, lines = fill(source, [Mark({"submission": "a", "student_id": "101"}, 0.5)])
    assert lines[1][4] == "50"
    assert not filled.is_best_known


def test_a_line_without_its_best_grade_has_that_of_the_others():
    source = MOODLE.replace("10.00", "", 1)
    filled, lines = fill(source, [Mark({"submission": "a", "student_id": "101"}, 0.5)])
    assert lines[1][4] == "5"
    assert filled.is_best_known


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"\x89PNG\x00\x01", b"Grade"])
def test_what_is_no_list_of_grades_is_refused(raw):
    with pytest.raises(UnreadableError):
        Gradebook.read(raw)
