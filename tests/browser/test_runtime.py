"""The running page: frames keep to the screen's pace, and an error does not end it."""

import pytest

from playground.experiment import Experiment

HOLD_PAINTING = """() => {
  window.held = [];
  window.paint = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => window.held.push(callback);
  window.before = fromWorker.length;
}"""
GO_ON_PAINTING = """() => {
  window.requestAnimationFrame = window.paint;
  window.held.splice(0).forEach((callback) => requestAnimationFrame(callback));
}"""
FRAMES_SINCE = "() => fromWorker.slice(before).filter(({ type }) => type === 'frame').length"
TRAINING_STANDS = """async () => {
  let before, epoch;
  do {
    before = epoch;
    for (let i = 0; i < 20; i++) ({ epoch } = await window.playground.state());
  } while (epoch !== before);
  return epoch;
}"""
SEVERAL_ROUND_TRIPS = """async () => {
  let state;
  for (let i = 0; i < 20; i++) state = await window.playground.state();
  return state;
}"""
COVERED_BY_NOTICES = """() => {
  const notices = document.getElementById("notices");
  const isCovered = (control) => {
    const { x, y, width, height } = control.getBoundingClientRect();
    return notices.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  return [...document.querySelectorAll("[data-root], button")]
    .filter((control) => !notices.contains(control) && isCovered(control))
    .map((control) => control.outerHTML);
}"""
EPOCH_PASSES = """async (epoch) => {
  while ((await window.playground.state()).epoch <= epoch) { /* ask again */ }
}"""


@pytest.fixture
def playing(page, wait_until):
    page.evaluate("window.playground.reset()")
    page.evaluate("window.playground.play()")
    wait_until(page, "playing")
    yield page
    page.evaluate("window.playground.pause()")
    wait_until(page, "ready")


def set_hidden(page, hidden):
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_training_goes_on_by_itself_until_it_is_paused(playing, wait_until):
    playing.evaluate(EPOCH_PASSES, 10)
    playing.evaluate("window.playground.pause()")
    wait_until(playing, "ready")
    epoch = playing.evaluate("window.playground.state()")["epoch"]
    assert playing.evaluate(SEVERAL_ROUND_TRIPS)["epoch"] == epoch > 10


@pytest.fixture
def held(playing):
    """A page that has stopped to train, since its screen does not draw the frames that it has."""
    playing.evaluate(HOLD_PAINTING)
    epoch = playing.evaluate(TRAINING_STANDS)
    yield playing, epoch
    playing.evaluate(GO_ON_PAINTING)


def test_at_most_two_frames_wait_for_the_screen(held):
    page, epoch = held
    assert page.evaluate(FRAMES_SINCE) <= 2
    assert page.evaluate(SEVERAL_ROUND_TRIPS)["epoch"] == epoch
    page.evaluate(GO_ON_PAINTING)
    page.evaluate(EPOCH_PASSES, epoch)


def test_a_page_that_is_come_back_to_goes_on(held):
    """Firefox forgets what was to be called before the next paint when it puts a page aside."""
    page, epoch = held
    page.evaluate("() => { window.requestAnimationFrame = window.paint; held.length = 0; }")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.evaluate(EPOCH_PASSES, epoch)


def test_a_hidden_page_does_not_train(playing):
    set_hidden(playing, True)
    epoch = playing.evaluate("window.playground.state()")["epoch"]
    assert playing.evaluate(SEVERAL_ROUND_TRIPS)["epoch"] == epoch
    set_hidden(playing, False)
    playing.evaluate(EPOCH_PASSES, epoch)


def test_steps_are_exact(page):
    page.evaluate("window.playground.reset()")
    page.evaluate("window.playground.step(7)")
    assert page.evaluate("window.playground.state()")["epoch"] == 7


def test_the_play_button_and_the_page_agree(page, wait_until):
    page.click("[data-root=play] button")
    wait_until(page, "playing")
    page.click("[data-root=play] button")
    wait_until(page, "ready")


def test_of_many_changes_while_python_is_busy_the_last_one_counts(page):
    """Python is busy with a long step while a slider moves on."""
    permalink, patches = page.evaluate(
        """async () => {
          let patches = 0;
          const { postMessage } = Worker.prototype;
          Worker.prototype.postMessage = function (message) {
            if (message.type === "patch") patches += 1;
            return postMessage.call(this, message);
          };
          const models = [...Bokeh.documents[0]._all_models.values()];
          const slider = models.find((model) => model.title === "Noise");
          await window.playground.reset();
          window.playground.step(200);
          for (const value of [5, 10, 15, 20, 25]) slider.value = value;
          const { permalink } = await window.playground.state();
          Worker.prototype.postMessage = postMessage;
          return [permalink, patches];
        }"""
    )
    assert Experiment.from_permalink(permalink).noise == 0.25
    assert patches < 5


def test_an_error_is_shown_until_it_is_closed_or_something_succeeds(context, address, wait_until):
    page = context.new_page()
    page.goto(address)
    wait_until(page, "ready")
    message = page.evaluate("window.playground.step('many').catch((error) => error.message)")
    assert message in page.inner_text("#status-text")
    assert page.get_attribute("html", "data-state") == "ready"
    assert not page.locator("#retry").is_visible()
    assert page.evaluate(COVERED_BY_NOTICES) == []
    page.evaluate("window.playground.reset()")
    page.evaluate("window.playground.step(1)")
    assert page.evaluate("window.playground.state()")["epoch"] == 1
    page.wait_for_selector("#status", state="hidden")
    for way_out in (
        lambda: page.click("#close-status"),
        lambda: page.click("[data-root=step] button"),
        lambda: page.evaluate("window.playground.play()"),
    ):
        page.evaluate("window.playground.step('many').catch(() => {})")
        page.mouse.move(500, 400)
        page.evaluate("window.playground.state()")
        assert page.is_visible("#status")
        way_out()
        page.wait_for_selector("#status", state="hidden")
