"""Firefox and WebKit for the tests: the system's, or what Debian's packages have.

Unlike Chromium they are not needed: where one cannot be had, the tests say so and go on.
"""

import shutil
from typing import NamedTuple

from playground.packaging.chromium import ensure_chromium
from playground.packaging.system_packages import install


class Source(NamedTuple):
    """Where a browser comes from: commands that start it, what it needs beside, Debian packages."""

    commands: tuple[str, ...]
    helpers: tuple[str, ...]
    packages: tuple[str, ...]


SOURCES = {
    "Firefox": Source(("firefox-esr", "firefox"), (), ("firefox-esr",)),
    "WebKitGTK": Source(("WebKitWebDriver",), ("Xvfb",), ("webkit2gtk-driver", "xvfb")),
}


def find_browser(name: str) -> str | None:
    """Return the command of an installed browser, or of its WebDriver; None if there is none."""
    if name == "Chromium":
        return ensure_chromium() or "chromium"
    source = SOURCES[name]
    if not all(map(shutil.which, source.helpers)):
        return None
    return next(filter(None, map(shutil.which, source.commands)), None)


def ensure_others() -> list[str]:
    """Install what is missing, as far as that can be; return the names of what is not here."""
    for name, source in SOURCES.items():
        if find_browser(name) is None:
            print(f"Installing {name} …", flush=True)
            install(*source.packages)
    return [name for name in SOURCES if find_browser(name) is None]
