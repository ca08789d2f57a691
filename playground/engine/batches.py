"""Mini-batches: the samples of an epoch in its order, and cut into parts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from playground.arrays import Floats, Ints

from .network import Columns


class Batch(NamedTuple):
    """One mini-batch: which samples it holds, and they themselves as columns.

    Attributes
    ----------
    samples : ndarray of int, shape (n,)
        Indices into the X and y that the epoch was made of.
    inputs : ndarray, shape (inputs + 1, n)
        The samples, with a last row of ones.
    targets : ndarray, shape (outputs, n)
        Their targets.
    """

    samples: Ints
    inputs: Floats
    targets: Floats


class Room(NamedTuple):
    """Arrays for the samples of an epoch in its order, and the batches that they are cut into.

    Cutting them costs as much as a twentieth of an epoch, so it is done once; every epoch writes
    its samples into the same arrays.

    Attributes
    ----------
    size : int
        Samples per batch.
    order : ndarray of int, shape (n,)
        Indices of the samples.
    columns : Columns
        The samples.
    batches : list of Batch
        Views of these arrays.
    """

    size: int
    order: Ints
    columns: Columns
    batches: list[Batch]


def in_order(
    columns: Columns, order: Ints, room: Sequence[Floats | None] = (None, None)
) -> Columns:
    """Return the samples in another order, written into ``room`` if there is any."""
    # NumPy writes straight into `out` in this mode only; no index is out of range anyway.
    taken = (
        whole.take(order, axis=1, out=out, mode="clip")
        for whole, out in zip(columns, room, strict=True)
    )
    return Columns(*taken)


def cut(order: Ints, columns: Columns, size: int) -> Iterator[Batch]:
    """Yield views of samples, ``size`` at a time."""
    for start in range(0, order.size, size):
        part = slice(start, start + size)
        yield Batch(order[part], columns.inputs[:, part], columns.targets[:, part])
