"""Long computations that go on in slices, so that a page can do its other work in between."""

from collections.abc import Callable, Generator
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeVar

from playground.steps import to_the_end

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Computation(Generic[Result]):
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

    def __init__(self, generator: Generator[float, None, Result]):
        self.result: Result | None = None
        self._generator = generator

    def steps(self) -> Generator[float, None, Result]:
        """Compute slice by slice: yield the share done, in (0, 1], and return the result."""
        if self.result is None:
            self.result = yield from self._generator
        return self.result

    def run(self) -> Result:
        """Compute to the end, if that is not done yet, and return the result."""
        return to_the_end(self.steps())


class Sliced(Generic[Arguments, Result]):
    """A function that computes its result at once or in slices.

    Parameters
    ----------
    function : callable
        Makes the generator of a `Computation`.
    """

    def __init__(self, function: Callable[Arguments, Generator[float, None, Result]]):
        self._function = function
        update_wrapper(self, function)

    def __call__(self, *args: Arguments.args, **settings: Arguments.kwargs) -> Result:
        """Compute to the end and return the result."""
        return self.in_slices(*args, **settings).run()

    def in_slices(self, *args: Arguments.args, **settings: Arguments.kwargs) -> Computation[Result]:
        """Return the computation instead; errors then occur at its first step."""
        return Computation(self._function(*args, **settings))


def sliced(
    function: Callable[Arguments, Generator[float, None, Result]],
) -> Sliced[Arguments, Result]:
    """Make a generator function, as `Computation` takes it, return its result at once.

    The new function's ``in_slices`` takes the same arguments and returns the `Computation`.
    """
    return Sliced(function)
