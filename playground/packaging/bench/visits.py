"""Measures the start of the page: first visits by either path, on any line, and a later visit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, ViewportSize

from playground.packaging.bench.processes import processor_seconds
from playground.packaging.bench.slow_line import Line, handler_on
from playground.packaging.bench.slow_processor import slowed
from playground.packaging.chromium import chromium
from playground.packaging.server import served

WINDOW = ViewportSize(width=1440, height=900)
TIMEOUT_MS = 300_000
MARKS = ("visible", "ready", "first-epoch")

LINES = (Line(20, 40), Line(5, 100), Line(1.7, 40))
"""A good line, a poor one, and what is left to each of 30 students who share 50 Mbit/s."""

CONNECTION = """Object.defineProperty(navigator, "connection", {
  value: Object.assign(new EventTarget(), %s),
})"""

PATHS = {
    "snapshot": CONNECTION % '{ saveData: false, effectiveType: "4g", downlink: 10, rtt: 50 }',
    "plain": CONNECTION % '{ saveData: true, effectiveType: "2g", downlink: 0.1, rtt: 2000 }',
}
"""The ways in which Python starts, and what the browser reports so that the page takes them."""

KEPT = """async () => {
  const { installing, waiting } = await navigator.serviceWorker.ready;
  return installing === null && waiting === null;
}"""

PLAY_AT_ONCE = """([last, patience]) => new Promise((resolve, reject) => {
  const click = setInterval(() => {
    if (window.playground === undefined) return;
    clearInterval(click);
    window.playground.play();
  }, 5);
  new PerformanceObserver(() => {
    const marks = performance.getEntriesByType("mark").map((m) => [m.name, m.startTime]);
    if (marks.some(([name]) => name === last)) resolve(Object.fromEntries(marks));
  }).observe({ type: "mark", buffered: true });
  const { dataset } = document.documentElement;
  setTimeout(() => reject(new Error(`No ${last}, but ${dataset.state}`)), patience);
})"""
"""Click on Play early, which the page remembers until Python is there, and return all marks."""


LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  window.longTasks.push(...list.getEntries().map((task) => [task.startTime, task.duration]));
}).observe({ type: "longtask", buffered: true });
"""
"""Note what keeps the page's thread busy for more than 50 ms at a stretch."""

LONGEST_TASK = """(ready) =>
  Math.max(0, ...window.longTasks.map(([start, length]) => (start < ready ? length : 0)))
"""


def starts(folder: Path) -> dict[str, float]:
    """Measure first visits by each path, and a later one without network."""
    visits = {f"first visit, {path}": first(folder, path) for path in PATHS}
    visits["later visit, offline"] = later(folder)
    snapshot, plain = (visits[f"first visit, {path}"]["first epoch, ms"] for path in PATHS)
    return {**_rows(visits), "snapshot to plain, %": 100 * snapshot / plain}


def starts_on_lines(folder: Path) -> dict[str, float]:
    """Measure first visits by each path on each of the lines."""
    return _rows({f"{line}, {path}": first(folder, path, line) for line in LINES for path in PATHS})


def first(folder: Path, path: str, line: Line | None = None, slower: float = 1) -> dict[str, float]:
    """Measure a visit with an empty cache.

    Parameters
    ----------
    folder
        The built page.
    path
        One of `PATHS`.
    line
        The line to the server; None for one without limits.
    slower
        How many times slower the processor is than this machine's.
    """
    handler = handler_on(line)
    with served(folder, handler) as address, new_context() as context:
        context.add_init_script(PATHS[path])
        context.add_init_script(LONG_TASKS)
        # On this machine the page is kept for later only if asked: part of a visit from afar.
        target = address if line is None else f"{address}?offline"
        with slowed(slower):
            times = _visit(context, target)
        transferred = handler.sent / 1e6
        page = context.pages[0]
        return {
            **times,
            "processor, s": processor_seconds(page),
            "transferred, MB": transferred,
            "longest task, ms": page.evaluate(LONGEST_TASK, times["ready, ms"]),
        }


def later(folder: Path) -> dict[str, float]:
    """Measure a visit without any network, after one in which the page was kept."""
    with served(folder) as address, new_context() as context:
        page = open_page(context, f"{address}?offline")
        page.evaluate(KEPT)
        page.close()
        context.set_offline(True)
        return _visit(context, f"{address}?offline")


TOUR_IS_SEEN = 'localStorage.setItem("playground.preference.tour", "seen")'
"""What is measured is the page, not its tour for a first visit."""


@contextmanager
def new_context() -> Iterator[BrowserContext]:
    """Open a browser that has never been anywhere, and has seen the tour all the same."""
    with chromium() as browser:
        context = browser.new_context(viewport=WINDOW)
        context.set_default_timeout(TIMEOUT_MS)
        context.add_init_script(TOUR_IS_SEEN)
        yield context


def open_page(context: BrowserContext, address: str) -> Page:
    """Open a page and wait until it is ready."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-state=ready]")
    return page


def _visit(context: BrowserContext, address: str) -> dict[str, float]:
    page = context.new_page()
    page.goto(address, wait_until="commit")
    marks = page.evaluate(PLAY_AT_ONCE, [f"playground:{MARKS[-1]}", TIMEOUT_MS])
    times = {name: marks[f"playground:{name}"] for name in MARKS if f"playground:{name}" in marks}
    return {f"{name.replace('-', ' ')}, ms": time for name, time in times.items()}


def _rows(visits: dict[str, dict[str, float]]) -> dict[str, float]:
    return {f"{visit}: {name}": visits[visit][name] for visit in visits for name in visits[visit]}
