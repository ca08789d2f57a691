"""Measures how long one waits for what is asked for: a control's answer, the drawers' figures."""

import re
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from playground.packaging.bench.playing import DIGITS, MIDDLE, NETWORKS, SMALL, WARM_UP_MS, opened
from playground.text import text

CLICKS = 6

ANY = "§"
"""Stands for a number in a text of which it is not known beforehand."""


class Computation(NamedTuple):
    """What is computed in a drawer: its button's text, and the text that is there at its end."""

    drawer: str
    button: str
    sign: str


def computations() -> dict[str, Computation]:
    """Return what is computed at default settings: of one unit, the same unit, all test samples."""
    result = text("maximisation.result", step=100, high=ANY, low=ANY)
    facets, areas = text("facets.table"), text("relevance.areas")
    return {
        "climb": Computation("maximisation", text("maximisation.climb"), result),
        "find facets": Computation("maximisation", text("facets.find"), facets),
        "compare the methods": Computation("relevance", text("relevance.compare"), areas),
    }


MEASURE_CLICK = """(root) => new Promise((resolve) => {
  const afterPaint = new MessageChannel();
  const count = document.querySelector("[data-neurons='0']");
  let clicked = 0;
  afterPaint.port1.onmessage = () => resolve(performance.now() - clicked);
  const watcher = new MutationObserver(() => {
    watcher.disconnect();
    requestAnimationFrame(() => afterPaint.port2.postMessage(null));
  });
  watcher.observe(count, { childList: true, characterData: true, subtree: true });
  const roots = (node) => [...node.querySelectorAll("*")].map((one) => one.shadowRoot);
  const inner = (node) =>
    node.querySelector("button") ?? roots(node).filter(Boolean).map(inner).find(Boolean);
  const button = inner(document.querySelector(`[data-root=${root}]`));
  clicked = performance.now();
  button.click();
})"""


def waits(folder: Path) -> dict[str, float]:
    """Measure the milliseconds until the page has done what it was asked for."""
    with opened(folder) as page:
        return {
            f"{SMALL}: reset to picture, ms": _answer_to_a_control(page),
            f"{MIDDLE}: landscape, ms": landscape(page),
            **_computations(page),
        }


def pattern(content: str) -> re.Pattern[str]:
    """Return what matches a text with any numbers in the place of `ANY`."""
    return re.compile(re.escape(content).replace(re.escape(ANY), ".+"))


def _computations(page: Page) -> dict[str, float]:
    train(page, DIGITS)
    found = {}
    for name, (drawer, button, sign) in computations().items():
        place = page.locator(f".drawers [data-drawer={drawer}]")
        if place.get_attribute("aria-expanded") == "false":
            place.click()
        began = time.perf_counter()
        page.get_by_role("button", name=button, exact=True).click()
        page.get_by_text(pattern(sign)).wait_for()
        found[f"{DIGITS}: {name}, ms"] = 1000 * (time.perf_counter() - began)
    page.locator(".drawers [aria-expanded=true]").click()
    return found


def landscape(page: Page) -> float:
    """Return the milliseconds from the click for a landscape of 41 by 41 points to its picture."""
    train(page, MIDDLE)
    progress = page.get_by_role("progressbar", name=text("progress.label"))
    drawer = page.get_by_role("button", name=text("drawer.landscape"), exact=True)
    drawer.click()
    compute = page.get_by_role("button", name=text("landscape.compute"))
    compute.wait_for()
    progress.wait_for(state="hidden")
    began = time.perf_counter()
    compute.click()
    progress.wait_for()
    progress.wait_for(state="hidden")
    milliseconds = 1000 * (time.perf_counter() - began)
    drawer.click()
    return milliseconds


def _answer_to_a_control(page: Page) -> float:
    """Return the median of the milliseconds from a click that resets the network to its picture.

    The page has trained, and each button has been clicked once: the browser compiles what it runs
    often, and the first clicks of a page that has just started take two to three times as long.
    """
    train(page, SMALL)
    page.evaluate("window.playground.play()")
    page.wait_for_timeout(WARM_UP_MS)
    page.evaluate("window.playground.pause()")
    roots = ["add_neuron_0", "remove_neuron_0"] * (1 + CLICKS // 2)
    _, _, *measured = (float(page.evaluate(MEASURE_CLICK, root)) for root in roots)
    return statistics.median(measured)


def train(page: Page, network: str) -> None:
    """Load a network by its name in `NETWORKS` and train it for a moment."""
    page.evaluate("link => window.playground.load(link)", NETWORKS[network])
    page.evaluate("window.playground.step(20)")
