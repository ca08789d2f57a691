"""The drawer with the course: its lessons, their exercises, and how far one has come in each."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.assignment import record
from playground.assignment.record import RecordError
from playground.drawers.base import BaseDrawer
from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.exercises.markdown import first_sentence, to_html
from playground.frame import Frame
from playground.text import language
from playground.ui.actions import Action, perform, spell
from playground.ui.context import Context
from playground.ui.templates import render

LessonProgress = tuple[Lesson, list[tuple[Exercise, str]]]
"""A lesson and its exercises, and how far one has come with each: a key of `SIGNS`."""

DONE, BEGUN, NEW = "done", "begun", "new"
SIGNS = {DONE: "✓", BEGUN: "◐", NEW: "○"}
"""How far one has come with an exercise, and its sign."""


class Drawer(BaseDrawer):
    """The table of contents of the course."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._records: dict[str, str] = {}
        self._actions = {"open": Action(lambda _, name: context.assignments.open(name), (str,))}
        self._contents = self.live_text("course_contents", self._enter, css_classes=["contents"])
        self.panel = self._contents.panel
        self._show()
        context.page.storage.read("", self._take)

    def _take(self, _place: str, records: dict[str, str]) -> None:
        self._records = records
        self._show()

    def _show(self) -> None:
        code = language().code
        lessons = [
            self._progress(library.lesson(name).in_language(code)) for name in library.LESSONS
        ]
        self._contents.show(contents(lessons, self.context.assignments.lesson), {})

    def _progress(self, lesson: Lesson) -> LessonProgress:
        return lesson, [
            (library.exercise(name).in_language(language().code), self._state(name))
            for name in lesson.exercises
        ]

    def _state(self, name: str) -> str:
        if name not in self._records:
            return NEW
        try:
            return DONE if record.summarize(self._records[name]).is_done else BEGUN
        except RecordError:
            return NEW

    def _enter(self, action: str, entered: str) -> None:
        perform(self._actions, action, entered)


def contents(lessons: Sequence[LessonProgress], chosen: str) -> Markup:
    """Return the HTML of a table of contents.

    Parameters
    ----------
    lessons : list of (Lesson, list of (Exercise, str))
        With how far one has come with each exercise: a key of SIGNS.
    chosen : str
        Identifier of the lesson to bring into sight; may be empty.
    """
    return render(
        "drawers/exercise/contents.html.jinja",
        lessons=lessons,
        chosen=chosen,
        signs=SIGNS,
        to_html=to_html,
        first_sentence=first_sentence,
        action=spell,
    )
