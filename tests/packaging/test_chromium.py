"""Where the tests and measurements get their Chromium from."""

import subprocess
from types import SimpleNamespace

import pytest

from playground.packaging import chromium as room
from playground.packaging import commands
from playground.packaging.errors import BuildError


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """A machine without Chromium; the value are the commands that shall install one, and fail.

    Playwright itself is real: it looks where no browser is.
    """
    tried = []

    def run(command, **_):
        tried.append(command)
        return SimpleNamespace(returncode=1)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(room, "PLACES", {})
    monkeypatch.setattr(subprocess, "run", run)
    return tried


def test_a_browser_is_installed_and_if_that_fails_it_is_named(installed):
    with (
        pytest.raises(BuildError, match="Install Chromium or Chrome"),
        room.chromium(),
    ):
        pytest.fail("There is no browser.")
    assert [command[1:] for command in installed] == [["-m", "playwright", "install", "chromium"]]


def test_a_browser_that_playwright_has_installed_is_run(installed, monkeypatch):
    started = []

    def launch(_playwright, path):
        started.append(path)
        return SimpleNamespace(close=lambda: started.append("closed"))

    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=0))
    monkeypatch.setattr(room, "launch", launch)
    with room.chromium():
        assert started == [None]
    assert started == [None, "closed"]


@pytest.mark.parametrize(
    "command",
    [
        lambda project: commands.bench(project, 1, project / "bench.json"),
        lambda project: commands.soak(project, 1, 0, True),
    ],
    ids=["bench", "soak"],
)
def test_a_measurement_names_the_missing_browser_before_it_builds(
    installed, tmp_path, capsys, command
):
    assert command(tmp_path) == 1
    assert "Install Chromium or Chrome" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()
