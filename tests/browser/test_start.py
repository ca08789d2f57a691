"""The start of the page: from nothing to Python's answer, and what happens when it fails."""

import json
import re
from itertools import groupby

import brotli
import numpy as np
import pytest
from playwright.sync_api import expect

from playground.experiment import Experiment
from playground.packaging.archive import pack, unpack
from playground.packaging.bench.slow_line import Line, handler_on
from playground.packaging.bench.visits import PATHS
from playground.packaging.compression import decompress
from playground.packaging.lazy_packs import PACKS
from playground.packaging.server import served
from playground.text import text
from tests.browser.conftest import OF_OTHER_LANGUAGES
from tests.browser.driver import MAP, Driver

NOT_AT_THE_START = ("document", "stdlib", "site", "app", "rest", "restStdlib", *PACKS)
"""Files that the page itself needs, a start without the memory snapshot, or nobody unasked."""

UNPACKS_BROTLI = """() => {
  try {
    return Boolean(new DecompressionStream("brotli"));
  } catch {
    return false;
  }
}"""

CANVAS = "[data-root=network] canvas"


@pytest.fixture(scope="module")
def page(open_page):
    """A page that has just started."""
    return open_page()


@pytest.fixture
def held_back(context, address):
    """A page whose Python does not arrive before `release()`."""
    waiting = []
    context.route("**/heap-*.pack", lambda route: waiting.append(route))
    page = context.new_page()
    with page.expect_request("**/heap-*.pack"):
        page.goto(address)
    page.wait_for_selector(CANVAS)

    def release():
        for route in waiting:
            route.continue_()

    return page, release


def marks(page):
    entries = page.evaluate(
        "performance.getEntriesByType('mark').map((m) => [m.name, m.startTime])"
    )
    return {name.removeprefix("playground:"): time for name, time in entries}


def messages(page, kind):
    return page.evaluate("kind => fromWorker.filter(({ type }) => type === kind)", kind)


def test_the_page_becomes_ready_and_says_when(page):
    times = marks(page)
    assert 0 < times["visible"] < times["ready"]
    assert "first-epoch" not in times
    page.evaluate("window.playground.step(1)")
    page.evaluate("""() => new Promise((resolve) => new PerformanceObserver((list) =>
        list.getEntriesByName("playground:first-epoch").length && resolve()
      ).observe({ type: "mark", buffered: true }))""")
    assert marks(page)["first-epoch"] > times["ready"]


def test_the_prerendered_document_is_the_one_python_has(page):
    (document,) = messages(page, "document")
    assert document["json"] is None


def test_the_stages_of_the_start_are_named_in_their_order(page):
    stages = [message["stage"] for message in messages(page, "progress")]
    assert list(dict.fromkeys(stages)) == ["download", "restore"]


def test_progress_counts_the_bytes_of_the_files(page, dist):
    steps = [message for message in messages(page, "progress") if message["stage"] == "download"]
    loaded = [step["loaded"] for step in steps]
    python = json.loads((dist / "runtime.json").read_text())["python"]
    files = python["files"]
    started = [name for name in files if name not in NOT_AT_THE_START]
    needed = [files[name]["url"] for name in started if not name.endswith(OF_OTHER_LANGUAGES)]
    if not page.evaluate(UNPACKS_BROTLI):
        needed.append(python["decoder"]["url"])
    total = sum((dist / url).stat().st_size for url in needed)
    # Before the line is known, so is not by which way Python starts.
    assert {step["total"] for step in steps} <= {0, total}
    assert loaded == sorted(loaded)
    assert loaded[-1] == total


def test_the_document_is_there_before_python(held_back, wait_until):
    page, release = held_back
    assert page.get_attribute("html", "data-state") == "loading"
    assert page.locator("[data-root=play] button").is_visible()
    release()
    wait_until(page, "ready")


