"""The figures of the page: what is measured, what is aimed at, and how both are told."""

import json
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from playground.packaging.bench import playing, visits

SNAPSHOT, PLAIN, LATER = "first visit", "first visit, plain", "later visit, offline"

MOST = {
    f"{SNAPSHOT}: visible, ms": 700,
    f"{SNAPSHOT}: first epoch, ms": 4000,
    f"{SNAPSHOT}: transferred, MB": 18,
    f"{PLAIN}: transferred, MB": 9,
    f"{LATER}: first epoch, ms": 3000,
    "snapshot to plain, %": 40,
    "2-4-2-1: reset to picture, ms": 60,
    "2-4-2-1: longest gap, ms": 50,
    "7-8-8-8-8-8-8-1: longest gap, ms": 50,
    "64-32-10: climb, ms": 3000,
    "64-32-10: find facets, ms": 3000,
    "64-32-10: compare the methods, ms": 3000,
    "2-8-8-1: landscape, ms": 4000,
}
"""The largest values that are good enough."""

LEAST = {
    "2-4-2-1: frames/s": 30,
    "2-4-2-1: epochs/s": 138,
    "7-8-8-8-8-8-8-1: frames/s": 15,
    "7-8-8-8-8-8-8-1: epochs/s": 37.5,
    "64-32-10: frames/s": 15,
    "2-4-2-1 after 10,000 epochs, %": 100,
}
"""The smallest ones. TensorFlow Playground makes 46 and 12.5 epochs per second; we want thrice."""


def measure(folder: Path, runs: int) -> dict[str, list[float]]:
    """Measure the page several times, each time in new browsers without any cache.

    Parameters
    ----------
    folder
        The built page.
    runs
        How often.

    Returns
    -------
    dict
        What was measured -> one figure per run.
    """
    figures: dict[str, list[float]] = {}
    for run in range(runs):
        print(f"Run {run + 1} of {runs} …", flush=True)
        for name, figure in _measure_once(folder).items():
            figures.setdefault(name, []).append(figure)
    return figures


def report(figures: Mapping[str, Sequence[float]]) -> str:
    """Return a table of medians and ranges beside what is aimed at."""
    width = max(map(len, figures))
    lines = [f"{'':{width}}  {'median':>10}  {'lowest':>10}  {'highest':>10}  goal"]
    for name, values in figures.items():
        columns = (statistics.median(values), min(values), max(values))
        numbers = (f"{value:10.1f}" for value in columns)
        lines.append("  ".join([f"{name:{width}}", *numbers, _goal(name)]).rstrip())
    return "\n".join(lines)


def save(figures: Mapping[str, Sequence[float]], path: Path) -> None:
    """Save the figures of all runs and the machine as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"machine": platform.platform(), "figures": figures}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _measure_once(folder: Path) -> dict[str, float]:
    first, plain, later = (
        visits.first(folder),
        visits.first(folder, plain=True),
        visits.later(folder),
    )
    parts = {SNAPSHOT: first, PLAIN: plain, LATER: later}
    figures = {
        f"{part}: {name}": figure for part, all_ in parts.items() for name, figure in all_.items()
    }
    share = first["first epoch, ms"] / plain["first epoch, ms"]
    return {**figures, "snapshot to plain, %": 100 * share, **playing.figures(folder)}


def _goal(name: str) -> str:
    if name in MOST:
        return f"at most {MOST[name]:g}"
    return f"at least {LEAST[name]:g}" if name in LEAST else ""
