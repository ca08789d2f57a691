"""The graph drawer on the page: nodes are found, opened, taken aside; the picture scrolls."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WINDOW

TAP = """([name]) => {
  const document_ = Bokeh.documents[0];
  const { data } = document_.get_model_by_name("graph_nodes");
  const column = (key) => Array.from(data instanceof Map ? data.get(key) : data[key]);
  const i = column("name").indexOf(name);
  const view = Bokeh.index.get_one(document_.get_model_by_name("graph"));
  const { x_scale, y_scale } = view.frame;
  const place = [x_scale.compute(column("at")[i] + 4), y_scale.compute(column("top")[i])];
  view.el.scrollIntoView({ block: "nearest" });
  const up = (part) => part.parentElement ?? part.getRootNode().host;
  let area = view.el;
  while (getComputedStyle(area).overflowX !== "auto") area = up(area);
  area.scrollLeft = place[0] - 100;
  const { left, top } = view.canvas_view.el.getBoundingClientRect();
  return [left + place[0], top + place[1]];
}"""
"""Bring the name of a node into sight, and tell where it is on the screen."""


@pytest.fixture
def drawer(playground):
    """The open drawer's place on the page."""
    playground.open_drawer("graph")
    drawer = playground.page.locator("#drawer")
    expect(drawer.locator("canvas").first).to_be_visible()
    return drawer


def names(playground):
    return playground.column("graph_nodes", "name")


def tap(playground, name):
    playground.settle()
    playground.page.mouse.click(*playground.page.evaluate(TAP, [name]))


def test_a_group_opens_and_closes(playground, drawer):
    assert "layer_1/matmul" not in names(playground)
    drawer.get_by_label("Node", exact=True).select_option("layer_1")
    drawer.get_by_role("button", name="Open group").click()
    assert "layer_1/matmul" in names(playground)
    drawer.get_by_role("button", name="Close group").click()
    assert "layer_1/matmul" not in names(playground)


def test_a_tap_chooses_a_node_and_a_second_one_opens_it(playground, drawer):
    tap(playground, "gradients")
    expect(drawer.get_by_label("Node", exact=True)).to_have_value("gradients")
    expect(drawer.get_by_role("heading", name="gradients")).to_be_visible()
    tap(playground, "gradients")
    assert "gradients/layer_1" in names(playground)


def test_search_finds_operations_by_what_they_do(playground, drawer):
    drawer.get_by_label("Search").fill("matmul")
    drawer.get_by_label("Search").press("Enter")
    expect(drawer.get_by_text("Nodes found: 3")).to_be_visible()
    expect(drawer.get_by_label("Node", exact=True).locator("option")).to_have_text(
        ["layer_1/matmul", "layer_2/matmul", "output/matmul"]
    )
    drawer.get_by_label("Search").fill("")
    drawer.get_by_label("Search").press("Enter")


def test_a_node_is_taken_aside_against_the_heuristics(playground, drawer):
    drawer.get_by_label("Node", exact=True).select_option("loss")
    before = playground.column("graph_nodes", "y")[names(playground).index("loss")]
    drawer.get_by_role("button", name="Take aside").click()
    assert playground.column("graph_nodes", "y")[names(playground).index("loss")] > before
    drawer.get_by_role("button", name="Put in flow").click()
    assert playground.column("graph_nodes", "y")[names(playground).index("loss")] == before


def test_the_card_follows_the_run_and_the_graph_the_experiment(playground, drawer):
    drawer.get_by_label("Node", exact=True).select_option("loss/mean")
    playground.call("step", 20)
    loss = playground.state()["trainLoss"]
    expect(drawer.get_by_role("row", name="Present values")).to_contain_text(f"{loss:.3g}")
    playground.call("load", "dataset=blobs&hidden=3,3,3")
    assert "layer_3" in names(playground)
    assert playground.column("graph_nodes", "label")[names(playground).index("input")] == "+ input"


def test_the_picture_can_be_scrolled_by_keyboard(playground, drawer):
    drawer.get_by_role("button", name="Open all").click()
    playground.settle()
    drawer.get_by_role("button", name="Close all").focus()
    playground.page.keyboard.press("Tab")
    area = drawer.get_by_role("region", name="Picture")
    expect(area).to_be_focused()
    playground.page.keyboard.press("ArrowRight")
    expect(area).not_to_have_js_property("scrollLeft", 0)


@pytest.mark.parametrize("width", [390, 1024])
def test_the_page_stays_as_wide_as_the_window(playground, drawer, width):
    playground.page.set_viewport_size({"width": width, "height": 800})
    drawer.get_by_role("button", name="Open all").click()
    playground.settle()
    assert drawer.evaluate("drawer => drawer.scrollWidth") <= width
    expect(drawer.get_by_role("button", name="Close all")).to_be_in_viewport()
    playground.page.set_viewport_size(WINDOW)