def test_a_recording_can_be_scrubbed_until_python_is_there(held_back, wait_until):
    page, release = held_back
    slider = page.get_by_role("slider", name="Recording")
    expect(slider).to_be_visible()
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "Recording: epoch 200")
    [(side, _), learned] = page.evaluate(MAP)
    slider.press("Home")
    assert page.evaluate(MAP)[1] != learned
    place = page.locator("[data-root=output]").bounding_box()
    release()
    wait_until(page, "ready")
    expect(slider).to_be_hidden()
    assert page.locator("[data-root=output]").bounding_box() == place
    assert page.evaluate(MAP)[0][0] > side  # the live one is finer


def test_a_click_on_play_before_python_is_there_is_remembered(held_back, wait_until):
    page, release = held_back
    page.click("[data-root=play] button")
    release()
    wait_until(page, "playing")


def test_a_call_before_python_is_there_is_answered_later(held_back):
    page, release = held_back
    page.evaluate("window.early = window.playground.step(3).then(window.playground.state); null")
    release()
    assert page.evaluate("window.early")["epoch"] == 3


def test_a_new_link_in_the_address_bar_is_loaded(page):
    link = Experiment(dataset="gauss", hidden=[5, 3]).to_permalink()
    page.evaluate("link => { location.hash = link; }", link)
    assert page.evaluate("window.playground.state()")["permalink"] == link


FILES = {
    "start.js": "start.js",
    "worker.js": "worker.js",
    "python.js": "python.js",
    "runtime.json": "runtime.json",
    "document-*.pack": "document-",
    "pyodide-*.pack": "pyodide-",
    "wasm-*.pack": "wasm-",
    "early-*.pack": "early-",
}
"""Files that may be missing, and what the message must name."""


@pytest.mark.parametrize(("file", "named"), FILES.items(), ids=list(FILES))
def test_a_missing_file_is_named(context, address, wait_until, file, named):
    context.route(f"**/{file}", lambda route: route.fulfill(status=404))
    page = context.new_page()
    page.goto(address)
    wait_until(page, "error")
    assert named in page.inner_text("#status-text")
    assert page.locator("#retry").is_visible()
    assert not page.locator("#status-progress").is_visible()


LATE_STYLES = """() => {
  const links = (parent) => [...parent.children].flatMap((element) => {
    const within = element.shadowRoot ? links(element.shadowRoot) : [];
    return [...within, ...links(element), ...(element.matches("link") ? [element.href] : [])];
  });
  return links(document.body).filter((address) => address.includes("widgets.css"));
}"""
"""Addresses of the widgets' style sheet that widgets load by themselves, once they are shown."""


def test_widgets_never_stand_without_their_style_sheet(page, playground):
    playground.open_drawer("save")
    assert page.evaluate(LATE_STYLES) == []
    button = page.get_by_role("button", name=text("save.download_picture"))
    family = button.evaluate("(button) => getComputedStyle(button).fontFamily")
    assert family == page.evaluate("getComputedStyle(document.body).fontFamily")


def test_another_try_starts_the_page_with_the_same_settings(context, address, wait_until):
    context.route("**/wasm-*.pack", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}#dataset=xor")
    wait_until(page, "error")
    context.unroute_all()
    page.click("#retry")
    wait_until(page, "ready")
    permalink = page.evaluate("window.playground.state()")["permalink"]
    assert Experiment.from_permalink(permalink).dataset == "xor"
    assert not page.locator("#retry").is_visible()


def with_other_results(content):
    """Return pages of memory in which Python remembers other results of its calculations."""
    remembered = np.random.default_rng(0).normal(size=(8, 8)).tobytes()
    pages = unpack(decompress(content))
    changed = {name: part.replace(remembered, bytes(512)) for name, part in pages.items()}
    assert changed != pages
    return brotli.compress(pack(changed), quality=1)


