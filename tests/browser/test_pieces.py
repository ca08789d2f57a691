"""BokehJS as the page has it does in pieces what it else does at once."""

from pathlib import Path

import bokeh
import pytest

from playground.packaging.patch_bokeh import BOKEH, PIECES, patch_bokeh

SCRIPT = (Path(bokeh.__file__).parent / "server/static/js" / BOKEH).read_bytes()

RUNNING = b"modules[id].call(mod.exports, require, mod, mod.exports, __esModule, __esExport);"
NOTED = RUNNING + b" (window.ran ??= []).push(id);"
"""Runs a module, and notes that it has run."""


@pytest.fixture
def page(context):
    page = context.new_page()
    page.goto("about:blank")
    return page


def test_the_modules_run_in_the_same_order(page):
    page.add_script_tag(content=SCRIPT.replace(RUNNING, NOTED).decode())
    at_once = page.evaluate("ran")
    page.evaluate("delete window.Bokeh; ran = []")
    page.add_script_tag(content=patch_bokeh(SCRIPT).replace(RUNNING, NOTED).decode())
    assert page.evaluate("ran") == []
    stops = page.evaluate(
        "async () => { const stops = [];"
        " await startBokeh(async () => { stops.push(ran.length); }); return stops; }"
    )
    assert page.evaluate("ran") == at_once
    assert len(stops) == len(PIECES)
    assert page.evaluate("Bokeh.version") == bokeh.__version__
