"""Whatever a platform or a system makes of results, each is found, and who handed it in."""

import csv
import io
import os
import zipfile
from datetime import datetime
from io import BytesIO

import pytest

from playground.cli import main
from playground.exercises import library, submissions
from playground.exercises.grades_table import Dialect, write_csv
from playground.exercises.grades_workbook import workbook
from playground.exercises.pieces import find_pieces
from playground.exercises.students import Student
from playground.exercises.submissions import find_submissions, submissions_in
from tests.exercises.conftest import make_result
from tests.exercises.handed_in import found, graded, moodle_zip, named, zip_of


def test_all_submissions_of_moodle_are_rows_with_their_students(tmp_path, results):
    (tmp_path / "all.zip").write_bytes(moodle_zip(*results))
    rows = graded([tmp_path / "all.zip"])
    assert [(row["student"], row["student_id"], row["status"]) for row in rows] == [
        ("=1+1 Ben", "104", "refused"),
        ("Ada Lovelace", "103", "graded"),
        ("Jörg Müller", "101", "graded"),
        ("Jörg Müller", "101", "graded"),
        ("李 小龙", "102", "graded"),
    ]


def test_of_several_results_of_a_student_the_last_by_time_counts(tmp_path, results):
    (tmp_path / "all.zip").write_bytes(moodle_zip(*results))
    rows = [row for row in graded([tmp_path / "all.zip"]) if row["student"] == "Jörg Müller"]
    assert [(row["time"], row["counts"], row["score"]) for row in rows] == [
        ("2026-11-02 08:00:00", "no", 0),
        ("2026-11-03 09:30:00", "yes", 100),
    ]
    assert rows[1]["submission"] in rows[0]["reason"]


def test_a_zip_and_the_folder_that_was_unpacked_from_it_are_graded_alike(tmp_path, results):
    (tmp_path / "all.zip").write_bytes(moodle_zip(*results))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tmp_path / "all")
        for info in archive.infolist():
            seconds = zip_seconds(info)
            os.utime(tmp_path / "all" / info.filename, (seconds, seconds))

    def table(path):
        rows = graded([path])
        places = {"submission", "reason", "equal_to"}
        return [{name: row[name] for name in row.keys() - places} for row in rows]

    assert table(tmp_path / "all.zip") == table(tmp_path / "all")


def zip_seconds(info):
    return datetime(*info.date_time).timestamp()


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["ada/one-neuron.result.json", "ben/result (1).json"], ["ada", "ben"]),
        (["8b/ada.json", "8b/ben.json"], ["ada", "ben"]),
        (["ada.json", "one-neuron.result (1).json"], ["ada", ""]),
        (["ada/result.json", "ada/result (1).json"], ["ada", "ada"]),
        (["cleo/notes.txt", "cleo/photo.png", "cleo/result.json"], ["cleo"] * 3),
        (["6b/Anna.json"], ["Anna"]),
        (["6b/anna.json"], ["anna"]),
        (["Anna/network.json", "Bo/my net.json"], ["Anna", "Bo"]),
        (["6b/Anna/work.zip"], ["Anna"]),
        (["Anna.zip", "Ben.zip"], ["Anna", "Ben"]),
        (["6b/Anna.zip", "6b/Ben.zip"], ["Anna", "Ben"]),
        (["6b/Anna.result.json", "6b/Ben.result.json"], ["Anna", "Ben"]),
        (["Anna.result.json", "Anna.result (1).json"], ["Anna", "Anna"]),
        (["6b/anna.result (2).json", "6b/one-neuron.result.json"], ["anna", ""]),
    ],
)
def test_a_folder_is_a_student_unless_its_files_are(tmp_path, names, students):
    inner = zip_of({"code.txt": "x"})
    files = {name: inner if name.endswith(".zip") else "x" for name in names}
    assert [one.student.name for one in found(tmp_path / "a.zip", zip_of(files))] == students


def test_names_of_own_exercises_are_no_students(tmp_path):
    names = ["Anna/my-own.result.json", "Anna/my-own.result (1).json"]
    (tmp_path / "a.zip").write_bytes(zip_of(dict.fromkeys(names, "x")))
    given = list(find_pieces([tmp_path / "a.zip"]))
    assert {one.student.name for one in submissions_in(given, {"my-own"})} == {"Anna"}


