"""Testing and measuring by command: what is run, what is refused, and what the exit code says."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Error

from playground.packaging import chromium, commands
from playground.packaging.bench import measurement

ROW = "first visit, snapshot: transferred, MB"


@pytest.fixture
def bench(monkeypatch, tmp_path):
    """A function that measures with one part that gives a figure; the build is not made."""
    monkeypatch.setattr(commands, "build", lambda _: 0)
    monkeypatch.setattr(chromium, "ensure_chromium", lambda: None)

    def run(part, **options):
        monkeypatch.setattr(measurement, "PARTS", {"start": part})
        return commands.bench(tmp_path, 1, tmp_path / "bench.json", **options)

    return run


@pytest.mark.parametrize(
    ("megabytes", "check", "code"), [(10, True, 0), (1000, True, 1), (1000, False, 0)]
)
def test_a_missed_goal_is_a_failure_if_goals_are_checked(bench, capsys, megabytes, check, code):
    assert bench(lambda _: {ROW: megabytes}, only=["start"], check=check) == code
    assert ("MISSED" in capsys.readouterr().out) == (megabytes == 1000)


def test_a_goal_without_a_figure_is_missed_unless_only_a_part_was_measured(bench):
    assert bench(lambda _: {ROW: 10}, check=True) == 1


def test_what_cannot_be_measured_is_a_failure_and_the_rest_is_saved(bench, tmp_path):
    def part(_):
        raise Error("Page crashed")

    assert bench(part) == 1
    (failure,) = json.loads((tmp_path / "bench.json").read_text())["failures"]
    assert failure.endswith("Page crashed")


def test_another_page_is_measured_too_and_its_goals_do_not_count(bench, tmp_path, capsys):
    other = tmp_path / "other"
    other.mkdir()
    (other / "runtime.json").touch()
    megabytes = {"dist": 10, "other": 1000}
    code = bench(lambda folder: {ROW: megabytes[folder.name]}, only=["start"], against=other)
    assert code == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith(ROW)]
    assert "MISSED" not in row
    assert row.split()[-4:] == ["1000.0", "0.010", "0.010", "0.010"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"only": ["strat"]}, "--only must be one of"),
        ({"against": "nowhere"}, "--against must be the folder of a built page"),
    ],
)
def test_bad_options_are_refused_before_anything_is_done(tmp_path, capsys, options, problem):
    if "against" in options:
        options = {"against": tmp_path / options["against"]}
    assert commands.bench(tmp_path, 1, tmp_path / "bench.json", **options) == 1
    assert problem in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def run_build(project, *arguments):
    command = [sys.executable, project / "build.py", "bench", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_help_names_every_part(project):
    words = re.findall(r"\w+", run_build(project, "--help").stdout)
    assert set(measurement.PARTS) <= set(words)


@pytest.mark.parametrize("runs", ["0", "-1", "two"])
def test_a_number_of_runs_that_is_none_is_refused(project, runs):
    done = run_build(project, f"--runs={runs}")
    assert done.returncode == 2
    assert f"must be a whole number from 1, got {runs}" in done.stderr


@pytest.fixture
def checks(monkeypatch, project):
    """A function that tests by command; it returns what would have been run for it."""

    def run(*arguments, fast=False):
        commands_run, browsers = [], []

        def start(command, **_):
            commands_run.append(command[2:])
            return subprocess.CompletedProcess(command, len(commands_run) == 3)

        monkeypatch.setattr(subprocess, "run", start)
        monkeypatch.setattr(chromium, "ensure_chromium", lambda: browsers.append("Chromium"))
        assert commands.test(project, arguments, fast) == 1
        return [*browsers, *(" ".join(command) for command in commands_run)]

    return run


def test_style_types_and_tests_are_checked_and_one_failure_is_enough(checks):
    first, *others, last = checks("tests/engine", "-k", "foo")
    assert first == "Chromium"
    assert others == ["ruff check", "ruff format --check", "mypy"]
    assert re.fullmatch("pytest -n 2 .*tests/engine -k foo", last)


def test_the_fast_tests_need_neither_page_nor_browser(checks):
    first, *_, last = checks("-x", fast=True)
    assert first == "ruff check"
    assert "not page and not browser" in last


@pytest.mark.parametrize("option", ["--pdb", "--benchmark-only"])
def test_what_needs_one_process_gets_one(checks, option):
    assert checks(option)[-1] == f"pytest {option}"
