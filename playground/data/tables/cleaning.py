"""Text becomes clean: one kind of line end, nothing invisible, no letters read by a wrong table."""

import re
from typing import NamedTuple

from .decoding import MAX_BYTES
from .letters import is_garbled, log_likelihood
from .notes import MOST_EXAMPLES, Choices, CsvError, Problem, Question, Remark, ask

_NO_SIGN = re.compile("[\0\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_END_OF_FILE = "\x1a"
"""What old programs write behind the text."""

_BYTE_ORDER_MARKS = ("\ufeff", "ï»¿")
"""Before a text; the second is the first in UTF-8, read as cp1252."""

_LOST = "\N{REPLACEMENT CHARACTER}"

_MISREAD_AS = ("cp1252", "mac_roman", "cp437", "cp850", "cp1250")
"""Tables by which UTF-8 is read by mistake."""

_FOREIGN_RUN = re.compile("[^\0-\x7f]{2,}")
_WORD = re.compile("[A-Za-z\x80-\U0010ffff]+")
_LONGEST_WORD, _MOST_WORDS = 60, 500

_MARGIN = 3.0
"""How much likelier a repaired word must be, as a natural logarithm."""


class Cleaned(NamedTuple):
    """A text, what was changed in it, and what of that may be chosen."""

    text: str
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


def clean(text: str, choices: Choices | None = None) -> Cleaned:
    """Return a text without what cannot be seen; its lines end with a line feed.

    Parameters
    ----------
    text : str
        As it was pasted or decoded.
    choices : mapping of str to str, optional
        "repair" is "yes" or "no": whether UTF-8 that was read by another table is put right.

    Raises
    ------
    CsvError
        If the text is too long or has characters that no text has.
    """
    if len(text) > MAX_BYTES:
        raise CsvError([Problem("long", f"{len(text):,}")])
    text = _with_line_feeds(text)
    _check_signs(text)
    repaired = _repair(text, choices or {})
    visible, removed = _INVISIBLE.subn("", repaired.text)
    remarks = [*repaired.remarks, *_garbled(visible)]
    if removed:
        remarks.append(Remark("invisible", removed))
    return Cleaned(visible, tuple(remarks), repaired.questions)


def _with_line_feeds(text: str) -> str:
    for mark in _BYTE_ORDER_MARKS:
        text = text.removeprefix(mark)
    for end in ("\r\r\n", "\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text.rstrip(_END_OF_FILE)


def _check_signs(text: str) -> None:
    match = _NO_SIGN.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        character = match.start() - text.rfind("\n", 0, match.start())
        raise CsvError([Problem("sign", f"U+{ord(match[0]):04X}", line, character)])


def _foreign_words(text: str) -> list[str]:
    """Return the first different words with letters beyond ASCII."""
    words: dict[str, None] = {}
    for match in _WORD.finditer("" if text.isascii() else text):
        if len(match[0]) <= _LONGEST_WORD and not match[0].isascii():
            words[match[0]] = None
        if len(words) == _MOST_WORDS:
            break
    return list(words)


def _repair(text: str, choices: Choices) -> Cleaned:
    """Put right what was UTF-8 and was read by another table, if that is what is chosen."""
    words = [word for word in _foreign_words(text) if _FOREIGN_RUN.search(word)]
    tables = {word: table for word in words if (table := _misread_as(word))}
    if not tables:
        return Cleaned(text)
    first, table = next(iter(tables.items()))
    question = ask(choices, "repair", ["yes", "no"], "yes", first)
    kind = "repaired" if question.chosen == "yes" else "misread"
    remark = Remark(kind, len(tables), (first,), meaning=_with_utf8(first, table))
    if question.chosen == "yes":
        meant = {
            run: _with_utf8(run, table)
            for word, table in tables.items()
            for run in _FOREIGN_RUN.findall(word)
        }
        text = _FOREIGN_RUN.sub(lambda run: meant.get(run[0], run[0]), text)
    return Cleaned(text, (remark,), (question,))


def _misread_as(word: str) -> str:
    """Name the table by which a word was read though it is UTF-8; empty if it was not."""
    repaired = {table: _with_utf8(word, table) for table in _MISREAD_AS}
    likeliest = max(repaired, key=lambda table: log_likelihood([repaired[table]]))
    meant = repaired[likeliest]
    if meant == word or _INVISIBLE.sub("", meant) != meant:
        return ""
    return likeliest if log_likelihood([meant]) > log_likelihood([word]) + _MARGIN else ""


def _with_utf8(word: str, table: str) -> str:
    """Return a word with its letters beyond ASCII read as UTF-8, where they can be."""

    def decoded(run: re.Match[str]) -> str:
        try:
            return b"".join(_byte(sign, table) for sign in run[0]).decode()
        except UnicodeError:
            return run[0]

    return _FOREIGN_RUN.sub(decoded, word)


def _byte(sign: str, table: str) -> bytes:
    """Return the byte that a table reads as a sign; where it has none, it is that of Latin 1."""
    try:
        return sign.encode(table)
    except UnicodeEncodeError:
        return sign.encode("latin_1")


def _garbled(text: str) -> list[Remark]:
    words = [word for word in _foreign_words(text) if _LOST in word or is_garbled(word)]
    return [Remark("garbled", len(words), tuple(words[:MOST_EXAMPLES]))] if words else []