CANVAS_NAMES = {
    "muellerjoerg_4711_9001_result.json": ("muellerjoerg", "4711"),
    "muellerjoerg_LATE_4711_9001_result-1.json": ("muellerjoerg", "4711"),
    "muellerjoerg_4711_text.html": ("muellerjoerg", "4711"),
    "muellerjoerg_LATE_4711_text.html": ("muellerjoerg", "4711"),
    "anna-sophie_4711_9001_result.json": ("anna-sophie", "4711"),
    "शर्माअनीता_12_34_result.json": ("शर्माअनीता", "12"),
    "anon_a1B2c_34_result.json": ("a1B2c", "a1B2c"),
    "anna_4711_9001_homework.zip": ("anna", "4711"),
}


@pytest.mark.parametrize(("name", "student"), CANVAS_NAMES.items(), ids=CANVAS_NAMES)
@pytest.mark.parametrize("is_packed", [True, False])
def test_what_canvas_calls_a_file_tells_the_student(tmp_path, results, name, student, is_packed):
    content = results[0].to_json().encode()
    content = zip_of({"one-neuron.result.json": content}) if name.endswith("zip") else content
    (tmp_path / "a").mkdir()
    if is_packed:
        (tmp_path / "a/submissions.zip").write_bytes(zip_of({name: content}))
    else:
        (tmp_path / "a" / name).write_bytes(content)
    (one,) = find_submissions([tmp_path / "a"])
    assert tuple(one.student) == student


HOMEWORK = {
    "Anna.zip": "Anna",
    "Anna/homework.zip": "Anna",
    "6b/Anna/homework.zip": "Anna",
    "6b/Anna.zip": "Anna",
    "Anna X_1234_assignsubmission_file_/homework.zip": "Anna X",
    "Anna X_1234_assignsubmission_file_homework.zip": "Anna X",
}


@pytest.mark.parametrize(("name", "student"), HOMEWORK.items(), ids=HOMEWORK)
def test_a_zip_that_a_student_has_handed_in_is_that_students(tmp_path, results, name, student):
    for one in (name, name.replace("Anna", "Ben")):
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        content = zip_of({"one-neuron.result.json": results[0].to_json()})
        (tmp_path / one).write_bytes(content)
    assert named(find_submissions([tmp_path])).keys() == {student, student.replace("Anna", "Ben")}


