"""The command line does what the teacher's guide says, and says plainly what is wrong."""

import csv
import os
import re
import subprocess
import sys
import tomllib
from zipfile import ZipFile

import pytest

from playground import __version__
from playground.cli import main
from playground.exercises import grading, library
from playground.exercises.exercise import Exercise

OWN = """\
id: my-own
title: My own
language: en
text: Train.
experiment: {dataset: xor}
goals:
  - test_loss: {at_most: 0.1}
"""

ONE_OF_TWO = "- runs: {at_least: 1, of: 2, with: {test_loss: {at_most: 0.1}}}\nlock: [seed]"


@pytest.fixture
def own(tmp_path):
    """The file of an exercise that is not part of the course."""
    path = tmp_path / "own.exercise.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_valid_exercise_passes_the_check(own, capsys):
    assert main(["exercise", "check", str(own)]) == 0
    assert capsys.readouterr().out == f"{own}: valid\n"


def test_mistakes_are_named_with_file_and_line_and_the_other_files_are_checked(own, capsys):
    wrong = own.with_name("wrong.exercise.yaml")
    wrong.write_text(OWN.replace("xor", "xxx").replace("title", "titel"), encoding="utf-8")
    assert main(["exercise", "check", str(wrong), str(own)]) == 1
    *mistakes, valid = capsys.readouterr().out.splitlines()
    assert mistakes[0] == f"{wrong}: line 1: title is missing"
    assert mistakes[1].startswith(f"{wrong}: line 2: titel means nothing here")
    assert valid == f"{own}: valid"


def test_a_goal_that_is_met_from_the_start_is_a_mistake(own, capsys):
    own.write_text(OWN + "  - neurons: {at_most: 6}\n", encoding="utf-8")
    assert main(["exercise", "check", str(own)]) == 1
    assert (
        "is met before a student has done anything: At most 6 hidden neurons"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(own, capsys, content):
    own.unlink() if content is None else own.write_bytes(content)
    assert main(["exercise", "check", str(own)]) == 1
    captured = capsys.readouterr()
    assert "own.exercise.yaml" in captured.out + captured.err


def test_the_exercises_of_the_course_are_checked_by_their_names(capsys):
    assert main(["exercise", "check", "one-neuron"]) == 0
    assert capsys.readouterr().out == "one-neuron: valid\n"


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("my-own", "one-neuron"), 0, "An exercise of the course is called one-neuron, too."),
        (("{dataset: xor}", "{dataset: digits, hidden: [32]}"), 0, "may have 13,"),
        (("- test_loss: {at_most: 0.1}", ONE_OF_TWO), 0, "one run only"),
        (("at_most: 0.1}", "at_most: 0.1}\n    epochs: {at_least: 100000}"), 1, "100,000 epochs"),
    ],
)
def test_what_is_unfortunate_is_said_before_work_starts(own, capsys, change, code, said):
    own.write_text(OWN.replace(*change), encoding="utf-8")
    assert main(["exercise", "check", str(own)]) == code
    captured = capsys.readouterr().out
    assert said in captured
    assert (f"{own}: valid" in captured) == (code == 0)


