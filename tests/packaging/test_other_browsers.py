"""Browsers beside Chromium are tried where they can be had, and named where they cannot."""

import pytest

from playground.packaging.other_browsers import SOURCES, ensure_others


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine with nothing to be run, where a program can be put."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name):
        (tmp_path / name).touch(mode=0o755)

    return put


def test_what_cannot_be_installed_is_named(machine):
    assert ensure_others() == list(SOURCES)


def test_a_browser_needs_its_helpers_too(machine):
    machine("firefox")
    machine("WebKitWebDriver")
    assert ensure_others() == ["WebKitGTK"]
    machine("Xvfb")
    assert ensure_others() == []
