"""Measures the page while it trains: frames, epochs, gaps, answers to a control, a hidden tab."""

import statistics
import time
from pathlib import Path

from playwright.sync_api import Page

from playground.data import FEATURES
from playground.experiment import SUITABLE_SETTINGS, Experiment
from playground.packaging.bench.processes import renderer_seconds
from playground.packaging.bench.visits import new_context, open_page
from playground.packaging.server import served
from playground.text import text

SMALL, LARGE, DIGITS = "2-4-2-1", "7-8-8-8-8-8-8-1", "64-32-10"
NETWORKS = {
    SMALL: Experiment(hidden=[4, 2]),
    "2-8-8-1": Experiment(hidden=[8, 8]),
    LARGE: Experiment(hidden=[8] * 6, features=list(FEATURES)[:7]),
    DIGITS: Experiment(**SUITABLE_SETTINGS["digits"]),
}
WARM_UP_MS = 1000
MEASURED_MS = 3000
MANY_EPOCHS = 10_000
CLICKS = 6

EXPLANATIONS = (
    ("maximisation", "Climb", "activation after step 100"),
    ("maximisation", "Find facets", "Where the facets come from"),
    ("relevance", "Compare the methods", "Area over the perturbation curve"),
)
"""Drawers, the buttons in them that start a computation, and what is read when it is done."""

MEASURE_RATES = """async (duration) => {
  let longest = 0, last = performance.now(), running = true;
  const look = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (running) requestAnimationFrame(look);
  };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(look); });
  const before = await window.playground.state();
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, duration));
  running = false;
  const after = await window.playground.state();
  const seconds = (performance.now() - began) / 1000;
  return {
    "frames/s": (after.framesPainted - before.framesPainted) / seconds,
    "epochs/s": (after.epoch - before.epoch) / seconds,
    "longest gap, ms": longest,
  };
}"""

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

HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def figures(folder: Path) -> dict[str, float]:
    """Measure one page with several networks.

    Parameters
    ----------
    folder
        The built page.
    """
    with served(folder) as address, new_context() as context:
        page = open_page(context, address)
        found = {}
        for name, experiment in NETWORKS.items():
            _play(page, experiment)
            rates = page.evaluate(MEASURE_RATES, MEASURED_MS)
            found |= {f"{name}: {figure}": value for figure, value in rates.items()}
        found |= _explanations(page)
        found[f"{SMALL}: reset to picture, ms"] = _answer_to_a_control(page)
        found["2-8-8-1: landscape, ms"] = _landscape(page)
        found[f"{SMALL} after 10,000 epochs, %"] = _share_after_many_epochs(page)
        found["hidden tab: processor, %"] = _processor_use_when_hidden(page)
        return found


def _play(page: Page, experiment: Experiment) -> None:
    page.evaluate("link => window.playground.load(link)", experiment.to_permalink())
    page.evaluate("window.playground.play()")
    page.wait_for_timeout(WARM_UP_MS)


def _explanations(page: Page) -> dict[str, float]:
    """Return the milliseconds that one unit and one test set take at default settings."""
    page.evaluate("link => window.playground.load(link)", NETWORKS[DIGITS].to_permalink())
    page.evaluate("window.playground.step(20)")
    found = {}
    for drawer, button, sign in EXPLANATIONS:
        place = page.locator(f".drawers [data-drawer={drawer}]")
        if place.get_attribute("aria-expanded") == "false":
            place.click()
        began = time.perf_counter()
        page.get_by_role("button", name=button, exact=True).click()
        page.get_by_text(sign).wait_for()
        found[f"{DIGITS}: {button.lower()}, ms"] = 1000 * (time.perf_counter() - began)
    page.locator(".drawers [aria-expanded=true]").click()
    return found


def _answer_to_a_control(page: Page) -> float:
    """Return the median of the milliseconds from a click that resets the network to its picture."""
    page.evaluate("link => window.playground.load(link)", NETWORKS[SMALL].to_permalink())
    page.wait_for_timeout(WARM_UP_MS)
    roots = ["add_neuron_0", "remove_neuron_0"] * (CLICKS // 2)
    return statistics.median(page.evaluate(MEASURE_CLICK, root) for root in roots)


def _landscape(page: Page) -> float:
    """Return the milliseconds from the click for a landscape of 41 by 41 points to its picture."""
    page.evaluate("link => window.playground.load(link)", NETWORKS["2-8-8-1"].to_permalink())
    page.evaluate("window.playground.step(20)")
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


def _share_after_many_epochs(page: Page) -> float:
    """Return the speed after many epochs in per cent of that at the start."""
    _play(page, NETWORKS[SMALL])
    before = page.evaluate(MEASURE_RATES, MEASURED_MS)
    while page.evaluate("window.playground.state()")["epoch"] < MANY_EPOCHS:
        page.wait_for_timeout(WARM_UP_MS)
    after = page.evaluate(MEASURE_RATES, MEASURED_MS)
    return 100 * after["epochs/s"] / before["epochs/s"]


def _processor_use_when_hidden(page: Page) -> float:
    """Return the use of one processor by a page that plays, but has been told that it is hidden."""
    _play(page, NETWORKS[LARGE])
    page.evaluate(HIDE)
    page.wait_for_timeout(WARM_UP_MS)
    before = renderer_seconds(page)
    page.wait_for_timeout(MEASURED_MS)
    return 100 * (renderer_seconds(page) - before) / (MEASURED_MS / 1000)
