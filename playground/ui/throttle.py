"""How often something is drawn that no eye follows at every frame."""

import time
from collections.abc import Callable


class Throttle:
    """Says when enough time has passed since the last drawing.

    Parameters
    ----------
    pause : float
        Seconds between two drawings.
    clock : callable
        Gives the present time in seconds.
    """

    def __init__(self, pause: float, clock: Callable[[], float] = time.perf_counter) -> None:
        self._pause = pause
        self._clock = clock
        self._due = 0.0

    def is_due(self, hurry: bool = False) -> bool:
        """Tell whether to draw now; with `hurry` always. If so, the next pause begins."""
        now = self._clock()
        if not hurry and now < self._due:
            return False
        self._due = now + self._pause
        return True
