"""An exercise on the page: task and goals, locks, what is kept, handing in, the course."""

import re

import pytest
from playwright.sync_api import expect

from playground.exercises import library
from playground.exercises.checking import check
from playground.exercises.exercise import Exercise
from playground.exercises.result import read_result
from tests.browser.conftest import WINDOW
from tests.browser.driver import Driver

PREFIX = "playground.exercise."
OWN = Exercise.from_data(
    {
        "id": "own-one",
        "title": "An exercise of one's own",
        "language": "en",
        "text": "Press *Play*. <b>No bold</b> [link](https://example.org)",
        "experiment": {"dataset": "circle", "hidden": [3]},
        "lock": ["dataset", "weights"],
        "ranges": {"hidden_neurons": {"max": 3}, "learning_rate": {"max": 0.1}},
        "goals": [{"epochs": {"at_least": 3}}],
        "questions": [
            {"id": "many", "type": "number", "text": "How many?", "answer": 3},
            {"id": "why", "type": "text", "text": "Why?"},
        ],
        "hints": ["First.", "Second."],
    }
)


RECORD_THE_OPENING = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
window.addresses = [];
const replace = history.replaceState;
history.replaceState = function (state, title, address) {
  window.addresses.push(address);
  return replace.call(this, state, title, address);
};
"""


@pytest.fixture
def work(playground):
    """A function that opens an exercise; the browser keeps nothing, or one text, of it."""

    def begin(link, name="", content=""):
        playground.page.evaluate("localStorage.clear()")
        if name:
            playground.page.evaluate("one => localStorage.setItem(...one)", [name, content])
        playground.call("load", link)
        expect(sheet(playground.page)).to_be_visible()
        return playground

    return begin


def sheet(page):
    return page.locator("#exercise")


def goal(page):
    return sheet(page).locator(".goals .tick")


def message(page, words):
    expect(page.locator("#message")).to_contain_text(words)


def kept(page, name):
    return page.evaluate("name => JSON.parse(localStorage.getItem(name))", PREFIX + name)


def solve_first(driver):
    """Do the first exercise of the course from beginning to end."""
    page = driver.page
    page.get_by_label("a straight line").check()
    page.get_by_label("along the border").check()
    page.get_by_role("button", name="Submit answer").click()
    driver.settle()
    page.get_by_label("How many numbers can this network change").fill("3")
    page.keyboard.press("Enter")
    driver.settle()
    driver.play_beyond(120)
    expect(sheet(page)).to_contain_text("Done: 5 of 5 points")


def test_a_goal_ticks_itself_while_training(work):
    driver = work("exercise=one-neuron")
    page = driver.page
    expect(page.get_by_role("heading", name="One neuron draws a line")).to_be_visible()
    expect(goal(page)).to_have_text("○")
    driver.call("play")
    message(page, "Answer the question first")
    assert driver.epoch == 0
    solve_first(driver)
    expect(goal(page)).to_have_text("✓")
    expect(page.get_by_label("a straight line")).to_be_disabled()
    assert page.url.endswith("#exercise=one-neuron")


def test_as_long_as_the_exercise_is_not_there_the_page_says_that_it_is_coming(
    context, address, wait_until
):
    held = []
    context.route("**/exercises-*.pack", lambda route: held.append(route))
    page = context.new_page()
    page.goto(f"{address}#exercise=three-neurons")
    wait_until(page, "ready")
    expect(page.locator("#status")).to_be_visible()
    expect(page.locator("#status-text")).to_have_text("Preparing the page…")
    for route in held:
        route.continue_()
    expect(sheet(page)).to_be_visible()
    expect(page.locator("#status")).to_be_hidden()
    expect(page.locator("#status-text")).to_have_text("Ready")


def test_work_survives_a_reload(open_page, wait_until):
    page = open_page("exercise=one-neuron")
    driver = Driver(page)
    solve_first(driver)
    page.get_by_text("Hint 1").click()
    driver.settle()
    before = driver.state()
    page.reload()
    wait_until(page, "ready")
    expect(goal(page)).to_have_text("✓")
    after = Driver(page).state()
    assert after["epoch"] == before["epoch"]
    assert after["permalink"] == before["permalink"]
    # the weights were kept in single precision
    assert after["testLoss"] == pytest.approx(before["testLoss"], rel=1e-4)
    expect(page.get_by_label("along the border")).to_be_checked()
    expect(sheet(page).locator("details.hint").first).to_have_attribute("open", "")
    expect(sheet(page)).to_contain_text("Done: 5 of 5 points")


def test_locked_and_hidden_controls_and_limits(work):
    driver = work("exercise=five-resets")
    page = driver.page
    for name in ("Circle", "Spiral"):
        expect(page.get_by_role("button", name=name)).to_be_disabled()
    place = driver.place("learning_rate")
    expect(place.locator("select")).to_be_disabled()
    expect(place).to_have_class(re.compile("locked"))
    expect(place).to_have_attribute("title", "Locked: it keeps its value in this exercise.")
    expect(driver.place("loss")).not_to_have_class(re.compile("locked"))
    expect(driver.place("problem")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button", name="Add a hidden layer")).to_be_disabled()
    more = page.get_by_role("button", name="Add a neuron to layer 1")
    for _ in range(3):
        more.click()
        driver.settle()
    expect(more).to_be_disabled()
    assert driver.experiment.hidden == [5]


def test_what_breaks_the_rules_is_refused_and_the_run_goes_on(work):
    driver = work("exercise=three-neurons")
    driver.call("step", 4)
    before = driver.state()
    driver.call("load", "dataset=xor")
    message(driver.page, "This exercise does not allow that: Data set must stay at circle")
    after = driver.state()
    assert after["permalink"] == before["permalink"]
    assert (after["epoch"], after["testLoss"]) == (before["epoch"], before["testLoss"])


def assert_playground_without_exercise(driver):
    message(driver.page, "The exercise cannot be opened.")
    expect(sheet(driver.page)).to_be_hidden()
    driver.settle()
    assert driver.experiment.dataset == "xor"
    driver.call("step", 2)
    assert driver.epoch == 2


@pytest.mark.parametrize("reference", ["nobody", "NNE1.abc.00000000", "NNE1."])
def test_what_is_no_exercise_gives_a_message_and_the_playground(playground, reference):
    playground.call("load", f"exercise={reference}&dataset=xor")
    assert_playground_without_exercise(playground)


def test_a_page_that_opens_with_what_is_no_exercise_is_the_playground(open_page, wait_until):
    page = open_page("exercise=nobody&dataset=xor")
    assert_playground_without_exercise(Driver(page))
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until(page, "playing")


def test_a_link_carries_an_exercise_and_its_texts_are_harmless(work):
    driver = work(f"exercise={OWN.to_code()}")
    page = driver.page
    expect(sheet(page)).to_contain_text("<b>No bold</b>")
    expect(sheet(page).get_by_role("link", name="link")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    driver.call("step", 3)
    expect(goal(page)).to_have_text("✓")
    page.get_by_label("How many?").fill("many")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_contain_text("The answer must be")
    page.get_by_label("How many?").fill("3")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_contain_text("Right.")
    page.get_by_label("Why?").fill("So.")
    page.get_by_label("Why?").blur()
    driver.settle()
    assert kept(page, "own-one")["now"]["answers"] == {"many": 3, "why": "So."}


def test_hints_come_one_by_one(work):
    page = work(f"exercise={OWN.to_code()}").page
    expect(page.get_by_text("Hint 2")).to_be_hidden()
    page.get_by_text("Hint 1").click()
    expect(page.get_by_text("First.")).to_be_visible()
    page.get_by_text("Hint 2").click()
    expect(page.get_by_text("Second.")).to_be_visible()


def test_locked_weights_cannot_be_edited(work):
    driver = work(f"exercise={OWN.to_code()}")
    driver.unit("unit:1:0").click()
    driver.page.get_by_label("New value").fill("2")
    driver.page.keyboard.press("Enter")
    expect(driver.page.get_by_role("alert").filter(has_text="cannot be changed")).to_be_visible()


def test_a_result_is_handed_in_as_a_file_and_as_a_code(work):
    driver = work("exercise=one-neuron")
    page = driver.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    solve_first(driver)
    sheet(page).get_by_text("Hand in", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save result file").click()
    assert download.value.suggested_filename == "one-neuron.result.json"
    content = download.value.path().read_text(encoding="utf-8")
    assert check(library.exercise("one-neuron"), read_result(content)).score == 100
    page.get_by_role("button", name="Copy result code").click()
    message(page, "Copied.")
    code = page.get_by_label("Result code").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert check(library.exercise("one-neuron"), read_result(code)).score == 100


def test_a_browser_that_keeps_nothing_is_no_obstacle(context, address, wait_until):
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() {"
        " throw new DOMException('switched off', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto(f"{address}#exercise=three-neurons")
    wait_until(page, "ready")
    expect(sheet(page)).to_be_visible()
    page.evaluate("window.playground.step(3)")
    message(page, "storage is switched off")
    assert page.evaluate("window.playground.state()")["epoch"] == 3


@pytest.fixture
def full_storage(page):
    """Nothing more can be kept."""
    page.evaluate("""() => {
      window.kept = Storage.prototype.setItem;
      Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
    }""")
    yield
    page.evaluate("() => { Storage.prototype.setItem = window.kept; }")


def test_a_full_storage_is_said(work, full_storage):
    driver = work("exercise=three-neurons")
    driver.call("step", 3)
    message(driver.page, "storage is full")


@pytest.mark.parametrize("content", ["{", '{"version": 1}', "x" * 200_000])
def test_a_damaged_record_is_no_obstacle(work, content):
    name = f"{PREFIX}three-neurons"
    driver = work("exercise=three-neurons", name, content)
    if len(content) < 100:
        message(driver.page, "begins anew")
    driver.call("step", 3)
    # Until it is replaced the record is what it was, and that may be no JSON.
    driver.page.wait_for_function(
        """(name) => {
          try {
            return JSON.parse(localStorage.getItem(name)).now?.runs[0].epochs === 3;
          } catch {
            return false;
          }
        }""",
        name,
    )


def test_the_course_shows_progress_and_opens_exercises(work):
    driver = work("exercise=one-neuron")
    page = driver.page
    solve_first(driver)
    page.get_by_role("button", name="Next exercise").click()
    expect(page.get_by_role("heading", name="Be the teacher")).to_be_visible()
    page.get_by_role("button", name="All exercises").click()
    expect(sheet(page)).to_be_hidden()
    contents = page.locator("#drawer")
    expect(contents.get_by_role("button", name="One neuron draws a line done")).to_be_visible()
    expect(contents.get_by_role("progressbar", name="Done: 1 of 9")).to_be_visible()
    contents.get_by_role("button", name=re.compile(r"^\d+\. Learned by heart")).click()
    expect(page.get_by_role("heading", name="Learned by heart")).to_be_visible()
    expect(contents).to_be_hidden()
    driver.call("load", "")
    driver.open_drawer("exercise")


def test_a_link_opens_the_course_at_a_lesson(open_page):
    page = open_page("lesson=learning-well")
    expect(page.get_by_role("heading", name="By heart, or understood?")).to_be_in_viewport()


def test_leaving_an_exercise_frees_the_controls(work):
    driver = work("exercise=five-resets")
    driver.call("load", "")
    expect(sheet(driver.page)).to_be_hidden()
    expect(driver.place("learning_rate").locator("select")).to_be_enabled()
    expect(driver.place("problem")).to_be_visible()


def test_nothing_of_it_is_loaded_before_it_is_needed(open_page):
    page = open_page()
    loaded = "() => performance.getEntriesByType('resource').map(({ name }) => name).join(' ')"
    assert "exercises" not in page.evaluate(loaded)
    with page.expect_request(re.compile("exercises-[0-9a-f]+.pack")):
        page.evaluate("window.playground.load('exercise=one-neuron')")
    expect(sheet(page)).to_be_visible()


def test_the_task_stands_beside_the_network(work):
    page = work("exercise=one-neuron").page
    task, network, output = (
        page.locator(selector).bounding_box() for selector in ("#exercise", "#stage", ".map")
    )
    assert task["x"] + task["width"] <= network["x"]
    assert output["x"] + output["width"] <= 1440
    assert output["y"] + output["height"] <= 900
    page.set_viewport_size({"width": 390, "height": 844})
    task, network = (page.locator(one).bounding_box() for one in ("#exercise", "#stage"))
    page.set_viewport_size(WINDOW)
    assert task["y"] + task["height"] <= network["y"] < 844


@pytest.mark.parametrize("window", [WINDOW, {"width": 1024, "height": 768}])
def test_the_exercise_of_a_link_has_its_place_from_the_beginning(context, address, window):
    page = context.new_page()
    page.set_viewport_size(window)
    page.add_init_script(RECORD_THE_OPENING)
    page.goto(f"{address}#exercise=one-neuron")
    play = page.get_by_role("button", name="Play", exact=True)
    assert not play.is_visible() or page.locator("header").get_attribute("inert") is not None
    expect(page.locator("#exercise")).to_be_focused()
    expect(play).to_be_enabled()
    page.wait_for_function("addresses.length > 0")
    assert page.evaluate("addresses.every((one) => one.endsWith('#exercise=one-neuron'))")
    assert page.evaluate("window.shift") < 0.1


def test_a_number_that_was_not_left_is_there_after_a_reload(open_page, wait_until):
    page = open_page(f"exercise={OWN.to_code()}")
    page.get_by_label("How many?").press_sequentially("3", delay=0)
    page.reload()
    wait_until(page, "ready")
    expect(page.get_by_label("How many?")).to_have_value("3")
    expect(sheet(page)).to_contain_text("✓ Right.")


def test_another_tab_does_not_replace_better_work_unasked(chromium, address, wait_until):
    context = chromium.new_context()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"{address}#exercise={OWN.to_code()}")
        wait_until(page, "ready")
        expect(sheet(page)).to_be_visible()
    first.get_by_label("How many?").fill("3")
    first.keyboard.press("Enter")
    expect(sheet(second)).to_contain_text("is open in another tab")
    second.get_by_label("Why?").fill("Because.")
    expect(sheet(second)).to_contain_text("✓ Noted.")
    assert kept(first, OWN.id)["now"]["answers"] == {"many": 3}
    sheet(second).get_by_role("button", name="Take the work of the other tab").click()
    expect(second.get_by_label("How many?")).to_have_value("3")
    context.close()
