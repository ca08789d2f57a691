"""The loss history of a run, kept in bounded memory however long the run is."""

import numpy as np

from playground.frame import Curve

CAPACITY = 512
"""Points kept at most; a curve a few hundred pixels wide cannot show more."""


class History:
    """Losses by epoch; when full, every second point is dropped and the stride doubles.

    The latest point is always kept, so a curve ends where the run is.
    """

    def __init__(self):
        self._rows = np.empty((CAPACITY + 1, 3))
        self.clear()

    def clear(self):
        """Forget the run."""
        self._length = 0
        self._stride = 1

    def append(self, epoch, train_loss, test_loss):
        """Add the losses after `epoch`, replacing a last point that lies off the stride."""
        if self._length and self._rows[self._length - 1, 0] % self._stride:
            self._length -= 1
        self._rows[self._length] = epoch, train_loss, test_loss
        self._length += 1
        if self._length > CAPACITY:
            self._thin()

    def _thin(self):
        self._stride *= 2
        rows = self._rows[: self._length]
        kept = rows[(rows[:, 0] % self._stride == 0) | (np.arange(len(rows)) == len(rows) - 1)]
        self._length = len(kept)
        self._rows[: self._length] = kept

    def curve(self):
        """Return the points as three arrays of equal length."""
        return Curve(*self._rows[: self._length].T.copy())
