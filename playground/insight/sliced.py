"""Long computations that go on in slices, so that a page can do its other work in between."""

from collections.abc import Callable, Generator
from functools import wraps
from typing import Any


class Computation:
    """A computation that runs only while somebody takes its steps, and once.

    To cancel it, take no more of them.

    Parameters
    ----------
    generator : generator
        Yields the share done, in (0, 1], after each slice, and returns the result.

    Attributes
    ----------
    result
        None until the last step is taken.
    """

    def __init__(self, generator: Generator[float, None, Any]):
        self.result = None
        self._generator = generator

    def steps(self) -> Generator[float, None, Any]:
        """Compute slice by slice: yield the share done, in (0, 1], and return the result."""
        self.result = yield from self._generator
        return self.result

    def run(self) -> Any:
        """Compute to the end and return the result."""
        for _ in self.steps():
            pass
        return self.result


def sliced(function: Callable[..., Generator[float, None, Any]]) -> Callable[..., Any]:
    """Make a generator function, as `Computation` takes it, return its result at once.

    The attribute ``in_slices`` of the new function takes the same arguments and returns the
    `Computation` instead; errors then occur at its first step.
    """

    @wraps(function)
    def at_once(*args, **settings):
        return Computation(function(*args, **settings)).run()

    @wraps(function)
    def in_slices(*args, **settings):
        return Computation(function(*args, **settings))

    at_once.in_slices = in_slices
    return at_once
