"""The inspect drawer on the page: live numbers that are typed into, and a sample that is tapped."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WINDOW


@pytest.fixture
def drawer(playground):
    """The open drawer's place on the page."""
    playground.open_drawer("inspect")
    return playground.page.locator("#drawer")


def field(drawer, name):
    return drawer.get_by_label(name, exact=True)


def bias_of(playground, address):
    return playground.by_address("units", "bias")[address]


def tap(playground, x1, x2):
    """Tap the place (x1, x2) of the plane on the large map."""
    output = playground.place("output")
    box = output.bounding_box()
    place = {"x": (x1 + 6) / 12 * box["width"], "y": (6 - x2) / 12 * box["height"]}
    output.click(position=place)


def test_a_tapped_neuron_shows_its_formula(playground, drawer):
    playground.unit("unit:1:2").click()
    expect(drawer.get_by_text("a⁽¹⁾₃ = tanh(")).to_be_visible()
    expect(drawer.get_by_label("Neuron", exact=True)).to_have_value("Layer 1, neuron 3")


def test_the_card_of_a_neuron_opens_the_drawer(playground):
    playground.unit("unit:2:1").click()
    playground.page.get_by_role("button", name="Formula and all numbers").click()
    drawer = playground.page.locator("#drawer")
    expect(drawer.get_by_text("a⁽²⁾₂ = tanh(")).to_be_visible()


def test_the_bias_of_the_output_can_be_seen_and_set(playground, drawer):
    expect(field(drawer, "Bias")).to_have_value("0.1000")
    field(drawer, "Bias").fill("-0.25")
    field(drawer, "Bias").press("Enter")
    expect(drawer.get_by_text("0.2500)")).to_be_visible()
    assert bias_of(playground, "unit:3:0") == -0.25


def test_leaving_a_field_takes_what_was_typed(playground, drawer):
    field(drawer, "Bias").fill("0.75")
    field(drawer, "Bias").press("Tab")
    playground.settle()
    assert bias_of(playground, "unit:3:0") == 0.75


def test_escape_gives_up_what_was_typed(playground, drawer):
    field(drawer, "Bias").fill("0.75")
    field(drawer, "Bias").press("Escape")
    expect(field(drawer, "Bias")).to_have_value("0.1000")
    assert bias_of(playground, "unit:3:0") == pytest.approx(0.1)


def test_what_is_no_number_is_explained(playground, drawer):
    field(drawer, "Bias").fill("much")
    field(drawer, "Bias").press("Enter")
    expect(drawer.get_by_role("alert")).to_contain_text("“much” is no number")
    field(drawer, "Bias").fill("0.1")
    field(drawer, "Bias").press("Enter")
    expect(drawer.get_by_role("alert")).to_be_hidden()


def test_numbers_follow_the_training_but_not_under_the_cursor(playground, drawer):
    weight = field(drawer, "Weight from neuron 1 of layer 2 to the output")
    before = weight.input_value()
    weight.fill("3.1")
    playground.play_beyond(5)
    playground.settle()
    assert weight.input_value() == "3.1"
    gradient = drawer.locator('[data-key="gradient unit:3:0"]')
    expect(gradient).not_to_have_text("")
    weight.press("Escape")
    expect(weight).not_to_have_value(before)
    shown = playground.by_address("edges", "weight")["edge:3:0:0"]
    assert weight.input_value() == f"{shown:.4f}"


def test_two_entries_in_a_row_both_count(playground, drawer):
    """The second one is made while Python is still busy with the first."""
    playground.page.evaluate("void window.playground.step(50)")
    field(drawer, "Weight from neuron 1 of layer 2 to the output").fill("1.5")
    field(drawer, "Weight from neuron 2 of layer 2 to the output").fill("-1.5")
    field(drawer, "Bias").fill("0.5")
    field(drawer, "Bias").press("Enter")
    weights = playground.by_address("edges", "weight")
    assert (weights["edge:3:0:0"], weights["edge:3:1:0"]) == (1.5, -1.5)
    assert bias_of(playground, "unit:3:0") == 0.5


def test_a_tapped_point_is_followed_through_the_network(playground, drawer):
    xs, ys = (playground.column("train_points", name) for name in ("x", "y"))
    tap(playground, xs[7], ys[7])
    expect(drawer.get_by_role("heading", name="Training sample 8 of 250")).to_be_visible()
    expect(drawer.get_by_label("Sample number")).to_have_value("8")
    expect(drawer.get_by_text("L = (a − t)² / 2 = (")).to_be_visible()
    assert playground.column("inspect_mark", "x") == [xs[7]]


def test_a_sample_is_followed_by_its_number_and_read_neuron_by_neuron(playground, drawer):
    number = drawer.get_by_label("Sample number")
    number.fill("251")
    number.press("Enter")
    expect(drawer.get_by_role("heading", name="Test sample 1 of 250")).to_be_visible()
    drawer.get_by_role("button", name="Layer 1, neuron 4").click()
    expect(drawer.get_by_label("Neuron", exact=True)).to_have_value("Layer 1, neuron 4")
    expect(drawer.get_by_role("button", name="Layer 1, neuron 4")).to_be_focused()
    expect(drawer.get_by_text("δ = ∂L/∂z = ∂L/∂a·f′(z) = ")).to_be_visible()
    number.fill("")
    number.press("Enter")
    expect(drawer.get_by_role("heading", name="Test sample")).to_be_hidden()


def test_opened_again_it_starts_anew(playground, drawer):
    number = drawer.get_by_label("Sample number")
    number.fill("3")
    number.press("Enter")
    expect(drawer.get_by_role("heading", name="Training sample 3")).to_be_visible()
    playground.close_drawer()
    expect(drawer).to_be_hidden()
    playground.open_drawer("inspect")
    expect(drawer.get_by_label("Sample number")).to_have_value("")
    expect(field(drawer, "Bias")).to_have_value("0.1000")


def test_on_a_phone_the_tables_scroll_and_not_the_page(playground, drawer):
    page = playground.page
    page.set_viewport_size({"width": 390, "height": 844})
    drawer.get_by_label("Sample number").fill("3")
    drawer.get_by_label("Sample number").press("Enter")
    expect(drawer.get_by_role("heading", name="Training sample 3")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    table = drawer.get_by_role("region", name="Forward: z and a")
    assert table.evaluate("t => t.scrollWidth > t.clientWidth")
    page.set_viewport_size(WINDOW)
