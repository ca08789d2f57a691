"""What a translated text of the course must have in common with the English one.

Links and pictures are the same, and so are numbers that are written in figures. What stands in
asterisks and is on the page by that name has the name of the page in that language.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from playground.exercises.library import english_texts
from playground.text import catalogue
from playground.text.catalogues import FALLBACK_LANGUAGE, Entry
from playground.text.placeholders import forms
from playground.translation.course import course_texts, key_of
from playground.translation.invisible import unwanted_signs

LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)")

NAME = re.compile(r"(?<![*\\])\*(?![*\s])([^*]+?)(?<![\s\\])\*(?!\*)")
"""What is emphasised once, as names of the page are, and not in bold."""

NO_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|\$[^$]*\$")
"""Programs, targets of links and formulas, whose numbers are those of a program."""

FIGURES = re.compile(r"(?<![\w.,])\d[\d.,\u202f\u00a0]*", re.ASCII)
"""A number with its signs; the one that ends a sentence comes along."""

WRONG = "?"
"""What takes the place of a sign between thousands where there are none."""

ROUND = {"10", "100", "1000"}
"""Numbers that some languages have a short word for."""


class Signs(NamedTuple):
    """The signs of a language before decimals and between thousands."""

    decimal: str
    group: str


def course_faults(
    folder: Path, code: str, signs: Signs, texts: Mapping[str, Entry]
) -> Iterator[tuple[str, str]]:
    """Yield keys of texts of the course that differ from English where they must not, and in what.

    Parameters
    ----------
    folder : Path
        The folder of texts.
    code : str
    signs : Signs
        Those of the language.
    texts : mapping
        What the page says in that language, by its keys.
    """
    own = course_texts(folder, code)
    for stem, english in english_texts().items():
        for text in english:
            words = own.get(stem, {}).get(text)
            if words:
                for detail in differences(text, words, signs, texts):
                    yield key_of(stem, text), detail


def differences(english: str, own: str, signs: Signs, texts: Mapping[str, Entry]) -> Iterator[str]:
    """Yield in what a text differs from the English one where it must not."""
    links, others = (sorted(LINK.findall(one)) for one in (english, own))
    if links != others:
        yield f"{', '.join(others) or '–'} ≠ {', '.join(links) or '–'}"
    named = {_folded(name) for name in NAME.findall(own)}
    for name in NAME.findall(english):
        wanted = _names(_folded(name), texts)
        if wanted and not named & wanted:
            yield f"*{name}* → {' / '.join(f'*{one}*' for one in sorted(wanted))}"
    numbers, found = _numbers(english, Signs(".", ",")), _numbers(own, signs)
    if (found - numbers) or (numbers - found - ROUND):
        missing, more = (", ".join(sorted(one)) for one in (numbers - found, found - numbers))
        yield f"{more or '–'} ≠ {missing or '–'}"
    if turning := unwanted_signs(english, own):
        yield turning


def _names(english: str, texts: Mapping[str, Entry]) -> set[str]:
    """Return by which names the page has what is called so in English."""
    keys = _keys().get(english, [])
    return {_folded(form) for key in keys if key in texts for form in forms(texts[key])}


@cache
def _keys() -> dict[str, list[str]]:
    """Return the keys of the names in English, which begin with no small letter."""
    found: dict[str, list[str]] = {}
    for key, entry in catalogue(FALLBACK_LANGUAGE).items():
        if isinstance(entry, str) and not entry[:1].islower():
            found.setdefault(_folded(entry), []).append(key)
    return found


def _numbers(words: str, signs: Signs) -> set[str]:
    """Return the numbers of two figures and more; shorter ones may be written in letters."""
    plain = NO_PROSE.sub(" ", words)
    found = set()
    for figures in FIGURES.findall(plain):
        number = figures.rstrip(".,\u202f\u00a0")
        number = re.sub(rf"[{re.escape(signs.group)}\u202f\u00a0](?=\d{{3}}(?!\d))", "", number)
        number = number.replace(signs.group, WRONG).replace(signs.decimal, ".")
        if len(number) > 1:
            found.add(number)
    return found


def _folded(name: str) -> str:
    return " ".join(name.split()).rstrip(":…")
