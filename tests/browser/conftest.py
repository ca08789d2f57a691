"""The built page in a real Chromium, watched for what must never happen there."""

import re
from time import monotonic

import pytest
from playwright.sync_api import Frame, Page, TimeoutError, expect

from playground.packaging.downloads import fetch
from playground.packaging.lock import read_lock
from playground.packaging.node import find_node
from playground.packaging.server import served
from playground.text.catalogues import FALLBACK_LANGUAGE, language_names
from tests.browser.driver import Driver

WINDOW = {"width": 1440, "height": 900}

OF_OTHER_LANGUAGES = tuple(f"-{code}" for code in language_names() if code != FALLBACK_LANGUAGE)
"""How the names of packs end that a page in English does not need."""

TIMEOUT_MS = 120_000

# A machine that does much else at the same time needs longer than Playwright's five seconds.
expect.set_options(timeout=30_000)

RECORD_MESSAGES = """
window.fromWorker = [];
window.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    this.addEventListener("message", ({ data }) => window.fromWorker.push(data));
  }
};
"""


FUNCTION = re.compile(r"\s*(async\s*)?(\([^()]*\)|\w+)\s*=>")
EVALUATE_WITHIN = """async (argument) => {{
  let timer;
  const late = new Promise((_, fail) => {{
    timer = setTimeout(() => fail(new Error("No answer within {milliseconds} ms")), {milliseconds});
  }});
  const found = ({expression});
  const answer = typeof found === "function" ? found(argument) : found;
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}}"""


@pytest.fixture(scope="session", autouse=True)
def evaluation_ends():
    """Let a script that a test evaluates fail after a time: by itself Playwright waits for ever."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Page, Frame):
            patch.setattr(kind, "evaluate", ending(kind.evaluate))
            patch.setattr(kind, "wait_for_function", wait_for_function)
        yield


def ending(evaluate):
    def evaluate_within(self, script, arg=None, milliseconds=TIMEOUT_MS):
        # What is several statements is no function and no expression, and never waits.
        if FUNCTION.match(script) or ";" not in script:
            script = EVALUATE_WITHIN.format(expression=script, milliseconds=milliseconds)
        return evaluate(self, script, arg)

    return evaluate_within


def wait_for_function(self, script, arg=None):
    """Look again until a script finds something.

    What Playwright does itself the page's policy forbids, unless something is there at once.
    """
    until = monotonic() + TIMEOUT_MS / 1000
    while not (found := self.evaluate(script, arg)):
        assert monotonic() < until, f"in vain: {script}"
        self.wait_for_timeout(50)
    return found


TOUR_IS_SEEN = 'try { localStorage.setItem("playground.preference.tour", "seen"); } catch {}'
"""Where the browser keeps nothing, nothing is lost."""


def pytest_collection_modifyitems(items):
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(dist):
    """Where the built page is served from: a folder below the server's root."""
    with served(dist.parent) as root:
        yield f"{root}{dist.name}/"


@pytest.fixture(scope="session")
def axe(project):
    """The source of axe-core, which checks the rules that can be checked by a program."""
    part = read_lock(project / "static/runtime.lock.json")["axe-core"]
    files = fetch([part], project / ".cache/downloads", find_node())
    return files["axe-core"].read_text(encoding="utf-8")


@pytest.fixture
def context(chromium):
    """A new browser profile of which no page is watched: for tests in which files fail."""
    context = chromium.new_context(viewport=WINDOW)
    context.set_default_timeout(TIMEOUT_MS)
    context.add_init_script(RECORD_MESSAGES)
    context.add_init_script(TOUR_IS_SEEN)
    yield context
    context.close()


@pytest.fixture(scope="session")
def wait_until():
    """A function that waits for a state: "loading", "ready", "playing" or "error"."""

    def wait(page, state):
        try:
            page.wait_for_selector(f"html[data-state={state}]", timeout=TIMEOUT_MS)
        except TimeoutError as error:
            found = page.get_attribute("html", "data-state")
            said = page.inner_text("#status")
            raise AssertionError(f"never {state}, but {found}, and says: {said!r}") from error

    return wait


class Watcher:
    """Notes what a page does wrong: errors in the console, requests to other origins."""

    def __init__(self, page, address):
        self.local = (address, "data:", f"blob:{address.split('/dist/')[0]}")
        self.problems = []
        page.on("console", self._look_at_message)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._look_at_request)

    def _look_at_message(self, message):
        if message.type == "error":
            self.problems.append(message.text)

    def _look_at_request(self, request):
        if not request.url.startswith(self.local):
            self.problems.append(f"request to {request.url}")


@pytest.fixture(scope="session")
def watched_page(chromium, address, wait_until):
    """A function that opens the page in a new profile; it returns it, ready, and its watcher."""

    def open_one(permalink="", **options):
        context = chromium.new_context(**{"viewport": WINDOW, **options})
        context.add_init_script(RECORD_MESSAGES)
        context.add_init_script(TOUR_IS_SEEN)
        page = context.new_page()
        watcher = Watcher(page, address)
        page.goto(f"{address}#{permalink}" if permalink else address)
        wait_until(page, "ready")
        return page, watcher

    return open_one


@pytest.fixture(scope="module")
def open_page(watched_page):
    """A function that opens the page in a new profile and returns it once Python answers.

    It takes a permalink and Playwright's options of a browser context. Afterwards no page may have
    logged an error or asked another origin for anything. `page.evaluate("fromWorker")` has all
    messages of the worker.
    """
    opened = []

    def open_one(permalink="", **options):
        opened.append(watched_page(permalink, **options))
        return opened[-1][0]

    yield open_one
    for page, _ in opened:
        page.context.close()
    assert [problem for _, watcher in opened for problem in watcher.problems] == []


@pytest.fixture(scope="session")
def usual_page(watched_page):
    """A function that returns a page that many modules use, one after another, and its watcher."""
    opened = []

    def get():
        if not opened or opened[-1][0].get_attribute("html", "data-state") == "error":
            opened.append(watched_page())
        return opened[-1]

    yield get
    for page, _ in opened:
        page.context.close()


@pytest.fixture(scope="module")
def page(usual_page):
    """The page at its default settings, ready for use, in a browser that has kept nothing.

    The modules that a process runs share it: a start takes as long as a dozen tests.
    """
    page, watcher = usual_page()
    page.evaluate("localStorage.clear()")
    Driver(page).restore()
    yield page
    problems, watcher.problems = watcher.problems, []
    assert problems == []


@pytest.fixture
def playground(page):
    """The module's page, back at its default settings and at rest."""
    driver = Driver(page)
    driver.restore()
    return driver
