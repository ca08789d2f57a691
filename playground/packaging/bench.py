"""Measures the built page in Chromium: start, bytes, frames and epochs per second."""

import json
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from playground.data import FEATURES
from playground.experiment import Experiment
from playground.packaging.chromium import chromium
from playground.packaging.server import CountingHandler, served

NETWORKS = {
    "2-4-2-1": Experiment(hidden=[4, 2]),
    "2-8-8-1": Experiment(hidden=[8, 8]),
    "7-8-8-8-8-8-8-1": Experiment(hidden=[8] * 6, features=list(FEATURES)[:7]),
}
MARKS = ("visible", "ready", "first-epoch")
WINDOW = {"width": 1440, "height": 900}
WARM_UP_MS = 1000
MEASURED_MS = 3000
START_TIMEOUT_MS = 120_000


def measure(folder: Path, runs: int) -> dict[str, list[float]]:
    """Measure the page several times, each time in a new browser without any cache.

    Returns
    -------
    dict
        What was measured -> one figure per run.
    """
    figures: dict[str, list[float]] = {}
    for run in range(runs):
        print(f"Run {run + 1} of {runs} …", flush=True)
        handler = type("Handler", (CountingHandler,), {"sent": 0})
        with served(folder, handler) as address, chromium() as browser:
            for name, figure in _measure_once(browser, address, handler).items():
                figures.setdefault(name, []).append(figure)
    return figures


def report(figures: Mapping[str, Sequence[float]]) -> str:
    """Return a table of medians and ranges."""
    width = max(map(len, figures))
    lines = [f"{'':{width}}  {'median':>10}  {'lowest':>10}  {'highest':>10}"]
    for name, values in figures.items():
        columns = (statistics.median(values), min(values), max(values))
        lines.append("  ".join([f"{name:{width}}", *(f"{value:10.1f}" for value in columns)]))
    return "\n".join(lines)


def save(figures: Mapping[str, Sequence[float]], path: Path) -> None:
    """Save the figures of all runs and the machine as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"machine": platform.platform(), "figures": figures}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _measure_once(browser: Browser, address: str, handler: type) -> dict[str, float]:
    page = browser.new_page(viewport=WINDOW)
    page.goto(address)
    page.wait_for_selector("html[data-state=ready]", timeout=START_TIMEOUT_MS)
    page.evaluate("window.playground.play()")
    page.evaluate(WAIT_FOR_MARK, "playground:first-epoch")
    marks = page.evaluate(READ_MARKS)
    rates = _measure_rates(page)
    return {
        **{f"{name}, ms": marks[f"playground:{name}"] for name in MARKS},
        "transferred, MB": handler.sent / 1e6,
        **rates,
    }


def _measure_rates(page: Page) -> dict[str, float]:
    rates = {}
    for name, experiment in NETWORKS.items():
        page.evaluate("link => window.playground.load(link)", experiment.to_permalink())
        page.evaluate("window.playground.play()")
        page.wait_for_timeout(WARM_UP_MS)
        result = page.evaluate(MEASURE_RATES, MEASURED_MS)
        rates[f"{name}, frames/s"] = result["frames"]
        rates[f"{name}, epochs/s"] = result["epochs"]
    return rates


WAIT_FOR_MARK = """name => new Promise((resolve) => {
  const look = () => performance.getEntriesByName(name).length ? resolve() : setTimeout(look, 5);
  look();
})"""

READ_MARKS = """() => Object.fromEntries(
  performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]))"""

MEASURE_RATES = """async (duration) => {
  const rate = (before, after, time) => (1000 * (after - before)) / time;
  const began = performance.now();
  const before = await window.playground.state();
  await new Promise((resolve) => setTimeout(resolve, duration));
  const after = await window.playground.state();
  const time = performance.now() - began;
  return {
    frames: rate(before.framesPainted, after.framesPainted, time),
    epochs: rate(before.epoch, after.epoch, time),
  };
}"""
