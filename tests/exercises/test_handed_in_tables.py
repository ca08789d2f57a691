"""Tables of answers, as platforms and spreadsheets save them: each row has its student."""

import pytest

from tests.exercises.handed_in import found, graded, quiz


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_quiz_keeps_its_students_and_counts_rows_as_a_spreadsheet(
    tmp_path, results, encoding, separator
):
    code = results[0].to_code()
    rows = found(tmp_path / "quiz.csv", quiz(code, separator).encode(encoding))
    assert [(one.name.rpartition(":")[2], one.student.name) for one in rows] == [
        ("2", "Jörg Müller"),
        ("4", "Ünal Grace"),
    ]
    assert {one.content for one in rows} == {code}
    assert dict(rows[0].columns) == {
        "Surname": "Müller",
        "First name": "Jörg",
        "Email address": "jm@school.example",
        "Response 2": "one line each",
    }


@pytest.mark.parametrize(
    ("headings", "student"),
    [
        ("Last name;First name;Email address", "Ana Silva"),
        ("Nachname;Vorname;E-Mail-Adresse", "Ana Silva"),
        ("Apellido(s);Nombre;Dirección de correo", "Ana Silva"),
        ("Nom de famille;Prénom;Adresse de courriel", "Ana Silva"),
        ("Sobrenome;Nome;Endereço de email", "Ana Silva"),
        ("Apelido;Nome próprio;Endereço de e-mail", "Ana Silva"),
        ("الاسم الأخير;الاسم الأول;عنوان البريد الإلكتروني", "Ana Silva"),
        ("اسم العائلة;الاسم;البريد الإلكتروني", "Ana Silva"),
        ("Surname;Name;E-mail", "Ana Silva"),
    ],
)
def test_the_columns_of_a_quiz_are_known_in_the_languages_of_the_page(
    tmp_path, results, headings, student
):
    content = f"{headings};Q\nSilva;Ana;a@b.example;{results[0].to_code()}\n"
    (one,) = found(tmp_path / "quiz.csv", content.encode())
    assert tuple(one.student) == (student, "a@b.example")


FORMS = "ID;Start time;Email;Name;Q\n1;8:00;{mail};{one};{a}\n2;8:01;{mail};{other};{b}\n"


@pytest.mark.parametrize("mail", ["anonymous", "anonym", "Anónimo", ""])
def test_the_numbers_of_a_forms_rows_are_no_students(tmp_path, results, mail):
    """Two tables have the same numbers, and whoever is anonymous the same address."""
    a, b = (result.to_code() for result in results)
    for name, one, other in (("6a", "Anna", "Ben"), ("6b", "Cleo", "Dan")):
        content = FORMS.format(mail=mail, one=one, other=other, a=a, b=b)
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    rows = graded([tmp_path])
    assert [row["student"] for row in rows] == ["Anna", "Ben", "Cleo", "Dan"]
    assert [row["counts"] for row in rows] == ["yes"] * 4
    assert not any("student_id" in row for row in rows)


def test_numbers_of_students_are_theirs_only_with_their_names(tmp_path, results):
    """A platform's number is one student's; what a table holds may be anything."""
    code = results[0].to_code()
    for name, number in (("Anna", 4711), ("Anna", 4711), ("Ben", 4711), ("Anna", 4712)):
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
        file.write_text(f"ID number;Name;Q\n{number};{name};{code}\n", encoding="utf-8")
    assert [row["counts"] for row in graded([tmp_path])] == ["no", "yes", "yes", "yes"]


def test_one_name_in_two_tables_may_be_two_students(tmp_path, results):
    for name, result in zip(("6a", "6b", "6b (1)"), [*results, results[0]], strict=True):
        content = f"Name;Q\nAnna;{result.to_code()}\n"
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    rows = graded([tmp_path])
    assert [row["student"] for row in rows] == ["Anna (6a)", "Anna (6b)", "Anna (6b)"]
    assert [row["counts"] for row in rows] == ["yes", "no", "yes"]
    assert [row["status"] for row in rows] == ["look"] * 3


@pytest.mark.parametrize(
    "heading", ["What is your name?", "Dein Name", "¿Tu nombre?", "Ton prénom", "ما اسمك؟", "Who?"]
)
def test_the_time_of_an_answer_is_no_student(tmp_path, results, heading):
    content = f"Timestamp,{heading},Q\n2026/11/28 10:00:03,Anna,{results[0].to_code()}\n"
    (one,) = found(tmp_path / "forms.csv", content.encode())
    assert one.student.name == "Anna"


LI = "Vorname{s}Nachname{s}Antwort{s}2\nBen{s}Li{s}{code}{s}{end}\n"


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("unicode.txt", LI.replace("{s}", "\t"), "utf-16"),
        ("title.csv", "Results of quiz 3\n\n" + LI.replace("{s}", ";"), "utf-8"),
        ("title.csv", "Results of quiz 3;;;\n;;;\n" + LI.replace("{s}", ";"), "utf-8"),
        ("huge.csv", LI.replace("{s}", ",").replace("{end}", "x" * 140_000), "utf-8"),
        ("huge.csv", LI.replace("{s}", ",") + "Cem,Oz,," + "x" * 140_000, "utf-8"),
    ],
)
def test_a_table_keeps_its_students_as_spreadsheets_save_it(
    tmp_path, results, name, content, encoding
):
    filled = content.replace("{code}", results[0].to_code()).replace("{end}", "")
    (one,) = found(tmp_path / name, filled.encode(encoding))
    assert (one.student.name, one.content) == ("Ben Li", results[0].to_code())


@pytest.mark.parametrize("line", ["Ada\t{code}\tBen\t{code}\n", "mail\tQ: {code}\n"])
def test_a_text_with_tabs_is_a_table_only_by_its_headings(tmp_path, results, line):
    good, poor = (result.to_code() for result in results)
    content = line.format(code=good) + line.format(code=poor)
    rows = found(tmp_path / "chat.txt", content.encode())
    assert not any(one.columns for one in rows)
    assert {one.content for one in rows} == {good, poor}


@pytest.mark.parametrize(
    ("encoding", "names", "remark"),
    [
        ("cp1254", ["Erdoğan", "Şahin"], "Turkish"),
        ("cp1256", ["أحمد", "محمد"], "Arabic"),
        ("cp1252", ["Müller", "Zoë"], "Western European"),
        ("utf-8", ["Erdoğan", "أحمد"], ""),
        ("cp1252", ["Ada", "Ben"], ""),
    ],
)
def test_letters_that_had_to_be_guessed_are_mentioned(tmp_path, results, encoding, names, remark):
    lines = [f"{name};{results[0].to_code()}" for name in names]
    (tmp_path / "quiz.csv").write_bytes("\n".join(["Name;Q", *lines]).encode(encoding))
    rows = graded([tmp_path / "quiz.csv"])
    assert [row["student"] for row in rows] == names
    assert [row["status"] for row in rows] == ["graded"] * 2
    for row in rows:
        assert remark in row["reason"]
        assert bool(remark) == bool(row["reason"])
