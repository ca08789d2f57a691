"""Short codes that carry a text through links and quizzes: compressed, with a checksum.

A code reads ``KIND.CONTENT.CHECKSUM``. What mail, chats and spreadsheets put into it does not
matter: white space, the marks of a broken or a quoted line, other dashes. The checksum (CRC-32)
finds damage: a letter typed wrong, an end that was cut off. It is no seal: whoever changes the
content on purpose can compute a new one.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from functools import cache

from playground.text import text

CHECKSUM_DIGITS = 8

LONGEST_CONTENT = 100_000
"""Bytes of text at most; a small code cannot grow beyond it."""


DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
"""Signs that a word processor puts in place of a hyphen."""

NOISE = (
    r"(?:[\s>\xa0\xad\u2007\u202f\u200b-\u200d\u2060\ufeff]|=\r?\n|<(?:br|wbr|BR)\s*/?>|&nbsp;)*+"
)
"""What may stand between two letters: blanks of all kinds, ``>`` before a quoted line, the end of a
line in a mail (``=``) or in HTML."""


class CodeError(ValueError):
    """A text is not a code, or a damaged one; the message is a sentence."""


def encode(kind: str, content: str) -> str:
    """Return the code of a text.

    Parameters
    ----------
    kind : str
        What the code is for: letters and digits.
    content : str
    """
    packed = zlib.compress(content.encode("utf-8"), 9)
    letters = base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")
    return f"{kind}.{letters}.{_checksum(letters)}"


def decode(kind: str, code: str) -> str:
    """Return the text that a code carries.

    Raises
    ------
    CodeError
        If it is no such code, or damaged.
    """
    found = [match for _, match in find(kind, code)]
    if len(found) != 1:
        has_begun = kind in re.sub(NOISE, "", code[:LONGEST_CONTENT])
        reason = "several" if found else "incomplete" if has_begun else "none"
        raise CodeError(text(f"code.{reason}"))
    _, letters, checksum = found[0].split(".")
    if _checksum(letters) != checksum:
        raise CodeError(text("code.damaged"))
    try:
        return _unpack(letters).decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise CodeError(text("code.damaged")) from None


def find(kind: str, source: str) -> Iterator[tuple[int, str]]:
    """Find the codes of a kind among other text.

    Parameters
    ----------
    kind : str
    source : str

    Yields
    ------
    start : int
        Where in the text the code begins.
    code : str
        The code as `encode` wrote it, without what has got into it; it may be damaged.
    """
    for match in _pattern(kind).finditer(source.translate(DASHES)):
        yield match.start(), re.sub(NOISE, "", match[0], flags=re.ASCII)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    checksum = rf"(?:[0-9a-f]{NOISE}){{{CHECKSUM_DIGITS}}}"
    return re.compile(
        rf"(?<![\w-]){NOISE.join(kind)}{NOISE}\.{NOISE}(?:[\w-]{NOISE})++\.{NOISE}{checksum}",
        re.ASCII,
    )


def _unpack(letters: str) -> bytes:
    packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, LONGEST_CONTENT)
    if not unpacking.eof:
        raise CodeError(text("code.damaged"))
    return content


def _checksum(letters: str) -> str:
    return f"{zlib.crc32(letters.encode('ascii')):0{CHECKSUM_DIGITS}x}"