def test_two_exercises_of_one_name_are_named_and_nothing_is_graded(own, tmp_path, capsys):
    other = own.with_name("other.exercise.yaml")
    other.write_text(OWN.replace("xor", "gauss"), encoding="utf-8")
    given = ["--exercise", str(own), "--exercise", str(other)]
    assert main(["grade", str(own), "--csv", str(tmp_path / "out.csv"), *given]) == 1
    message = capsys.readouterr().err
    assert all(word in message for word in (str(own), str(other), "called my-own"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize(
    "command",
    [
        ["exercise", "check", "pipe"],
        ["exercise", "link", "pipe"],
        ["grade", ".", "--csv", "out.csv", "--exercise", "pipe"],
        ["grade", ".", "--csv", "pipe"],
    ],
    ids=" ".join,
)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    assert main(command) == 1
    captured = capsys.readouterr()
    assert "pipe: This is no file." in captured.out + captured.err


def test_a_name_that_is_no_text_does_not_stop_the_command(tmp_path, capfd):
    name = os.fsdecode(bytes(tmp_path) + b"/\xff.yaml")
    assert main(["exercise", "check", name]) == 1
    assert r"\xff.yaml" in capfd.readouterr().out


def test_a_link_carries_the_whole_exercise(own, capsys):
    page = "https://school.example/playground/"
    assert main(["exercise", "link", str(own), "--page", page]) == 0
    address, _, code = capsys.readouterr().out.strip().partition("#exercise=")
    assert address == page
    assert Exercise.from_code(code.removesuffix("&lang=en")) == Exercise.from_yaml(OWN)
    assert code.endswith("&lang=en")


def test_a_link_to_an_exercise_of_the_course_is_short(capsys):
    assert main(["exercise", "link", "one-neuron"]) == 0
    assert capsys.readouterr().out == "index.html#exercise=one-neuron\n"


def test_results_are_graded_into_a_table(own, tmp_path, hand_in, capsys):
    results = tmp_path / "results"
    results.mkdir()
    exercises = {"a": library.exercise("one-neuron"), "b": Exercise.from_yaml(OWN)}
    for name, exercise in exercises.items():
        content = hand_in(exercise, epochs=100).to_json()
        (results / f"{name}.json").write_text(content, encoding="utf-8")
    (results / "c.json").write_text("broken", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["grade", str(results), "--csv", str(out), "--exercise", str(own)]) == 0
    captured = capsys.readouterr()
    assert "3 submissions (refused: 1)" in captured.out
    assert "3/3" in captured.err
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["graded", "graded", "refused"]
    assert [row["exercise"] for row in rows] == ["one-neuron", "my-own", ""]


def test_a_table_in_another_language_is_the_same_from_one_process_and_from_several(
    tmp_path, monkeypatch
):
    """A process of its own begins in English."""
    for n in range(3):
        (tmp_path / f"{n}.json").write_text("broken", encoding="utf-8")
    tables = []
    for batch in (10, 1):
        monkeypatch.setattr(grading, "BATCH", batch)
        out = tmp_path / f"{batch}.csv"
        paths = [str(tmp_path / f"{n}.json") for n in range(3)]
        assert main(["grade", *paths, "--csv", str(out), "--language", "de"]) == 0
        tables.append(out.read_text(encoding="utf-8-sig"))
    assert tables[0] == tables[1]
    assert tables[0].count("Das ist kein gültiges Ergebnis") == 3


@pytest.mark.slow
def test_results_are_graded_on_a_cluster(tmp_path, hand_in):
    from distributed import LocalCluster  # takes half a second

    content = hand_in(library.exercise("one-neuron"), epochs=30).to_json()
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    out = tmp_path / "out.csv"
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        assert main(["grade", str(tmp_path), "--csv", str(out), "--dask", address]) == 0
    assert '"graded"' in out.read_text(encoding="utf-8-sig")


def test_a_file_that_is_not_there_does_not_stop_the_check_of_the_others(own, capsys):
    assert main(["exercise", "check", str(own.with_name("none.yaml")), str(own)]) == 1
    missing, valid = capsys.readouterr().out.splitlines()
    assert missing == f"There is no file or folder {own.with_name('none.yaml')}."
    assert valid == f"{own}: valid"


@pytest.mark.parametrize("command", ["link", "scorm"])
def test_a_name_with_a_slip_is_answered_with_the_right_one(command, tmp_path, capsys):
    rest = ["-o", str(tmp_path / "x.zip")] if command == "scorm" else []
    assert main(["exercise", command, "one-neurn", *rest]) == 1
    assert capsys.readouterr().err.endswith("Did you mean one-neuron?\n")


@pytest.mark.parametrize("missing", ["results", "csv"])
def test_grading_does_not_begin_with_paths_that_do_not_exist(missing, tmp_path, capsys):
    paths = {"results": tmp_path, "csv": tmp_path / "out.csv"}
    paths[missing] = tmp_path / "none" / "x"
    assert main(["grade", str(paths["results"]), "--csv", str(paths["csv"])]) == 1
    assert capsys.readouterr().err == f"There is no file or folder {paths[missing]}.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "reason"), [("nonsense", "missing port"), ("tcp://127.0.0.1:9", "127.0.0.1:9")]
)
def test_a_cluster_that_is_not_there_is_named(tmp_path, capsys, address, reason):
    (tmp_path / "a.json").write_text("broken", encoding="utf-8")
    out = str(tmp_path / "out.csv")
    assert main(["grade", str(tmp_path), "--csv", out, "--dask", address]) == 1
    message = capsys.readouterr().err
    assert f"no Dask scheduler at {address}" in message
    assert reason in message


def test_without_dask_the_command_says_how_to_get_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    out = str(tmp_path / "out.csv")
    assert main(["grade", str(tmp_path), "--csv", out, "--dask", "tcp://127.0.0.1:9"]) == 1
    assert 'pip install ".[dask]"' in capsys.readouterr().err


@pytest.mark.parametrize("output", ["packages", "packages/", "packages.d"])
def test_a_package_always_ends_in_zip(own, tmp_path, capsys, monkeypatch, output):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/index.html").write_text("page", encoding="utf-8")
    assert main(["exercise", "scorm", str(own), "-o", output]) == 0
    assert (tmp_path / output / "my-own.zip").is_file()
    assert "my-own.zip" in capsys.readouterr().out


def test_an_exercise_that_is_not_there_is_an_error(tmp_path, capsys):
    code = main(["grade", str(tmp_path), "--csv", str(tmp_path / "x.csv"), "--exercise", "none"])
    assert code == 1
    assert "none" in capsys.readouterr().err


def test_a_package_needs_a_built_page(own, tmp_path, capsys):
    command = ["exercise", "scorm", str(own), "-o", str(tmp_path / "x.zip"), "--dist"]
    assert main([*command, str(tmp_path)]) == 1
    assert "python build.py build" in capsys.readouterr().err
    (tmp_path / "page").mkdir()
    (tmp_path / "page/index.html").write_text("page", encoding="utf-8")
    assert main([*command, str(tmp_path / "page")]) == 0
    assert (tmp_path / "x.zip").is_file()


def test_a_small_package_names_the_address_and_the_standard(own, tmp_path, capsys):
    scripts = tmp_path / "page/build-1/slim-package"
    scripts.mkdir(parents=True)
    (scripts / "slim-package.js").write_text("script", encoding="utf-8")
    command = ["exercise", "scorm", str(own), "-o", str(tmp_path / "x.zip"), "--dist"]
    command += [str(tmp_path / "page"), "--standard", "2004", "--slim"]
    assert main([*command, "school.example"]) == 1
    assert "“school.example” is no address" in capsys.readouterr().err
    assert main([*command, "https://school.example"]) == 0
    with ZipFile(tmp_path / "x.zip") as package:
        launch = package.read("launch.html").decode()
        assert "https://school.example/index.html?launch=frame#" in launch
        assert b"2004 4th Edition" in package.read("imsmanifest.xml")


def test_the_package_can_be_run_as_a_module():
    command = [sys.executable, "-m", "playground", "exercise", "link", "one-neuron"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "index.html#exercise=one-neuron\n")


def test_the_console_script_is_the_same_command(project):
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["scripts"] == {"playground": "playground.cli:main"}


WITHOUT_THE_PAGE = """\
import sys
from playground.cli import main

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing}:
            raise ModuleNotFoundError(name)

assert not {missing} & set(sys.modules)
sys.meta_path.insert(0, Missing())
sys.exit(main(sys.argv[1:]))
"""


def test_grading_needs_nothing_that_only_the_page_needs(project, tmp_path, hand_in):
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = settings["project"]["optional-dependencies"]["page"]
    missing = {re.match(r"\w+", name)[0].lower() for name in requirements}
    assert {"bokeh", "panel"} <= missing
    (tmp_path / "a.json").write_text(
        hand_in(library.exercise("one-neuron"), epochs=30).to_file(), encoding="utf-8"
    )
    script = WITHOUT_THE_PAGE.format(missing=missing)
    command = [sys.executable, "-c", script, "grade", "a.json", "--csv", "out.csv"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert "graded" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_it_says_its_version(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"playground {__version__}\n"
