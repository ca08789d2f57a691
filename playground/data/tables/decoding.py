"""Bytes of a file become text: UTF-8, -16 and -32 with or without a mark, and one-byte tables."""

import codecs
import re
from math import log
from typing import NamedTuple

from .letters import ARABIC, CENTRAL, CYRILLIC, TURKISH, WESTERN, log_likelihood
from .notes import Choices, CsvError, Option, Problem, Question, Remark, ask

MAX_BYTES = 2_000_000
"""Longest file that is read; 10,000 rows need a fifth of it."""

ONE_BYTE = {
    "cp1252": (0.57, WESTERN),
    "cp1250": (0.20, CENTRAL),
    "cp437": (0.11, WESTERN),
    "cp850": (0.05, WESTERN),
    "mac_roman": (0.03, WESTERN),
    "cp1251": (0.04, CYRILLIC),
    "cp1254": (0.20, TURKISH),
    "cp1256": (0.04, ARABIC),
}
"""Tables of characters of spreadsheets and old files: how often met, and for which languages."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NO_TEXTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"\x7fELF", b"{\\rtf")

_LOOKED_AT = 4096
"""Bytes from which the width of characters is told."""

_MOST_WORDS, _LONGEST_WORD = 300, 40
"""Words by which tables are told apart."""

_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_CONTROLS = bytes({*range(1, 32)} - {*b"\t\n\v\f\r"})


class Decoded(NamedTuple):
    """The text of a file, and what was assumed for it."""

    text: str
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


def decode(content: bytes, choices: Choices | None = None, most: int = MAX_BYTES) -> Decoded:
    """Return the text of a file.

    Parameters
    ----------
    content : bytes
        The whole file.
    choices : mapping of str to str, optional
        "encoding" may name one of `ONE_BYTE`, for a file that is not in Unicode.
    most : int
        Bytes at most.

    Raises
    ------
    CsvError
        If the file is too long or no text.
    """
    if len(content) > most:
        raise CsvError([Problem("long", f"{len(content):,}")])
    if content.startswith(_WORKBOOKS):
        raise CsvError([Problem("workbook")])
    unicode_name = _marked(content) or _unmarked_wide(content)
    try:
        return Decoded(content.decode(unicode_name or "utf-8"))
    except UnicodeDecodeError:
        if unicode_name or _is_binary(content):
            raise CsvError([Problem("binary")]) from None
    return _decode_bytewise(content, choices or {})


def _marked(content: bytes) -> str:
    return next((name for mark, name in _MARKS if content.startswith(mark)), "")


def _unmarked_wide(content: bytes) -> str:
    """Name UTF-16 or -32 without a mark, known by the zeros in digits, commas and line ends."""
    start = content[:_LOOKED_AT]
    quarters = [start[place::4].count(0) / max(1, len(start) // 4) for place in range(4)]
    for name, wanted in {
        "utf-32-le": (0, 1, 1, 1),
        "utf-32-be": (1, 1, 1, 0),
        "utf-16-le": (0, 1, 0, 1),
        "utf-16-be": (1, 0, 1, 0),
    }.items():
        width = 4 if "32" in name else 2
        if len(content) >= width and all(
            share > 0.3 if is_zero else share < 0.1
            for share, is_zero in zip(quarters, wanted, strict=True)
        ):
            return name
    return ""


def _is_binary(content: bytes) -> bool:
    without_controls = content.translate(None, _CONTROLS)
    share = 1 - len(without_controls) / len(content)
    return content.startswith(_NO_TEXTS) or share > 0.05


def _decode_bytewise(content: bytes, choices: Choices) -> Decoded:
    texts = {}
    for name in ONE_BYTE:
        try:
            texts[name] = content.decode(name)
        except UnicodeDecodeError:
            continue
    words = _high_words(content)
    found = {name: [word.decode(name) for word in words] for name in texts}
    likeliest = max(texts, key=lambda name: _log_likelihood(name, found[name]))
    different = {tuple(decoded): name for name, decoded in reversed(found.items())}
    different[tuple(found[likeliest])] = likeliest
    options = [Option(name, found[name][0]) for name in texts if name in different.values()]
    question = ask(choices, "encoding", options, likeliest)
    remark = Remark("encoding", found=(found[question.chosen][0],), meaning=question.chosen)
    return Decoded(texts[question.chosen], (remark,), (question,))


def _log_likelihood(table: str, words: list[str]) -> float:
    share, languages = ONE_BYTE[table]
    return log(share) + log_likelihood(words, languages)


def _high_words(content: bytes) -> list[bytes]:
    """Return the first different words with bytes beyond ASCII."""
    words: dict[bytes, None] = {}
    for match in _WORD.finditer(content):
        if not match[0].isascii():
            words[match[0][-_LONGEST_WORD:]] = None
        if len(words) == _MOST_WORDS:
            break
    return list(words)
