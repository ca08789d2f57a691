"""The clock that what is slowed down on purpose goes by."""

import time


class Clock:
    """The system's; a test has one that does not wait."""

    def now(self) -> float:
        """Return the seconds since some moment."""
        return time.monotonic()

    def sleep_until(self, moment: float) -> None:
        """Return at that moment, or at once if it has passed."""
        time.sleep(max(0.0, moment - self.now()))
