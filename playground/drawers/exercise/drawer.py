"""The drawer with the course: its lessons, their exercises, and how far one has come in each."""

from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import Markup

from playground.assignment import record
from playground.assignment.record import RecordError
from playground.drawers.base import BaseDrawer
from playground.drawers.exercise.course_map import Dot, course_map, missing, rows_of
from playground.exercises import formulas, library
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import CODE, Lesson
from playground.exercises.markdown import first_sentence, to_html
from playground.frame import Frame
from playground.text import language, listed, text
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
        self._problem = ""
        self._own = self._open_own(context.assignments.lesson)
        open_own = partial(context.assignments.open, lesson=context.assignments.lesson)
        self._actions = {
            "open": Action(lambda _, name: context.assignments.open(name), (str,)),
            "open_own": Action(lambda _, name: open_own(name), (str,)),
        }
        self._contents = self.live_text("course_contents", self._enter, css_classes=["contents"])
        self.panel = self._contents.panel
        self._show()
        if self._own and formulas.is_in(self._own.text):
            context.page.packs.need("formulas", self._show)
        context.page.storage.read("", self._take)

    def _take(self, _place: str, records: dict[str, str]) -> None:
        self._records = records
        self._show()

    def _show(self) -> None:
        course = map(library.lesson, library.LESSONS)
        shown = [self._own] if self._own else course
        code = language().code
        lessons = [self._progress(one.in_language(code)) for one in shown]
        chosen = self._own.id if self._own else self.context.assignments.lesson
        self._contents.show(contents(lessons, chosen, self._problem, bool(self._own)), {})

    def _open_own(self, reference: str) -> Lesson | None:
        """Return the lesson of a teacher's own that was asked for; None if there is none."""
        if not reference.startswith(CODE):
            return None
        try:
            return library.open_lesson(reference)
        except ExerciseError as error:
            self._problem = text("contents.no_lesson", problem=" ".join(error.messages))
            return None

    def _progress(self, lesson: Lesson) -> LessonProgress:
        code = language().code
        exercises = [
            library.exercise_in(lesson, name).in_language(code) for name in lesson.exercises
        ]
        return lesson, [(one, self._state(one.id)) for one in exercises]

    def _state(self, name: str) -> str:
        if name not in self._records:
            return NEW
        try:
            return DONE if record.summarize(self._records[name]).is_done else BEGUN
        except RecordError:
            return NEW

    def _enter(self, action: str, entered: str) -> None:
        perform(self._actions, action, entered)


def contents(
    lessons: Sequence[LessonProgress], chosen: str, problem: str = "", is_own: bool = False
) -> Markup:
    """Return the HTML of a table of contents.

    Parameters
    ----------
    lessons : list of (Lesson, list of (Exercise, str))
        With how far one has come with each exercise: a key of SIGNS.
    chosen : str
        Identifier of the lesson to bring into sight; may be empty.
    problem : str
        What is wrong with the lesson that was asked for.
    is_own : bool
        Whether it is a lesson of a teacher's own.
    """
    rows = rows_of(lessons)
    dots = {dot.exercise.id: dot for row in rows for dot in row.dots}
    return render(
        "drawers/exercise/contents.html.jinja",
        map="" if is_own else course_map(rows, DONE),
        numbers={name: dot.number for name, dot in dots.items()},
        notes={name: _note(dot, dots) for name, dot in dots.items()},
        lessons=lessons,
        chosen=chosen,
        problem=problem,
        opening="open_own" if is_own else "open",
        signs=SIGNS,
        to_html=to_html,
        first_sentence=first_sentence,
        action=spell,
    )


def _note(dot: Dot, dots: Mapping[str, Dot]) -> str:
    """Say how long an exercise takes, and what should be done before it and is not."""
    minutes = dot.exercise.about.get("minutes")
    notes = [text("contents.minutes", minutes=minutes)] if minutes else []
    if before := missing(dot, dots, DONE):
        names = listed(f"{one.number}. {one.exercise.title}" for one in before)
        notes.append(text("contents.builds_on", names=names))
    return " · ".join(notes)