def test_what_is_given_at_once_keeps_its_students(tmp_path, results):
    """As a page does with several folders that are dropped, and a shell with an asterisk."""
    for name in ("Anna X_1234_assignsubmission_file_", "Ben Y_5678_assignsubmission_file_"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one-neuron.result.json").write_text(results[0].to_json())
    rows = graded(sorted(tmp_path.iterdir()))
    assert [(row["student"], row["student_id"]) for row in rows] == [
        ("Anna X", "1234"),
        ("Ben Y", "5678"),
    ]
    (row,) = graded([tmp_path / "Anna X_1234_assignsubmission_file_"])
    assert row["student_id"] == "1234"


def test_of_what_is_given_at_once_nothing_is_refused_that_nobody_hands_in(tmp_path, results):
    (tmp_path / "Anna.json").write_text(results[0].to_json(), encoding="utf-8")
    rows = graded([tmp_path])
    (tmp_path / "grades.csv").write_bytes(csv_of(rows, Dialect(), "utf-8-sig"))
    (tmp_path / "grades.xlsx").write_bytes(workbook(rows))
    (tmp_path / "sheet.csv").write_text("Identifier,Full name,Grade\nParticipant 1,Ada,\n")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf")
    assert [row["student"] for row in graded(sorted(tmp_path.iterdir()))] == ["Anna"]


@pytest.mark.parametrize(
    ("folders", "students"),
    [
        (["Anna/Stop in time/Version 1", "Bo/Stop in time/Version 1"], ["Anna", "Bo"]),
        (["Anna/Versuch 1", "Anna/Versuch 2", "Bo/Versuch 1"], ["Anna", "Anna", "Bo"]),
        (["Anna/Version 1", "Anna/Version 2"], ["Anna", "Anna"]),
        (["Downloads/6b/Anna/abgabe", "Downloads/6b/Bo/abgabe"], ["Anna", "Bo"]),
        (["6a/Anna", "6a/Bo", "6b/Cleo"], ["Anna", "Bo", "Cleo"]),
        (["Bells/Anna", "Bells/Bo", "Bells/Cleo", "Birds/Anna"], ["Anna", "Bo", "Cleo", "Anna"]),
        (["Anna/Bells", "Anna/Birds", "Bo/Bells", "Cleo/Birds"], ["Anna", "Anna", "Bo", "Cleo"]),
        (["Gruppe 1", "Gruppe 2"], ["Gruppe 1", "Gruppe 2"]),
        (["12345", "12346"], ["12345", "12346"]),
        (["abgabe"], ["abgabe"]),
    ],
)
def test_of_many_folders_the_one_that_differs_is_the_student(tmp_path, folders, students):
    content = zip_of({f"{folder}/result.json": "x" for folder in folders})
    assert [one.student.name for one in found(tmp_path / "a.zip", content)] == students


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["6a/Anna.json", "6b/Anna.json"], ["Anna (6a)", "Anna (6b)"]),
        (["6a/Anna/result.json", "6b/Anna/result.json"], ["Anna (6a)", "Anna (6b)"]),
        (["6b/Anna/result.json", "6b/Anna.json"], ["Anna (6b/Anna)", "Anna (6b)"]),
    ],
)
def test_one_name_in_two_folders_may_be_two_students(tmp_path, results, names, students):
    """Without the number of a platform nothing tells them apart, so the teacher has to."""
    content = zip_of({name: results[n].to_json() for n, name in enumerate(names)})
    (tmp_path / "a.zip").write_bytes(content)
    rows = graded([tmp_path / "a.zip"])
    assert [row["student"] for row in rows] == students
    assert [(row["counts"], row["status"]) for row in rows] == [("yes", "look")] * 2
    assert rows[1]["submission"] in rows[0]["reason"]


def test_one_name_in_folders_of_two_exercises_is_one_student(tmp_path, results):
    other = make_result(library.exercise("one-neuron-fails"), 1)
    files = {"Bells/Anna.json": results[0].to_json(), "Birds/Anna.json": other.to_json()}
    (tmp_path / "a.zip").write_bytes(zip_of(files))
    rows = graded([tmp_path / "a.zip"])
    assert [row["student"] for row in rows] == ["Anna", "Anna"]
    assert [(row["counts"], row["status"]) for row in rows] == [("yes", "graded")] * 2


def test_of_the_attempts_in_a_students_folder_the_last_counts(tmp_path, results):
    names = ["Anna/Stop in time/Version 1/result.json", "Anna/Stop in time/Version 2/result.json"]
    (tmp_path / "a.zip").write_bytes(
        zip_of({name: results[1 - n].to_json() for n, name in enumerate(names)})
    )
    assert [row["counts"] for row in graded([tmp_path / "a.zip"])] == ["no", "yes"]


def test_a_chat_with_many_codes_is_not_one_student(tmp_path, results):
    good, poor = results
    content = f"Ada: {good.to_code()}\nBen: {poor.to_code()}\n"
    (tmp_path / "chat.txt").write_text(content, encoding="utf-8")
    assert [row["counts"] for row in graded([tmp_path / "chat.txt"])] == ["yes", "yes"]


def test_equal_weights_name_another_students_result(tmp_path, results):
    code = results[0].to_code()
    lines = [f"{name};{code}\n" for name in ("Anna", "Anna", "Ben", "", "Anna")]
    (tmp_path / "a.csv").write_text("Name;Q\n" + "".join(lines), encoding="utf-8")
    rows = graded([tmp_path / "a.csv"])
    assert [row["equal_to"].rpartition(":")[2] for row in rows] == ["4", "4", "2", "2", "4"]


