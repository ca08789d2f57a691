"""Which files of site-packages a start needs, and which ones can come after it.

Code that is imported until the document is built is needed by a start from the beginning, and is in
the memory snapshot otherwise. Of the other files, some are needed as soon as a control of the page
is used: data that have been read are read again. The rest is loaded when the page is ready, and
before anything that needs it: drawers and packs wait for it (``static/worker.js``).
"""

from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from playground.packaging.browser_python import SITE_PACKAGES

EARLY = (
    "playground/data/digits.json",
    "playground/insight/projected_weights.pyc",
    "playground/session/inputs/*",
    "playground/views/digits/*",
)
"""Patterns of what a link or a control that is always in sight may ask for."""

CODE = (".pyc", ".so")
"""How the paths of what is imported, and not read, end."""


class StartFiles(NamedTuple):
    """Files by when they are needed, each path -> content.

    Attributes
    ----------
    start : dict
        Imported until the document is built.
    early : dict
        Data that are read until then, and what may be needed as soon as the page is ready.
    rest : dict
        All others that can be imported or read.
    """

    start: dict[str, bytes]
    early: dict[str, bytes]
    rest: dict[str, bytes]


def divided(files: Mapping[str, bytes], used: Collection[str]) -> StartFiles:
    """Divide files of site-packages.

    Parameters
    ----------
    files
        Path below site-packages -> content.
    used
        Whole paths of what a start imports, reads or looks for.
    """
    found = StartFiles({}, {}, {})
    for path, content in files.items():
        is_used = f"{SITE_PACKAGES}/{path}" in used
        is_code = path.endswith(CODE)
        if is_used and is_code:
            found.start[path] = content
        elif is_used or any(fnmatchcase(path, pattern) for pattern in EARLY):
            found.early[path] = content
        elif not path.endswith(".so"):  # those must be there before a snapshot is restored
            found.rest[path] = content
    return found
