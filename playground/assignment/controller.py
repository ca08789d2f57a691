"""The place where an exercise is worked on: task, goals, hints, questions, and handing in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bokeh.models import ColumnDataSource

from playground.assignment import record
from playground.assignment.assignment import Assignment
from playground.assignment.hand_in import HandIn
from playground.assignment.host import address_of
from playground.assignment.keeping import WorkKeeper
from playground.assignment.markup import Sheet
from playground.assignment.record import Record, RecordError
from playground.assignment.work_events import WorkEvents
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.exercises.questions import new_order
from playground.exercises.rules import WEIGHTS, locked_controls
from playground.experiment import Experiment, permalink
from playground.frame import Frame
from playground.page.refusal import Refusal
from playground.page.storage import Place
from playground.session.class_words import ClassWords
from playground.text import text
from playground.ui.actions import Action, ActionError, perform
from playground.ui.context import Context
from playground.ui.live_text import LiveText
from playground.ui.throttle import Throttle
from playground.ui.widgets import Column

SAVING_PAUSE = 2.0
"""Seconds between two savings while training."""

LONGEST_PAUSE = 300.0
"""Seconds without any news up to which somebody is taken to be at work."""

LEAVING = ("edit", "contents", "next", "take", "erase", "erase_all", "turn")
"""Actions that leave the exercise: what comes instead is drawn when it is there."""


class AssignmentController:
    """An exercise on the page, from its beginning until it is left.

    Parameters
    ----------
    context : Context
    exercise : Exercise
    reference : str
        What the address names it by; may be empty.
    place : Place or None
        Where the work is kept; None for a preview.
    lesson : Lesson, optional
        One of a teacher's own that it belongs to.

    Attributes
    ----------
    assignment : Assignment
    reference : str
    panel : Column
    sources : dict of str to ColumnDataSource
    """

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        reference: str,
        place: Place | None,
        lesson: Lesson | None = None,
    ) -> None:
        self._context = context
        self._lesson = lesson
        self._place = place
        self.reference = reference
        permissions = context.permissions
        permissions.param.update(locked=[], ranges={})
        self.assignment = Assignment(exercise, context.session)
        self.assignment.order = new_order()
        self._is_following = True
        permissions.param.update(locked=list(locked_controls(exercise)), ranges=exercise.ranges)
        context.session.editable = WEIGHTS not in (*exercise.lock, *exercise.hide)
        context.session.class_words = ClassWords(exercise.about.get("classes", {}))
        self._events = WorkEvents(context.page.events, self.assignment)
        self._sheet = Sheet(self.assignment, place, lesson, context.page.storage.room)
        self._keeper = WorkKeeper(
            context.page.storage, self.assignment, place, context.redraw.request
        )
        self._hand_in = HandIn(
            context.page, self.assignment, self._keeper, self._events, place, self._show_work
        )
        self._task, self._work = (
            LiveText(
                context.page.mailbox,
                f"exercise_{part}",
                self._enter,
                kept_as=exercise.id if place else "",
                css_classes=["task"],
            )
            for part in ("task", "work")
        )
        self.sources: dict[str, ColumnDataSource] = {**self._task.sources, **self._work.sources}
        self.panel = Column(self._task.panel, self._work.panel, css_classes=["sheet"])
        self._throttle = Throttle(SAVING_PAUSE, context.clock)
        self._ask = ""
        self._urgent_before: tuple[object, ...] = ()
        self._seen = context.clock()
        self._notes: dict[str, str] = {}
        self._pending: dict[str, str] = {}
        self._actions = {
            "name": Action(lambda entered: self._identify(entered)),
            "answer": Action(self._answer, (str,)),
            "pending": Action(self._prepare, (str,)),
            "submit": Action(lambda _, name: self._submit(name), (str,)),
            "hint": Action(self._open_hint, (int,)),
            "edit": Action(lambda _: context.assignments.edit()),
            "again": Action(lambda _: self._start_again()),
            "contents": Action(lambda _: context.assignments.show_contents(self._lesson_code)),
            "next": Action(lambda _: self._go_on()),
            "hand_in": Action(lambda _: self._hand_in.show_code()),
            "file": Action(lambda _: self._hand_in.save_file()),
            "copy": Action(lambda _: self._hand_in.copy_code()),
            "finish": Action(lambda _: self._hand_in.finish()),
            "take": Action(lambda _: self._reopen()),
            "mine": Action(lambda _: self._keeper.keep_mine()),
            "turn": Action(lambda _: self._hand_over()),
            "erase": Action(lambda _: self._erase()),
            "erase_all": Action(lambda _: self._erase_all()),
            "stay": Action(lambda _: self._stay()),
        }

    @property
    def address(self) -> str:
        """The fragment of the page's address, empty for the settings as usual."""
        return address_of(self.reference, self._lesson_code) if self.reference else ""

    @property
    def _lesson_code(self) -> str:
        return self._lesson.to_code() if self._lesson else ""

    def _go_on(self) -> None:
        name = self._sheet.next_exercise
        self._context.assignments.open(name, lesson=self._lesson_code)

    def resume(self, content: str) -> str:
        """Go on with what was kept, if that is valid; say in a sentence if it is not.

        Parameters
        ----------
        content : str
            A record, or an empty text.
        """
        message = ""
        if content:
            try:
                kept = record.read(content, self.assignment.exercise)
            except RecordError as error:
                where = "platform" if self._place in ("platform", "unrecorded") else "browser"
                message = text(f"record.invalid_{where}", reason=error)
            else:
                message = self._take_up(kept)
                if kept.remarks:
                    message = text("record.answers", remarks="; ".join(kept.remarks))
        self._curve = self.assignment.curve
        self._keeper.begin()
        self._events.begin()
        self._urgent_before = self._urgent()
        self._show_task()
        self._show_work()
        return message

    def close(self) -> None:
        """Save, and give all controls free."""
        self._keeper.save()
        self._keeper.stop()
        self._context.permissions.param.update(locked=[], ranges={})
        self._context.session.editable = True
        self._context.session.class_words = ClassWords()
        self._task.close()
        self._work.close()

    def apply(self, settings: str) -> str:
        """Take up the settings of a link unless they break a rule; return a message, or ""."""
        experiment = Experiment(**self._context.experiment.settings())
        messages = permalink.apply(settings, experiment)
        if problem := self.refusal(experiment):
            return problem
        self._context.transport.player.pause()
        self._context.experiment.param.update(**self._wanted(experiment.settings()))
        return " ".join(messages)

    def refusal(self, experiment: Experiment) -> str:
        """Say in a sentence which rule an experiment breaks; empty if it breaks none."""
        broken = self.assignment.violations(experiment)
        return Refusal(text("assignment.refused", problem=broken[0]), "rule") if broken else ""

    def refusal_to_run(self, control: str) -> str:
        """Say in a sentence why the run may not go on by a control; empty if it may."""
        if control in self._context.permissions.locked or control in self._context.experiment.hide:
            sentence = text("assignment.no_run", control=text(f"button.{control}"))
            return Refusal(sentence, "button")
        if self.assignment.is_nameless:
            return Refusal(text("assignment.name_first"), "name")
        if self.assignment.open_predictions:
            return Refusal(text("assignment.predict_first"), "prediction")
        return ""

    def follow(self, changed: set[str]) -> bool:
        """Take note of changed settings, or take them back; tell whether they were."""
        if not self._is_following:
            return False
        problem = self.refusal(self._context.experiment)
        if problem:
            self._take_back(problem)
        else:
            self.assignment.follow(changed)
        return bool(problem)

    def observe(self, frame: Frame) -> None:
        """Judge the goals by a frame; save what has become of the work, now and then."""
        had_begun = self.assignment.has_begun
        self._curve = frame.curve.until(frame.epoch)
        self._count_time()
        self.assignment.observe(frame, is_at_rest=not self._context.transport.playing)
        self._events.follow()
        if self.assignment.has_begun != had_begun:
            self._show_task()
        urgent, self._urgent_before = self._urgent_before, self._urgent()
        hurry = not self._context.transport.playing or urgent != self._urgent_before
        if self._throttle.is_due(hurry):
            self._keeper.save()

    def columns(self) -> dict[str, dict[str, list[str]]]:
        """Give what has to change in the data sources."""
        texts = self._texts()
        return {**self._task.columns(texts), **self._work.columns(texts)}

    def _urgent(self) -> tuple[object, ...]:
        """Return what is saved at once when it changes."""
        return self.assignment.is_done, sorted(self.assignment.answers.items())

    def _take_up(self, kept: Record) -> str:
        self.assignment.order = kept.now.order
        self.assignment.answers = dict(kept.now.answers)
        self.assignment.hints = kept.hints
        self.assignment.has_handed_in = kept.has_handed_in
        if kept.now.effort:
            self.assignment.tries = dict(kept.now.effort.tries)
            self.assignment.seconds = kept.now.effort.seconds
            self.assignment.epochs = kept.now.effort.epochs or 0
            self.assignment.runs = kept.now.effort.runs or 0
        if kept.now.student:
            with self._own_changes():
                self.assignment.identify(kept.now.student)
        self.assignment.has_begun = kept.has_begun
        self.assignment.has_gone_on = kept.has_gone_on
        with self._own_changes():
            self.assignment.resume(kept.now, kept.best, kept.present, kept.curve)
        if not kept.now.runs[-1].epochs:
            return ""
        new_order = text("assignment.new_order") if kept.present is None else ""
        no_curve = text("record.no_curve") if kept.curve is None else ""
        return f"{new_order} {no_curve}".strip()

    def _wanted(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Leave it to the exercise what is hidden."""
        return {**settings, "hide": self._context.experiment.hide}

    def _take_back(self, problem: str) -> None:
        self._context.transport.player.pause()
        with self._own_changes():
            self._context.experiment.param.update(**self.assignment.settings)
            theta, checkpoint = self.assignment.present
            epoch = self.assignment.now.attempts[-1].run.epochs
            self._context.session.restore(theta, epoch, self._curve, checkpoint)
        self._context.transport.show(problem)

    @contextmanager
    def _own_changes(self) -> Iterator[None]:
        """Change settings by itself: what the exercise sets is not to be judged as a student's."""
        with self._context.redraw.event():
            self._is_following = False
            try:
                yield
            finally:
                self._is_following = True

    def _show_task(self) -> None:
        self._task.show(self._sheet.task(self._pending), self._texts())

    def _show_work(self) -> None:
        self._work.show(self._sheet.work(self._pending), self._texts())

    def _texts(self) -> dict[str, str]:
        return {
            **self._sheet.texts(self._notes, self._pending),
            "code": self._hand_in.code,
            "handed_in": self._hand_in.problem or self._keeper.note,
            "kept": self._context.page.storage.problem if self._place else "",
            "elsewhere": text("sheet.elsewhere") if self._keeper.is_contested else "",
            "ask": self._ask,
        }

    def _enter(self, action: str, entered: str) -> None:
        if perform(self._actions, action, entered) not in LEAVING:
            self._context.redraw.request()

    def _answer(self, entered: str, name: str) -> None:
        try:
            self.assignment.answer(name, self._sheet.read_answer(name, entered))
            self._notes.pop(name, None)
        except ValueError as error:
            self._notes[name] = str(error)

    def _prepare(self, entered: str, name: str) -> None:
        """Take what is chosen or typed where tries are counted, until it is submitted."""
        self._pending[name] = entered
        self._notes.pop(name, None)

    def _submit(self, name: str) -> None:
        if name not in self._pending:
            self._notes[name] = text("assignment.nothing")
            return
        self._answer(self._pending[name], name)
        if name not in self._notes:
            del self._pending[name]
        question = next(one for one in self.assignment.exercise.questions if one.id == name)
        if self.assignment.stands(question):
            self._show_task()
            self._show_work()

    def _identify(self, entered: str) -> None:
        """Take a name or number, and begin with the data that belong to it."""
        if entered.strip() == self.assignment.student:
            return
        self._context.transport.player.pause()
        try:
            with self._own_changes():
                self.assignment.identify(entered)
            self._notes.pop("", None)
        except ValueError as error:
            self._notes[""] = str(error)
        self._show_task()
        self._context.transport.show()

    def _open_hint(self, _entered: str, i: int) -> None:
        if i >= len(self.assignment.exercise.hints):
            raise ActionError(f"there is no hint {i}")
        self.assignment.hints = max(self.assignment.hints, i + 1)

    def _start_again(self) -> None:
        self._context.transport.player.pause()
        with self._own_changes():
            self.assignment.start_again()
        self._context.transport.show()

    def _count_time(self) -> None:
        now = self._context.clock()
        if now - self._seen <= LONGEST_PAUSE:
            self.assignment.seconds += now - self._seen
        self._seen = now

    def _reopen(self) -> None:
        """Begin with what is kept now."""
        self._keeper.stop()
        assignments = self._context.assignments
        assignments.begin(self.assignment.exercise, self.reference, lesson=self._lesson)

    def _hand_over(self) -> None:
        """Begin afresh for the next student; ask before unless the work was handed in."""
        if self._keeper.is_all_handed_in:
            self._erase()
        else:
            self._ask = text("sheet.ask")
            self._context.redraw.request()

    def _erase(self) -> None:
        self._keeper.forget()
        self._reopen()

    def _erase_all(self) -> None:
        """Erase the work on all exercises, but no draft of one."""
        storage = self._context.page.storage

        def erase(_place: Place, texts: dict[str, str]) -> None:
            for name in texts:
                if not name.startswith("_"):
                    storage.write(name, "")
            self._erase()

        storage.read("", erase)

    def _stay(self) -> None:
        self._ask = ""
