"""A Chromium for the tests and measurements: the system's, or one that can be installed."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Browser, Playwright, sync_playwright

from playground.packaging import system_packages
from playground.packaging.errors import BuildError

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = {
    "Darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "Windows": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
"""Where these systems install a browser; on others it is a command."""


class LaunchOptions(TypedDict):
    """Arguments of Playwright's that start a browser."""

    executable_path: str | None
    args: list[str]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium; the context's value is Playwright's browser.

    Raises
    ------
    BuildError
        If there is none and none can be installed.
    """
    # Looking for Playwright's own browser runs Playwright, which cannot run twice at a time.
    path = ensure_chromium()
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        try:
            yield browser
        finally:
            browser.close()


def launch(playwright: Playwright, path: str | None) -> Browser:
    """Start a headless Chromium; None stands for Playwright's own."""
    return playwright.chromium.launch(**launch_options(path))


def launch_options(path: str | None, *arguments: str) -> LaunchOptions:
    """Return what Playwright has to know to start a Chromium, with these arguments as well."""
    # Chromium's sandbox does not work for root, who runs tests in containers.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    sandbox = ["--no-sandbox"] if is_root else []
    return {"executable_path": path, "args": [*sandbox, *arguments]}


def ensure_chromium() -> str | None:
    """Return the path of the system's Chromium, or None for Playwright's; install it if needed.

    Raises
    ------
    BuildError
        If there is none and none can be installed.
    """
    if path := find_chromium():
        return path
    if _playwright_has_chromium():
        return None
    print("Installing Chromium …", flush=True)
    if system_packages.install("chromium") and (path := find_chromium()):
        return path
    if _install_with_playwright():
        return None
    raise BuildError(
        "No Chromium was found and none could be installed. Install Chromium or Chrome "
        "(on Debian: apt-get install chromium) and run the command again."
    )


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, Chrome or Edge, or None."""
    commands = (shutil.which(command) for command in COMMANDS)
    places = (place for place in PLACES.get(platform.system(), ()) if Path(place).exists())
    return next((path for path in (*commands, *places) if path), None)


def _playwright_has_chromium() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _install_with_playwright() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command).returncode == 0
