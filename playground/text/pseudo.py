"""Pseudo-languages: English made longer, accented, right to left or full of tags, to test with.

What is written in the code instead of the catalogue stays English and shows; what has too little
room is clipped; what takes a text for HTML shows it in bold.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from playground.text.catalogues import SAME_EVERYWHERE, Catalogue, Entry

PLACEHOLDER = re.compile(r"(\{\w+\})")

ACCENTED = str.maketrans("aceinouyACEINOUY", "åçéîñöûýÅÇÉÎÑÖÛÝ")

HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz",
    "אבגדהוזחטיכלמנסעפצקרשתאבגד",
)
"""Letters that make a text run from right to left."""


def _tagged(words: str) -> str:
    return f"<b>{words}</b>"


def _doubled(words: str) -> str:
    return f"{words} {words}"


def _by_piece(change: Callable[[str], str]) -> Callable[[str], str]:
    """Change everything but the placeholders."""

    def changed(words: str) -> str:
        pieces = PLACEHOLDER.split(words)
        return "".join(piece if i % 2 else change(piece) for i, piece in enumerate(pieces))

    return changed


RULES: dict[str, Callable[[str], str]] = {
    "x-double": _doubled,
    "x-accents": _by_piece(lambda piece: piece.translate(ACCENTED)),
    "x-rtl": _by_piece(lambda piece: piece.lower().translate(HEBREW)),
    "x-tags": _tagged,
}
"""What becomes of a text in each pseudo-language."""

RIGHT_TO_LEFT = "x-rtl"

SPELLINGS = ("output.percent",)
"""How numbers are written, which is no text."""


def pseudo_catalogue(code: str, english: Catalogue) -> Catalogue:
    """Make the catalogue of a pseudo-language.

    Raises
    ------
    ValueError
        If there is none of this name.
    """
    if code not in RULES:
        raise ValueError(f"language must be one of {', '.join(RULES)}, got {code!r}")
    direction = "rtl" if code == RIGHT_TO_LEFT else "ltr"
    language = replace(english.language, code=code, name=code, direction=direction)
    texts = {key: _changed(code, key, entry) for key, entry in english.texts.items()}
    return Catalogue(language, texts)


def pseudo_texts(code: str, texts: dict[str, str]) -> dict[str, str]:
    """Return texts in a pseudo-language."""
    return {key: RULES[code](words) for key, words in texts.items()}


def _changed(code: str, key: str, entry: Entry) -> Entry:
    if key.startswith(SAME_EVERYWHERE) or key in SPELLINGS:
        return entry
    return RULES[code](entry) if isinstance(entry, str) else pseudo_texts(code, entry)
