"""The page has a place for every component and every text, and asks nobody else for anything."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from jinja2 import Template

from playground import __version__
from playground.app import App
from playground.page.template import render
from playground.text import catalogue, template
from playground.text.catalogues import language_names
from playground.views.palette import INK, STYLE_COLORS
from tests.page_end import texts_of

HOSTS = ("pyodide", "server")
PAGES = (("pyodide", False), ("pyodide", True), ("server", False))
ID_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes, and their text."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.open = []
        self.texts = {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.found.append((tag, attributes))
        if tag not in VOID:
            self.open.append((tag, attributes.get("id")))

    def handle_endtag(self, tag):
        opened, _ = self.open.pop()
        assert opened == tag

    def handle_data(self, data):
        for _, name in self.open:
            self.texts[name] = self.texts.get(name, "") + data

    def values(self, attribute):
        return [found[attribute] for _, found in self.found if attribute in found]


def page(host, compact=False):
    """Return a page's elements; of the server's template as it is filled in."""
    html = render(host, compact)
    if host == "server":
        names = re.findall(r"embed\(roots\.(\w+)\)", html)
        macros = Template("{% macro embed(root) %}{{ root }}{% endmacro %}")
        html = Template(html).render(macros=macros, roots={name: name for name in names})
    return Elements(html)


@pytest.fixture(scope="module", params=PAGES, ids=["page", "frame", "server"])
def elements(request):
    return page(*request.param)


@pytest.fixture(scope="module")
def app():
    return App()


def test_every_component_has_one_place_and_every_place_one_component(elements, app):
    assert sorted(elements.values("data-root")) == sorted(app.roots)


def test_every_text_place_is_filled_by_frames(elements, app):
    assert set(elements.values("data-value")) <= set(texts_of(app))


def test_the_page_says_its_version():
    assert f">Version \u2066{__version__}\u2069</footer>" in render("pyodide")


def test_elements_are_closed_and_names_are_unique(elements):
    ids = elements.values("id")
    assert elements.open == []
    assert len(set(ids)) == len(ids)


def test_whatever_is_referred_to_is_there(elements):
    ids = set(elements.values("id"))
    referred = {
        one for name in ID_REFERENCES for value in elements.values(name) for one in value.split()
    }
    assert referred <= ids


def test_the_page_says_its_language_and_its_title(elements):
    ((_, attributes),) = [found for found in elements.found if found[0] == "html"]
    assert attributes.items() >= {"lang": "en"}.items()
    assert elements.values("name").count("viewport") == 1


def test_headings_descend_one_by_one_from_a_single_first(elements):
    levels = [int(tag[1]) for tag, _ in elements.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_the_scripts_get_their_texts(elements):
    texts = json.loads(elements.texts["texts"])
    assert texts["error.load"] == catalogue("en")["error.load"]
    assert set(texts) < set(catalogue("en"))


@pytest.mark.parametrize("host", HOSTS)
def test_no_other_origin_is_named(host):
    """Names of XML namespaces look like addresses but are not asked for."""
    html = re.sub(r"xmlns=['\"]http://www\.w3\.org/\d+/svg['\"]", "", render(host))
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[^\s\"']+", html) == []


def test_both_pages_have_the_same_scripts_and_only_one_says_that_it_is_for_frames():
    """By that the scripts know which page lets others steer it."""
    scripts = {
        compact: {found.get("src") for tag, found in page("pyodide", compact).found}
        for compact in (False, True)
    }
    assert scripts[True] == scripts[False]
    roots = [page("pyodide", compact).found[0] for compact in (False, True)]
    assert [root[1].get("class") for root in roots] == [None, "compact"]


def test_before_python_the_places_show_the_default_settings():
    html = render("pyodide")
    ghosts = re.findall(r'class="ghost-value"[^>]*>([^<]*)<', html)
    assert ghosts[:5] == ["0.03", "Tanh", "None", "0", "Classification"]


def custom_properties(block):
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", block))


@pytest.mark.parametrize("host", HOSTS)
def test_style_sheets_get_the_colours_of_the_palette_in_either_theme(host):
    html = render(host)
    root, dark = re.search(
        r"<style>\n:root \{ (.*?) \}\n"
        r"@media screen and \(prefers-color-scheme: dark\) \{ :root \{ (.*?) \} \}\n</style>",
        html,
    ).groups()
    assert custom_properties(root).items() >= (STYLE_COLORS | INK["light"]).items()
    assert custom_properties(dark) == INK["dark"]


@pytest.mark.parametrize(
    ("host", "sheet"),
    [("pyodide", '"style.css" data-own'), ("server", '"page/css/style.css"')],
)
def test_the_style_comes_from_a_sheet_of_the_host(host, sheet):
    assert f'<link rel="stylesheet" href={sheet}>' in render(host)


def test_texts_are_escaped(monkeypatch):
    monkeypatch.setitem(catalogue("en"), "page.title", "<script>alert(1)</script>")
    assert "<script>alert(1)" not in render("pyodide")


def test_what_no_script_can_translate_is_there_in_every_language(project):
    pages = {"index.html": render("pyodide"), "404.html": (project / "static/404.html").read_text()}
    for name, page in pages.items():
        for code in language_names():
            assert f'lang="{code}"' in page, (name, code)
    for code in language_names():
        assert template("error.unstarted", code).split("{")[0].strip() in unescape(
            pages["index.html"]
        )
