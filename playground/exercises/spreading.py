"""Spreads the grading of very many results over processes and computers."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from playground.exercises.grading import Batches, Spread, Work
from playground.exercises.shapes import Row
from playground.text import text


def on_all_cores(work: Work, batches: Batches) -> Iterator[list[Row]]:
    """Yield the value of ``work`` for each batch, computed by one process per core."""
    if len(batches) <= 1:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(work, batches)


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

        def run(work: Work, batches: Batches) -> Iterator[list[Row]]:
            for future in client.map(work, batches, pure=False):
                yield future.result()

        yield run
