"""What the service worker keeps for visits without a network: the list it begins with."""

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypedDict

from playground.packaging.archive import digest
from playground.packaging.languages import FOLDER as LANGUAGES
from playground.packaging.languages import names_in
from playground.packaging.runtime import DIGITS, FOLDER
from playground.text import FALLBACK_LANGUAGE

NOT_FOUND = ("404.html", "not-found.js")
"""What hosts show for an address that is none; some never show it as what is there."""

NAME = "service-worker.js"
"""It must lie beside the page, since its place is what it may answer for."""

KEPT_SUFFIXES = (".css", ".html", ".js", ".json", ".png")
"""Kinds of file, beside those of the runtime, that the page needs without a network."""


class Kept(TypedDict):
    """What the service worker knows of its build.

    Attributes
    ----------
    version
        A digest of everything.
    mark
        A text that every page of the build has, and none of another one.
    pages
        Addresses of pages, which hosts change on their way.
    files
        Address -> SHA-256 in base64 of the others.
    languages
        The same of what only one language needs, by its code: it is kept where it is used.
    """

    version: str
    mark: str
    pages: list[str]
    files: dict[str, str]
    languages: dict[str, dict[str, str]]


def write_service_worker(
    folder: Path,
    mark: str,
    usual_files: Collection[str],
    translated_files: Mapping[str, Collection[str]],
) -> None:
    """Let the service worker of a page that is complete otherwise begin with the list.

    Within its own file, and not in one that it imports, since browsers ask anew for that one
    whatever a cache holds.

    Parameters
    ----------
    folder
        The whole page.
    mark
        A text that every page of the build has, and none of another one.
    usual_files
        The files of Python that may be downloaded, whatever the language.
    translated_files
        Those that are downloaded for one language, by its code.
    """
    path = folder / NAME
    source = path.read_text(encoding="utf-8")
    kept = json.dumps(kept_files(folder, mark, usual_files, translated_files))
    path.write_text(f"self.build = {kept};\n{source}", encoding="utf-8")


def kept_files(
    folder: Path,
    mark: str,
    usual_files: Collection[str],
    translated_files: Mapping[str, Collection[str]],
) -> Kept:
    """List what the service worker keeps; see `write_service_worker` for the parameters."""
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in KEPT_SUFFIXES
        and path.name not in (NAME, *NOT_FOUND)
        and not path.is_relative_to(folder / FOLDER)
        and (path.parent.name != LANGUAGES or path.name.startswith(f"{FALLBACK_LANGUAGE}."))
    )
    contents = {name: (folder / name).read_bytes() for name in [*names, *sorted(usual_files)]}
    pages = [name for name in names if name.endswith(".html") and mark in _text(contents[name])]
    return {
        "version": digest(contents)[:DIGITS],
        "mark": mark,
        "pages": ["./", *pages],
        "files": {name: _sha256(contents[name]) for name in contents if name not in pages},
        "languages": {
            code: _digests(folder, [*(f"{mark}/{name}" for name in names_in(code)), *own])
            for code, own in translated_files.items()
        },
    }


def _digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: _sha256((folder / name).read_bytes()) for name in names}


def _text(content: bytes) -> str:
    return content.decode("utf-8")


def _sha256(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode("ascii")
