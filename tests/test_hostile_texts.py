"""Whatever an author or a student writes, it is text in the HTML that is made of it."""

import json
from dataclasses import replace
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from itertools import count

import numpy as np
import pytest
from bokeh.document import Document
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from panel.io.state import set_curdoc

from playground.app import App
from playground.assignment.assignment import Assignment
from playground.assignment.markup import Sheet
from playground.authoring import conditions, form
from playground.authoring.draft import Draft
from playground.authoring.fields import LISTS, new_row
from playground.data.points import PointSet
from playground.drawers.exercise.drawer import SIGNS, contents
from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.markdown import first_sentence, to_html
from playground.experiment import Experiment
from playground.experiment.control_names import DRAWERS
from playground.session import Session
from playground.ui.widgets import HTML
from tests.assignment.conftest import QUESTIONS
from tests.cases import every
from tests.drawers.control import follow
from tests.exercises.conftest import SMALL

HOSTILE = st.lists(
    st.sampled_from(
        [
            *("<script>alert(1)</script>", "<b", "</textarea>", "</fieldset>", "<!--", "-->"),
            *('"', "'", '" onfocus="alert(1)', "' x='", ">", "/>", "&", "&lt;", "&#34;", "&amp"),
            *("{{ 7 * 7 }}", "{% raw %}", "{#", "{0}", "%s", "\\", "\\u003c", "]", '", "remove"'),
            *("\ud800", "\udfff", "\0", "\u2028", "é", " ", "word"),
        ]
    ),
    max_size=8,
).map("".join)


NAMES = ("<x-y a='1'>", '"&lt; & {{ 1 }}')
"""Of classes of one's own data, which a link may bring along."""


class Parsed(HTMLParser):
    """HTML as a browser takes it: elements with their attributes, and texts."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, attributes))

    def handle_endtag(self, tag):
        self.found.append(f"</{tag}>")

    def handle_data(self, data):
        self.found.append(data)


def exercise_with(words, prose):
    """Return an exercise with other texts in all its fields, whether it allows them or not."""
    made = valid_exercise()
    questions = [
        replace(one, id=words(), text=prose(), options=tuple(words() for _ in one.options))
        for one in made.questions
    ]
    return replace(
        made,
        **{name: words() for name in ("id", "title", "language")},
        text=prose(),
        hints=tuple(prose() for _ in made.hints),
        questions=tuple(questions),
    )


@cache
def valid_exercise():
    predicted = {**QUESTIONS[0], "id": "first", "predict": True}
    return Exercise.from_data(
        {**SMALL, "hints": ["?", "?"], "lock": ["noise"], "questions": [predicted, *QUESTIONS]}
    )


@cache
def session():
    return Session(Experiment())


def sheet(words, prose):
    parts = Sheet(Assignment(exercise_with(words, prose), session()), "browser")
    return parts.task() + parts.work()


def course(words, prose):
    lesson = library.lesson(library.LESSONS[0])
    lesson = replace(
        lesson, **{name: words() for name in ("id", "title", "language")}, text=prose()
    )
    exercises = [(exercise_with(words, prose), state) for state in SIGNS]
    return contents([(lesson, exercises)], lesson.id)


def authors_form(words, _prose):
    draft = Draft()
    for name, make in LISTS.items():
        draft.add((name,), make())
    for kind in conditions.KINDS:
        draft.add(("goals", 0, "rows"), new_row(kind))
    for kind in ("number", "text"):
        draft.add(("questions",), LISTS["questions"]() | {"type": kind})
    for path in text_fields(draft):
        draft.set(path, words())
    strange = words()
    for name in ("lock", "hide"):
        draft.tick(name, strange, True)
    return "".join(part(draft).markup for part in form.SECTIONS.values())


def text_fields(draft):
    """List the paths of all texts in a draft that may be anything."""
    questions = range(len(draft.state["questions"]))
    return [
        *((name,) for name in ("title", "id", "language", "text", "pass_mark")),
        ("hints", 0, "text"),
        ("goals", 0, "points"),
        ("goals", 0, "rows", 0, "number"),
        *(("ranges", 0, name) for name in ("min", "max")),
        *(
            ("questions", i, name)
            for i in questions
            for name in ("id", "text", "answer", "tolerance", "points")
        ),
        *(("questions", 0, "options", i) for i in range(2)),
    ]


def expected(html, plain, markdown):
    """Put texts in the places of harmless words into HTML, as HTML has it, and in JSON as JSON."""
    for word, text in markdown.items():
        html = html.replace(f"<p>{word}</p>\n", to_html(text))
        html = html.replace(word, escape(first_sentence(text)))
    for word, text in plain.items():
        html = html.replace(f"&#34;{word}&#34;", escape(json.dumps(text)))
        html = html.replace(word, escape(text))
    return html


@cache
def harmless(make):
    """Return HTML of harmless words, and how many of them there are, plain and in Markdown."""
    counts = {"plain": count(), "prose": count()}
    html = make(*(lambda kind=kind: f"{kind}{next(counts[kind]):03}" for kind in counts))
    return str(html), *map(next, counts.values())


def named(kind, number, texts):
    return {f"{kind}{i:03}": f"{texts[i % len(texts)]}{i}" for i in range(number)}


@pytest.mark.parametrize("make", [sheet, course, authors_form])
@given(texts=st.lists(HOSTILE, min_size=1, max_size=5))
def test_hostile_texts_change_nothing_but_texts(make, texts):
    """The HTML is that of harmless words with the escaped texts in their places."""
    html, plain_words, prose_words = harmless(make)
    plain, markdown = named("plain", plain_words, texts), named("prose", prose_words, texts)
    found = make(iter(plain.values()).__next__, iter(markdown.values()).__next__)
    assert Parsed(found).found == Parsed(expected(html, plain, markdown)).found


@pytest.fixture(scope="module")
def app():
    """An application at rest, with data whose classes have names that look like HTML."""
    app = App()
    X = np.random.default_rng(0).uniform(-6, 6, (40, 2))
    points = PointSet.make(X, (X[:, 0] > 0).astype(int), names=NAMES)
    app.experiment.param.update(points=points, dataset="own")
    app.step(2)
    return app


@every("drawer", DRAWERS)
def test_names_of_classes_are_text_in_every_drawer(app, drawer):
    app.drawers.open(drawer)
    follow(app)
    for pane in app.drawers.root.select(HTML):
        tags = {part[0] for part in Parsed(shown(pane)).found if isinstance(part, tuple)}
        assert "x-y" not in tags


def shown(pane):
    """Return the HTML that the page gets of a pane."""
    document = Document()
    with set_curdoc(document):
        return unescape(pane.get_root(document).text)


def test_a_pane_shows_markup_as_it_is_and_any_other_text_with_its_signs():
    assert shown(HTML(Markup("<b>{}</b>").format("<&>"))) == "<b>&lt;&amp;&gt;</b>"
    assert shown(HTML("<b>&</b>")) == "&lt;b&gt;&amp;&lt;/b&gt;"
    pane = HTML()
    pane.object = "<"
    assert shown(pane) == "&lt;"
    assert shown(HTML(None)) == ""
