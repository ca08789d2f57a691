"""Short codes that carry a text through links and quizzes: compressed, with a checksum.

A code reads ``KIND.CONTENT.CHECKSUM``. White space in it does not matter. The checksum (CRC-32)
finds damage: a letter typed wrong, an end that was cut off. It is no seal: whoever changes the
content on purpose can compute a new one.
"""

import base64
import binascii
import re
import zlib

from playground.text import text

CHECKSUM_DIGITS = 8

LONGEST_CONTENT = 100_000
"""Bytes of text at most; a small code cannot grow beyond it."""


class CodeError(ValueError):
    """A text is not a code, or a damaged one; the message is a sentence."""


def encode(kind, content):
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


def decode(kind, code):
    """Return the text that a code carries.

    Raises
    ------
    CodeError
        If it is no such code, or damaged.
    """
    code = "".join(code.split())
    match = re.fullmatch(rf"{kind}\.([\w-]+)\.([0-9a-f]{{{CHECKSUM_DIGITS}}})", code, re.ASCII)
    if match is None:
        raise CodeError(text("code.incomplete" if code.startswith(kind) else "code.none"))
    letters, checksum = match.groups()
    if _checksum(letters) != checksum:
        raise CodeError(text("code.damaged"))
    try:
        return _unpack(letters).decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise CodeError(text("code.damaged")) from None


def _unpack(letters):
    packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, LONGEST_CONTENT)
    if not unpacking.eof:
        raise CodeError(text("code.damaged"))
    return content


def _checksum(letters):
    return f"{zlib.crc32(letters.encode('ascii')):0{CHECKSUM_DIGITS}x}"
