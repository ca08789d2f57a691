"""The files that were handed in: on disk, in folders and in zip archives, each read on demand."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from playground.exercises.students import stem, student_of_platform
from playground.exercises.zip_archive import (
    TIME,
    Budget,
    UnreadableError,
    clean_path,
    members_of,
    read_all,
)
from playground.text import text

DEEPEST = 2
"""Archives in each other at most: that of the platform, and those that students hand in."""

OF_THE_SYSTEM = re.compile(
    r"\._.*|\.ds_store|\.localized|icon\r|icon\uf00d"
    r"|(?:eh)?thumbs(?:_vista)?\.db(?::encryptable)?|desktop\.ini|~\$.*"
    r"|\.directory|\.~lock\..*#|\.git(?:keep|ignore|attributes)|\.keep|\.dropbox(?:\.attr)?"
    r"|\.nfs[0-9a-f]+",
    re.IGNORECASE,
)
"""Files that systems and office programs put into folders by themselves."""

FOLDERS_OF_THE_SYSTEM = {
    *("__MACOSX", ".Spotlight-V100", ".Trashes", ".fseventsd"),
    *("$RECYCLE.BIN", "System Volume Information", "@eaDir", ".git"),
}

ARCHIVE = ".zip"
"""How the name of an archive ends; documents of office programs are archives, too."""


class Piece(NamedTuple):
    """A file that was handed in.

    Attributes
    ----------
    name : str
        What it is called in tables.
    path : tuple of str
        Its folders and its name, below what was given.
    time : str
        When it was last changed, by the clock on the wall; empty if that is not known.
    read : callable
        Returns its bytes, or raises an `UnreadableError`.
    is_found : bool
        Whether it lay in what was given, or was one of many, and was not named by itself.
    """

    name: str
    path: tuple[str, ...]
    time: str
    read: Callable[[], bytes]
    is_found: bool


def find_pieces(
    paths: Iterable[Path], root: Path | None = None, output: Path | None = None
) -> Iterator[Piece]:
    """Yield the files that were handed in, without those that systems make by themselves.

    Parameters
    ----------
    paths : iterable of Path
        Files, folders of files, and zip archives of both. What each of them is called says who
        handed it in only if there are several, or a platform has called it so.
    root : Path, optional
        A folder whose name is left out of all names.
    output : Path, optional
        A file that is going to be written, and was not handed in.
    """
    given = list(paths)
    are_many = len(given) > 1
    for path in given:
        files = _below(path, are_many) if path.is_dir() else [(path, (legible(path.name),))]
        for file, below in files:
            is_found = are_many or file != path
            if not is_found or (_is_ours(below) and not _is_same(file, output)):
                name = legible(file.relative_to(root) if root else file)
                yield from _on_disk(file, name, clean_path(below), is_found)


def legible(path: Path | str) -> str:
    """Return the name of a file as text, also one that is no proper text: its bytes are spelled."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _below(folder: Path, is_one_of_many: bool) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the files in a folder with their path, of which it is a part if it tells anything."""
    above = _telling((folder.name,), is_one_of_many)
    for file in sorted(folder.rglob("*")):
        # unlike `is_file` of a path it takes what may not be looked at for none
        if os.path.isfile(file):
            yield file, (*above, *map(legible, file.relative_to(folder).parts))


def _telling(folders: tuple[str, ...], is_one_of_many: bool) -> tuple[str, ...]:
    """Return folders of which the last is that which was given, if its name tells anything."""
    *above, last = map(legible, folders)
    return (*above, last) if is_one_of_many or student_of_platform(last) else tuple(above)


def _is_ours(path: tuple[str, ...]) -> bool:
    is_of_system = OF_THE_SYSTEM.fullmatch(path[-1]) is not None
    return not is_of_system and FOLDERS_OF_THE_SYSTEM.isdisjoint(path)


def _is_same(file: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and file.samefile(other)


def _on_disk(file: Path, name: str, path: tuple[str, ...], is_found: bool) -> Iterator[Piece]:
    def read() -> bytes:
        if file.exists() and not file.is_file():
            raise UnreadableError(text("grade.no_file"))
        try:
            with file.open("rb") as stream:
                return read_all(stream)
        except OSError as error:
            raise UnreadableError(text("grade.unreadable", reason=error.strerror)) from None

    piece = Piece(name, path, _time_of(file), read, is_found)
    if _is_archive(piece) and file.is_file():
        yield from _unpacked(piece, file, Budget(), 1)
    else:
        yield piece


def _is_archive(piece: Piece) -> bool:
    return piece.path[-1].lower().endswith(ARCHIVE)


def _unpacked(
    piece: Piece, source: Path | Callable[[], bytes], budget: Budget, depth: int
) -> Iterator[Piece]:
    """Yield the files in an archive; the archive itself if it cannot be read."""
    folders = _telling((*piece.path[:-1], stem(piece.path[-1])), piece.is_found)
    try:
        if depth > DEEPEST:
            raise UnreadableError(text("grade.zip_deep"))
        members = members_of(source, budget)
    except Exception as error:  # one archive must not stop the others, whatever is wrong with it
        yield refused(piece, in_words(error))
        return
    for path, time, read in sorted(members, key=lambda member: member.path):
        if _is_ours(path):
            inner = Piece("/".join((piece.name, *path)), (*folders, *path), time, read, True)
            yield from _unpacked(inner, read, budget, depth + 1) if _is_archive(inner) else [inner]


def in_words(error: Exception) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, UnreadableError):
        return str(error)
    return text("grade.failed", error=f"{type(error).__name__}: {error}")


def refused(piece: Piece, reason: str) -> Piece:
    """Return a file that is not read, and says why."""

    def read() -> bytes:
        raise UnreadableError(reason)

    return piece._replace(read=read)


def _time_of(file: Path) -> str:
    try:
        # no time zone: what the clock on the wall showed, as in archives
        return datetime.fromtimestamp(file.stat().st_mtime).strftime(TIME)
    except (OSError, OverflowError, ValueError):
        return ""
