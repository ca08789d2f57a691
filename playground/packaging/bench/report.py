"""Tells what was measured: a table with goals, beside another page's figures, and a file."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from playground.packaging.bench.goals import GOALS, Goal
from playground.packaging.bench.measurement import Measured

MISSED = "MISSED"

HEAD = ("", "median", "lowest", "highest", "goal", "")
HEAD_OF_OTHER = ("against", "ratio", "from", "to")
LEFT = {0, 4, 5}
"""Columns of words."""


def missed(page: Measured, whole: bool = True, goals: Mapping[str, Goal] = GOALS) -> list[str]:
    """Return the rows whose goals the page's medians do not meet.

    Parameters
    ----------
    page
        What was measured.
    whole
        Whether goals that nothing was measured for are missed, too.
    goals
        By the names of rows.
    """
    medians = {row: median(values) for row in goals if (values := page.values(row))}
    unmet = {row for row, figure in medians.items() if not goals[row].is_met(figure)}
    return [row for row in goals if row in unmet or (whole and row not in medians)]


def ratios(page: Measured, other: Measured, row: str) -> list[float]:
    """Return the page's figure divided by the other's, for each run that has both."""
    pairs = [
        (own[row], beside[row])
        for own, beside in zip(page.runs, other.runs, strict=True)
        if row in own and beside.get(row)
    ]
    return [figure / reference for figure, reference in pairs]


def report(page: Measured, other: Measured | None = None, goals: Mapping[str, Goal] = GOALS) -> str:
    """Return a table of medians and ranges, with what is aimed at.

    Parameters
    ----------
    page
        What the goals are for.
    other
        What was measured in turns with it. Its columns are its median, and median, lowest and
        highest of the ratios of both within one run, in which the machine's noise is less.
    goals
        By the names of rows.
    """
    pages = [page] if other is None else [page, other]
    table: list[tuple[str, ...]] = [HEAD if other is None else (*HEAD, *HEAD_OF_OTHER)]
    failed = missed(page, goals=goals)
    for row in _rows(pages):
        goal, mark = str(goals.get(row, "")), MISSED if row in failed else ""
        cells = (row, *_spread(page.values(row)), goal, mark)
        if other is not None:
            share = _spread(ratios(page, other, row), decimals=3)
            cells = (*cells, *_spread(other.values(row))[:1], *share)
        table.append(cells)
    return _aligned(table)


def save(pages: Iterable[Measured], path: Path) -> None:
    """Save the figures of all runs and the machine as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figures = {page.name: {row: page.values(row) for row in _rows([page])} for page in pages}
    failures = [failure for page in pages for failure in page.failures]
    content = {"machine": machine(), "failures": failures, "figures": figures}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def machine() -> str:
    """Return the system, its processors, and how many of them were busy during a minute."""
    busy = f", {os.getloadavg()[0]:.1f} busy" if hasattr(os, "getloadavg") else ""
    return f"{platform.platform()}, {os.cpu_count()} processors{busy}"


def _rows(pages: Iterable[Measured]) -> list[str]:
    """Return what was measured of any page, in the order in which it was."""
    return list(dict.fromkeys(row for page in pages for run in page.runs for row in run))


def _spread(values: Sequence[float], decimals: int = 1) -> tuple[str, ...]:
    """Return median, lowest and highest as texts, which are empty if there are no values."""
    numbers = (median(values), min(values), max(values)) if values else (None, None, None)
    return tuple("" if number is None else f"{number:.{decimals}f}" for number in numbers)


def _aligned(table: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if column in LEFT else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        for cells in table
    )
    return "\n".join(line.rstrip() for line in lines)
