"""An epoch that is trained on batch by batch, and can be left and taken up in its middle."""

from collections import deque

import numpy as np

from playground.arrays import Ints
from playground.engine import Batch, Checkpoint, Trainer
from playground.engine.network import Columns


class BatchwiseEpoch:
    """The batches of an epoch that has been begun; between epochs there are none.

    Parameters
    ----------
    trainer : Trainer
        What trains on them.
    columns : Columns
        The samples.

    Attributes
    ----------
    last : ndarray of int, shape (n,)
        Which samples were in the last batch that was run by itself; none after a whole epoch.
    """

    def __init__(self, trainer: Trainer, columns: Columns):
        self._trainer = trainer
        self._columns = columns
        self._batches: deque[Batch] = deque()
        self.last: Ints = np.empty(0, int)

    @property
    def is_under_way(self) -> bool:
        """Whether the epoch has been begun and not been finished."""
        return bool(self._batches)

    def run_batch(self) -> None:
        """Train on the next batch; it is the first one of a new epoch if none is under way."""
        if not self._batches:
            self._begin()
        batch = self._batches.popleft()
        self.last = batch.samples
        self._trainer.run_batch(batch)

    def finish(self) -> None:
        """Train on the batches that are left, or on a whole epoch if none is under way."""
        self.last = self.last[:0]
        if not self._batches:
            self._trainer.run_epoch_on(self._columns)
        while self._batches:
            self._trainer.run_batch(self._batches.popleft())

    def checkpoint(self) -> Checkpoint:
        """Return the state of training, within the epoch if it is under way."""
        now = self._trainer.checkpoint()
        if not self._batches:
            return now
        return now._replace(
            epoch=self._start.epoch,
            orders=self._start.orders,
            batch_size=self._start.batch_size,
            batches=self._count - len(self._batches),
        )

    def resume(self, checkpoint: Checkpoint) -> None:
        """Go on from a state of training.

        Raises
        ------
        ValueError
            If it is that of another network, or its epoch has no more batches.
        """
        self._trainer.resume(checkpoint)
        self._batches.clear()
        if not checkpoint.batches:
            return
        batch_size, self._trainer.batch_size = self._trainer.batch_size, checkpoint.batch_size
        self._begin()
        self._trainer.batch_size = batch_size
        if not checkpoint.batches < self._count:
            raise ValueError(f"batches must be less than {self._count}, got {checkpoint.batches}")
        for _ in range(checkpoint.batches):
            self._batches.popleft()

    def _begin(self) -> None:
        # The order of the samples is drawn again from here when the epoch is taken up.
        self._start = self._trainer.checkpoint()
        self._batches.extend(self._trainer.batches_of(self._columns))
        self._count = len(self._batches)
