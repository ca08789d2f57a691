"""Finds what was handed in: files, folders of files, and codes among other text."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from playground.exercises import codes
from playground.exercises.grades_table import HEADING
from playground.exercises.result import CODE
from playground.text import text

LARGEST_FILE = 5_000_000
"""Bytes of a file at most; the answers of a whole year to a quiz are smaller."""

OF_THE_SYSTEM = re.compile(r"\._.*|\.ds_store|thumbs\.db|desktop\.ini", re.IGNORECASE)
"""Files that systems put into folders by themselves."""

FOLDERS_OF_THE_SYSTEM = {"__MACOSX"}


class Submission(NamedTuple):
    """One thing that was handed in: a name for it, and its text or why there is none."""

    name: str
    content: str
    reason: str = ""


def find_submissions(paths: Iterable[Path]) -> Iterator[Submission]:
    """Yield everything that was handed in.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders of files. A text with codes of results in it, such as the answers to a
        quiz, holds one submission per code; any other file is one submission.

    Yields
    ------
    Submission
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(_files_in(path)):
                # nobody hands in what an earlier run has left in the folder
                yield from _submissions_in(file, passes_over_tables=True)
        else:
            yield from _submissions_in(path)


def legible(path: Path | str) -> str:
    """Return the name of a file as text, also one that is no proper text: its bytes are spelled."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _files_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        is_ours = not FOLDERS_OF_THE_SYSTEM.intersection(path.relative_to(folder).parts)
        if is_ours and path.is_file() and not OF_THE_SYSTEM.fullmatch(path.name):
            yield path


def _submissions_in(file: Path, passes_over_tables: bool = False) -> list[Submission]:
    name = legible(file)
    if file.exists() and not file.is_file():
        return [Submission(name, "", text("grade.no_file"))]
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return [Submission(name, "", text("grade.unreadable", reason=error.strerror))]
    if len(raw) > LARGEST_FILE:
        return [Submission(name, "", text("grade.oversized", high=LARGEST_FILE))]
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Submission(name, "", text("grade.no_text"))]
    if content.startswith(HEADING):
        refused = Submission(name, "", text("grade.own_table"))
        return [] if passes_over_tables else [refused]
    return _codes_in(content, name) or [Submission(name, content)]


def _codes_in(content: str, name: str) -> list[Submission]:
    """Return the codes among other text; none if the whole text is one result, file or code."""
    text_only = content.strip()
    if text_only.startswith("{") or (text_only.startswith(CODE) and content.count(CODE) == 1):
        return []
    found = dict(codes.find(CODE, content))
    begun = codes.beginnings(CODE, content)
    # What begins like a code and is none is refused as such, not passed over.
    found |= {
        start: content[start:end]
        for start, end in pairwise([*begun, len(content)])
        if start not in found
    }
    return [
        Submission(f"{name}:{content.count(chr(10), 0, start) + 1}", code)
        for start, code in sorted(found.items())
    ]
