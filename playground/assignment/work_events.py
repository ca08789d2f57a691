"""Tells a page around this one which goals of an exercise were reached, and what was handed in."""

from functools import partial
from typing import Literal

from playground.assignment.assignment import Assignment
from playground.exercises.result import ResultError
from playground.page.events import Events

Way = Literal["file", "code", "platform"]
"""How something is handed in."""


class WorkEvents:
    """The events "goalReached" and "handedIn" of one exercise.

    Parameters
    ----------
    events : Events
    assignment : Assignment
    """

    def __init__(self, events: Events, assignment: Assignment) -> None:
        self._events = events
        self._assignment = assignment
        self._met: set[int] = set()

    def begin(self) -> None:
        """Take the goals that are met for known."""
        self._met = self._met_now()

    def follow(self) -> None:
        """Tell of each goal that is met for the first time."""
        for i in sorted(self._met_now() - self._met):
            self._met.add(i)
            self._events.tell("goalReached", partial(self._reached, i))

    def handed_in(self, way: Way) -> None:
        """Tell of a result that was handed in, with the result itself if it can be written down."""
        self._events.tell("handedIn", lambda: self._handed_in(way))

    def _reached(self, i: int) -> dict[str, object]:
        assignment = self._assignment
        return {
            "exercise": assignment.exercise.id,
            "goal": i + 1,
            "words": assignment.exercise.goals[i].words,
            "points": assignment.best.points,
            "of": assignment.exercise.points,
            "epoch": assignment.best.attempts[-1].run.epochs,
        }

    def _handed_in(self, way: Way) -> dict[str, object]:
        assignment = self._assignment
        return {
            "exercise": assignment.exercise.id,
            "way": way,
            "score": assignment.score,
            "points": assignment.points,
            "of": assignment.exercise.points,
            "passed": assignment.is_done,
            "result": self._result(),
        }

    def _result(self) -> str | None:
        try:
            return self._assignment.result(self._assignment.best).to_file()
        except ResultError:
            return None

    def _met_now(self) -> set[int]:
        return {i for i, verdict in enumerate(self._assignment.best.verdicts) if verdict}
