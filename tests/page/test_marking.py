"""How the page's HTML says which texts are in it."""

from html.parser import HTMLParser

import pytest

from playground.page.marking import mark, marked
from playground.page.template import render
from playground.text import set_language, text


def test_an_element_with_a_text_alone_gets_its_key_and_one_beside_others_its_own_element():
    alone = f"<p class='a'>{mark('button.play')}</p>"
    assert marked(alone) == "<p class='a' data-text=\"button.play\">Play</p>"
    beside = f"<p>{mark('button.play')} <b>1</b></p>"
    assert marked(beside) == '<p><span data-text="button.play">Play</span> <b>1</b></p>'


def test_attributes_and_what_is_filled_in_are_named():
    found = marked(f'<i title="{mark("button.play")}" lang="{mark("button.step")}">x</i>')
    assert 'data-named="title=button.play lang=button.step"' in found
    assert 'title="Play"' in found
    filled = f"<b>{mark('status.loaded', loaded=3)}</b>".replace('"', "&#34;")
    assert marked(filled) == (
        '<b data-text="status.loaded" data-filled="{&#34;loaded&#34;: 3}">3 MB</b>'
    )


class Words(HTMLParser):
    """What is written in a page outside of marked elements."""

    def __init__(self, page):
        super().__init__()
        self.inside = []
        self.unmarked = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "link", "input", "path", "br"):
            self.inside.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, words):
        kinds = {tag for tag, _ in self.inside}
        is_marked = any("data-text" in attributes for _, attributes in self.inside)
        is_read = not kinds & {"script", "style", "noscript"} and any(map(str.isalpha, words))
        if is_read and not is_marked:
            self.unmarked.append(words.strip())


def test_every_text_of_the_page_is_marked():
    """All but keys, the names of options that are shown before Python comes, and a licence."""
    page = render("pyodide", document="d")
    assert not {"\x02", "\x03", "\x1f"} & set(page)
    unmarked = Words(page).unmarked
    assert [words for words in unmarked if len(words) > 3 and "Optical" not in words] == []


@pytest.fixture
def tags():
    set_language("x-tags")
    yield
    set_language("en")


def test_signs_of_html_in_a_text_stay_signs(tags):
    page = render("pyodide", document="d")
    assert "&lt;b&gt;Help&lt;/b&gt;" in page
    assert text("page.help") not in page
