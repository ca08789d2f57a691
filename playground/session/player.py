"""Plays a session: how fast it trains, when it rests, and how fast it really was."""

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from playground.session.stopping import StopConditions

if TYPE_CHECKING:
    from playground.session.session import Session

RATE_WINDOW = 60
"""Ticks over which the rates are averaged."""

BATCH_PAUSE = 1.0
"""Seconds between two batches in slow motion."""

EPOCHS_PER_SECOND = 60
"""The pace of normal speed, whatever the screen draws in a second: an eye follows it."""

LONGEST_DELAY = 0.1
"""Seconds by which a late tick is made up for; what a machine owes beyond that is let go."""


class Player:
    """Trains a session tick by tick while it is playing.

    Parameters
    ----------
    session : Session
        What is trained. Its experiment's `speed` says how much a tick does.
    clock : callable
        Gives the present time in seconds.

    Attributes
    ----------
    playing : bool
        Whether `tick` trains.
    stopped_by : str
        Why it stopped by itself, as `StopConditions.check` says; "" if it did not.
    """

    def __init__(self, session: "Session", clock: Callable[[], float] = time.perf_counter):
        self._session = session
        self._clock = clock
        self._ticks: deque[tuple[float, int]] = deque(maxlen=RATE_WINDOW)
        self._due = 0.0
        self._conditions = StopConditions(session)
        self.playing = False
        self.stopped_by = ""

    def play(self) -> None:
        """Train from the next tick on."""
        self._ticks.clear()
        self._due = self._clock()
        self._conditions.begin()
        self.playing = True
        self.stopped_by = ""

    def pause(self) -> None:
        """Rest."""
        self.playing = False

    @property
    def wait(self) -> float:
        """Seconds until the next tick has something to do."""
        return max(0.0, self._due - self._clock())

    @property
    def rates(self) -> tuple[float, float]:
        """Ticks and epochs per second, lately."""
        if len(self._ticks) < 2:
            return 0.0, 0.0
        (start, first_epoch), (end, last_epoch) = self._ticks[0], self._ticks[-1]
        if end == start:
            return 0.0, 0.0
        return (len(self._ticks) - 1) / (end - start), (last_epoch - first_epoch) / (end - start)

    def tick(self, seconds: float) -> bool:
        """Train as much as the speed asks for.

        Parameters
        ----------
        seconds : float
            How long a tick lasts at most; it trains for one epoch at least.

        Returns
        -------
        bool
            Whether it trained. It stops playing when a stop condition comes to hold.
        """
        if not self.playing or self.wait > 0:
            return False
        SPEEDS[self._session.experiment.speed](self, seconds)
        self._ticks.append((self._clock(), self._session.epoch))
        return True

    def _one_batch(self, _seconds: float) -> None:
        epoch = self._session.epoch
        self._session.advance_batch()
        self._due = self._clock() + BATCH_PAUSE
        if self._session.epoch != epoch or self._session.diverged:
            self._stop_if_due()

    def _epochs_by_the_clock(self, seconds: float) -> None:
        now = self._clock()
        end = now + seconds
        self._due = max(self._due, now - LONGEST_DELAY)
        is_due = True
        while is_due:
            self._one_epoch()
            self._due += 1 / EPOCHS_PER_SECOND
            now = self._clock()
            is_due = self.playing and self._due <= now < end

    def _many_epochs(self, seconds: float) -> None:
        end = self._clock() + seconds
        self._one_epoch()
        while self.playing and self._clock() < end:
            self._one_epoch()

    def _one_epoch(self) -> None:
        self._session.advance()
        self._stop_if_due()

    def _stop_if_due(self) -> None:
        self.stopped_by = self._conditions.check()
        self.playing = not self.stopped_by


SPEEDS: dict[str, Callable[[Player, float], None]] = {
    "slow": Player._one_batch,
    "normal": Player._epochs_by_the_clock,
    "fast": Player._many_epochs,
}
"""What a tick does at each speed."""
