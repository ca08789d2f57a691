"""A clock that does not wait: who sleeps moves it on."""

import threading


class FakeClock:
    """Several threads may sleep until moments of their own; it shows the latest of them.

    Parameters
    ----------
    late : callable
        Returns by how many seconds somebody who sleeps wakes up too late.
    """

    def __init__(self, late=lambda: 0.0):
        self._moment = 1000.0
        self._late = late
        self._lock = threading.Lock()

    def now(self):
        return self._moment

    def sleep_until(self, moment):
        with self._lock:
            if moment > self._moment:
                self._moment = moment + self._late()
