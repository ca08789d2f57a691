"""The landscape drawer on the page: computed in the background, given up, turned, kept true."""

import pytest
from playwright.sync_api import expect

FINEST = "101 \N{MULTIPLICATION SIGN} 101 points"


@pytest.fixture
def drawer(playground):
    """The open drawer's place on the page."""
    playground.open_drawer("landscape")
    return playground.page.locator("#drawer")


def wait_for_pictures(drawer):
    expect(drawer.get_by_role("heading", name="As a surface")).to_be_visible(timeout=60_000)
    expect(drawer.get_by_role("progressbar")).to_be_hidden(timeout=60_000)


def number(drawer, name):
    return drawer.get_by_role("row", name=name).get_by_role("cell").text_content()


def test_it_is_computed_while_the_page_stays_alive(playground, drawer):
    playground.call("step", 30)
    drawer.get_by_label("Grid").select_option(label=FINEST)
    drawer.get_by_role("button", name="Compute landscape").click()
    expect(drawer.get_by_role("progressbar", name="Progress")).to_be_visible()
    epoch = playground.epoch
    playground.call("step")
    assert playground.epoch == epoch + 1
    wait_for_pictures(drawer)
    expect(drawer.get_by_text("The network has changed since")).to_be_visible()


def test_it_is_given_up(playground, drawer):
    wait_for_pictures(drawer)
    before = playground.column("landscape_cuts", "first")
    playground.call("step", 20)
    drawer.get_by_label("Grid").select_option(label=FINEST)
    drawer.get_by_role("button", name="Compute landscape").click()
    drawer.get_by_role("button", name="Cancel").click()
    expect(drawer.get_by_role("progressbar")).to_be_hidden()
    playground.settle()
    assert playground.column("landscape_cuts", "first") == before


def test_the_numbers_are_those_of_the_run(playground, drawer):
    playground.call("step", 40)
    drawer.get_by_role("button", name="Compute landscape").click()
    expect(drawer.get_by_text("at epoch 40")).to_be_visible(timeout=60_000)
    wait_for_pictures(drawer)
    assert float(number(drawer, "Loss in the middle")) == pytest.approx(
        playground.state()["trainLoss"], rel=1e-3
    )
    cut = playground.column("landscape_cuts", "first")
    assert min(cut) >= float(number(drawer, "Lowest loss").split()[0]) * 0.999
    assert 0 <= float(number(drawer, "Roughness")) <= 1
    assert playground.column("landscape_marks", "label") == ["Start", "Now", "Lowest"]


def test_another_seed_looks_in_other_directions(playground, drawer):
    wait_for_pictures(drawer)
    before = playground.column("landscape_cuts", "first")
    seed = drawer.get_by_label("Seed")
    seed.fill("5")
    seed.press("Enter")
    drawer.get_by_role("button", name="Compute landscape").click()
    playground.settle()
    wait_for_pictures(drawer)
    playground.settle()
    assert playground.column("landscape_cuts", "first") != before


def test_the_surface_turns(playground, drawer):
    wait_for_pictures(drawer)
    before = playground.column("landscape_peaks", "x")
    slider = drawer.get_by_role("slider", name="Turn")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "50")
    playground.settle()
    assert playground.column("landscape_peaks", "x") != before


def test_the_surface_turns_under_a_finger_and_the_page_does_not_scroll(open_page):
    """By touches as the browser's own input has them, not by events of a script."""
    phone = {"width": 390, "height": 844}
    page = open_page("open=landscape", viewport=phone, has_touch=True, is_mobile=True)
    wait_for_pictures(page.locator("#drawer"))
    page.get_by_role("heading", name="As a surface").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 300)")
    box = page.evaluate(
        """() => {
          const figure = Bokeh.documents[0].get_model_by_name("landscape_surface");
          const { x, y, width, height } = Bokeh.index.get_one(figure).el.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }"""
    )
    scrolled = page.evaluate("scrollY")
    turn, tilt = (page.get_by_role("slider", name=name) for name in ("Turn", "Tilt"))
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", box)
    for step in range(1, 9):
        touch("touchMove", {"x": box["x"] + 10 * step, "y": box["y"] + 5 * step})
    touch("touchEnd")
    # Half a degree for each pixel; the first few only tell that the finger moves.
    expect(turn).not_to_have_attribute("aria-valuetext", "30")
    page.evaluate("window.playground.state()")
    found = [float(slider.get_attribute("aria-valuetext")) for slider in (turn, tilt)]
    assert found == pytest.approx([30 + 0.5 * 80, 35 + 0.5 * 40], abs=6)
    assert page.evaluate("scrollY") == scrolled


def test_three_classes_and_regression_have_landscapes(playground, drawer):
    for link in ("dataset=blobs&hidden=4,3", "dataset=plane"):
        playground.call("load", link)
        expect(drawer.get_by_text("another network, data or loss")).to_be_visible()
        drawer.get_by_role("button", name="Compute landscape").click()
        expect(drawer.get_by_text("this is the present network")).to_be_visible(timeout=60_000)


def test_a_link_opens_the_comparison_of_skip_connections(page, playground):
    """The preset of an exercise: a narrow network, deep enough to be rough without them."""
    playground.call(
        "load", "hidden=4,4,4,4&activation=relu&initialization=he&open=skip_connections"
    )
    drawer = page.locator("#drawer")
    plain = drawer.get_by_role("heading", name="Without skip connections", exact=True)
    expect(plain).to_be_visible(timeout=120_000)
    expect(drawer.get_by_role("heading", name="With skip connections", exact=True)).to_be_visible()
    expect(drawer.locator("p.formula").filter(has_text="Roughness 0.")).to_have_count(2)
    playground.settle()
    sides = [playground.column(f"skip_{name}_bands", "side") for name in ("plain", "residual")]
    assert sides == [[2], [2]]


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_its_figures_are_saved_as_pictures(playground, drawer, kind):
    wait_for_pictures(drawer)
    choice = drawer.get_by_label("Figure")
    expect(choice.locator("option")).to_have_count(3)
    for place in range(3):
        choice.select_option(index=place)
        with playground.page.expect_download() as download:
            drawer.get_by_role("button", name=f"Save as {kind}").click()
        content = download.value.path().read_bytes()
        start = {"PNG": b"\x89PNG", "SVG": b"<svg"}[kind]
        assert content.startswith(start)
        assert len(content) > 2000
