"""Zip archives as platforms and students make them: read in memory, never unpacked to a disk.

An archive from outside may be damaged, encrypted, or made to grow without end when it is unpacked.
Names in it lead nowhere: they are only shown, and never used as paths.
"""

import errno
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple
from unicodedata import normalize

from playground.text import text

LARGEST_FILE = 5_000_000
"""Bytes of a file at most; the answers of a whole year to a quiz are smaller."""

MOST_MEMBERS = 20_000
"""Files of an archive at most, with those of archives in it."""

MOST_UNPACKED = 1_000_000_000
"""Bytes that are unpacked from an archive at most, with those of archives in it."""

MOST_OPEN = 4
"""Archives that are open at once: those in each other that are being read, and a few."""

TIME = "%Y-%m-%d %H:%M:%S"
"""How times are written: in the order of time, too."""

ENCRYPTED, NAME_IN_UTF_8 = 0x1, 0x800
"""Flags of a file in an archive."""

UNICODE_NAME, HEAD_OF_UNICODE_NAME = 0x7075, 5
"""Field of an archive with the name of a file in UTF-8; the bytes before the name in it."""


class UnreadableError(ValueError):
    """A file cannot be read; the message is a sentence that says why."""


class Member(NamedTuple):
    """A file in an archive.

    Attributes
    ----------
    path : tuple of str
        Its folders and its name.
    time : str
        When it was last changed, as `TIME` says.
    read : callable
        Returns its bytes, or raises an `UnreadableError`.
    """

    path: tuple[str, ...]
    time: str
    read: Callable[[], bytes]


@dataclass
class Budget:
    """What may still be taken out of an archive and those in it."""

    members: int = MOST_MEMBERS
    bytes: int = MOST_UNPACKED

    def take(self, members: int = 0, count: int = 0) -> None:
        """Take files or bytes out; `UnreadableError` if there are none left."""
        self.members -= members
        self.bytes -= count
        if self.members < 0 or self.bytes < 0:
            raise UnreadableError(text("grade.zip_bomb"))


def members_of(source: Path | Callable[[], bytes], budget: Budget) -> list[Member]:
    """List the files in an archive, without its folders.

    Parameters
    ----------
    source : Path or callable
        The archive on the disk, or what returns its bytes. It is opened again for a member if
        others were opened meanwhile, since systems limit how many files are open.
    budget : Budget
        What a member takes of it, it takes when it is read first.

    Raises
    ------
    UnreadableError
        If it is no zip archive, or has too many files.
    """
    archive = _Archive(source)
    infos = [info for info in archive.opened().infolist() if not info.is_dir()]
    budget.take(members=len(infos))
    return [_member(info, archive, budget) for info in infos]


def clean_path(parts: Iterable[str]) -> tuple[str, ...]:
    """Return folders and name of a file with each letter spelled in one way, and no way upwards."""
    return tuple(normalize("NFC", part) for part in parts if part not in ("", ".", "..")) or ("?",)


def read_all(stream: IO[bytes]) -> bytes:
    """Return the bytes of a file; `UnreadableError` if there are too many."""
    raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise UnreadableError(text("grade.oversized", high=LARGEST_FILE))
    return raw


class _Archive:
    """An archive that is opened when it is read, and stays so until some others are."""

    def __init__(self, source: Path | Callable[[], bytes]) -> None:
        self.source = source

    def opened(self) -> zipfile.ZipFile:
        """Return the archive, to be read at once and not kept."""
        return _opened(self)


@lru_cache(maxsize=MOST_OPEN)
def _opened(archive: _Archive) -> zipfile.ZipFile:
    source = archive.source
    content = source if isinstance(source, Path) else BytesIO(source())
    try:
        return zipfile.ZipFile(content)
    except Exception as error:  # whatever is wrong with an archive, only that one is refused
        raise _refusal(error) from None


def _refusal(error: Exception) -> UnreadableError:
    """Return why an archive cannot be read: for want of it, or since it is damaged."""
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
        return UnreadableError(text("grade.unreadable", reason=error.strerror))
    return UnreadableError(text("grade.zip_damaged"))


def _member(info: zipfile.ZipInfo, archive: _Archive, budget: Budget) -> Member:
    is_taken = False

    def read() -> bytes:
        nonlocal is_taken
        if info.flag_bits & ENCRYPTED:
            raise UnreadableError(text("grade.zip_encrypted"))
        if info.file_size > LARGEST_FILE:
            raise UnreadableError(text("grade.oversized", high=LARGEST_FILE))
        if not is_taken:
            budget.take(count=info.file_size)
            is_taken = True
        opened = archive.opened()
        try:
            with opened.open(info) as stream:
                return read_all(stream)
        except UnreadableError:
            raise
        except Exception as error:  # of each way to pack there are others, and some are not here
            raise _refusal(error) from None

    path = clean_path(_name_of(info).replace("\\", "/").split("/"))
    return Member(path, "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*info.date_time), read)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of a file, also where the archive does not say how its letters are spelled.

    What does not say so is UTF-8 of a Mac, or the old letters of Windows, as which Python reads it.
    """
    if info.flag_bits & NAME_IN_UTF_8:
        return info.filename
    for spelled in (_unicode_field(info.extra), info.orig_filename.encode("cp437", "replace")):
        try:
            if spelled:
                return spelled.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_field(extra: bytes) -> bytes:
    """Return the name in the field of an archive that is for it; empty if there is none."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == UNICODE_NAME:
            return extra[4 + HEAD_OF_UNICODE_NAME : 4 + size]
        extra = extra[4 + size :]
    return b""
