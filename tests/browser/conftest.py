"""The built page in a real Chromium, watched for what must never happen there."""

import pytest
from playwright.sync_api import expect

from playground.packaging.chromium import chromium as run_chromium
from playground.packaging.downloads import fetch
from playground.packaging.lock import read_lock
from playground.packaging.node import find_node
from playground.packaging.server import served
from tests.browser.driver import Driver

WINDOW = {"width": 1440, "height": 900}
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
def chromium():
    with run_chromium() as browser:
        yield browser


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
        page.wait_for_selector(f"html[data-state={state}]", timeout=TIMEOUT_MS)

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


@pytest.fixture(scope="module")
def open_page(chromium, address, wait_until):
    """A function that opens the page in a new profile and returns it once Python answers.

    It takes a permalink and Playwright's options of a browser context. Afterwards no page may have
    logged an error or asked another origin for anything. `page.evaluate("fromWorker")` has all
    messages of the worker.
    """
    contexts, watchers = [], []

    def open_one(permalink="", **options):
        context = chromium.new_context(**{"viewport": WINDOW, **options})
        context.add_init_script(RECORD_MESSAGES)
        context.add_init_script(TOUR_IS_SEEN)
        page = context.new_page()
        contexts.append(context)
        watchers.append(Watcher(page, address))
        page.goto(f"{address}#{permalink}" if permalink else address)
        wait_until(page, "ready")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [problem for watcher in watchers for problem in watcher.problems] == []


@pytest.fixture(scope="module")
def page(open_page):
    """The page with its default settings, ready for use; shared by the tests of a module."""
    return open_page()


@pytest.fixture
def playground(page):
    """The module's page, back at its default settings and at rest."""
    driver = Driver(page)
    driver.restore()
    return driver
