"""Short codes that carry a text through links, chats and quizzes: compressed, with checksums.

A code reads ``KIND2.CONTENT.CHECKSUM``, its content in letters and digits; codes of version 0.1.0,
``KIND1.…`` with a content in base 64, are still read. What mail, chats and spreadsheets put into it
does not matter: white space, marks of a broken or a quoted line, of bold and italic type. The
checksums (CRC-32) find damage: a letter typed wrong, an end that was cut off. They are no seal:
whoever changes the content on purpose can compute new ones.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from playground.exercises import code_letters
from playground.exercises.code_words import USUAL_WORDS
from playground.number_format import grouped
from playground.text import text

CHECKSUM_DIGITS = 8

LONGEST_CONTENT = 200_000
"""Bytes of text at most; a small code cannot grow beyond it."""

RAW_DEFLATE = -zlib.MAX_WBITS
"""Compressed without zlib's own head and checksum."""

OTHER_SPELLINGS = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"), "-"),
    **{full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)},
    ord("\u3002"): ".",
}
"""Signs that a word processor puts in place of a hyphen, and a wide keyboard of letters."""

_BREAKS = (
    r"[\s>\xa0\xad\u2007\u202f\u200b-\u200d\u2060\ufeff]|=\r?\n|</?[A-Za-z]{1,10}\s*+/?>|&nbsp;"
)
_MARKUP = r"[-*_~`|\\\"'\u2018-\u201f]"

NOISE = {"1": f"(?:{_BREAKS})*+", "2": f"(?:{_BREAKS}|{_MARKUP})*+"}
"""What may stand between two letters of each version: blanks of all kinds, ``>`` before a quoted
line, the end of a line in a mail (``=``) or in HTML, and marks that are no letters of a code."""

LETTERS = {"1": r"[\w-]", "2": "[0-9A-Za-z]"}
"""What the content of each version is made of."""

_LETTER = re.compile("[0-9A-Za-z_-]")
"""With which the content of a code of any version begins."""


class CodeError(ValueError):
    """A text is not a code, or a damaged one; the message is a sentence."""


def encode(kind: str, content: str) -> str:
    """Return the code of a text.

    Parameters
    ----------
    kind : str
        What the code is for: letters.
    content : str
    """
    packing = zlib.compressobj(9, wbits=RAW_DEFLATE, memLevel=9, zdict=USUAL_WORDS)
    packed = packing.compress(content.encode("utf-8")) + packing.flush()
    letters = code_letters.spell(packed)
    return f"{kind}2.{letters}.{_checksum(letters)}"


def decode(kind: str, code: str) -> str:
    """Return the text that a code carries, alone or among other text.

    Raises
    ------
    CodeError
        If there is no such code, or a damaged one, or several different ones.
    """
    found = {match for _, match in find(kind, code)}
    if not found:
        raise _no_code(kind, code)
    if len(found) > 1:
        raise CodeError(text("code.several"))
    name, letters, checksum = found.pop().split(".")
    try:
        return _READERS[name[-1]](letters, checksum).decode("utf-8")
    except code_letters.DamageError as damage:
        raise _damaged(damage, len(name) + 1) from None
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
    for match in _code(kind).finditer(source.translate(OTHER_SPELLINGS)):
        version = match.lastgroup[1:] if match.lastgroup else ""
        yield match.start(), re.sub(NOISE[version], "", match[0], flags=re.ASCII)


def beginnings(kind: str, source: str) -> list[int]:
    """Return where in a text a code of a kind begins, whole or not; a letter of it is there."""
    found = [match.span() for match in _beginning(kind).finditer(source)]
    return [
        start
        for (start, content), (end, _) in pairwise([*found, (len(source), 0)])
        if _LETTER.match(source, content, end)
    ]


def _no_code(kind: str, source: str) -> CodeError:
    """Say what there is of a code without its end."""
    source = source[:LONGEST_CONTENT].translate(OTHER_SPELLINGS)
    begun = [match for match in _beginning(kind).finditer(source) if match["version"] == "2"]
    for match in begun[-1:]:
        rest = re.compile(f"(?:{LETTERS['2']}{NOISE['2']})*+", re.ASCII).match(source, match.end())
        letters = re.sub(NOISE["2"], "", rest[0] if rest else "", flags=re.ASCII)
        try:
            code_letters.read(letters)
        except code_letters.DamageError as damage:
            if damage.count is not None:
                return _cut(damage.first, damage.count, len(kind) + 2)
        else:
            return _cut(len(letters), len(letters), len(kind) + 2)
    has_begun = begun or kind in re.sub(NOISE["2"], "", source, flags=re.ASCII)
    return CodeError(text("code.incomplete" if has_begun else "code.none"))


def _cut(found: int, count: int, before: int) -> CodeError:
    whole = before + count + 1 + CHECKSUM_DIGITS
    return CodeError(text("code.cut", found=grouped(before + found), count=whole))


def _damaged(damage: code_letters.DamageError, before: int) -> CodeError:
    """Say where a code is damaged, in its own characters, counted from 1."""
    found = damage.last - damage.first
    expected = found if damage.expected is None else damage.expected
    reason = "missing" if found < expected else "surplus" if found > expected else "changed"
    first, last = before + damage.first + 1, before + damage.last
    count = abs(expected - found)
    return CodeError(text(f"code.{reason}", count=count, first=first, last=max(first, last)))


@cache
def _code(kind: str) -> re.Pattern[str]:
    """Match a whole code; the name of its last group says of which version it is."""
    versions = (
        rf"(?P<v{version}>{_beginning_of(kind, version)}"
        rf"(?:{LETTERS[version]}{noise})++\.{noise}(?:[0-9a-f]{noise}){{{CHECKSUM_DIGITS}}})"
        for version, noise in NOISE.items()
    )
    return re.compile("|".join(versions), re.ASCII)


@cache
def _beginning(kind: str) -> re.Pattern[str]:
    either = f"(?P<version>[{''.join(NOISE)}])"
    return re.compile(_beginning_of(kind, either), re.ASCII)


def _beginning_of(kind: str, version: str) -> str:
    noise = NOISE.get(version, NOISE["2"])
    return rf"(?<![^\W_]){noise.join([*kind, version])}{noise}\.{noise}"


def _read_base64(letters: str, checksum: str) -> bytes:
    if _checksum(letters) != checksum:
        raise CodeError(text("code.damaged"))
    packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    return _unpack(packed, zlib.decompressobj())


def _read_letters(letters: str, checksum: str) -> bytes:
    packed, letters = code_letters.read(letters)
    if _checksum(letters) != checksum:
        raise CodeError(text("code.damaged"))
    return _unpack(packed, zlib.decompressobj(wbits=RAW_DEFLATE, zdict=USUAL_WORDS))


_READERS = {"1": _read_base64, "2": _read_letters}
"""What reads the content of each version."""


def _unpack(packed: bytes, unpacking: "zlib._Decompress") -> bytes:
    content = unpacking.decompress(packed, LONGEST_CONTENT)
    if not unpacking.eof or unpacking.unused_data:
        raise CodeError(text("code.damaged"))
    return content


def _checksum(letters: str) -> str:
    return f"{zlib.crc32(letters.encode('ascii')):0{CHECKSUM_DIGITS}x}"
