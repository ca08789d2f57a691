"""What looks for texts without room finds them, and is content with a page that has room."""

import pytest

from tests.browser.crowding import crowding

NARROW = "width: 60px; white-space: nowrap"

PADLOCK = """
  .locked { position: relative }
  .locked::after { content: ""; position: absolute; left: 5px; top: 5px; width: 9px; height: 9px }
"""


@pytest.fixture(scope="module")
def paper(chromium):
    """An empty page."""
    page = chromium.new_page(viewport={"width": 400, "height": 300})
    yield page
    page.close()


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        (
            f'<p style="{NARROW}; overflow: hidden">longer than its place</p>',
            ["cut: longer than its place"],
        ),
        (f'<p style="{NARROW}; overflow-y: auto">longer than its place</p>', ["cut: longer than"]),
        ('<p style="height: 20px; overflow: hidden">one<br>two</p>', ["cut: two"]),
        (f'<button style="{NARROW}">longer than its place</button>', ["out of its box: longer"]),
        (
            f'<p style="{NARROW}; background: red">longer than its place</p>',
            ["out of its box: longer"],
        ),
        ('<p style="margin-left: -50px">a long text</p>', ["outside of the window: a long text"]),
        (
            f'<p style="{NARROW}; float: left; margin: 0">longer than it</p><span>beside it</span>',
            ["“longer than it” lies on: beside it"],
        ),
        (
            '<button style="position: absolute; left: 0; top: 0">x</button><b>below it</b>',
            ["“x” lies on: below it"],
        ),
        (
            f"<style>{PADLOCK}</style><p class='locked'>title</p>",
            ["“title” lies on: padlock of title"],
        ),
        (
            f'<label>Data <select style="{NARROW}"><option>longer than it</select></label>',
            ["cut in “Data longer than it”: longer than it"],
        ),
        ('<p style="width: 900px">a</p>', ["too wide: the page"]),
        (
            f'<p><template shadowrootmode="open"><b style="{NARROW}; display: block;'
            ' overflow: hidden">longer than its place</b></template></p>',
            ["cut: longer than its place"],
        ),
        (f'<div class="wide" style="{NARROW}; overflow: auto">longer than its place</div>', []),
        ('<div style="height: 20px; overflow: auto">one<br>two</div>', []),
        ("<p>a <b>text</b> of <i>several</i> pieces<br>and lines</p><button>Press</button>", []),
    ],
)
def test_it_finds_what_has_no_room_and_nothing_else(paper, html, faults):
    paper.evaluate("(html) => document.body.setHTMLUnsafe(html)", html)
    found = crowding(paper, patience=0)
    assert len(found) == len(faults)
    assert all(one.startswith(fault) for one, fault in zip(found, faults, strict=True)), found
