"""Measures the start of the page: a first visit, one without the memory snapshot, a later one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from playground.packaging.chromium import chromium
from playground.packaging.server import CountingHandler, served

WINDOW = {"width": 1440, "height": 900}
TIMEOUT_MS = 120_000
MARKS = ("visible", "ready", "first-epoch")

METERED = 'Object.defineProperty(navigator, "connection", { value: { saveData: true } })'

KEPT = """async () => {
  const { installing, waiting } = await navigator.serviceWorker.ready;
  return installing === null && waiting === null;
}"""

PLAY_AT_ONCE = """async () => {
  while (window.playground === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  window.playground.play();
}"""
"""An early click on Play, which the page remembers until Python is there."""

READ_MARKS = """async (last) => {
  const marks = () => performance.getEntriesByType("mark").map((m) => [m.name, m.startTime]);
  while (!marks().some(([name]) => name === last)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Object.fromEntries(marks());
}"""


def first(folder: Path, plain: bool = False) -> dict[str, float]:
    """Measure a visit with an empty cache.

    Parameters
    ----------
    folder
        The built page.
    plain
        Whether the browser reports a metered connection, so that Python starts from the beginning.
    """
    handler = type("Handler", (CountingHandler,), {"sent": 0})
    with served(folder, handler) as address, new_context() as context:
        if plain:
            context.add_init_script(METERED)
        times = _visit(context, address)
        return {**times, "transferred, MB": handler.sent / 1e6}


def later(folder: Path) -> dict[str, float]:
    """Measure a visit without any network, after one in which the page was kept."""
    with served(folder) as address, new_context() as context:
        page = open_page(context, f"{address}?offline")
        page.evaluate(KEPT)
        page.close()
        context.set_offline(True)
        return _visit(context, f"{address}?offline")


@contextmanager
def new_context() -> Iterator[BrowserContext]:
    """Open a browser that has never been anywhere."""
    with chromium() as browser:
        context = browser.new_context(viewport=WINDOW)
        context.set_default_timeout(TIMEOUT_MS)
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
    page.evaluate(PLAY_AT_ONCE)
    marks = page.evaluate(READ_MARKS, f"playground:{MARKS[-1]}")
    return {f"{name.replace('-', ' ')}, ms": marks[f"playground:{name}"] for name in MARKS}
