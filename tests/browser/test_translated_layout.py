"""However long its texts are and wherever they begin, the page has room for them."""

import pytest

from playground.experiment import INPUT_KINDS
from playground.experiment.control_names import DRAWERS
from playground.text.pseudo import RULES
from tests.browser.driver import Driver

WINDOWS = [(1440, 900), (1024, 768), (390, 844)]

PLANE_DRAWERS = [name for name in DRAWERS if name not in INPUT_KINDS["plane"].hidden_parts]

FAULTS = """MEASURE"""
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
