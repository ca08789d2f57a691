"""The place where an exercise is worked on: task, goals, hints, questions, and handing in."""

from contextlib import contextmanager

from playground.assignment import record
from playground.assignment.assignment import Assignment
from playground.assignment.markup import Sheet
from playground.assignment.record import RecordError
from playground.exercises.result import ResultError
from playground.exercises.rules import WEIGHTS, locked_controls
from playground.experiment import Experiment, permalink
from playground.text import text
from playground.ui.actions import Action, ActionError, perform
from playground.ui.live_text import LiveText
from playground.ui.throttle import Throttle
from playground.ui.widgets import Column

SAVING_PAUSE = 2.0
"""Seconds between two savings while training."""

LONGEST_PAUSE = 300.0
"""Seconds without any news up to which somebody is taken to be at work."""

LEAVING = ("edit", "contents", "next")
"""Actions that leave the exercise: what comes instead is drawn when it is there."""


class AssignmentController:
    """An exercise on the page, from its beginning until it is left.

    Parameters
    ----------
    context : Context
    exercise : Exercise
    reference : str
        What the address names it by; may be empty.
    place : str or None
        Where the work is kept: "browser", "platform", or nowhere.

    Attributes
    ----------
    assignment : Assignment
    reference : str
    panel : Column
    sources : dict of str to ColumnDataSource
    """

    def __init__(self, context, exercise, reference, place):
        self._context = context
        self._place = place
        self.reference = reference
        permissions = context.permissions
        permissions.param.update(locked=[], ranges={})
        self.assignment = Assignment(exercise, context.session)
        self._is_following = True
        permissions.param.update(locked=list(locked_controls(exercise)), ranges=exercise.ranges)
        context.session.editable = WEIGHTS not in (*exercise.lock, *exercise.hide)
        self._sheet = Sheet(self.assignment, place)
        mailbox = context.page.mailbox
        self._task = LiveText(mailbox, "exercise_task", self._enter, css_classes=["task"])
        self._work = LiveText(mailbox, "exercise_work", self._enter, css_classes=["task"])
        self.sources = {**self._task.sources, **self._work.sources}
        self.panel = Column(self._task.panel, self._work.panel, css_classes=["sheet"])
        self._throttle = Throttle(SAVING_PAUSE, context.clock)
        self._saved = self._handed_in = None
        self._code = self._note = ""
        self._was_done = False
        self._seen = context.clock()
        self._notes = {}
        self._actions = {
            "answer": Action(self._answer, (str,)),
            "hint": Action(self._open_hint, (int,)),
            "edit": Action(lambda _: context.assignments.edit()),
            "again": Action(lambda _: self._start_again()),
            "contents": Action(lambda _: context.assignments.show_contents()),
            "next": Action(lambda _: context.assignments.open(self._sheet.next_exercise)),
            "hand_in": Action(lambda _: self._open_hand_in()),
            "file": Action(lambda _: self._deliver_file()),
            "copy": Action(lambda _: self._copy()),
            "finish": Action(lambda _: self._finish()),
        }

    @property
    def address(self):
        """The fragment of the page's address, empty for the settings as usual."""
        return f"exercise={self.reference}" if self.reference else ""

    def resume(self, content):
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
                message = self._take_up(kept)
                if kept.remarks:
                    message = text("record.answers", remarks="; ".join(kept.remarks))
            except RecordError as error:
                message = str(error)
        self._remember(self._context.session)
        self._saved = self._key()
        self._was_done = self.assignment.is_done
        self._show_task()
        self._work.show(self._sheet.work(), self._texts())
        return message

    def close(self):
        """Save, and give all controls free."""
        self._save()
        self._context.permissions.param.update(locked=[], ranges={})
        self._context.session.editable = True
        self._task.close()
        self._work.close()

    def apply(self, settings):
        """Take up the settings of a link unless they break a rule; return a message, or ""."""
        experiment = Experiment(**self._context.experiment.settings())
        messages = permalink.apply(settings, experiment)
        if problem := self.refusal(experiment):
            return problem
        self._context.transport.player.pause()
        self._context.experiment.param.update(**self._wanted(experiment.settings()))
        return " ".join(messages)

    def refusal(self, experiment):
        """Say in a sentence which rule an experiment breaks; empty if it breaks none."""
        broken = self.assignment.violations(experiment)
        return text("assignment.refused", problem=broken[0]) if broken else ""

    def refusal_to_run(self, control):
        """Say in a sentence why the run may not go on by a control; empty if it may."""
        if control in self._context.permissions.locked or control in self._context.experiment.hide:
            return text("assignment.no_run", control=text(f"button.{control}"))
        if self.assignment.open_predictions:
            return text("assignment.predict_first")
        return ""

    def follow(self, changed):
        """Take note of changed settings, or take them back; tell whether they were."""
        if not self._is_following:
            return False
        problem = self.refusal(self._context.experiment)
        if problem:
            self._take_back(problem)
        else:
            self.assignment.follow(changed)
        return bool(problem)

    def observe(self, frame):
        """Judge the goals by a frame; save what has become of the work, now and then."""
        had_begun = self.assignment.has_begun
        self._remember(frame)
        self._count_time()
        self.assignment.observe(frame, is_at_rest=not self._context.transport.playing)
        if self.assignment.has_begun != had_begun:
            self._show_task()
        is_done = self.assignment.is_done
        hurry = not self._context.transport.playing or is_done != self._was_done
        self._was_done = is_done
        if self._throttle.is_due(hurry):
            self._save()

    def columns(self):
        """Give what has to change in the data sources."""
        texts = self._texts()
        return {**self._task.columns(texts), **self._work.columns(texts)}

    def _remember(self, picture):
        """Note where the run is, to return there when a change is taken back."""
        session = self._context.session
        kept = session.network.theta.copy(), picture.epoch, picture.curve, session.checkpoint()
        self._last = kept

    def _take_up(self, kept):
        self.assignment.answers = dict(kept.now.answers)
        self.assignment.hints = kept.hints
        self.assignment.has_handed_in = kept.has_handed_in
        if kept.now.effort:
            self.assignment.tries = dict(kept.now.effort.tries)
            self.assignment.seconds = kept.now.effort.seconds
        self.assignment.has_begun = kept.has_begun
        with self._own_changes():
            self.assignment.resume(kept.now, kept.best, kept.present)
        is_exact = kept.present is not None or not kept.now.runs[-1].epochs
        return "" if is_exact else text("assignment.new_order")

    def _wanted(self, settings):
        """Leave it to the exercise what is hidden."""
        return {**settings, "hide": self._context.experiment.hide}

    def _take_back(self, problem):
        self._context.transport.player.pause()
        with self._own_changes():
            self._context.experiment.param.update(**self.assignment.settings)
            self._context.session.restore(*self._last)
        self._context.transport.show(problem)

    @contextmanager
    def _own_changes(self):
        """Change settings by itself: what the exercise sets is not to be judged as a student's."""
        with self._context.redraw.event():
            self._is_following = False
            try:
                yield
            finally:
                self._is_following = True

    def _show_task(self):
        self._task.show(self._sheet.task(), self._texts())

    def _texts(self):
        shown = {"code": self._code, "handed_in": self._note}
        return {**self._sheet.texts(self._notes), **shown}

    def _enter(self, action, entered):
        if perform(self._actions, action, entered) not in LEAVING:
            self._context.redraw.request()

    def _answer(self, entered, name):
        try:
            self.assignment.answer(name, self._sheet.read_answer(name, entered))
            self._notes.pop(name, None)
        except ValueError as error:
            self._notes[name] = str(error)

    def _open_hint(self, _entered, i):
        if i >= len(self.assignment.exercise.hints):
            raise ActionError(f"there is no hint {i}")
        self.assignment.hints = max(self.assignment.hints, i + 1)

    def _start_again(self):
        self._context.transport.player.pause()
        with self._own_changes():
            self.assignment.start_again()
        self._context.transport.show()

    def _result(self):
        return self.assignment.result(self.assignment.best)

    def _count_time(self):
        now = self._context.clock()
        if now - self._seen <= LONGEST_PAUSE:
            self.assignment.seconds += now - self._seen
        self._seen = now

    def _hand_in(self):
        """Note that the work is handed in; answers that are judged only now stand from now on."""
        had_told = self.assignment.tells_answers
        self.assignment.has_handed_in = True
        if not had_told:
            self._work.show(self._sheet.work(), self._texts())

    def _open_hand_in(self):
        if self.assignment.tells_answers:
            self._show_code()

    def _show_code(self):
        try:
            self._code = self._result().to_code()
            self._note = ""
        except ResultError as error:
            self._code, self._note = "", str(error)

    def _copy(self):
        self._hand_in()
        self._show_code()
        if self._code:
            self._context.page.copy(self._code)

    def _deliver_file(self):
        self._hand_in()
        try:
            content = self._result().to_file()
        except ResultError as error:
            self._note = str(error)
        else:
            name = f"{self.assignment.exercise.id}.result.json"
            self._context.page.save_file(name, "json", content)

    def _finish(self):
        self._hand_in()
        self._save(is_final=True)
        self._context.page.storage.finish()
        self._note = text("assignment.finished", score=self.assignment.score)

    def _key(self):
        """Return what differs whenever there is something new to save."""
        assignment = self.assignment
        run = assignment.now.attempts[-1].run
        answers = sorted(assignment.answers.items())
        settings = self._context.experiment.settings()
        return run.epochs, run.weights.tobytes(), settings, answers, assignment.hints

    def _save(self, is_final=False):
        key = self._key()
        if self._place is None or (key == self._saved and not is_final):
            return
        self._saved = key
        try:
            if self._place == "platform":
                self._save_on_platform(record.write_short(self.assignment), is_final)
            else:
                self._context.page.storage.write(
                    self.assignment.exercise.id, record.write(self.assignment)
                )
        except ResultError as error:
            self._note = str(error)

    def _save_on_platform(self, content, is_final):
        assignment = self.assignment
        reached = (assignment.score, sorted(assignment.answers.items()), is_final)
        if reached == self._handed_in:
            self._context.page.storage.write(assignment.exercise.id, content)
            return
        self._handed_in = reached
        unfinished = "failed" if is_final else "incomplete"
        self._context.page.storage.hand_in(
            {
                "score": assignment.score,
                "status": "passed" if assignment.is_done else unfinished,
                "state": content,
                "answers": self._sheet.interactions(),
            }
        )
        self._note = text("assignment.handed_in", score=assignment.score)
