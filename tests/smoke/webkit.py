"""WebKitGTK, driven by its WebDriver on a screen of memory."""

import json
import os
import subprocess
from contextlib import contextmanager

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

TIMEOUT_S = 120


@contextmanager
def webkit(path):
    """Run a WebKitGTK with a new profile; the context's value is its driver."""
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
        service = Service(executable_path=path, env=environment)
        driver = webdriver.WebKitGTK(options=Options(), service=service)
        # It does not answer any more where a page has gone away under a script.
        driver.command_executor.client_config.timeout = TIMEOUT_S + 10
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


@contextmanager
def screen():
    """Run an X server without a screen; the context's value is its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x1000x24"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


class WebKit:
    """One window.

    Attributes
    ----------
    version : str
    Gone : type
        The error of a call that a page did not survive.
    """

    Gone = WebDriverException

    def __init__(self, driver):
        self._driver = driver
        self.version = driver.capabilities["browserVersion"]
        driver.set_script_timeout(TIMEOUT_S)
        driver.set_window_size(1440, 990)

    def open(self, address):
        """Load a page."""
        self._driver.get(address)

    def back(self):
        """Go back to the page before, which the driver loses if a script does so."""
        self._driver.back()

    def run(self, function, *arguments):
        """Call a JavaScript function in the page, await it and return its value."""
        answer = self._driver.execute_async_script(
            "const [args, done] = arguments;"
            f"(async () => ({function})(...args))().then((value) =>"
            "done(JSON.stringify([value])), (error) => done(String(error)))",
            arguments,
        )
        if not answer.startswith("["):
            raise WebDriverException(answer)
        return json.loads(answer)[0]

    def click(self, x, y):
        """Click at a place of the window."""
        actions = ActionBuilder(self._driver)
        actions.pointer_action.move_to_location(round(x), round(y)).click()
        actions.perform()

    def choose_file(self, find, path):
        """Choose a file in the field that a JavaScript function returns."""
        self._driver.execute_script(f"return ({find})()").send_keys(str(path))