def test_equal_words_of_two_students_are_noted_and_ones_own_are_not(tmp_path):
    exercise = library.exercise("by-heart")
    (words,) = [one.id for one in exercise.questions if one.type == "text"][:1]

    def said(sentence, epochs):
        return make_result(exercise, epochs, answers={words: sentence}).to_json()

    long = "The test loss rises, since it learns the points by heart."
    files = {
        "ada/result.json": said(long, 1),
        "ada/result (1).json": said(long, 2),
        "ben/result.json": said(long.upper().replace(",", " –"), 3),
        "cem/result.json": said("No idea.", 4),
        "dee/result.json": said("No idea.", 5),
    }
    (tmp_path / "a.zip").write_bytes(zip_of(files))
    noted = {
        row["submission"][-19:]: row.get("equal_answers") for row in graded([tmp_path / "a.zip"])
    }
    assert noted["zip/ben/result.json"].endswith("ada/result (1).json")
    assert [noted[f"zip/{name}/result.json"] for name in ("cem", "dee")] == [None, None]
    assert noted["zip/ada/result.json"].endswith("ben/result.json")


# Codes in pages, mails and cells


@pytest.mark.parametrize(
    "page",
    [
        '<p dir="ltr" style="text-align: left;">{a}</p><p dir="ltr">{b}</p>',
        '<p><span style="font-size: 1rem;">{a}</span><span class="x">{b}</span></p>',
        '<p>{a}<br class="x">{b}</p>',
        "<p>{a}&#8203;{b}</p>",
        "<p>{a}&shy;{b}</p>",
        "<p>{a}<!-- x -->{b}</p>",
        '<p><a href="https://play.example/#r={a}{b}">{a}{b}</a></p>',
        '<p><a href="https://play.example/#r={a}{b}">my result</a></p>',
    ],
)
@pytest.mark.parametrize("name", ["onlinetext.html", "quiz.csv", "mail.txt"])
def test_a_code_that_goes_on_behind_a_tag_is_read_to_its_end(tmp_path, results, name, page):
    code = results[0].to_code()
    content = page.format(a=code[:60], b=code[60:])
    if name == "quiz.csv":
        content = 'Name,Answer\nAda,"' + content.replace('"', '""') + '"\n'
    (row,) = graded_content(tmp_path / name, content)
    assert (row["status"], row["exercise"]) == ("graded", "one-neuron")


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("mail.txt", "{code}\n\nBen wrote:\n> {code}\n", 1),
        ("mail.txt", "Here: {code}\n> Here: {code}", 1),
        ("mail.txt", "First {code} and again {code}", 1),
        ("quiz.csv", "Name,Answer\nAda,{code} again: {code}\n", 1),
        ("quiz.csv", "Name,Answer\nAda,{code}\nBen,{code}\n", 2),
        ("chat.txt", "Ada: {code}\nBen: {code}\n", 2),
    ],
)
def test_equal_codes_are_one_unless_others_hand_them_in(tmp_path, results, name, content, count):
    rows = graded_content(tmp_path / name, content.format(code=results[0].to_code()))
    assert [row["status"] for row in rows] == ["graded"] * count


def test_codes_are_on_the_lines_where_they_stand(tmp_path, results):
    good, poor = (result.to_code() for result in results)
    rows = graded_content(tmp_path / "a.txt", f"\n\nAda {good} Ben {poor}\n\nCem {poor}\n")
    assert [row["submission"].rpartition(":")[2] for row in rows] == ["3", "3", "5"]


@pytest.mark.parametrize("content", ["NNR2." * 200_000, "NNR2.\n" * 100_000, "a;b\nNNR2.;c\n"])
def test_beginnings_of_codes_without_a_letter_are_none(tmp_path, content):
    """Of 1 MB of them each was a row, and was counted to from the beginning of the file."""
    assert len(found(tmp_path / "a.txt", content.encode())) == 1


@pytest.mark.parametrize(("name", "line"), [("a.txt", "NNR2.A{n}\n"), ("a.csv", "Ada;NNR2.A{n}\n")])
def test_a_file_of_too_many_codes_says_so(tmp_path, monkeypatch, name, line):
    monkeypatch.setattr(submissions, "MOST_CODES", 20)
    content = "Name;Answer\n" + "".join(line.format(n=n) for n in range(50))
    *kept, last = found(tmp_path / name, content.encode())
    assert len(kept) == 20
    assert "more than 20 codes" in last.reason


