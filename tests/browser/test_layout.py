"""The page fits windows from a phone to a projector, and paper."""

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, Experiment
from playground.experiment.control_names import DRAWERS
from tests.browser.conftest import WINDOW

OVERFLOW = """async () => {
  const { documentElement: page } = document;
  // Figures get their size some frames after their place has another one.
  for (let i = 0; i < 120 && page.scrollWidth > page.clientWidth; i += 1) {
    await new Promise(requestAnimationFrame);
  }
  return page.scrollWidth - page.clientWidth;
}"""

WIDTHS = {1440: 900, 1024: 768, 768: 1024, 390: 844, 320: 640}
"""Windows from a desk to a narrow phone: width and height in pixels."""

PAPER = 688
"""Pixels between the margins of A4."""

LARGEST = (
    "hidden=8,8,8,8,8,8&features=x1,x2,x1_squared,x2_squared,x1_x2,sin_x1,sin_x2,cos_x1,cos_x2"
)


@pytest.fixture(params=WIDTHS)
def width(request, page):
    """Give the page a window of some width."""
    resize(page, request.param)
    yield request.param
    page.set_viewport_size(WINDOW)


def resize(page, width):
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})


PARTS = """places => places.map((place) => {
  const { left, right } = place.getBoundingClientRect();
  return [place.dataset.root, left, right];
})"""


def test_nothing_has_to_be_scrolled_sideways(page, playground, width):
    for permalink in ("", "hidden=", LARGEST, "problem=regression"):
        playground.call("load", permalink)
        playground.settle()
        assert page.evaluate(OVERFLOW) == 0, permalink
        boxes = page.locator("[data-root]:visible").evaluate_all(PARTS)
        assert [box for box in boxes if box[1] < -1 or box[2] > width + 1] == [], permalink


def test_neither_editor_nor_message_makes_the_page_wider(page, playground, width):
    playground.call("load", "learning_rate=99&colour=red&hidden=4,x&samples=none")
    playground.unit("unit:3:0").click()
    playground.editor.wait_for()
    playground.settle()
    assert page.evaluate(OVERFLOW) == 0


def test_the_neurons_of_the_largest_network_do_not_overlap(page, playground, width):
    playground.call("load", LARGEST)
    playground.settle()
    boxes = page.locator("#units button").evaluate_all(
        """buttons => buttons.map((button) => {
          const { left, top, width, height } = button.getBoundingClientRect();
          return [left, top, width, height];
        })"""
    )
    assert len(boxes) == 49
    for i, (left, top, width, height) in enumerate(boxes):
        for other_left, other_top, *_ in boxes[i + 1 :]:
            assert abs(left - other_left) >= width - 1 or abs(top - other_top) >= height - 1


def test_the_page_fits_on_paper(page, playground):
    """As it is printed: an exercise's sheet above it, in one column, with nothing to press."""
    resize(page, 1440)
    playground.call("load", "exercise=one-neuron")
    expect(page.locator("#exercise")).to_be_focused()
    playground.settle()
    sizes = {part: page.locator(part).bounding_box() for part in (".stage", ".curve", ".map")}
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 970})
    try:
        for part, size in sizes.items():
            box = page.locator(part).bounding_box()
            assert box["x"] + box["width"] <= PAPER
            shape = box["height"] / box["width"]
            assert shape == pytest.approx(size["height"] / size["width"], rel=0.02)
        sheet = page.evaluate(
            "() => { const { scrollHeight, clientHeight } = document.getElementById('exercise');"
            " return [scrollHeight, clientHeight]; }"
        )
        assert sheet[0] <= sheet[1] + 1
        for part in (".transport", ".drawers", ".checks"):
            expect(page.locator(part)).to_be_hidden()
    finally:
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        playground.call("load", "")
        resize(page, 1440)


