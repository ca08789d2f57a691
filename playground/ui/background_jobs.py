"""Long computations that run in the background, a slice at a time, between two frames."""

import time
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

Steps = Generator[float, None, Result]
"""Does a little work at every step, yields the share that is done, and returns the result."""


def with_share(share: float, steps: Generator[object, None, Result]) -> Steps[Result]:
    """Do the steps of a part of some work, and yield after each how far all of it is."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        yield share


class Job(Generic[Result]):
    """One computation under way.

    Parameters
    ----------
    steps : iterator
        Does a little work at every step and yields the share that is done, from 0 to 1. What the
        generator returns is the result.
    on_progress : callable
        Takes the share that is done, after each slice.
    on_done : callable
        Takes the result.
    on_error : callable
        Takes the ValueError that ended the work: a request that cannot be met.
    """

    def __init__(
        self,
        steps: Steps[Result],
        on_progress: Callable[[float], object],
        on_done: Callable[[Result], object],
        on_error: Callable[[ValueError], object],
    ) -> None:
        self._steps = steps
        self._on_progress = on_progress
        self._on_done = on_done
        self._on_error = on_error

    def run(self, end: float, clock: Callable[[], float]) -> bool:
        """Work until the time `end`, one step at least; tell whether more is left."""
        share = 0.0
        try:
            while True:
                share = next(self._steps)
                if clock() >= end:
                    break
        except StopIteration as stop:
            self._on_done(stop.value)
            return False
        except ValueError as error:
            self._on_error(error)
            return False
        self._on_progress(share)
        return True


class Jobs:
    """The computations under way, by name; each name has one at most.

    Parameters
    ----------
    clock : callable
        Gives the present time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._jobs: dict[str, Job[Any]] = {}

    @property
    def active(self) -> bool:
        """Whether any work is left."""
        return bool(self._jobs)

    def start(
        self,
        name: str,
        steps: Steps[Result],
        on_progress: Callable[[float], object],
        on_done: Callable[[Result], object],
        on_error: Callable[[ValueError], object],
    ) -> None:
        """Start a computation in place of an earlier one of the same name; see `Job`."""
        self._jobs[name] = Job(steps, on_progress, on_done, on_error)

    def cancel(self, name: str) -> None:
        """Give a computation up; nothing happens if there is none of that name."""
        self._jobs.pop(name, None)

    def run(self, seconds: float) -> None:
        """Work on the oldest computation for about so many seconds."""
        if not self._jobs:
            return
        name, job = next(iter(self._jobs.items()))
        more = False
        try:
            more = job.run(self._clock() + seconds, self._clock)
        finally:
            if not more and self._jobs.get(name) is job:
                del self._jobs[name]
