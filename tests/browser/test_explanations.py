"""What has a term is explained where it is, by pointer, focus and finger, and not in the way."""

import pytest
from playwright.sync_api import expect

HOLD = """(element) => {
  const options = { pointerType: "touch", bubbles: true, composed: true, cancelable: true };
  element.dispatchEvent(new PointerEvent("pointerdown", options));
}"""
LET_GO = """(element) => {
  const options = { pointerType: "touch", bubbles: true, composed: true, cancelable: true };
  element.dispatchEvent(new PointerEvent("pointerup", options));
  element.dispatchEvent(new PointerEvent("click", options));
}"""


@pytest.fixture
def tip(playground):
    playground.page.keyboard.press("Escape")
    playground.page.mouse.move(2, 2)
    found = playground.page.get_by_role("tooltip")
    expect(found).to_be_hidden()
    return found


def apart(one, other):
    a, b = one.bounding_box(), other.bounding_box()
    return (
        a["x"] + a["width"] <= b["x"]
        or b["x"] + b["width"] <= a["x"]
        or a["y"] + a["height"] <= b["y"]
        or b["y"] + b["height"] <= a["y"]
    )


def test_the_pointer_has_a_control_explained_and_may_go_into_the_words(page, playground, tip):
    slider = playground.place("noise")
    slider.hover(position={"x": 20, "y": 8})
    expect(tip).to_contain_text("How much chance disturbs the points.")
    assert apart(tip, slider)
    tip.hover()
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 500))")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_focus_has_the_choice_explained_with_its_curve(page, playground, tip):
    playground.place("learning_rate").locator("select").focus()
    page.keyboard.press("Tab")
    expect(tip).to_contain_text("A smooth S from −1 to +1.")
    expect(tip.locator("svg")).to_be_visible()
    expect(tip).to_contain_text("The function that each hidden neuron applies")
    described = page.get_by_role("combobox", name="Activation").get_attribute("aria-description")
    assert described.startswith("The function that each hidden neuron applies")
    assert described.endswith("Far from zero it is flat, so learning is slow there.")
    assert apart(tip, playground.place("activation"))
    page.keyboard.press("Tab")
    expect(tip).to_contain_text("No penalty")


def test_a_finger_holds_a_button_to_have_it_explained_and_does_not_press_it(page, playground, tip):
    button = playground.place("step").locator("button")
    button.evaluate(HOLD)
    expect(tip).to_contain_text("Trains for one epoch and stops.")
    button.evaluate(LET_GO)
    assert playground.epoch == 0


def test_a_finger_taps_a_word(page, playground, tip):
    word = page.locator("#epoch-label")
    word.evaluate(HOLD)
    word.evaluate(LET_GO)
    expect(tip).to_contain_text("One epoch is one pass over all training data.")


def test_what_is_in_a_drawer_is_explained_by_that_drawer(page, playground, tip):
    playground.open_drawer("landscape")
    page.get_by_label("Normalisation").hover()
    expect(tip).to_contain_text("direction is as long as its weights.")


def test_an_explanation_breaks_no_rule(page, playground, tip, axe):
    playground.place("noise").hover(position={"x": 20, "y": 8})
    expect(tip).to_be_visible()
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run(document).then(({ violations }) => violations.map(({ id }) => id))"
    )
    assert found == []
