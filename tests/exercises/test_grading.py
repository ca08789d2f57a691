"""Every submission gets a row, whatever it is, and the table is safe to open."""

import csv
import io
import os
import signal
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from playground.exercises import grading, library
from playground.exercises.checking import check
from playground.exercises.comparison import note_common
from playground.exercises.grades_table import COLUMNS, NUMBERS, USUAL, Dialect, write_csv
from playground.exercises.grades_workbook import workbook
from playground.exercises.grading import BATCH, grade, grade_one
from playground.exercises.result import LONGEST_FILE, Effort, read_result
from playground.exercises.spreading import on_all_cores, on_dask
from playground.exercises.submissions import Submission, find_submissions
from playground.exercises.zip_archive import LARGEST_FILE
from tests.cases import every

GOOD = {"border": 0, "unsure": 0, "numbers": 3}


@pytest.fixture
def good(hand_in):
    """A result that earns all points of an exercise of the course."""
    return hand_in(library.exercise("one-neuron"), epochs=30, answers=GOOD, learning_rate=0.03)


@pytest.fixture
def folder(tmp_path, good):
    """What a class may hand in: good, bad and strange files in folders of their own."""
    files = {
        "ada/result.json": good.to_json(),
        "ben/result.txt": good.to_code()[:100] + "\n" + good.to_code()[100:],
        "cem/cut.json": good.to_json()[:200],
        "dee/damaged.txt": good.to_code().replace("b", "c", 1),
        "eva/essay.txt": "I forgot.",
        "fay/long.json": good.to_json() + " " * LONGEST_FILE,
        "gus/empty.json": "",
        "hal/tampered.json": good.to_json().replace('"test_loss":0.00', '"test_loss":0.9'),
        "ida/own.json": good.to_json().replace('"one-neuron"', '"my-own"'),
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00")
    return tmp_path


def rows_of(*paths, exercises=None):
    return list(grade(list(find_submissions(paths)), exercises or {}))


def test_every_file_gets_a_row_with_a_reason_and_the_run_goes_on(folder):
    rows = {os.path.relpath(row["submission"], folder): row for row in rows_of(folder)}
    status = {name: (row["status"], row["reason"]) for name, row in rows.items()}
    for name in ("ada/result.json", "ben/result.txt"):
        assert status[name] == ("graded", "")
        assert (rows[name]["score"], rows[name]["passed"]) == (100, "yes")
    assert status["hal/tampered.json"][0] == "look"
    assert "test loss: claimed 0.9" in status["hal/tampered.json"][1]
    refused = {
        "cem/cut.json": "is not JSON",
        "dee/damaged.txt": "damaged",
        "eva/essay.txt": "is not JSON",
        "fay/long.json": f"at most {LONGEST_FILE}",
        "gus/empty.json": "is not JSON",
        "ida/own.json": "There is no exercise “my-own” here",
        "photo.jpg": "not a text file",
    }
    for name, reason in refused.items():
        assert status[name][0] == "refused"
        assert reason in status[name][1]
    assert set(status) == {"ada/result.json", "ben/result.txt", "hal/tampered.json", *refused}


def test_a_row_says_what_was_reached_and_answered(good):
    row = grade_one(Submission("x", good.to_json()), {})
    assert {name: row[name] for name in ("exercise", "points", "seed", "epochs", "parameters")} == {
        "exercise": "one-neuron",
        "points": 5,
        "seed": 0,
        "epochs": "30",
        "parameters": "3",
    }
    assert float(row["test_loss"]) == pytest.approx(good.claims["test_loss"], rel=1e-4)
    assert row["goal 1"] == "met"
    assert (row["answer border"], row["right border"]) == ("a straight line", "yes")


def test_an_exercise_of_ones_own_is_used_and_goes_before_the_library(exercise_with, hand_in):
    own = exercise_with(id="one-neuron", goals=[{"test_loss": {"above": 0}}])
    submission = Submission("x", hand_in(own).to_json())
    assert grade_one(submission, {"one-neuron": own})["score"] == 100


def test_what_was_not_confirmed_asks_for_a_look(exercise_with, hand_in):
    exercise = exercise_with(goals=[{"epochs": {"at_least": 10**6}}])
    content = hand_in(exercise).to_json().replace('"epochs":0', '"epochs":1000000')
    row = grade_one(Submission("x", content), {"small": exercise})
    assert (row["status"], row["goal 1"], row["passed"]) == ("look", "unconfirmed", "no")
    assert "goal 1" in row["reason"]


def test_a_mistake_of_our_own_stops_nothing_either(good, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(grading, "check_in_steps", fail)
    row = grade_one(Submission("x", good.to_json()), {})
    assert row["status"] == "refused"
    assert "ZeroDivisionError: a bug" in row["reason"]


def test_codes_in_the_answers_of_a_quiz_are_found_line_by_line(tmp_path, good):
    code = good.to_code()
    export = f'Name,Answer\nAda,"{code}"\nBen,none\nCem,{code[:-20]}\nDee,"see: {code}, thanks"\n'
    (tmp_path / "quiz.csv").write_text(export, encoding="utf-8-sig")
    rows = rows_of(tmp_path / "quiz.csv")
    assert [row["submission"].rpartition(":")[2] for row in rows] == ["2", "4", "5"]
    assert [row["status"] for row in rows] == ["graded", "refused", "graded"]


def test_a_single_code_is_found_as_well(tmp_path, good):
    (tmp_path / "quiz.csv").write_text(f"Name,Answer\nAda,{good.to_code()}\n", encoding="utf-8")
    (row,) = rows_of(tmp_path / "quiz.csv")
    assert (row["submission"], row["status"]) == (f"{tmp_path / 'quiz.csv'}:2", "graded")


def test_an_answer_that_looks_like_a_code_is_left_in_its_file(tmp_path, good):
    content = (
        replace(good, answers={}).to_json().replace('"answers":{}', '"answers":{"x":"NNR1.a"}')
    )
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    (row,) = rows_of(tmp_path / "a.json")
    assert "no question “x”" in row["reason"]


def test_a_missing_or_huge_file_gets_a_row(tmp_path):
    (tmp_path / "huge.json").write_bytes(b"1" * (LARGEST_FILE + 1))
    missing, huge = rows_of(tmp_path / "none.json", tmp_path / "huge.json")
    assert "cannot be read" in missing["reason"]
    assert f"larger than {LARGEST_FILE} bytes" in huge["reason"]


def test_what_systems_and_earlier_runs_leave_in_a_folder_is_no_submission(tmp_path, good):
    (tmp_path / "__MACOSX").mkdir()
    for name in (".DS_Store", "Thumbs.db", "._a.json", "desktop.ini", "__MACOSX/a.json"):
        (tmp_path / name).write_bytes(b"\x00")
    (tmp_path / "a.json").write_text(good.to_json(), encoding="utf-8")
    with (tmp_path / "grades.csv").open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(rows_of(tmp_path), file)
    assert [row["submission"] for row in rows_of(tmp_path)] == [str(tmp_path / "a.json")]
    (named,) = rows_of(tmp_path / "grades.csv")
    assert named["reason"] == "This is a table that the command has written."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (row,) = rows_of(tmp_path / "pipe")
    assert row["reason"] == "This is no file."


def test_a_name_that_is_no_text_is_spelled(tmp_path):
    (row,) = rows_of(tmp_path / os.fsdecode(b"a\xff.json"))
    assert row["submission"].endswith(r"a\xff.json")


@pytest.mark.parametrize("damage", ["", "NaN", '{"a": NaN}', "{" * 9])
def test_a_reason_is_one_sentence_with_one_full_stop(damage):
    reason = grade_one(Submission("x", damage), {})["reason"]
    assert reason.endswith(".")
    assert ".." not in reason


def test_the_effort_that_the_page_has_counted_is_reported(good):
    effort = Effort(tries={"unsure": 3, "x": 1}, hints=2, seconds=449)
    result = read_result(replace(good, effort=effort).to_code())
    row = grade_one(Submission("x", result.to_json()), {})
    assert [row[name] for name in ("tries", "hints", "minutes")] == [4, 2, 7]


@pytest.mark.parametrize(("beyond", "verdict"), [(-1e-8, "not met"), (0, "met")])
def test_a_number_that_has_not_reached_its_goal_does_not_look_so(
    exercise_with, hand_in, beyond, verdict
):
    """A table of six digits would show the limit itself."""
    result = hand_in(exercise_with(), epochs=5)
    reached = check(exercise_with(), result).evidence["test_loss"]
    exercise = exercise_with(goals=[{"test_loss": {"at_most": reached + beyond}}])
    row = grade_one(Submission("x", hand_in(exercise, epochs=5).to_json()), {"small": exercise})
    assert row["goal 1"] == verdict
    assert (float(row["test_loss"]) <= reached + beyond) == (verdict == "met")


def test_equal_weights_are_noted_beside_both_and_change_no_status(good, hand_in):
    other = hand_in(library.exercise("one-neuron"), epochs=31, learning_rate=0.03)
    untrained = hand_in(library.exercise("one-neuron"))
    handed_in = {"a": good, "b": other, "c": good, "d": untrained, "e": untrained, "f": good}
    submissions = [Submission(name, result.to_json()) for name, result in handed_in.items()]
    rows = list(grade(submissions, {}))
    note_common(rows, {})
    assert [row.get("equal_to") for row in rows] == ["c", None, "a", None, None, "a"]
    assert {row["status"] for row in rows} == {"graded"}


def test_no_submission_makes_no_row():
    assert rows_of() == []


# On several processes and machines


@pytest.fixture
def many(good):
    contents = [good.to_json() if n % 3 else "broken" for n in range(3 * BATCH)]
    return [Submission(str(n), content) for n, content in enumerate(contents)]


@pytest.mark.slow
def test_all_cores_give_the_same_rows_in_the_same_order(many):
    assert list(grade(many, {}, on_all_cores)) == [grade_one(one, {}) for one in many]


def dying(submissions):
    """Grade, but end the process at one of the submissions, and once at another."""
    for one in submissions:
        if one.name == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        if one.name.startswith("once:") and Path(one.content).exists():
            Path(one.content).unlink()
            os.kill(os.getpid(), signal.SIGKILL)
    return [{"submission": one.name} for one in submissions]


@pytest.fixture
def mortal(tmp_path):
    """Batches at whose second the process dies once, and at whose third each that tries."""
    mark = tmp_path / "mark"
    mark.touch()
    names = [str(n) for n in range(12)]
    names[4], names[7] = "once:", "deadly"
    found = [Submission(name, str(mark)) for name in names]
    return [found[i : i + 3] for i in range(0, 12, 3)]


def check_mortal(rows):
    assert [row["submission"] for row in rows] == [
        *map(str, range(4)),
        "once:",
        *map(str, range(5, 7)),
        "deadly",
        *map(str, range(8, 12)),
    ]
    assert [row["submission"] for row in rows if "status" in row] == ["deadly"]
    (reason,) = [row["reason"] for row in rows if "reason" in row]
    assert "ended by the system" in reason


@pytest.mark.slow
def test_a_process_that_is_killed_loses_nothing_and_what_kills_each_is_refused(mortal):
    check_mortal([row for rows in on_all_cores(dying, mortal) for row in rows])


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_rows_in_the_same_order(many, exercise_with, hand_in):
    from distributed import LocalCluster  # takes half a second

    own = exercise_with()
    many.append(Submission("own", hand_in(own, epochs=30).to_json()))
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        on_dask(cluster.scheduler_address) as run,
    ):
        rows = list(grade(many, {"small": own}, run))
    assert rows == [grade_one(one, {"small": own}) for one in many]
    assert rows[-1]["score"] == 100


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing_and_what_kills_each_is_refused(mortal):
    import dask
    from distributed import LocalCluster

    with (
        # a worker takes a second to begin again; usually three of them may die of the same
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        on_dask(cluster.scheduler_address) as run,
    ):
        check_mortal([row for rows in run(dying, mortal) for row in rows])


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_an_error_to_report():
    with pytest.raises(OSError, match="9"), on_dask("tcp://127.0.0.1:9"):
        pass


# The table


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(rows, dialect=USUAL):
    file = io.StringIO(newline="")
    write_csv(rows, file, dialect)
    written = io.StringIO(file.getvalue(), newline="")
    return list(csv.DictReader(written, delimiter=dialect.separator))


def test_the_table_has_a_column_for_everything_and_a_line_for_each_row(folder):
    rows = rows_of(folder)
    read = table(rows)
    assert len(read) == len(rows)
    assert list(read[0])[: len(COLUMNS)] == list(COLUMNS)
    assert read[0]["answer border"] == "a straight line"
    assert read[2]["answer border"] == ""


@every(
    "typed",
    [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "  =1",
        "\t=1",
        "\n=1",
        "\N{FULLWIDTH EQUALS SIGN}1",
        "a,=1",
        'a;=HYPERLINK("http://x")',
        'a";=1',
        "=cmd|' /C calc'!A0",
    ],
)
def test_nothing_that_was_typed_is_calculated(typed):
    """Split at whatever a spreadsheet takes for a separator, no cell begins like a formula."""
    (row,) = table([{"submission": typed, "answer why": typed}])
    for cell in (row["submission"], row["answer why"]):
        assert "\n" not in cell
        for separator in ',;\t"':
            starts = {part.strip()[:1] for part in cell.split(separator)}
            assert starts.isdisjoint({*"=+-@", "\N{FULLWIDTH EQUALS SIGN}"})


def test_numbers_stay_numbers_and_words_stay_words():
    values = {"a": -0.25, "b": "-0.25", "c": "1e-05", "d": "x - y = z", "e": 3, "f": "nan"}
    (row,) = table([values])
    kept = {name: row[name] for name in values}
    assert kept == {name: str(value) for name, value in values.items()}


LOOK_LIKE_NUMBERS = [
    *("...", "28.11.2026", "10.0.0.7", "192.168.1.2", "1.2.3", "12e45678", "00345678", "1e999"),
    *("0012345", "12345678901234567890", "1.5", "-0.25", "nan", "inf", "1_000"),
]
PLACES = ["submission", "student", "student_id", "weights", "version", "answer why", "column IP"]


@pytest.fixture
def lookalikes():
    """Return rows that have texts that look like numbers wherever a student's words may stand."""
    return [dict.fromkeys(PLACES, text) | {"test_loss": "1e-05"} for text in LOOK_LIKE_NUMBERS]


@every("decimal", [".", ","])
def test_a_text_that_looks_like_a_number_stays_as_it_is(lookalikes, decimal):
    read = table(lookalikes, Dialect(";", decimal))
    assert [[row[place] for place in PLACES] for row in read] == [
        [text] * len(PLACES) for text in LOOK_LIKE_NUMBERS
    ]


def sheet(rows):
    """Return the cells of a workbook's lines: (whether it is a number, what stands in it)."""
    with zipfile.ZipFile(io.BytesIO(workbook(rows))) as archive:
        lines = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(one.itertext()) for one in shared]
    names, *others = [
        [
            (False, texts[int(found)]) if cell.get("t") == "s" else (True, float(found))
            for cell in line
            for found in ["".join(cell.itertext())]
        ]
        for line in lines.iter(f"{SHEET}row")
    ]
    return [dict(zip([name for _, name in names], cells, strict=True)) for cells in others]


