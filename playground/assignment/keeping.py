"""Keeps the work on an exercise from visit to visit, in the browser or at a learning platform."""

from collections.abc import Callable

from playground.assignment import record
from playground.assignment.assignment import Assignment
from playground.assignment.interactions import interactions
from playground.exercises.result import LONGEST_RESULT, ResultError
from playground.exercises.shapes import Answer
from playground.page.storage import Place, Storage
from playground.text import text


class WorkKeeper:
    """Keeps what is new of an assignment, and tells a platform what was reached.

    A platform gets a score and a verdict only once the exercise is passed or handed in: of work
    that was left half-way it would say "failed".

    Parameters
    ----------
    storage : Storage
    assignment : Assignment
    place : Place or None
        None for a preview, of which nothing is kept.
    on_change : callable
        Called without arguments when another tab has changed the work.

    Attributes
    ----------
    note : str
        What was told to the platform last, or why the work cannot be kept.
    is_contested : bool
        Whether another tab has changed the work: until it is chosen which to keep, nothing is.
    """

    def __init__(
        self,
        storage: Storage,
        assignment: Assignment,
        place: Place | None,
        on_change: Callable[[], None],
    ) -> None:
        self._storage = storage
        self._assignment = assignment
        self._place = place
        self._on_change = on_change
        self._name = assignment.exercise.id
        self._saved = self._handed_in = self._key()
        self._told: tuple[object, ...] = ()
        self._told_answers: dict[str, Answer] = {}
        self.note = ""
        self.is_contested = False
        if place in ("browser", "alone"):
            storage.watch(self._name, self._contest)

    def begin(self) -> None:
        """Take what the assignment is at for what is kept."""
        self._saved = self._handed_in = self._key()
        self._told = self._reached()
        self._told_answers = dict(self._assignment.answers)

    @property
    def is_all_handed_in(self) -> bool:
        """Whether nothing was done since the student has handed in."""
        assignment = self._assignment
        is_same = self._handed_in == self._key()
        return assignment.has_handed_in and not assignment.has_gone_on and is_same

    def save(self) -> None:
        """Keep what is new."""
        if self._key() == self._saved or self.is_contested:
            return
        assignment = self._assignment
        assignment.has_gone_on = assignment.has_handed_in and not self.is_all_handed_in
        self._keep()

    def hand_in(self) -> None:
        """Note that the student has handed in what there is, and keep that."""
        self._assignment.has_handed_in, self._assignment.has_gone_on = True, False
        self._handed_in = self._key()
        if not self.is_contested:
            self._keep()

    def finish(self) -> None:
        """Hand in to the platform, and end the launch."""
        self.hand_in()
        self._storage.finish()
        self.note = text("assignment.finished", score=self._assignment.score)

    def keep_mine(self) -> None:
        """Keep this work in place of that of another tab."""
        self.is_contested = False
        self._keep()

    def forget(self) -> None:
        """Erase what is kept, and keep nothing more."""
        self._storage.write(self._name, "")
        self.stop()

    def stop(self) -> None:
        """Keep nothing more."""
        self._place = None
        self._storage.watch(self._name, None)

    def _contest(self) -> None:
        self.is_contested = True
        self._on_change()

    def _keep(self) -> None:
        self._saved = self._key()
        try:
            if self._place == "platform":
                room = self._storage.room or LONGEST_RESULT
                self._tell(record.write(self._assignment, room))
            elif self._place in ("browser", "alone"):
                self._storage.write(self._name, record.write(self._assignment))
        except ResultError as error:
            self.note = str(error)

    def _tell(self, state: str) -> None:
        assignment = self._assignment
        reached = self._reached()
        is_new = reached != self._told
        changed = {
            name: answer
            for name, answer in assignment.answers.items()
            if self._told_answers.get(name) != answer
        }
        self._told, self._told_answers = reached, dict(assignment.answers)
        status, score = reached
        self._storage.hand_in(
            {
                "state": state,
                "status": status,
                "score": score,
                "answers": interactions(assignment.exercise, changed),
                "isUrgent": is_new,
            }
        )
        if is_new and score is not None:
            self.note = text("assignment.handed_in", score=score)

    def _reached(self) -> tuple[str, int | None]:
        assignment = self._assignment
        unfinished = "failed" if assignment.has_handed_in else "incomplete"
        is_passed = assignment.is_done and assignment.tells_answers
        is_over = is_passed or assignment.has_handed_in
        status = "passed" if is_passed else unfinished
        return status, assignment.score if is_over else None

    def _key(self) -> tuple[object, ...]:
        """Return what differs whenever there is something new to keep."""
        assignment = self._assignment
        run = assignment.now.attempts[-1].run
        answers = sorted(assignment.answers.items())
        return (
            run.epochs,
            run.weights.tobytes(),
            assignment.settings,
            answers,
            assignment.hints,
            assignment.has_begun,
        )
