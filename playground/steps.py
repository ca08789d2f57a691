"""Work that is done step by step, so that something else can be done in between."""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")

Steps = Generator[None, None, Result]
"""Does a little work at every step, and returns the result."""


def to_the_end(steps: Generator[object, None, Result]) -> Result:
    """Do all steps at once, whatever they yield, and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