def test_in_a_workbook_only_what_was_counted_or_measured_is_a_number(lookalikes):
    for text, row in zip(LOOK_LIKE_NUMBERS, sheet(lookalikes), strict=True):
        assert {row[place] for place in PLACES} == {(False, text)}
        assert row["test_loss"] == (True, 1e-05)


def test_every_column_of_numbers_holds_numbers(good):
    exercise = library.exercise("one-neuron")
    result = replace(good, effort=Effort(tries={"unsure": 3}, hints=2, seconds=449))
    row = grade_one(Submission("x", result.to_json()), {})
    (written,) = sheet([row])
    empty = {name for name in NUMBERS if row.get(name, "") == ""}
    assert {name for name, (is_number, _) in written.items() if is_number} - NUMBERS == {
        f"answer {one.id}" for one in exercise.questions if one.type == "number"
    }
    assert {name for name in NUMBERS - empty if not written[name][0]} == set()


def test_a_number_has_the_decimal_sign_that_is_wanted():
    row = {"test_loss": "1.5e-05", "points": 2.5, "answer size": 0.5, "answer words": "0.5"}
    (read,) = table([row], Dialect(";", ","))
    assert [read[name] for name in row] == ["1,5e-05", "2,5", "0,5", "0.5"]


def test_text_that_no_file_can_hold_is_replaced(tmp_path):
    with (tmp_path / "out.csv").open("w", encoding="utf-8", newline="") as file:
        write_csv([{"submission": "a\udcffb\x00c"}], file)
    assert "a b c" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_the_seconds_for_a_result(good, exercise_with, hand_in, benchmark):
    """One result in one process; `benchmark_grading.py` measures ten thousand on all cores."""
    large = exercise_with(experiment={"dataset": "spiral", "hidden": [8] * 6})
    weights = np.random.default_rng(0).uniform(-1, 1, 393)
    submission = Submission("x", hand_in(large, 1, theta=weights).to_json())
    row = benchmark(grade_one, submission, {"small": large})
    assert row["status"] == "graded"


def test_a_copy_is_known_though_it_claims_to_be_untrained(good, hand_in):
    copy = replace(good, runs=(replace(good.runs[0], epochs=0),))
    untrained = hand_in(library.exercise("one-neuron"))
    results = {"Ada": good, "Ben": copy, "Cem": untrained, "Dee": untrained}
    submissions = [Submission(name, one.to_json()) for name, one in results.items()]
    rows = list(grade(submissions, {}))
    note_common(rows, {})
    assert [row.get("equal_to", "") for row in rows] == ["Ben", "Ada", "", ""]


def test_what_is_counted_has_all_of_its_digits(good):
    many = replace(good, runs=(replace(good.runs[0], epochs=1_234_567),))
    assert grade_one(Submission("x", many.to_json()), {})["epochs"] == "1234567"
