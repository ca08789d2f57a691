"""However long its texts are and wherever they begin, the page has room for them."""

import pytest

from playground.experiment import INPUT_KINDS
from playground.experiment.control_names import DRAWERS
from playground.text.pseudo import RULES
from tests.browser.driver import Driver

WINDOWS = [(1440, 900), (1024, 768), (390, 844)]

PLANE_DRAWERS = [name for name in DRAWERS if name not in INPUT_KINDS["plane"].hidden_parts]

FAULTS = """() => {
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((one) =>
    [one, ...(one.shadowRoot ? inside(one.shadowRoot) : [])]);
  const above = (one) => one.assignedSlot ?? one.parentElement ?? one.getRootNode().host ?? null;
  const outwards = (one) => one === null ? [] : [one, ...outwards(above(one))];
  const style = (one) => getComputedStyle(one);
  const box = (one) => one.getBoundingClientRect();
  const unseen = ".icon-button, .hidden, .unseen, .ghost, .unstarted, script, style, option, svg";
  const seen = { visibilityProperty: true, opacityProperty: true };
  const page = document.documentElement;
  const clips = (one) => style(one).overflowX !== "visible" && ![page, document.body].includes(one);
  const found = [], texts = [];
  if (page.scrollWidth > page.clientWidth) found.push("the page is too wide");
  for (const one of inside(document.body)) {
    const around = outwards(one);
    if (!one.checkVisibility(seen) || around.some((other) => other.matches(unseen))) continue;
    const isCut = ["hidden", "clip"].includes(style(one).overflowX) && one.clientWidth > 1
      && one.scrollWidth > one.clientWidth + 1;
    const words = one.textContent.trim().slice(0, 40);
    if (isCut && words && !one.querySelector("canvas")) found.push(`cut: ${words}`);
    const button = around.find((other) => other.matches("button, .bk-btn"));
    const edge = button && box(button);
    const limits = around.filter(clips).map(box);
    const held = around.find((other) => ["sticky", "fixed"].includes(style(other).position));
    for (const node of one.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || node.textContent.trim() === "") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        if (edge && (left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 3
          || bottom > edge.bottom + 3)) found.push(`out of its button: ${words}`);
        const part = {
          left: Math.max(left, ...limits.map((limit) => limit.left)),
          right: Math.min(right, ...limits.map((limit) => limit.right)),
          top: Math.max(top, ...limits.map((limit) => limit.top)),
          bottom: Math.min(bottom, ...limits.map((limit) => limit.bottom)),
        };
        if (part.right - part.left < 1 || part.bottom - part.top < 1) continue;
        if (part.left < -1 || part.right > innerWidth + 1) found.push(`outside: ${words}`);
        texts.push({ ...part, one, held, words });
      }
    }
  }
  const shared = (a, b, low, high) => Math.min(a[high], b[high]) - Math.max(a[low], b[low]);
  texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
    const isOverlap = a.one !== b.one && a.held === b.held
      && shared(a, b, "left", "right") > 1 && shared(a, b, "top", "bottom") > 5;
    if (isOverlap) found.push(`${a.words} lies on ${b.words}`);
  }));
  return [...new Set(found)];
}"""
"""What of the texts on the page is cut off, leaves its button, or lies on another text.

Texts of what is held at an edge of the window lie on what is scrolled below it.
"""


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
