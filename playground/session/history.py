"""The course of a run, kept in bounded memory however long the run is."""

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats, Ints
from playground.engine import Checkpoint
from playground.frame import Curve

CURVE_CAPACITY = 512
"""Points of the loss curve kept at most; a curve some hundred pixels wide cannot show more."""

PATH_CAPACITY = 256
"""States of the network kept at most."""

PATH_BYTES = 24_000_000
"""Memory that they take at most, with whatever an optimizer remembers; only networks of some
thousand parameters reach it, and keep fewer states."""

BYTES_OF_PARAMETER = 8 + 2 * 8 + 1
"""In a state: its value, two running means of the optimizer, whether it is dead."""


class Thinned:
    """Rows of numbers by epoch; when full, every second row is dropped and the stride doubles.

    The latest row is always kept, so the record ends where the run is.

    Parameters
    ----------
    width : int
        Numbers per row, the epoch not counted.
    capacity : int
        Rows kept at most.
    """

    def __init__(self, width: int, capacity: int):
        self._rows = np.empty((capacity + 1, 1 + width))
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._length = 0
        self._stride = 1

    @property
    def rows(self) -> Floats:
        """What is kept, (n, 1 + width), epochs in the first column; a view."""
        return self._rows[: self._length]

    def append_row(self, epoch: float, values: ArrayLike) -> None:
        """Add the row of an epoch, in place of a last row of the same epoch or off the stride."""
        if self._length:
            last = self._rows[self._length - 1, 0]
            self._length -= bool(last == epoch or last % self._stride)
        self._rows[self._length, 0] = epoch
        self._rows[self._length, 1:] = values
        self._length += 1
        if self._length == len(self._rows):
            self._thin()

    def cut(self, epoch: float) -> None:
        """Forget all that came after an epoch."""
        self._length = int(np.searchsorted(self.rows[:, 0], epoch, side="right"))

    def _thin(self) -> None:
        # Rows that were restored may all lie on the doubled stride too.
        while self._length == len(self._rows):
            self._stride *= 2
            kept = self.rows[:, 0] % self._stride == 0
            kept[-1] = True
            rows = self.rows[kept]
            self._length = len(rows)
            self._rows[: self._length] = rows


class History(Thinned):
    """Training and test loss by epoch."""

    def __init__(self) -> None:
        super().__init__(2, CURVE_CAPACITY)

    def append(self, epoch: float, train_loss: float, test_loss: float) -> None:
        """Add the losses after an epoch."""
        self.append_row(epoch, (train_loss, test_loss))

    def restore(self, curve: Curve | None) -> None:
        """Take up the curve of an earlier run in place of this one, or None for an empty one."""
        self.clear()
        if curve is not None:
            for point in zip(*curve, strict=True):
                self.append(*point)
            self._stride = max(1, int(np.gcd.reduce(curve.epoch[:-1].astype(int))))

    def curve(self) -> Curve:
        """Return the points as three arrays of equal length."""
        return Curve(*self.rows.T.copy())


class ParameterPath(Thinned):
    """States of the network by epoch, and what training needs to go on from them.

    Parameters
    ----------
    parameters : int
        Length P of the network's parameter vector.
    """

    def __init__(self, parameters: int):
        room = PATH_BYTES // (BYTES_OF_PARAMETER * parameters)
        super().__init__(parameters, min(room, PATH_CAPACITY))
        self._checkpoints: dict[int, Checkpoint] = {}

    def append(self, epoch: float, theta: ArrayLike) -> None:
        """Add the parameters after an epoch."""
        self.append_row(epoch, theta)

    def has_room_for(self, epoch: int) -> bool:
        """Tell whether an epoch is still kept when later ones are added."""
        return epoch % self._stride == 0

    def keep_checkpoint(self, epoch: int, checkpoint: Checkpoint) -> None:
        """Keep what training needs to go on from a kept epoch."""
        self._checkpoints[epoch] = checkpoint

    def checkpoint(self, epoch: int) -> Checkpoint | None:
        """Return what training needs to go on from a kept epoch, None if that is not known."""
        return self._checkpoints.get(epoch)

    def cut(self, epoch: float) -> None:
        """Forget all that came after an epoch."""
        super().cut(epoch)
        self._forget_checkpoints()

    def _thin(self) -> None:
        super()._thin()
        self._forget_checkpoints()

    def _forget_checkpoints(self) -> None:
        kept = set(self.epochs.tolist())
        self._checkpoints = {
            epoch: checkpoint for epoch, checkpoint in self._checkpoints.items() if epoch in kept
        }

    @property
    def epochs(self) -> Ints:
        """Epochs of which the state is kept, ascending, (n,) int."""
        return self.rows[:, 0].astype(int)

    @property
    def thetas(self) -> Floats:
        """Their parameter vectors, (n, P)."""
        return self.rows[:, 1:]

    def nearest(self, epoch: int) -> tuple[int, Floats]:
        """Return the kept epoch nearest to the one given, and its parameters."""
        index = int(np.argmin(np.abs(self.rows[:, 0] - epoch)))
        return int(self.rows[index, 0]), self.rows[index, 1:]
