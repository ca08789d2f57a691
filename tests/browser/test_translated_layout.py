"""However long its texts are and wherever they begin, the page has room for them."""

from functools import partial

import pytest

from playground.experiment import INPUT_KINDS, Experiment
from playground.experiment.control_names import DRAWERS
from tests.browser.conftest import WINDOW
from tests.browser.crowding import crowding
from tests.browser.driver import Driver

DESK, PROJECTOR, PHONE = (1440, 900), (1024, 768), (390, 844)

DIGITS = Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink()

UNFOLD = """() => {
  const unfold = (root) => {
    for (const one of root.querySelectorAll("details")) one.open = true;
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) unfold(shadowRoot);
  };
  for (const part of document.querySelectorAll("#exercise, #drawer")) unfold(part);
}"""


OF_DIGITS = ("sketchpad", "inspect", "maximisation", "metrics", "relevance")
"""Drawers that are others for images."""


def drawers(kind):
    return [name for name in DRAWERS if name not in INPUT_KINDS[kind].hidden_parts]


def unfold(driver):
    driver.page.evaluate(UNFOLD)
    driver.settle()


def open_drawer(driver, name):
    driver.open_drawer(name)
    unfold(driver)


def open_exercise(driver):
    driver.restore("exercise=all-the-same")
    driver.page.locator("#exercise h2").wait_for()
    unfold(driver)


def add_of_everything(driver):
    form = driver.page.locator("#drawer")
    for kind in ("goals", "ranges", "hints", "questions"):
        form.locator(f"""[data-enter*='"add","{kind}"']""").click()
        driver.settle()
    unfold(driver)


def add_a_language(driver):
    driver.page.locator("""#drawer [data-choose*='"speak"']""").first.check()
    unfold(driver)


def open_card(driver):
    driver.page.keyboard.press("Escape")
    driver.restore()
    driver.unit("unit:1:0").click()
    driver.editor.wait_for()
    driver.settle()


def open_help(driver):
    driver.page.click("[data-help=open]")
    driver.page.click("[data-help=words] summary")
    driver.page.locator("#words b").first.wait_for()


def begin_tour(driver):
    driver.page.click("[data-help=tour]")


def go_on(driver):
    driver.page.click("#tour-next")


SIGHTS = {
    "start": Driver.restore,
    "exercise": open_exercise,
    "exercise and drawer": partial(open_drawer, name="model"),
    "help": lambda driver: (driver.restore(), open_help(driver)),
    "tour 1": begin_tour,
    **{f"tour {step}": go_on for step in range(2, 7)},
    "card": open_card,
    **{f"drawer {name}": partial(open_drawer, name=name) for name in drawers("plane")},
    "form, everything": lambda driver: (open_drawer(driver, "author"), add_of_everything(driver)),
    "form, two languages": add_a_language,
    "digits": partial(Driver.restore, permalink=DIGITS),
    **{f"digits, {name}": partial(open_drawer, name=name) for name in OF_DIGITS},
}
"""What is looked at, each after the one before."""

FIRST = ("start", "exercise", "help")

MIRRORED = (
    *(f"drawer {name}" for name in ("model", "inspect", "hidden_space", "relevance", "save")),
    *("drawer exercise", "form, everything", "form, two languages"),
)
"""Lists, tables, sliders, pictures, code, a map, and fields."""

CASES = {
    "x-double": (SIGHTS, (DESK, PROJECTOR, PHONE)),
    "x-rtl": (
        ("start", "exercise", "exercise and drawer", "help", "card", *MIRRORED),
        (DESK, PHONE),
    ),
    "x-accents": (FIRST, (DESK, PHONE)),
    "x-tags": (FIRST, (DESK, PHONE)),
}
"""Pseudo-language -> what is looked at in it, and in which windows.

Letters with accents and tags need little more room than English.
"""

BELOW = """() => {
  const [words, bar] = [".caption", ".drawers"].map((one) =>
    document.querySelector(one).getBoundingClientRect());
  return bar.top - words.bottom;
}"""
"""Pixels between the words below the network and the bar of the drawers."""


@pytest.mark.parametrize("code", CASES)
def test_every_text_has_room(open_page, code):
    driver, found = Driver(open_page(f"lang={code}")), {}
    assert driver.page.evaluate(BELOW) >= 0
    sights, windows = CASES[code]
    for name in sights:
        SIGHTS[name](driver)
        for width, height in windows:
            driver.page.set_viewport_size({"width": width, "height": height})
            if faults := crowding(driver.page):
                found[name, width] = faults
        driver.page.set_viewport_size(WINDOW)
    driver.page.context.close()
    assert found == {}
