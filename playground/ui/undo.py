"""Undo: the way back to a run that a change of its data has ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playground.experiment import Experiment
from playground.session.save_file import Saved
from playground.text import text
from playground.ui.widgets import Change, text_button

if TYPE_CHECKING:
    from playground.ui.context import Context

UNDONE = frozenset({"train_fraction", "noise", "samples", "marked_digit"})
"""Settings that slide, or change a few samples only: who does that may not know that the run begins
again."""


class Undo:
    """Offers to go back to an ended run, for as long as the message that says so is shown.

    Parameters
    ----------
    context : Context

    Attributes
    ----------
    button : Button
        Stands in the message.
    """

    def __init__(self, context: "Context") -> None:
        self._context = context
        self._before: Saved | None = None
        self._message = ""
        self.button = text_button(text("button.undo"), self._go_back)
        self.button.visible = False

    def offer(self, events: Sequence[Change]) -> None:
        """Offer the way back if these changes have ended a run; a slider moves in many of them."""
        context = self._context
        is_undone = {event.name for event in events} <= UNDONE
        if not is_undone or context.assignments.is_open:
            return
        if (ended := context.session.ended) is not None:
            before = {event.name: event.old for event in events}
            settings = {**context.experiment.settings(), **before}
            theta, epoch, curve, checkpoint = ended
            self._before = Saved(Experiment(**settings), epoch, theta, curve, checkpoint)
            self._message = text("message.begun_again", count=epoch)
        if self._before is not None:
            context.notices.say(self._message)

    def follow(self) -> None:
        """Take the offer back with its message, and when the new run is as long as the old one."""
        context = self._context
        if self._before is not None and context.session.epoch >= self._before.epoch:
            context.notices.take_back(self._message)
        if context.notices.message != self._message:
            self._before = None
        is_offered = self._before is not None
        if is_offered != self.button.visible:  # to write it costs more than a frame's texts do
            self.button.visible = is_offered

    def _go_back(self) -> None:
        if self._before is not None:
            self._context.loader.restore(self._before)
