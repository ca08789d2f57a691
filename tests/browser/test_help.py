"""Help: the tour of a first visit, the present state in words, keys, and the loss as a tone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WINDOW

RECORD_TONES = """() => {
window.tones = [];
const parameter = (name) => ({ value: 0, setTargetAtTime: (value) => tones.push([name, value]) });
window.AudioContext = class {
  currentTime = 0;
  destination = {};
  resume() {}
  createOscillator() {
    return { frequency: parameter("pitch"), connect: (to) => to, start() {} };
  }
  createGain() {
    return { gain: parameter("volume"), connect: (to) => to };
  }
};
}"""
"""What an audio context is told, instead of hearing it."""

HEARD = """async (count) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (tones.filter(([name]) => name === "pitch").length < count) await frame();
}"""

SILENT = """async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (tones.at(-1)[0] !== "volume" || tones.at(-1)[1] !== 0) await frame();
}"""


@pytest.fixture
def first_visit(chromium, address, wait_until):
    """A function that opens the page in a browser that has never been there."""
    contexts = []

    def visit(rest="", **options):
        contexts.append(chromium.new_context(**{"viewport": WINDOW, **options}))
        page = contexts[-1].new_page()
        page.goto(address + rest)
        wait_until(page, "ready")
        return page

    yield visit
    for context in contexts:
        context.close()


def test_the_first_visit_has_a_tour_of_six_steps_and_the_second_has_none(first_visit, wait_until):
    page = first_visit()
    tour = page.locator("#tour")
    for step in range(1, 7):
        expect(tour).to_contain_text(f"Step {step} of 6")
        expect(page.locator(".tour-target")).to_have_count(1)
        page.keyboard.press("Enter")
    expect(tour).to_be_hidden()
    page.reload()
    wait_until(page, "ready")
    page.get_by_role("button", name="Help", exact=True).click()
    expect(tour).to_be_hidden()
    page.get_by_role("button", name="Take the tour").click()
    expect(tour).to_contain_text("Step 1 of 6")
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()


@pytest.mark.parametrize("size", [(390, 844), (1280, 720)])
def test_every_step_of_the_tour_is_in_sight_and_at_its_end_the_page_is_where_it_was(
    first_visit, size
):
    page = first_visit(viewport=dict(zip(("width", "height"), size, strict=True)))
    tour, next_step = page.locator("#tour"), page.locator("#tour-next")
    for _ in range(6):
        expect(tour).to_be_in_viewport(ratio=1)
        assert page.locator(".tour-target").evaluate(
            "(part) => part.getBoundingClientRect().top < innerHeight"
        )
        next_step.click()
    expect(tour).to_be_hidden()
    assert page.evaluate("scrollY") == 0
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_focused()


@pytest.mark.parametrize("rest", ["#noise=0.1", "#exercise=one-neuron", "embed.html"])
def test_who_comes_for_something_has_no_tour(first_visit, rest):
    page = first_visit(rest)
    page.evaluate("window.playground.step(1)")
    expect(page.locator("#tour")).to_be_hidden()


def test_a_key_has_the_run_described(page, playground):
    page.keyboard.press("w")
    described = page.locator("#seeing")
    expect(described.locator("[aria-live=polite]")).to_contain_text(
        "The network has not learned anything yet"
    )
    page.keyboard.press("Escape")
    expect(described).to_be_hidden()


def test_a_run_that_has_learned_is_described_by_its_numbers(page, playground):
    playground.call("step", 100)
    page.get_by_role("button", name="What am I seeing?").first.click()
    expect(page.locator("#seeing")).to_contain_text("This is epoch 100.")
    expect(page.locator("#seeing")).to_contain_text("of the test points are classified right")
    expect(page.locator("#status")).to_be_hidden()
    page.keyboard.press("Escape")


def test_keys_steer_the_run_unless_they_are_switched_off(page, playground):
    page.keyboard.press("n")
    playground.settle()
    assert playground.epoch == 1
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    playground.settle()
    assert playground.epoch == 1
    page.get_by_role("button", name="Help", exact=True).click()
    page.get_by_label("Use these keys").check()
    page.get_by_role("button", name="Close", exact=True).last.click()


def test_a_letter_that_is_typed_is_no_key(page, playground):
    playground.unit("unit:1:0").click()
    expect(page.get_by_label("New value")).to_be_focused()
    page.keyboard.type("n")
    playground.settle()
    assert playground.epoch == 0
    page.keyboard.press("Escape")


def test_the_help_breaks_no_rule(page, playground, axe):
    page.keyboard.press("?")
    page.get_by_text("All words explained").click()
    expect(page.locator("#words")).to_contain_text("A smooth S from −1 to +1.")
    page.evaluate(axe)
    rules = "axe.run(document).then(({ violations }) => violations.map(({ id }) => id))"
    assert page.evaluate(rules) == []
    page.keyboard.press("Escape")


def test_the_loss_is_heard_while_training_and_only_then(open_page, wait_until):
    page = open_page("speed=normal&lang=de")  # which writes a comma before decimals
    page.evaluate(RECORD_TONES)
    page.keyboard.press("t")
    page.keyboard.press("p")
    page.evaluate(HEARD, 20)
    page.keyboard.press("p")
    wait_until(page, "ready")
    page.evaluate(SILENT)
    pitches = [value for name, value in page.evaluate("tones") if name == "pitch"][::2]
    assert pitches[-1] < pitches[0]


def test_one_tap_on_a_start_begins_it(page, playground):
    playground.open_drawer("starts")
    pictures = page.locator("#drawer img")
    expect(pictures).to_have_count(9)
    decoded = "images => Promise.all(images.map((image) => image.decode()))"  # throws if broken
    pictures.evaluate_all(decoded)
    page.get_by_role("button", name="XOR with three neurons").click()
    page.wait_for_selector("html[data-state=playing]")
    playground.call("pause")
    assert playground.experiment.dataset == "xor"