@pytest.mark.parametrize("size", [(1280, 720), (1366, 650), (1536, 730)])
def test_a_low_window_has_no_control_below_the_bar_of_drawers(page, playground, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    playground.settle()
    bar = page.locator(".drawers").bounding_box()
    for place in ("new_weights", "show_test", "discretize"):
        box = playground.place(place).bounding_box()
        assert box["y"] + box["height"] <= bar["y"]


PLAYING = (".transport", ".stage", ".metrics", ".curve", ".map")
"""What is to be in sight beside an open drawer, or with none."""

OUTSIDE = """(selectors) => selectors.filter((selector) => {
  const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
  return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1
    || right - left < 100 && selector !== ".transport" || bottom - top < 20;
})"""

COVERED = """(bars) => [...document.querySelectorAll("main [data-root]")].filter((place) => {
  const box = place.getBoundingClientRect();
  if (box.height === 0 || box.top >= innerHeight || box.bottom <= 0) return false;
  return bars.some((bar) => {
    const { top, bottom } = document.querySelector(bar).getBoundingClientRect();
    return box.bottom > top + 1 && box.top < bottom - 1;
  });
}).map((place) => place.dataset.root)"""

BESIDE = [(1440, 900), (1280, 720)]


def window(page, width, height):
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize(
    "drawer", [name for name in DRAWERS if name not in INPUT_KINDS["plane"].hidden_parts]
)
def test_an_open_drawer_and_what_it_is_about_are_in_sight_together(page, playground, drawer):
    playground.open_drawer(drawer)
    for size in BESIDE:
        window(page, *size)
        playground.settle()
        assert page.evaluate(OUTSIDE, [*PLAYING, "#drawer", ".drawers"]) == [], size
        assert page.evaluate(OVERFLOW) == 0
        inner = page.locator("#drawer-content").evaluate(
            "({ scrollWidth, clientWidth }) => scrollWidth - clientWidth"
        )
        assert inner <= 1, size
    window(page, *WINDOW.values())


def test_an_open_drawer_begins_where_the_bar_ends(page, playground):
    playground.open_drawer("model")
    bar, drawer = (page.locator(part).bounding_box() for part in (".bar", "#drawer"))
    assert drawer["y"] == pytest.approx(bar["y"] + bar["height"], abs=1)


DIGITS = Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink()


@pytest.mark.parametrize("permalink", ["", DIGITS], ids=["points", "digits"])
def test_the_buttons_of_all_drawers_stand_in_one_row_on_a_desk(page, playground, permalink):
    playground.call("load", permalink)
    for size in [(1280, 720), (1366, 650), (1440, 900), (1536, 730), (1920, 1080)]:
        window(page, *size)
        playground.settle()
        tops = page.locator(".drawers button:visible").evaluate_all(
            "buttons => buttons.map((button) => button.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == 1, size
        last = page.locator(".drawers button:visible").last.bounding_box()
        assert last["x"] + last["width"] <= size[0]
    window(page, *WINDOW.values())


CUT_NAMES = """(group) => [...group.shadowRoot.querySelectorAll(".bk-btn")]
  .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)
  .map((one) => one.textContent)"""


@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (768, 1024), (390, 844), (320, 640)])
def test_the_names_of_the_features_are_whole(page, playground, size):
    window(page, *size)
    if size[0] >= 1100:
        playground.open_drawer("model")
    playground.call("load", "features=x1,x2,x1_squared,sin_x1,sin_x2,cos_x1&hidden=8,8")
    playground.settle()
    features = playground.place("features").locator(":scope > *").last
    assert features.evaluate(CUT_NAMES) == []
    window(page, *WINDOW.values())


def test_the_drawer_of_an_exercise_leaves_network_and_output_in_sight(page, playground):
    playground.call("load", "exercise=all-the-same")
    expect(page.locator("#exercise")).to_be_focused()
    playground.open_drawer("model")
    for size in BESIDE:
        window(page, *size)
        playground.settle()
        assert page.evaluate(OUTSIDE, [*PLAYING, "#drawer", "#exercise"]) == [], size
    window(page, *WINDOW.values())


def test_an_exercise_on_a_small_projector_has_sheet_network_and_output_in_sight(page, playground):
    playground.call("load", "exercise=three-neurons")
    expect(page.locator("#exercise")).to_be_focused()
    window(page, 1024, 768)
    playground.settle()
    assert page.evaluate(OUTSIDE, [*PLAYING, "#exercise"]) == []
    assert page.evaluate(OVERFLOW) == 0
    window(page, *WINDOW.values())
    playground.call("load", "")


def test_the_drawers_width_is_set_by_keys_and_by_the_pointer_and_remembered(page, playground):
    playground.open_drawer("inspect")
    handle = page.get_by_role("separator", name="Width of the open part")
    width = lambda: page.locator("#drawer").bounding_box()["width"]  # noqa: E731
    before, share = width(), int(handle.get_attribute("aria-valuenow"))
    handle.press("ArrowLeft")
    expect(handle).to_have_attribute("aria-valuenow", str(share + 2))
    assert width() == pytest.approx(before + 0.02 * WINDOW["width"], abs=1)
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(WINDOW["width"] / 2, box["y"] + 200)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "50")
    assert page.evaluate("localStorage.getItem('playground.dock')") == "50"
    handle.press("Home")
    assert page.evaluate("localStorage.getItem('playground.dock')") == "24"
    page.evaluate("localStorage.removeItem('playground.dock')")


@pytest.mark.parametrize("size", [(1024, 768), (768, 1024), (390, 844), (844, 390)])
def test_what_plays_stays_in_reach_where_the_page_is_scrolled(page, playground, size):
    window(page, *size)
    for drawer in ("inspect", "landscape"):
        playground.open_drawer(drawer)
        page.mouse.wheel(0, 4000)
        playground.settle()
        assert page.evaluate(OUTSIDE, [".transport"]) == []
        expect(page.locator(".epoch")).to_be_in_viewport(ratio=1)
        expect(page.locator(".loss-now")).to_be_in_viewport(ratio=1)
    playground.close_drawer()
    window(page, *WINDOW.values())


@pytest.mark.parametrize(
    "size", [(1280, 720), (1366, 650), (1536, 730), (390, 844), (720, 450), (320, 256)]
)
def test_no_bar_covers_a_control(page, playground, size):
    """The last two are windows of 1440 by 900 and 1280 by 1024 pixels, magnified 2 and 4 times."""
    window(page, *size)
    page.evaluate("scrollTo(0, 0)")
    playground.settle()
    assert page.evaluate(COVERED, [".transport", ".drawers"]) == []
    assert page.evaluate(OVERFLOW) == 0
    window(page, *WINDOW.values())