def test_a_long_table_is_read_row_by_row(tmp_path, results, monkeypatch):
    """So that the page answers meanwhile."""
    read = []
    monkeypatch.setattr(submissions, "student_of_row", lambda *row: read.append(row) or Student())
    lines = [f"student {n},{results[0].to_code()}\n" for n in range(9)]
    (tmp_path / "a.csv").write_text("Name,Q\n" + "".join(lines), encoding="utf-8")
    rows = find_submissions([tmp_path / "a.csv"])
    assert next(rows).name.endswith(":2")
    assert len(read) == 1


def graded_content(path, content):
    path.write_text(content, encoding="utf-8", newline="")
    return graded([path])


# Tables that were written earlier


@pytest.mark.parametrize(
    "written",
    [
        lambda rows: csv_of(rows, Dialect(), "utf-8-sig"),
        lambda rows: csv_of(rows, Dialect(";", ","), "utf-8-sig"),
        lambda rows: csv_of(rows, Dialect("\t"), "utf-16").replace(b'"\0', b""),
        workbook,
        lambda rows: b"Table 1\r\n" + csv_of(rows, Dialect(), "utf-8"),
        lambda rows: b"Class 6b;;;\r\n;;;\r\n" + csv_of(rows, Dialect(";"), "utf-8"),
        lambda _: b"Identifier,Full name,Grade\r\nParticipant 1,Ada,5\r\n",
    ],
)
def test_no_table_of_an_earlier_run_is_handed_in(tmp_path, results, written):
    (tmp_path / "a.json").write_text(results[0].to_json(), encoding="utf-8")
    content = written(graded([tmp_path]))
    (tmp_path / "grades.csv").write_bytes(content)
    assert [row["submission"] for row in graded([tmp_path])] == [str(tmp_path / "a.json")]


@pytest.mark.parametrize(
    "name",
    [
        *(".DS_Store", "Icon\r", "Thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"),
        *(".gitkeep", "~$essay.docx", ".~lock.grades.csv#", "$RECYCLE.BIN/x.json", "@eaDir/x.json"),
    ],
)
def test_what_systems_and_office_programs_leave_is_not_handed_in(tmp_path, name):
    content = zip_of({f"ada/{name}": "x", "ada/result.json": "x"})
    (one,) = found(tmp_path / "a.zip", content)
    assert one.name.endswith("ada/result.json")


def csv_of(rows, dialect, encoding):
    file = io.StringIO(newline="")
    write_csv(rows, file, dialect)
    return file.getvalue().encode(encoding)


def test_the_table_that_is_being_written_is_not_handed_in(tmp_path, results):
    (tmp_path / "a.json").write_text(results[0].to_json(), encoding="utf-8")
    assert main(["grade", str(tmp_path), "--csv", str(tmp_path / "new.csv")]) == 0
    assert (tmp_path / "new.csv").read_text(encoding="utf-8-sig").count("\n") == 2


def test_the_command_writes_for_a_spreadsheet_of_another_language(tmp_path, results):
    (tmp_path / "all.zip").write_bytes(moodle_zip(*results))
    written, options = tmp_path / "grades.csv", ["--separator", "semicolon", "--decimal", "comma"]
    assert main(["grade", str(tmp_path / "all.zip"), "--csv", str(written), *options]) == 0
    rows = list(csv.DictReader(written.open(encoding="utf-8-sig", newline=""), delimiter=";"))
    assert rows[0]["student"] == "'=1+1 Ben"
    assert float(rows[1]["test_loss"].replace(",", ".")) == pytest.approx(0.337831, abs=1e-6)
    assert "." not in rows[1]["test_loss"]


def test_a_workbook_holds_numbers_as_numbers_and_formulas_as_text(results):
    rows = [{"submission": "=1+1", "status": "graded", "reason": "", "score": 100}]
    with zipfile.ZipFile(BytesIO(workbook(rows))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in strings
    assert "<v>100</v>" in sheet
