"""Handing in: to the platform, as a file, or as a code."""

from collections.abc import Callable

from playground.assignment.assignment import Assignment
from playground.assignment.keeping import WorkKeeper
from playground.assignment.work_events import WorkEvents
from playground.exercises.result import Result, ResultError
from playground.page.page import Page
from playground.page.storage import Place


class HandIn:
    """Gives the result of an exercise away, in the way that is asked for.

    Parameters
    ----------
    page : Page
    assignment : Assignment
    keeper : WorkKeeper
    events : WorkEvents
    place : Place or None
        Where the work is kept; None for a preview.
    on_told : callable
        Called when answers that were judged only now are told to be right or wrong.

    Attributes
    ----------
    code : str
        The result as a code, once it was asked for.
    problem : str
        Why there is no file or code, in a sentence; empty if nothing is wrong.
    """

    def __init__(
        self,
        page: Page,
        assignment: Assignment,
        keeper: WorkKeeper,
        events: WorkEvents,
        place: Place | None,
        on_told: Callable[[], object],
    ) -> None:
        self._page = page
        self._assignment = assignment
        self._keeper = keeper
        self._events = events
        self._place = place
        self._on_told = on_told
        self.code = self.problem = ""

    def finish(self) -> None:
        """Hand in to the platform."""
        self._judge(self._keeper.finish)
        self._events.handed_in("platform")

    def show_code(self) -> None:
        """Show the code, unless that would tell the answers before the work is handed in."""
        if self._assignment.tells_answers:
            self._make_code()

    def copy_code(self) -> None:
        """Hand in by the code, which gets into the clipboard."""
        self._give_away()
        self._make_code()
        if self.code:
            self._events.handed_in("code")
            self._page.copy(self.code)

    def save_file(self) -> None:
        """Hand in by a file."""
        self._give_away()
        try:
            content = self._result().to_file()
        except ResultError as error:
            self.problem = str(error)
        else:
            self.problem = ""
            self._events.handed_in("file")
            self._page.save_file(f"{self._assignment.exercise.id}.result.json", "json", content)

    def _give_away(self) -> None:
        """Hand in by a file or a code; for a platform that is none, unless it tells the answers."""
        if self._place != "platform" or not self._assignment.tells_answers:
            self._judge(self._keeper.hand_in)

    def _judge(self, hand_in: Callable[[], None]) -> None:
        had_told = self._assignment.tells_answers
        hand_in()
        if not had_told:
            self._on_told()

    def _make_code(self) -> None:
        try:
            self.code, self.problem = self._result().to_code(), ""
        except ResultError as error:
            self.code, self.problem = "", str(error)

    def _result(self) -> Result:
        return self._assignment.result(self._assignment.best)
