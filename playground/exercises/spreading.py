"""Spreads the grading of very many results over processes and computers.

A process or a computer that dies takes nothing along: what it had is graded by another one. What
makes each of them die is refused by itself.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playground.exercises.grading import Batches, Spread, Work, unchecked
from playground.exercises.shapes import Row
from playground.exercises.submissions import Submission
from playground.text import text

if TYPE_CHECKING:
    from distributed import Client, Future

LEAST_AHEAD = 100
"""Batches that a cluster has at a time at least: enough for some dozen processors, and some ten
megabytes; all of them at once could be more than its scheduler can hold."""

AHEAD = 4
"""Batches that it has for each of its threads."""


def on_all_cores(work: Work, batches: Batches) -> Iterator[list[Row]]:
    """Yield the value of ``work`` for each batch, computed by one process per core."""
    if len(batches) <= 1:
        yield from map(work, batches)
        return
    done = 0
    while done < len(batches):
        try:
            with ProcessPoolExecutor() as pool:
                for rows in pool.map(work, batches[done:]):
                    yield rows
                    done += 1
        except BrokenProcessPool:  # by one of those that were under way; this one was the first
            yield one_by_one(_in_a_process, work, batches[done])
            done += 1


def one_by_one(
    compute: Callable[[Work, Sequence[Submission]], list[Row]],
    work: Work,
    batch: Sequence[Submission],
) -> list[Row]:
    """Return the rows of a batch, of which something may kill whoever computes it.

    Parameters
    ----------
    compute : callable
        Has a batch computed, or raises a RuntimeError if that kills whoever does it.
    work, batch
        As for `on_all_cores`.
    """
    rows: list[Row] = []
    for submission in batch:
        try:
            rows += compute(work, [submission])
        except RuntimeError:
            rows.append(unchecked(submission, text("grade.killed")))
    return rows


def _in_a_process(work: Work, batch: Sequence[Submission]) -> list[Row]:
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(work, batch).result()  # BrokenProcessPool is a RuntimeError


@contextmanager
def on_dask(address: str) -> Iterator[Spread]:
    """Give a function like `on_all_cores` that computes on a Dask cluster.

    Parameters
    ----------
    address : str
        Of the cluster's scheduler, such as "tcp://10.0.0.1:8786". Its workers need this package.

    Raises
    ------
    OSError
        If there is no scheduler at that address, or Dask is not installed.
    """
    try:
        from distributed import Client

        connected = Client(address, timeout=10)  # type: ignore[no-untyped-call] # Dask has few types
    except ImportError:
        raise OSError(text("grade.no_dask")) from None
    except (OSError, ValueError) as error:
        raise OSError(text("grade.no_scheduler", address=address, reason=error)) from None
    with connected as client:
        yield lambda work, batches: _by(client, work, batches)


def _by(client: "Client", work: Work, batches: Batches) -> Iterator[list[Row]]:
    threads = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
    ahead = max(LEAST_AHEAD, AHEAD * threads)
    waiting = deque(client.submit(work, batch, pure=False) for batch in batches[:ahead])
    for i, batch in enumerate(batches):
        rows = _rows(client, work, batch, waiting.popleft())
        if i + ahead < len(batches):
            waiting.append(client.submit(work, batches[i + ahead], pure=False))
        yield rows


def _rows(
    client: "Client", work: Work, batch: Sequence[Submission], future: "Future[list[Row]]"
) -> list[Row]:
    """Return the rows of a batch, one by one if it has killed several workers."""
    from distributed import KilledWorker

    def compute(_work: Work, alone: Sequence[Submission]) -> list[Row]:
        try:
            rows: list[Row] = client.submit(work, alone, pure=False).result()
        except KilledWorker as error:
            raise RuntimeError from error
        return rows

    try:
        rows: list[Row] = future.result()
    except KilledWorker:
        return one_by_one(compute, work, batch)
    return rows
