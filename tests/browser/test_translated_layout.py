"""However long its texts are and wherever they begin, the page has room for them."""

import pytest

from playground.experiment import INPUT_KINDS
from playground.experiment.control_names import DRAWERS
from playground.text.pseudo import RULES
from tests.browser.driver import Driver

WINDOWS = [(1440, 900), (1024, 768), (390, 844)]

PLANE_DRAWERS = [name for name in DRAWERS if name not in INPUT_KINDS["plane"].hidden_parts]

FAULTS = """() => {
  const UNSEEN = ".icon-button, .hidden, .unseen, .ghost, .unstarted, script, style, option, svg";
  const SEEN = { visibilityProperty: true, opacityProperty: true };
  const page = document.documentElement;
  const found = new Set(), texts = [];
  const both = (a, b) => ({
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
  });
  const visit = (one, { limit, button, held }) => {
    if (one.matches(UNSEEN) || !one.checkVisibility(SEEN)) return;
    const { overflowX, position } = getComputedStyle(one);
    const words = one.textContent.trim().slice(0, 40);
    const isClipped = overflowX === "hidden" || overflowX === "clip";
    const isCut = isClipped && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
    if (isCut && words && !one.querySelector("canvas")) found.add(`cut: ${words}`);
    const inside = {
      limit: overflowX === "visible" ? limit : both(limit, one.getBoundingClientRect()),
      button: one.matches("button") ? one.getBoundingClientRect() : button,
      held: position === "sticky" || position === "fixed" ? one : held,
    };
    for (const node of one.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) look(one, node, inside);
    }
    const children = [...one.children, ...(one.shadowRoot?.children ?? [])];
    for (const child of children) visit(child, inside);
  };
  const look = (one, node, { limit, button: edge, held }) => {
    const words = node.textContent.trim().slice(0, 40);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const isOut = edge && (line.left < edge.left - 1 || line.right > edge.right + 1
        || line.top < edge.top - 3 || line.bottom > edge.bottom + 3);
      if (isOut) found.add(`out of its button: ${words}`);
      const part = both(line, limit);
      if (part.right - part.left < 1 || part.bottom - part.top < 1) continue;
      if (part.left < -1 || part.right > innerWidth + 1) found.add(`outside: ${words}`);
      texts.push({ ...part, one, held, words });
    }
  };
  if (page.scrollWidth > page.clientWidth) found.add("the page is too wide");
  const everywhere = { left: -1e6, right: 1e6, top: -1e6, bottom: 1e6 };
  for (const one of document.body.children) visit(one, { limit: everywhere });
  texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
    const { left, right, top, bottom } = both(a, b);
    const isOverlap = a.one !== b.one && a.held === b.held && right - left > 1 && bottom - top > 5;
    if (isOverlap) found.add(`${a.words} lies on ${b.words}`);
  }));
  return [...found];
}"""
"""What of the texts on the page is cut off, leaves its button, or lies on another text.

Texts of what is held at an edge of the window lie on what is scrolled below it.
"""


BELOW = """() => {
  const [words, bar] = [".caption", ".drawers"].map((one) =>
    document.querySelector(one).getBoundingClientRect());
  return bar.top - words.bottom;
}"""
"""Pixels between the words below the network and the bar of the drawers."""


@pytest.mark.parametrize("code", RULES)
def test_every_text_finds_room_on_the_page_and_in_every_drawer(open_page, code):
    page = open_page(f"lang={code}")
    driver, found = Driver(page), {}
    for drawer in (None, *PLANE_DRAWERS):
        if drawer is not None:
            driver.open_drawer(drawer)
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("() => new Promise(requestAnimationFrame)")
            if faults := page.evaluate(FAULTS):
                found[drawer, width] = faults
        page.set_viewport_size({"width": WINDOWS[0][0], "height": WINDOWS[0][1]})
    assert found == {}


def test_a_bar_of_several_rows_covers_nothing(open_page):
    page = open_page("lang=x-double")
    assert page.locator(".drawers").bounding_box()["height"] > 70
    assert page.evaluate(BELOW) >= 0
