"""A teacher grades a class in the page, looks at it, and takes away what the platform wants."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from playground.cli import main
from playground.exercises import library, own_exercises
from playground.session import Session
from playground.text import language, set_language
from playground.ui.actions import spell
from tests.drawers.control import html
from tests.exercises.conftest import make_result
from tests.exercises.handed_in import moodle_zip, zip_of

DRAWER = "grading"

WORKSHEET = """\
Identifier,Full name,Grade,Maximum Grade,Feedback comments
Participant 101,Jörg Müller,,10.00,
Participant 102,李 小龙,,10.00,
"""


@pytest.fixture(scope="module")
def results():
    exercise = library.exercise("one-neuron")
    right = {"border": 0, "unsure": 0, "numbers": 3}
    return make_result(exercise, 30, answers=right, learning_rate=0.03), make_result(exercise, 1)


@pytest.fixture(scope="module")
def moodle(results):
    return moodle_zip(*results)


@pytest.fixture
def teacher(page, tmp_path):
    return Teacher(page, tmp_path)


class Teacher:
    """Does in the drawer what a teacher does."""

    def __init__(self, page, folder):
        self.page, self.app, self.folder = page, page.app, folder
        self.enter("class_files", "forget")
        self.work()

    def enter(self, text, verb, *about, entered=""):
        self.page.enter(text, spell(verb, *about), entered)

    def put(self, **files):
        """Put files into a folder as the page does, and return it."""
        folder = self.folder / f"given {len(list(self.folder.iterdir()))}"
        folder.mkdir()
        for name, content in files.items():
            content = content.encode() if isinstance(content, str) else content
            (folder / name.replace("_", ".")).write_bytes(content)
        return str(folder)

    def give(self, **files):
        self.enter("class_files", "files", entered=self.put(**files))
        self.work()

    def work(self):
        while self.app.context.jobs.active:
            self.app.tick()

    def texts(self, name):
        """What the page was told last that is in fields, and the like, by their names."""
        columns = self.page.columns[name]
        return dict(zip(columns["key"], columns["text"], strict=True))

    @property
    def names(self):
        """Who is in the table, in its order."""
        return re.findall(r'<th scope="row">(.*?)<small', html(self.app))

    @property
    def cards(self):
        cards = re.findall(r'class="card".*?</button>', html(self.app), re.DOTALL)
        return [" ".join(re.sub(r"<[^>]*>", " ", card).split()) for card in cards]


@pytest.fixture(params=["en", "de", "ar"])
def spoken(request):
    before = language().code
    set_language(request.param)
    yield request.param
    set_language(before)


def test_the_table_that_is_saved_is_that_of_the_command_line(teacher, moodle, tmp_path, spoken):
    teacher.give(all_zip=moodle)
    teacher.enter("class_files", "csv")
    described, saved = teacher.page.delivered("file")
    written = tmp_path / "grades.csv"
    (tmp_path / "all.zip").write_bytes(moodle)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        set_language("en")
        options = [] if spoken == "en" else ["--language", spoken]
        assert main(["grade", "all.zip", "--csv", str(written), *options]) == 0
    assert language().code == "en"
    assert described["name"] == "grades.csv"
    assert saved == written.read_bytes()


@pytest.mark.parametrize(("code", "start"), {"de": '"submission";', "en": '"submission",'}.items())
def test_the_table_is_written_for_spreadsheets_of_the_pages_language(teacher, moodle, code, start):
    before = language().code
    set_language(code)
    try:
        teacher.give(all_zip=moodle)
        teacher.enter("class_files", "csv")
    finally:
        set_language(before)
    _, saved = teacher.page.delivered("file")
    assert saved.decode("utf-8-sig").startswith(start)


def test_an_own_exercise_is_taken_as_a_file_and_as_a_link(teacher, exercise_of_ones_own):
    exercise, yaml = exercise_of_ones_own
    result = make_result(exercise, 30, learning_rate=0.03).to_json()
    teacher.give(ada_json=result)
    assert "There is no exercise" in html(teacher.app)
    teacher.give(own_yaml=yaml)
    assert "There is no exercise" not in html(teacher.app)
    teacher.enter("class_files", "clear")
    teacher.give(ada_json=result)
    link = f"https://school.example/playground/#exercise={exercise.to_code()}"
    teacher.enter("class_files", "reference", entered=link)
    teacher.work()
    assert "There is no exercise" not in html(teacher.app)


@pytest.fixture
def exercise_of_ones_own():
    from playground.exercises.exercise import Exercise

    yaml = """\
