"""Chromium, driven by Playwright."""

from contextlib import contextmanager

from playwright.sync_api import Error

TIMEOUT_MS = 120_000


@contextmanager
def chromium(browser):
    """Use a new profile of a running Chromium; the context's value is its driver."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(TIMEOUT_MS)
    try:
        yield Chromium(browser.version, page)
    finally:
        page.close()


class Chromium:
    """One tab.

    Attributes
    ----------
    version : str
    Gone : type
        The error of a call that a page did not survive.
    """

    Gone = Error

    def __init__(self, version, page):
        self.version = version
        self._page = page

    def open(self, address):
        """Load a page."""
        self._page.goto(address)

    def back(self):
        """Go back to the page before."""
        self._page.evaluate("() => void setTimeout(() => history.back())")

    def run(self, function, *arguments):
        """Call a JavaScript function in the page, await it and return its value."""
        return self._page.evaluate(f"(args) => ({function})(...args)", list(arguments))

    def click(self, x, y):
        """Click at a place of the window."""
        self._page.mouse.click(x, y)

    def choose_file(self, find, path):
        """Choose a file in the field that a JavaScript function returns."""
        self._page.evaluate_handle(find).as_element().set_input_files(str(path))
