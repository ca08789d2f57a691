"""The drawer with the course: its lessons, their exercises, and how far one has come in each."""

import re
from html import escape, unescape

from playground.assignment import record
from playground.assignment.record import RecordError
from playground.drawers.base import BaseDrawer
from playground.exercises import library
from playground.exercises.markdown import to_html
from playground.text import text

DONE, BEGUN, NEW = "done", "begun", "new"
SIGNS = {DONE: "✓", BEGUN: "◐", NEW: "○"}
"""How far one has come with an exercise, and its sign."""


class Drawer(BaseDrawer):
    """The table of contents of the course."""

    def __init__(self, context, frame):
        super().__init__(context, frame)
        self._records = {}
        self._contents = self.live_text("course_contents", self._enter, css_classes=["contents"])
        self.panel = self._contents.panel
        self._show()
        context.page.storage.read("", self._take)

    def _take(self, _place, records):
        self._records = records
        self._show()

    def _show(self):
        states = {name: self._state(name) for name in library.exercise_names()}
        chosen = self.context.assignments.lesson
        lessons = (_lesson(library.lesson(name), states, chosen) for name in library.LESSONS)
        self._contents.show(f'<div class="lessons">{"".join(lessons)}</div>', {})

    def _state(self, name):
        if name not in self._records:
            return NEW
        try:
            return DONE if record.summarize(self._records[name]).is_done else BEGUN
        except RecordError:
            return NEW

    def _enter(self, name, _entered):
        self.context.assignments.open(name)


def _lesson(lesson, states, chosen):
    done = sum(states[name] == DONE for name in lesson.exercises)
    progress = text("contents.progress", done=done, count=len(lesson.exercises))
    items = "".join(_item(library.exercise(name), states[name]) for name in lesson.exercises)
    first = " data-first" if lesson.id == chosen else ""
    return (
        f'<section lang="{escape(lesson.language)}"{first}><h3>{escape(lesson.title)}</h3>'
        f'<progress max="{len(lesson.exercises)}" value="{done}" aria-label="{progress}">'
        f'</progress><p class="note">{progress}</p>{to_html(lesson.text)}<ol>{items}</ol></section>'
    )


def _item(exercise, state):
    return (
        f'<li><button type="button" data-enter="{exercise.id}">'
        f'<span class="tick" aria-hidden="true">{SIGNS[state]}</span>'
        f'<span><b>{escape(exercise.title)}</b> <span class="unseen">{text(f"contents.{state}")}'
        f'</span><span class="note">{escape(first_sentence(exercise.text))}</span></span>'
        "</button></li>"
    )


def first_sentence(source):
    """Return the first sentence of a Markdown text without its marks."""
    plain = unescape(re.sub("<[^>]*>", "", to_html(source))).strip()
    return re.match(r".+?[.!?](?=\s|$)|.*", " ".join(plain.split())).group()
