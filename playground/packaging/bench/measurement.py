"""Measures pages part by part, several times; two pages take turns."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error

from playground.packaging.bench import memory, playing, visits, waiting
from playground.packaging.bench.slow_processor import can_slow
from playground.packaging.errors import BuildError

Part = Callable[[Path], dict[str, float]]
"""Measures a built page: its folder -> what was measured -> the figure."""

SLOW = "slow"

PARTS: dict[str, Part] = {
    "start": visits.starts,
    "play": playing.rates,
    "wait": waiting.waits,
    "long": playing.over_time,
    SLOW: playing.on_a_slow_processor,
    "lines": visits.starts_on_lines,
    "memory": memory.memory,
}


@dataclass
class Measured:
    """A built page and what was measured of it.

    Attributes
    ----------
    name
        What it is called in messages.
    folder
        Where it lies.
    runs
        For each run: what was measured -> the figure.
    failures
        A sentence for each part that could not be measured.
    """

    name: str
    folder: Path
    runs: list[dict[str, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def values(self, row: str) -> list[float]:
        """Return one figure of each run that has it."""
        return [run[row] for run in self.runs if row in run]


def measure(pages: Sequence[Measured], runs: int, parts: Mapping[str, Part]) -> Iterator[int]:
    """Measure pages in turns, each part in new browsers without any cache; yield after each run.

    Parameters
    ----------
    pages
        They take what is measured. Which is first changes from run to run.
    runs
        How often.
    parts
        By their names.
    """
    for run in range(runs):
        for page in pages:
            page.runs.append({})
        for name, part in parts.items():
            print(f"Run {run + 1} of {runs}: {name} …", flush=True)
            for page in pages[:: -1 if run % 2 else 1]:
                _measure_part(page, name, part)
        yield run + 1


def choose(only: Sequence[str]) -> dict[str, Part]:
    """Return the parts that are asked for, or all that can be measured on this system.

    Raises
    ------
    BuildError
        If there is no such part here.
    """
    here = {name: part for name, part in PARTS.items() if name != SLOW or can_slow()}
    for name in only:
        if name not in here:
            raise BuildError(f"--only must be one of {', '.join(here)} on this system, got {name}")
    return {name: part for name, part in here.items() if name in only or not only}


def _measure_part(page: Measured, name: str, part: Part) -> None:
    try:
        page.runs[-1] |= part(page.folder)
    except (Error, BuildError, ArithmeticError) as error:
        reason = str(error).strip().partition("\n")[0]
        page.failures.append(f"{name} of {page.name} could not be measured: {reason}")
        print(page.failures[-1], file=sys.stderr, flush=True)
