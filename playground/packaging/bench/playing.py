"""Measures the page while it trains: frames, epochs, gaps, delays of input, a hidden tab."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from playground.packaging.bench.processes import processor_seconds
from playground.packaging.bench.slow_processor import slowed
from playground.packaging.bench.visits import PATHS, first, new_context, open_page
from playground.packaging.server import served

SMALL, MIDDLE, LARGE, DIGITS = "2-4-2-1", "2-8-8-1", "7-8x6-1", "64-32-10"

PLANE = "dataset=circle&batch_size=10&activation=tanh&features=x1,x2"
NETWORKS = {
    SMALL: f"{PLANE}&hidden=4,2",
    MIDDLE: f"{PLANE}&hidden=8,8",
    LARGE: f"{PLANE},x1_squared,x2_squared,x1_x2,sin_x1,sin_x2&hidden=8,8,8,8,8,8",
    DIGITS: (
        "dataset=digits&hidden=32&activation=relu&loss=cross-entropy&learning_rate=0.1"
        "&batch_size=30&initialization=he"
    ),
}
"""Links that say all that matters, so that pages with other defaults do the same work."""

FAST, NORMAL = "fast", "normal"
PLAYED = ((SMALL, NORMAL), (SMALL, FAST), (LARGE, NORMAL), (LARGE, FAST), (DIGITS, FAST))
PLAYED_SLOWLY = PLAYED[:4]
"""Networks and speeds; at normal speed the page trains 60 epochs a second and no more."""

SLOWER = (4, 6)
"""How many times: an older laptop, and a cheap tablet."""

WARM_UP_MS = 1000
MEASURED_MS = 3000
MANY_EPOCHS = 10_000
STEP = 1000
PRESSES = 30
PAUSES_MS = (50, 150)

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

NOTE_DELAYS = """() => {
  window.inputDelays = [];
  addEventListener(
    "keydown",
    ({ timeStamp }) => window.inputDelays.push(performance.now() - timeStamp),
    { capture: true },
  );
}"""
"""From the moment at which the browser gets a key to the one at which the page's script does."""

HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def rates(folder: Path) -> dict[str, float]:
    """Measure how fast several networks are trained and drawn."""
    with opened(folder) as page:
        return _rates(page, PLAYED)


def on_a_slow_processor(folder: Path) -> dict[str, float]:
    """Measure the start and the rates where the page's processes run for a part of the time."""
    return {
        f"{factor} times slower, {name}": figure
        for factor in SLOWER
        for name, figure in _slowed(folder, factor).items()
    }


def _slowed(folder: Path, factor: float) -> dict[str, float]:
    found: dict[str, float] = {}
    for path in PATHS:
        visit = first(folder, path, slower=factor)
        found |= {f"{path}: {name}": visit[name] for name in ("ready, ms", "first epoch, ms")}
    with opened(folder) as page, slowed(factor):
        page.evaluate(NOTE_DELAYS)
        for network, speed in PLAYED_SLOWLY:
            found |= _rates(page, [(network, speed)])
            found[f"{network}, {speed}: longest input delay, ms"] = _longest_delay(page)
    return found


def over_time(folder: Path) -> dict[str, float]:
    """Measure whether the page stays fast, and rests when nobody sees it."""
    with opened(folder) as page:
        return {
            f"{SMALL} after 10,000 epochs, %": _share_after_many_epochs(page),
            "hidden tab: processor, %": _processor_use_when_hidden(page),
        }


@contextmanager
def opened(folder: Path) -> Iterator[Page]:
    """Open the page in a new browser."""
    with served(folder) as address, new_context() as context:
        yield open_page(context, address)


def play(page: Page, network: str, speed: str) -> None:
    """Play a network, and let it get going."""
    page.evaluate("link => window.playground.load(link)", f"{NETWORKS[network]}&speed={speed}")
    page.evaluate("window.playground.play()")
    page.wait_for_timeout(WARM_UP_MS)


def _rates(page: Page, played: Iterable[tuple[str, str]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for network, speed in played:
        play(page, network, speed)
        began = _so_far(page)
        figures = page.evaluate(MEASURE_RATES, MEASURED_MS)
        seconds, frames, epochs = (
            end - start for start, end in zip(began, _so_far(page), strict=True)
        )
        if frames:
            figures["epochs per drawn frame"] = epochs / frames
            figures["processor, ms per frame"] = 1000 * seconds / frames
        found |= {f"{network}, {speed}: {name}": figure for name, figure in figures.items()}
    return found


def _so_far(page: Page) -> tuple[float, int, int]:
    """Return the processor seconds used, the frames painted and the epochs trained."""
    seconds, state = processor_seconds(page), page.evaluate("window.playground.state()")
    return seconds, state["framesPainted"], state["epoch"]


def _longest_delay(page: Page) -> float:
    """Return the longest delay, in ms, of a key that does nothing, pressed at no certain beat."""
    page.evaluate("window.inputDelays.length = 0")
    pauses = random.Random(0)
    for _ in range(PRESSES):
        page.keyboard.press("Shift")
        page.wait_for_timeout(pauses.uniform(*PAUSES_MS))
    return float(page.evaluate("Math.max(...window.inputDelays)"))


def _share_after_many_epochs(page: Page) -> float:
    """Return the speed after many epochs in per cent of that at the start."""
    play(page, SMALL, FAST)
    before = page.evaluate(MEASURE_RATES, MEASURED_MS)
    for _ in range(MANY_EPOCHS // STEP):
        page.evaluate(f"window.playground.step({STEP})")
    page.evaluate("window.playground.play()")
    page.wait_for_timeout(WARM_UP_MS)
    after = page.evaluate(MEASURE_RATES, MEASURED_MS)
    return 100 * float(after["epochs/s"]) / float(before["epochs/s"])


def _processor_use_when_hidden(page: Page) -> float:
    """Return the use of one processor by a page that plays, but has been told that it is hidden."""
    play(page, LARGE, FAST)
    page.evaluate(HIDE)
    page.wait_for_timeout(WARM_UP_MS)
    before = processor_seconds(page)
    page.wait_for_timeout(MEASURED_MS)
    return 100 * (processor_seconds(page) - before) / (MEASURED_MS / 1000)
