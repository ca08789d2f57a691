"""Handwritten digits on the page: learned while one watches, drawn by mouse, finger and keys."""

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, Experiment

LINK = Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink()


@pytest.fixture
def digits(playground):
    playground.call("load", LINK)
    playground.settle()
    return playground


@pytest.fixture
def sketchpad(digits):
    """The paper to draw on, in sight, with a network that can read."""
    digits.call("step", 25)
    digits.open_drawer("sketchpad")
    paper = digits.page.locator("#drawer .bk-Figure").first
    paper.scroll_into_view_if_needed()
    return paper


def place(paper, x, y):
    box = paper.bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


SEVEN = (0.3, 0.2), (0.7, 0.2), (0.6, 0.5), (0.45, 0.85)


def test_digits_are_chosen_as_a_problem_and_left_again(playground):
    before = playground.experiment
    playground.choose("problem", "Digits")
    playground.settle()
    assert playground.experiment == Experiment(**INPUT_KINDS["digits"].suitable_settings)
    for hidden in ("dataset", "noise", "features", "show_test", "discretize"):
        expect(playground.place(hidden)).to_be_hidden()
    expect(playground.page.get_by_text("1,797 images of digits")).to_be_visible()
    expect(playground.place("marked_digit")).to_be_visible()
    playground.choose("problem", "Classification")
    playground.settle()
    assert playground.experiment == before
    expect(playground.place("noise")).to_be_visible()
    expect(playground.place("marked_digit")).to_be_hidden()


def test_a_digit_is_marked_and_the_mark_is_taken_off_again(digits):
    digits.choose("marked_digit", "8")
    digits.settle()
    assert digits.experiment.marked_digit == "8"
    assert "marked_digit=8" in digits.state()["permalink"]
    digits.choose("marked_digit", "None")
    digits.settle()
    assert digits.experiment == Experiment.from_permalink(LINK)


def test_training_reads_ninety_five_percent_of_the_test_digits(digits):
    digits.play_beyond(30)
    accuracy = int(digits.text("score").split()[0])
    assert accuracy >= 95
    wrong = digits.column("digit_answers", "wrong")
    assert len(wrong) == 36
    assert sum(wrong) <= 9
    digits.call("reset")
    assert sum(digits.column("digit_answers", "wrong")) > 18


def test_pictures_of_the_plane_come_and_go(digits):
    assert len(digits.column("large_map", "image")) > 0
    visible = """name => Bokeh.documents[0].get_model_by_name(name).renderers
      .filter(({ visible }) => visible).map(({ data_source }) => data_source.name)"""
    assert digits.page.evaluate(visible, "output") == [
        "digit_pixels",
        "digit_answers",
        "digit_answers",
        "digit_unit",
    ]
    digits.call("load", "")
    digits.settle()
    shown = digits.page.evaluate(visible, "output")
    assert shown == ["large_map", "train_points", "test_points"]


def test_a_neuron_shows_its_weights_large(digits):
    digits.unit("unit:1:3").hover()
    digits.settle()
    assert len(digits.column("digit_unit", "image")) == 1
    assert digits.text("caption") == "Layer 1, neuron 4"


def test_the_mouse_draws_a_digit_that_all_neurons_answer(digits, sketchpad):
    mouse = digits.page.mouse
    mouse.move(*place(sketchpad, *SEVEN[0]))
    mouse.down()
    for corner in SEVEN[1:]:
        mouse.move(*place(sketchpad, *corner), steps=8)
    mouse.up()
    digits.settle()
    expect(digits.page.get_by_text("the network reads 7")).to_be_visible()
    outputs = digits.page.locator("#drawer [data-key^=output]").all_text_contents()
    assert len(outputs) == 10
    # Each is off by a thousandth at most, "<0.001" too.
    probabilities = [float(output.lstrip("<>")) for output in outputs]
    assert sum(probabilities) == pytest.approx(1, abs=0.01)
    assert digits.page.locator("#drawer [data-key^=unit]").count() == 32


def test_the_keyboard_draws_and_clears(digits, sketchpad):
    pad = digits.page.get_by_role("application")
    pad.focus()
    pad.press("Delete")
    digits.settle()
    blank = digits.page.locator("#drawer [data-key^=output]").all_text_contents()
    pad.press("Enter")
    for _ in range(5):
        pad.press("ArrowDown")
    digits.settle()
    assert digits.page.locator("#drawer [data-key^=output]").all_text_contents() != blank
    expect(pad).to_contain_text("Row 13, column 8, pen down")


def test_a_finger_draws_and_does_not_scroll(open_page):
    page = open_page(LINK, has_touch=True, viewport={"width": 390, "height": 844})
    page.locator(".drawers [data-drawer=sketchpad]").click()
    paper = page.locator("#drawer .bk-Figure").first
    paper.scroll_into_view_if_needed()
    before, numbers = paper.bounding_box(), page.locator("#drawer [data-key^=output]")
    blank = numbers.all_text_contents()
    session = page.context.new_cdp_session(page)
    for kind, at in [
        ("touchStart", [SEVEN[0]]),
        *(("touchMove", [corner]) for corner in SEVEN[1:]),
        ("touchEnd", []),
    ]:
        points = [dict(zip("xy", place(paper, *one), strict=True)) for one in at]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(numbers.first).not_to_have_text(blank[0])
    assert paper.bounding_box() == pytest.approx(before, abs=1)