def half(content):
    return content[: len(content) // 2]


DAMAGES = {
    "what all languages share is cut off": ("heap", half),
    "what all languages share is not ours": ("heap", lambda content: b"nonsense"),
    "what is the language's own is cut off": ("heap-en", half),
    "it calculates otherwise": ("heap-en", with_other_results),
}
"""Which file of the snapshot is damaged, and how."""


MOST_BYTES = {"snapshot": 12_600_000, "plain": 7_100_000}
"""Of a quick build until the page is ready, by a server that compresses nothing; the best quality
makes about six sevenths of it."""


@pytest.mark.parametrize("path", MOST_BYTES)
def test_a_first_visit_does_not_transfer_more_than_it_did(context, dist, wait_until, path):
    context.add_init_script(PATHS[path])
    handler = handler_on(None)
    with served(dist, handler) as address:
        page = context.new_page()
        page.goto(address)
        wait_until(page, "ready")
        assert handler.sent < MOST_BYTES[path]


@pytest.mark.parametrize("path", PATHS)
def test_no_control_on_the_page_needs_what_comes_after_the_start(
    context, address, wait_until, path
):
    """A drawer does, which says what is missing, and opens when it can be had."""
    context.add_init_script(PATHS[path])
    context.route("**/rest*.pack", lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    wait_until(page, "ready")
    driver = Driver(page)
    names = [name for name in Experiment().settings() if name != "hide"]  # that does nothing
    for name in names:
        for choice in getattr(Experiment.param[name], "objects", ()):
            driver.call("load", f"{name}={choice}")
            driver.call("step", 1)
    for verb in ("play", "pause", "reset"):
        driver.call(verb)
    assert messages(page, "error") == []
    page.get_by_role("button", name="Model").click()
    expect(page.locator("#message")).to_contain_text("rest")
    context.unroute_all()
    page.get_by_role("button", name="Model").click()
    expect(page.locator("#drawer")).to_be_visible()


def test_without_its_snapshot_python_starts_from_the_beginning(starts_with):
    starts_with("modules", status=404)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_snapshot_is_not_used(starts_with, dist, name):
    pages, damage = DAMAGES[name]
    (file,) = (dist / "runtime").glob(f"{pages}-{'?' * 12}.pack")
    starts_with(pages, body=damage(file.read_bytes()))


@pytest.fixture
def starts_with(context, address, wait_until):
    """A function that gives another answer for a file and finds the page working all the same."""

    def check(file, **answer):
        exactly = re.compile(rf"/{file}-[0-9a-f]{{12}}\.pack$")
        context.route(exactly, lambda route: route.fulfill(**answer))
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(error))
        page.goto(address)
        wait_until(page, "ready")
        stages = [message["stage"] for message in messages(page, "progress")]
        assert stages[-1] == "document"
        assert messages(page, "document")[0]["json"] is None
        page.evaluate("window.playground.step(2)")
        assert page.evaluate("window.playground.state()")["epoch"] == 2
        assert errors == []

    return check


@pytest.fixture
def connected(context):
    """A function that makes a page on a connection; it returns the page and its requests."""

    def make(**connection):
        page, requested = context.new_page(), []
        page.add_init_script(
            f"Object.defineProperty(navigator, 'connection', {{ value: {json.dumps(connection)} }})"
        )
        page.on("request", lambda request: requested.append(request.url))
        return page, requested

    return make


def test_a_metered_connection_is_spared_the_snapshot(connected, address, wait_until, playground):
    """In a Python that started from the beginning an exercise misses nothing; it trains alike."""
    page, requested = connected(effectiveType="4g", saveData=True)
    page.goto(f"{address}#exercise=three-neurons")
    wait_until(page, "ready")
    stages = [message["stage"] for message in messages(page, "progress")]
    assert list(dict.fromkeys(stages)) == ["download", "python", "libraries", "document"]
    assert not [url for url in requested if "/heap-" in url]
    expect(page.get_by_role("heading", name="Three lines close a ring")).to_be_visible()
    other = Driver(page)
    for driver in (playground, other):
        driver.call("load", "")
        driver.call("step", 30)
    losses = [
        [driver.state()[name] for name in ("epoch", "trainLoss", "testLoss")]
        for driver in (playground, other)
    ]
    assert losses[0] == losses[1]


def test_on_a_slow_line_the_snapshot_is_left_out_and_the_time_left_is_told(connected, dist):
    page, requested = connected(effectiveType="4g", saveData=False)
    with served(dist, handler_on(Line(megabits=6, delay_ms=20))) as slow_address:
        with page.expect_request("**/site-*.pack"):
            page.goto(slow_address)
        amount = re.compile(r"^\d\.\d of \d\.\d MB, about \d+ s$")
        expect(page.locator("#status-amount")).to_have_text(amount)
        page.close()
    assert not [url for url in requested if "/heap-" in url]


def test_a_python_that_never_wakes_up_is_started_anew(context, address, own_files, wait_until):
    endless = changed(own_files / "python.js", "fillMemory(target, pages, kept);", "{ for (;;); }")
    context.route("**/python.js", lambda route: route.fulfill(**endless))
    impatient = changed(own_files / "worker-launcher.js", "PATIENCE = 20_000", "PATIENCE = 500")
    context.route("**/worker-launcher.js", lambda route: route.fulfill(**impatient))
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(CANVAS)
    page.evaluate("window.early = window.playground.step(3).then(window.playground.state); null")
    wait_until(page, "ready")
    assert page.evaluate("window.early")["epoch"] == 3
    stages = [message["stage"] for message in messages(page, "progress")]
    assert list(dict.fromkeys(stages)) == [
        "download",
        "restore",
        "python",
        "libraries",
        "document",
    ]


def test_restoring_begins_when_nothing_is_left_to_download(context, address, wait_until):
    late = []
    context.route("**/early-*.pack", lambda route: late.append(route))
    page = context.new_page()
    is_heap = re.compile("/heap-.{12}[.]pack").search
    with page.expect_event("requestfinished", lambda request: is_heap(request.url)):
        page.goto(address)
    page.wait_for_timeout(1000)  # in which restoring would begin
    for route in late:
        route.continue_()
    wait_until(page, "ready")
    stages = [message["stage"] for message in messages(page, "progress")]
    assert [stage for stage, _ in groupby(stages)] == ["download", "restore"]


def test_a_python_that_woke_up_is_left_alone(context, address, wait_until):
    page = context.new_page()
    warnings = []
    page.on("console", lambda message: warnings.append(message.text))
    page.clock.install()
    page.goto(address)
    wait_until(page, "ready")
    page.clock.fast_forward(60 * 60 * 1000)
    page.evaluate("console.info('an hour later')")
    assert warnings[-1] == "an hour later"
    assert not [text for text in warnings if "does not wake up" in text]


def changed(script, old, new):
    """Return an answer with the script in which one thing is other than it was."""
    source = script.read_text(encoding="utf-8")
    assert source.count(old) == 1
    return {"body": source.replace(old, new), "content_type": "text/javascript"}


def test_where_a_start_from_the_beginning_fails_the_snapshot_is_taken(
    context, address, own_files, wait_until
):
    biased = changed(own_files / "line-speed.js", "fromSnapshot: 0.8", "fromSnapshot: 1e9")
    context.route("**/line-speed.js", lambda route: route.fulfill(**biased))
    context.route("**/site-*.pack", lambda route: route.fulfill(body=b"", status=500))
    page = context.new_page()
    with page.expect_request("**/site-*.pack"):
        page.goto(address)
    wait_until(page, "ready")
    assert "restore" in [message["stage"] for message in messages(page, "progress")]


def test_if_both_ways_to_start_fail_a_missing_file_is_named(context, address, wait_until):
    context.route("**/heap-*.pack", lambda route: route.abort())
    context.route("**/site-*.pack", lambda route: route.fulfill(body=b"", status=500))
    page = context.new_page()
    page.goto(address)
    wait_until(page, "error")
    assert re.search("(heap|site)-", page.inner_text("#status-text"))
    assert page.locator("#retry").is_visible()
