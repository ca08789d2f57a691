"""Testing and measuring by command: what is run, what is refused, and what the exit code says."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Error

from build import main
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


def exit_code(monkeypatch, *arguments):
    """Read the arguments of a command that ends before anything is done."""
    monkeypatch.setattr(sys, "argv", ["build.py", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_the_help_names_every_part(monkeypatch, capsys):
    assert exit_code(monkeypatch, "bench", "--help") == 0
    assert set(measurement.PARTS) <= set(re.findall(r"\w+", capsys.readouterr().out))


@pytest.mark.parametrize("runs", ["0", "-1", "two"])
def test_a_number_of_runs_that_is_none_is_refused(monkeypatch, capsys, runs):
    assert exit_code(monkeypatch, "bench", f"--runs={runs}") == 2
    assert f"must be a whole number from 1, got {runs}" in capsys.readouterr().err


@pytest.fixture
def checks(monkeypatch, project, tmp_path):
    """A function that tests by command: it returns the exit code and what was run for it."""
    monkeypatch.setattr(commands, "BROWSERS", tmp_path / "browsers.md")

    def run(*arguments, failing=None, writes="", amount="usual"):
        commands_run = []

        def start(command, **_):
            commands_run.append(" ".join(command[2:]))
            if writes and command[2] == "pytest":
                commands.BROWSERS.write_text(writes)
            return subprocess.CompletedProcess(command, -9 * (command[2] == failing), "said\n")

        monkeypatch.setattr(subprocess, "run", start)
        monkeypatch.setattr(chromium, "ensure_chromium", lambda: commands_run.append("Chromium"))
        return commands.test(project, arguments, amount), commands_run

    return run


def test_everything_is_checked_and_more_arguments_go_to_pytest(checks):
    code, commands_run = checks("tests/engine", "-k", "foo")
    assert code == 0
    assert commands_run[:3] == ["Chromium", "ruff check", "ruff format --check"]
    beside = {"mypy", "playground.packaging.javascript"}
    (tests,) = set(commands_run[3:]) - beside
    assert len(commands_run) == 6
    assert re.fullmatch("pytest -n 2 .*tests/engine -k foo", tests)


@pytest.mark.parametrize("failing", ["ruff", "mypy", "playground.packaging.javascript", "pytest"])
def test_one_check_that_fails_or_is_killed_is_enough(checks, failing):
    assert checks(failing=failing)[0] == 1


def test_what_is_checked_beside_the_tests_is_said_after_them(checks, capsys):
    checks()
    assert capsys.readouterr().out == "said\n" * 2


def test_what_works_in_which_browser_is_printed_where_it_was_tried(checks, capsys):
    checks("tests/smoke", writes="| works |\n")
    assert capsys.readouterr().out == "said\n" * 2 + "| works |\n"
    checks()
    assert "works" not in capsys.readouterr().out


def test_the_fast_tests_need_neither_page_nor_browser(checks):
    _, commands_run = checks("-x", amount="fast")
    assert "Chromium" not in commands_run
    (tests,) = [command for command in commands_run if command.startswith("pytest")]
    assert "not page and not browser and not slow" in tests


@pytest.mark.parametrize("option", ["--pdb", "--benchmark-only"])
def test_what_needs_one_process_gets_one(checks, option):
    assert f"pytest -m not course {option}" in checks(option)[1]
