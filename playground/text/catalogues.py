"""Catalogues: the texts of a language, below a header that says how one writes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FALLBACK_LANGUAGE = "en"
"""The language whose catalogue is complete; it stands in for keys another one lacks."""

BYTE_ORDER_MARK = "\ufeff"
"""What some editors begin a file with. The codec that knows of it is not in the browser."""

HEADER = "language"
"""The key of the header in a catalogue."""

NAMES = "language.names.json"
"""The languages' names, made for the browser, which has only the catalogue that it shows."""

RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
"""Languages that are written from right to left by CLDR."""

SAME_EVERYWHERE = ("applied.", "feature.", "library.")
"""Groups of formulas and proper names, which need no translation."""

LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
"""An invisible letter."""

PLAIN = set("0123456789.,")
"""What a number may have in it and read the same in both directions."""

Entry = str | dict[str, str]
"""A text, or its forms by the plural categories of CLDR: "one", "other" and so on."""


@dataclass(frozen=True)
class Language:
    """What the page must know of a language beside its texts.

    Attributes
    ----------
    code : str
        Its tag, such as "en" or "pt-BR".
    name : str
        Its name in itself.
    direction : str
        "ltr", or "rtl" if it is written from right to left.
    decimal, group : str
        The signs before decimals and between thousands.
    list : str
        What stands between the items of a list.
    grouped_from : int
        The smallest number with signs between thousands: 1000, or 10000 where four digits have
        none.
    plurals : dict of str to str
        The rule of each plural category but "other", as CLDR has it; see `category`.
    address : str
        How readers are spoken to, for translators.
    reviewed_by_a_native_teacher : bool
    """

    code: str
    name: str
    direction: str
    decimal: str
    group: str
    list: str = ", "
    grouped_from: int = 1000
    plurals: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    reviewed_by_a_native_teacher: bool = False

    def spelled(self, number: str) -> str:
        """Return a number that is spelled as in a program, such as "1,234.5", as people do."""
        whole = number.lstrip("-−").partition(".")[0]
        if whole.count(",") == 1 and int(whole.replace(",", "")) < self.grouped_from:
            number = number.replace(",", "")
        # What is no plain number would be put into the order of words from right to left.
        needs_mark = self.direction == "rtl" and not set(number) <= PLAIN
        return (LEFT_TO_RIGHT if needs_mark else "") + number.translate(self._signs)

    @cached_property
    def _signs(self) -> dict[int, str]:
        return str.maketrans({".": self.decimal, ",": self.group})


class Catalogue(NamedTuple):
    """A language and its texts by their keys."""

    language: Language
    texts: dict[str, Entry]


def language_names() -> list[str]:
    """Return the codes of the languages there is a catalogue for, sorted."""
    files = (file.name for file in texts_folder().iterdir())
    names = (name.removesuffix(".json") for name in files if name.endswith(".json"))
    return sorted(name for name in names if "." not in name)


@cache
def own_names() -> dict[str, str]:
    """Return the languages of the page by their codes, each by its name in itself."""
    made = texts_folder() / NAMES
    if made.is_file():
        names: dict[str, str] = json.loads(made.read_text(encoding="utf-8"))
        return names
    return {code: read_catalogue(code).language.name for code in language_names()}


def direction(code: str) -> str:
    """Return how a language is written, "ltr" or "rtl", whether or not there is a catalogue."""
    return "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def read_catalogue(code: str) -> Catalogue:
    """Read the catalogue of a language."""
    file = texts_folder() / f"{code}.json"
    return parsed(code, content_of(file))


def content_of(file: "Traversable") -> str:
    """Return the text that is in a file of a translator."""
    return file.read_text(encoding="utf-8").removeprefix(BYTE_ORDER_MARK)


def parsed(code: str, content: str) -> Catalogue:
    """Return the catalogue that is the content of a file."""
    found = json.loads(content)
    header = Language(code=code, **found.pop(HEADER))
    # What a translator has not written yet is empty.
    return Catalogue(header, {key: entry for key, entry in found.items() if is_written(entry)})


def is_written(entry: Entry) -> bool:
    """Tell whether a text, and each form of it, has been written."""
    return all([entry] if isinstance(entry, str) else entry.values())


def texts_folder() -> "Traversable":
    """Return the folder of the catalogues."""
    return resources.files("playground") / "texts"
