"""Stop conditions: when a run that plays comes to its end."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.session.session import Session


def loss_reached(session: "Session", stalled: int) -> bool:
    """Tell whether the test loss has come down to its target."""
    target: float = session.experiment.stop_loss
    return target > 0 and session.test_loss <= target


def accuracy_reached(session: "Session", stalled: int) -> bool:
    """Tell whether the share of test samples classified right has come up to its target."""
    target: float = session.experiment.stop_accuracy
    accuracy = session.test_accuracy if target > 0 else None
    return accuracy is not None and accuracy >= target


def patience_lost(session: "Session", stalled: int) -> bool:
    """Tell whether the test loss has had no new low for too many epochs."""
    patience: int = session.experiment.stop_patience
    return 0 < patience <= stalled


def limit_reached(session: "Session", stalled: int) -> bool:
    """Tell whether the run is as long as it may be."""
    limit: int = session.experiment.stop_epochs
    return 0 < limit <= session.epoch


CONDITIONS: dict[str, Callable[["Session", int], bool]] = {
    "loss": loss_reached,
    "accuracy": accuracy_reached,
    "patience": patience_lost,
    "epochs": limit_reached,
}
"""Why a run stops: functions of the session and of its epochs without a new lowest test loss."""

DIVERGENCE = "divergence"
"""The reason that is no choice: the losses or weights are no longer finite numbers."""


class StopConditions:
    """Watches a session from epoch to epoch while it plays.

    A condition stops a run when it comes to hold; one that holds already when playing begins does
    not, so that whoever plays on after a stop is let go on.

    Parameters
    ----------
    session : Session
        Its experiment says which conditions count.
    """

    _best_loss: float
    _best_epoch: int

    def __init__(self, session: "Session"):
        self._session = session
        self.begin()

    def begin(self) -> None:
        """Take the present state as the one that playing begins with."""
        self._start_run()
        self._overlooked = self._holding()

    def check(self) -> str:
        """Look at the session after an epoch.

        Returns
        -------
        str
            A name in `CONDITIONS` or `DIVERGENCE` if the run is to stop, else "".
        """
        if self._session.diverged:
            return DIVERGENCE
        self._note_progress()
        holding = self._holding()
        self._overlooked = [name for name in self._overlooked if name in holding]
        return next((name for name in holding if name not in self._overlooked), "")

    def _holding(self) -> list[str]:
        stalled = self._session.epoch - self._best_epoch
        return [name for name, holds in CONDITIONS.items() if holds(self._session, stalled)]

    def _note_progress(self) -> None:
        # A session that starts afresh, or measures another loss, has another trainer from then on.
        if self._session.trainer is not self._trainer:
            self._start_run()
        elif self._session.test_loss < self._best_loss:
            self._best_loss, self._best_epoch = self._session.test_loss, self._session.epoch

    def _start_run(self) -> None:
        self._trainer = self._session.trainer
        self._best_loss, self._best_epoch = self._session.test_loss, self._session.epoch