id: my-own
title: My own
language: en
text: Train.
experiment: {dataset: gauss, hidden: [2]}
goals: [{test_loss: {at_most: 0.05}}]
"""
    return Exercise.from_yaml(yaml), yaml


def test_an_own_exercise_is_found_in_a_zip_and_in_a_folder(teacher, exercise_of_ones_own):
    exercise, yaml = exercise_of_ones_own
    result = make_result(exercise, 30, learning_rate=0.03).to_json()
    teacher.give(all_zip=zip_of({"6b/my-own.exercise.yaml": yaml, "6b/Ada.json": result}))
    assert "There is no exercise" not in html(teacher.app)
    assert teacher.names == ["Ada"]
    teacher.enter("class_files", "clear")
    folder = Path(teacher.put(ben_json=result)) / "6b"
    folder.mkdir()
    (folder / "own.yml").write_text(yaml, encoding="utf-8")
    teacher.enter("class_files", "files", entered=str(folder.parent))
    teacher.work()
    assert "There is no exercise" not in html(teacher.app)


def test_two_own_exercises_of_one_name_are_named(teacher, exercise_of_ones_own):
    _, yaml = exercise_of_ones_own
    other = yaml.replace("0.05", "0.5")
    teacher.give(a_yaml=yaml, b_yaml=yaml)
    assert "both called" not in html(teacher.app)
    teacher.give(c_yaml=other)
    assert "b.yaml and c.yaml hold exercises that are both called my-own" in html(teacher.app)
    teacher.give(c_yaml=yaml)
    assert "both called" not in html(teacher.app)
    teacher.give(a_zip=zip_of({"own.yaml": other}))
    assert "a.zip/own.yaml hold exercises that are both called my-own" in html(teacher.app)


def test_no_student_replaces_an_exercise(teacher, results, exercise_of_ones_own):
    _, yaml = exercise_of_ones_own
    forged = yaml.replace("my-own", "one-neuron").replace("0.05", "9")
    handed_in = {"6b/Ada.json": results[1].to_json(), "6b/Ben.json": results[0].to_json()}
    teacher.give(all_zip=zip_of({**handed_in, "6b/one-neuron.exercise.yaml": forged}))
    assert "both called one-neuron" in html(teacher.app)


@pytest.mark.parametrize(
    "names",
    [
        ["Ada_101_assignsubmission_file_/own.yaml", "Ada_101_assignsubmission_file_/result.json"],
        ["ada_101_9_own.yaml", "ada_101_9_result.json"],
        ["Ada/own.yaml", "Ada/result.json"],
        ["Ada/own.yaml", "Ada/Ada.json", "Ben/Ben.json"],
        ["6b/Ada/own.yaml", "6b/Ada/Ada.json", "6b/Ben/Ben.json"],
    ],
)
def test_no_student_hands_in_the_exercise_to_judge_by(teacher, exercise_of_ones_own, names):
    exercise, yaml = exercise_of_ones_own
    result = make_result(exercise, 30, learning_rate=0.03).to_json()
    forged = yaml.replace("0.05", "9")
    content = {name: forged if name.endswith("yaml") else result for name in names}
    teacher.give(all_zip=zip_of(content))
    assert html(teacher.app).count("There is no exercise “my-own” here") == len(names) - 1
    assert "folder is none to judge by" in html(teacher.app)
    teacher.give(own_yaml=yaml)
    assert "There is no exercise" not in html(teacher.app)


def test_it_is_said_which_file_among_what_was_handed_in_is_judged_by(
    teacher, exercise_of_ones_own, tmp_path, capsys
):
    exercise, yaml = exercise_of_ones_own
    result = make_result(exercise, 30, learning_rate=0.03).to_json()
    content = zip_of({"6b/a.exercise.yaml": yaml, "6b/Ada.json": result, "6b/Ben.json": result})
    teacher.give(all_zip=content)
    assert "my-own (all.zip/6b/a.exercise.yaml)" in html(teacher.app)
    teacher.enter("class_files", "csv")
    _, saved = teacher.page.delivered("file")
    (tmp_path / "all.zip").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert main(["grade", "all.zip", "--csv", "grades.csv"]) == 0
    assert "“my-own” is judged by all.zip/6b/a.exercise.yaml" in capsys.readouterr().out
    assert saved == (tmp_path / "grades.csv").read_bytes()


def test_the_code_of_a_result_in_the_field_for_exercises_is_known(teacher, results):
    teacher.enter("class_files", "reference", entered=f" {results[0].to_code()}")
    teacher.work()
    assert "This is the code of a result" in html(teacher.app)


def test_what_could_not_be_given_is_said(teacher, results):
    folder = teacher.put(ada_json=results[0].to_json())
    teacher.enter("class_files", "files", entered=f"{folder}\n0")
    teacher.work()
    assert "missing" not in html(teacher.app)
    teacher.enter("class_files", "files", entered=f"{folder}\n7\n6b/<b>.json\nben.zip")
    teacher.work()
    assert "20,000 are the most that can be taken at once: 7." in html(teacher.app)
    assert "could not read: 6b/&lt;b&gt;.json, ben.zip." in html(teacher.app)
    assert teacher.names == ["ada", "ada"]


def test_a_wrong_exercise_is_named_and_nothing_is_lost(teacher, moodle):
    teacher.give(all_zip=moodle)
    teacher.give(own_yaml="id: 1")
    assert "own.yaml:" in html(teacher.app)
    assert len(teacher.names) == 5


def test_an_exercise_that_something_unforeseen_happens_to_is_named(teacher, moodle, monkeypatch):
    def fail(_):
        raise ArithmeticError("nobody knows why")

    monkeypatch.setattr(own_exercises, "exercises_in", fail)
    teacher.give(all_zip=moodle, own_yaml="id: own")
    assert "own.yaml: It could not be checked" in html(teacher.app)
    assert len(teacher.names) == 5


def test_headings_sort_in_both_directions_and_say_so(teacher, moodle):
    teacher.give(all_zip=moodle)
    teacher.enter("class_table", "sort", "student")
    assert [*teacher.names] == sorted(teacher.names, key=str.casefold)
    assert 'aria-sort="ascending"' in html(teacher.app)
    first = teacher.names
    teacher.enter("class_table", "sort", "student")
    assert set(teacher.names[:1]) == set(first[-1:])
    assert 'aria-sort="descending"' in html(teacher.app)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("refused", ["=1+1 Ben"]),
        ("again", ["Jörg Müller"]),
        ("look", ["Ada Lovelace", "Jörg Müller", "Jörg Müller", "李 小龙"]),
    ],
)
def test_only_some_rows_are_shown(teacher, moodle, kind, names):
    teacher.give(all_zip=moodle)
    teacher.enter("class_table", "kind", entered=kind)
    assert teacher.names == names
    teacher.enter("class_table", "kind", entered="all")
    teacher.enter("class_table", "search", entered="müll")
    assert set(teacher.names) == {"Jörg Müller"}


def test_what_students_wrote_is_shown_with_its_signs(teacher, results):
    good = results[0].to_json()
    teacher.give(a_zip=zip_of({"<img src=x>_7_assignsubmission_file_/result.json": good}))
    assert "<img src=x>" not in html(teacher.app)
    assert "&lt;img src=x&gt;" in html(teacher.app)


def test_points_for_words_and_notes_go_into_total_table_and_list(teacher):
    exercise = library.exercise("by-heart")
    (words,) = [one.id for one in exercise.questions if one.type == "text"][:1]
    result = make_result(exercise, 1, answers={words: "It learns by heart."})
    name = "Jörg Müller_101_assignsubmission_file_/result.json"
    teacher.give(all_zip=zip_of({name: result.to_json()}))
    teacher.enter("class_table", "points", 0, words, entered="1,5")
    teacher.enter("class_table", "points", 0, words, entered="1e999")
    assert "got 1e999" in teacher.page["message"]
    teacher.enter("class_table", "note", 0, entered="=Well done")
    teacher.enter("class_files", "csv")
    _, saved = teacher.page.delivered("file")
    (row,) = csv.DictReader(io.StringIO(saved.decode("utf-8-sig"), newline=""))
    assert (row[f"points {words}"], row["note"]) == ("1.5", "'=Well done")
    assert float(row["total"]) == float(row["points"]) + 1.5
    teacher.enter("class_files", "words", entered="2")
    teacher.enter("class_files", "words", entered="1e999")
    teacher.enter("class_files", "book", entered=teacher.put(sheet_csv=WORKSHEET))
    teacher.enter("class_files", "fill")
    described, saved = teacher.page.delivered("file")
    lines = list(csv.reader(io.StringIO(saved.decode("utf-8-sig"), newline="")))
    share = float(row["total"]) / (exercise.points + 2)
    assert described["name"] == "sheet.csv"
    assert float(lines[1][2]) == pytest.approx(10 * share, abs=0.005)
    assert lines[1][4] == "'=Well done"
    assert lines[2] == ["Participant 102", "李 小龙", "", "10.00", ""]


@pytest.fixture
def words():
    """An exercise with a question whose answer a teacher reads, that question, and a result."""
    exercise = library.exercise("by-heart")
    question = next(one.id for one in exercise.questions if one.type == "text")
    return question, make_result(exercise, 1, answers={question: "It learns by heart."})


def test_points_and_notes_are_not_forgotten_without_a_question(teacher, words, results):
    question, result = words
    teacher.give(ada_txt=result.to_code())
    teacher.enter("class_files", "clear")
    assert teacher.names == []
    for verb, about, entered in (("note", [0], "Well done"), ("points", [0, question], "2")):
        teacher.give(ada_txt=result.to_code())
        teacher.enter("class_table", verb, *about, entered=entered)
        teacher.enter("class_files", "clear")
        assert "would be gone, too" in html(teacher.app)
        teacher.enter("class_files", "keep")
        assert "would be gone, too" not in html(teacher.app)
        assert entered in teacher.texts("class_table").values()
        teacher.enter("class_files", "clear")
        teacher.enter("class_files", "forget")
        assert teacher.names == []


def test_what_is_entered_is_what_fields_show_from_then_on(teacher, words):
    """Nothing is drawn for it; a field would show its old text when another one is left."""
    question, result = words
    teacher.give(ada_txt=result.to_code())
    teacher.enter("class_table", "note", 0, entered="Well done")
    assert teacher.texts("class_table")[spell("note", 0)] == "Well done"
    before = float(teacher.texts("class_table")[spell("total", 0)])
    teacher.enter("class_table", "points", 0, question, entered="1.5")
    assert float(teacher.texts("class_table")[spell("total", 0)]) == before + 1.5


@pytest.mark.parametrize("entered", ["1e999", "-1", "\u22121", "1001", "nine"])
def test_what_are_no_points_is_refused_with_a_sentence(teacher, words, entered):
    question, result = words
    teacher.give(ada_txt=result.to_code())
    teacher.enter("class_table", "points", 0, question, entered="2")
    for text, verb, about in (
        ("class_table", "points", [0, question]),
        ("class_files", "words", []),
    ):
        teacher.enter(text, verb, *about, entered=entered)
        assert entered.strip("-\u2212") in teacher.app.context.notices.message
    assert teacher.app.context.classroom.remarks(0).points == {question: 2}


def quiz_of_two(codes, separator):
    return {"quiz_csv": f"Name;Answer\nAda;{separator.join(codes)}\n"}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(lambda *codes: [quiz_of_two(codes, ";")], id="two codes of a row"),
        pytest.param(lambda *codes: [quiz_of_two(codes, " and ")], id="two codes of a cell"),
        pytest.param(
            lambda *codes: [{"code_txt": code} for code in codes], id="two files of one name"
        ),
    ],
)
def test_points_and_notes_are_of_one_result_whatever_others_are_called(
    teacher, words, results, given
):
    question, result = words
    for files in given(result.to_code(), results[0].to_code()):
        teacher.give(**files)
    teacher.enter("class_table", "points", 0, question, entered="2")
    teacher.enter("class_table", "note", 0, entered="Well done")
    teacher.enter("class_files", "csv")
    _, saved = teacher.page.delivered("file")
    first, second = csv.DictReader(io.StringIO(saved.decode("utf-8-sig"), newline=""))
    assert first["submission"] == second["submission"]
    assert (first["note"], first["total"]) == ("Well done", str(float(first["points"]) + 2))
    assert (second["note"], second["total"], second[f"points {question}"]) == ("", "", "")


def test_points_and_notes_stay_with_their_result_when_more_is_given(teacher, words, results):
    _, result = words
    teacher.give(ada_txt=result.to_code())
    teacher.enter("class_table", "note", 0, entered="for Ada")
    teacher.give(aaa_txt=results[0].to_code())
    teacher.enter("class_files", "csv")
    _, saved = teacher.page.delivered("file")
    rows = csv.DictReader(io.StringIO(saved.decode("utf-8-sig"), newline=""))
    assert {row["student"]: row["note"] for row in rows} == {"ada": "for Ada", "aaa": ""}


def test_who_has_equal_weights_is_named_rightly_where_files_have_one_name(teacher, results):
    good, poor = (result.to_code() for result in results)
    for name, code in {"Ada": good, "Ben": poor, "Cem": good}.items():
        teacher.give(quiz_csv=f"Name;Answer\n{name};{code}\n")
    assert teacher.names == ["Ada", "Ben", "Cem"]
    named = re.findall(r"The weights are those of (\w+)\.", html(teacher.app))
    assert named == ["Cem", "Ada"]


def test_grades_of_nameless_results_are_not_added_up(teacher, results):
    for result in results:
        teacher.give(code_txt=result.to_code())
    teacher.enter("class_files", "book", entered=teacher.put(sheet_csv=WORKSHEET))
    teacher.enter("class_files", "fill")
    assert "code.txt, code.txt" in teacher.texts("class_files")["book_note"]


@pytest.fixture
def two(results):
    """A result with all points, and one with none for another exercise."""
    other = make_result(library.exercise("one-neuron-fails"), 1)
    return results[0], other


def filled(teacher, sheet=WORKSHEET):
    """Fill a list of grades, and return the grades in it by the names."""
    teacher.enter("class_files", "book", entered=teacher.put(sheet_csv=sheet))
    teacher.enter("class_files", "fill")
    _, saved = teacher.page.delivered("file")
    lines = csv.DictReader(io.StringIO(saved.decode("utf-8-sig"), newline=""))
    return {line["Full name"]: line["Grade"] for line in lines}


def share(*exercises, of):
    """Return the grade of ten for all points of some exercises among others."""
    points = [sum(library.exercise(name).points for name in names) for names in (exercises, of)]
    return f"{10 * points[0] / points[1]:.2f}".rstrip("0").rstrip(".")


def test_what_is_not_handed_in_has_no_points(teacher, two):
    good, other = two
    files = {
        "Jörg Müller_101_assignsubmission_file_/a.json": good.to_json(),
        "Jörg Müller_101_assignsubmission_file_/b.json": other.to_json(),
        "李 小龙_102_assignsubmission_file_/a.json": good.to_json(),
    }
    teacher.give(all_zip=zip_of(files))
    expected = share("one-neuron", of=["one-neuron", "one-neuron-fails"])
    assert filled(teacher) == {"Jörg Müller": expected, "李 小龙": expected}
    teacher.enter("class_table", "exercise", entered="one-neuron")
    assert filled(teacher) == {"Jörg Müller": "10", "李 小龙": "10"}


@pytest.mark.parametrize("is_good_first", [True, False])
def test_a_student_whom_two_sources_call_differently_has_one_grade(teacher, two, is_good_first):
    good, other = two if is_good_first else two[::-1]
    sheet = WORKSHEET.replace("Full name", "Full name,Email").replace("Müller,", "Müller,j@x.org,")
    name = "Jörg Müller_{}_assignsubmission_file_/result.json"
    teacher.give(a_zip=zip_of({name.format(101): good.to_json()}))
    teacher.give(quiz_csv=f"Name;Email;Answer\nJ. Müller;J@x.org;{other.to_code()}\n")
    expected = share("one-neuron", of=["one-neuron", "one-neuron-fails"])
    assert filled(teacher, sheet.replace("小龙,", "小龙,,"))["Jörg Müller"] == expected
    assert teacher.texts("class_files")["book_note"].startswith("1 student has")


def test_of_two_results_of_one_line_of_the_list_the_later_one_counts(teacher, results):
    """Moodle numbers a student anew in each assignment."""
    good, poor = results
    name = "Jörg Müller_{}_assignsubmission_file_/result.json"
    early, late = (
        zipfile.ZipInfo(name.format(n), (2026, 11, n % 100, 8, 0, 0)) for n in (101, 902)
    )
    teacher.give(b_zip=zip_of({late: good.to_json()}))
    teacher.give(a_zip=zip_of({early: poor.to_json()}))
    assert filled(teacher)["Jörg Müller"] == "10"


def test_what_stands_in_for_a_missing_best_grade_is_said(teacher, moodle):
    teacher.give(all_zip=moodle)
    for sheet, is_said in ((WORKSHEET, False), (WORKSHEET.replace("10.00", ""), True)):
        teacher.enter("class_files", "book", entered=teacher.put(sheet_csv=sheet))
        teacher.enter("class_files", "fill")
        note = teacher.texts("class_files")["book_note"]
        assert ("so 100 was taken" in note) == is_said


def test_the_table_can_be_a_workbook(teacher, moodle):
    teacher.give(all_zip=moodle)
    teacher.enter("class_files", "workbook")
    described, saved = teacher.page.delivered("file")
    assert described["name"] == "grades.xlsx"
    assert zipfile.ZipFile(io.BytesIO(saved)).testzip() is None


def test_the_board_shows_what_counts_without_names_at_first(teacher, moodle):
    teacher.give(all_zip=moodle)
    board = html(teacher.app).partition('class="board-head"')[2]
    assert len(teacher.cards) == 3
    assert board.count("data:image/png;base64,") == 3
    assert board.count('<path class="test"') == 3
    assert "Jörg" not in board
    teacher.enter("class_board", "names", entered="true")
    assert any("Jörg Müller" in card for card in teacher.cards)
    teacher.enter("class_board", "order", entered="test_loss")
    losses = [float(re.search(r"loss ([\d.]+)", card)[1]) for card in teacher.cards]
    assert losses == sorted(losses)
    teacher.enter("class_board", "descending", entered="true")
    found = [float(re.search(r"loss ([\d.]+)", card)[1]) for card in teacher.cards]
    assert found == losses[::-1]
    assert "descending" in html(teacher.app)
    teacher.enter("class_board", "descending", entered="false")


def test_the_table_says_which_weights_training_again_does_not_give(teacher, results):
    good = results[0]
    other = replace(good, runs=(replace(good.runs[0], epochs=20),))
    within = make_result(library.exercise("one-neuron"), 3)
    session = Session(within.experiment)
    session.advance(3)
    X, y, _ = session.loss_arguments()
    session.trainer.run_batch(next(iter(session.trainer.batches(X, y))))
    weights = session.network.theta.astype("float32")
    within = replace(within, runs=(replace(within.runs[0], weights=weights),), claims={})
    for name, result in {"ada": good, "ben": other, "cem": within}.items():
        teacher.give(**{f"{name}_json": result.to_json()})
    shown = teacher.texts("class_table")
    said = ["Training again gives other weights" in shown[spell("run", i)] for i in range(3)]
    assert said == [False, True, False]
    assert spell("run", 1).replace('"', "&#34;") in html(teacher.app)


def test_a_result_is_enlarged_and_opened_in_the_playground(teacher, moodle, results):
    teacher.give(all_zip=moodle)
    teacher.enter("class_board", "enlarge", 3)
    assert html(teacher.app).count("data:image/png;base64,") == 4
    teacher.enter("class_board", "open", 3)
    session = teacher.app.session
    assert session.epoch == results[0].runs[-1].epochs
    assert session.network.theta == pytest.approx(results[0].runs[-1].weights)


def test_what_is_graded_outlives_the_drawer(teacher, moodle):
    teacher.enter("class_files", "files", entered=teacher.put(all_zip=moodle))
    teacher.app.drawers.open("data")
    teacher.work()
    teacher.app.drawers.open(DRAWER)
    teacher.app.tick()
    assert len(teacher.names) == 5


def test_grading_can_be_given_up(teacher, results):
    names = [f"{n}/result.json" for n in range(30)]
    files = teacher.put(a_zip=zip_of(dict.fromkeys(names, results[1].to_json())))
    teacher.enter("class_files", "files", entered=files)
    teacher.app.tick(0)
    assert "<progress" in html(teacher.app)
    teacher.enter("class_files", "stop")
    assert len(teacher.names) < 30
    assert "<progress" not in html(teacher.app)
