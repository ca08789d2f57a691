"""Every text that a person reads, looked up by its key in a catalogue, one file per language."""

from collections.abc import Iterable, Mapping
from typing import Any

from playground.text.catalogues import (
    FALLBACK_LANGUAGE,
    Catalogue,
    Entry,
    Language,
    direction,
    language_names,
    own_names,
    read_catalogue,
)
from playground.text.placeholders import can_be_filled
from playground.text.plurals import OTHER, category

__all__ = [
    "FALLBACK_LANGUAGE",
    "Entry",
    "Language",
    "add_language",
    "catalogue",
    "direction",
    "language",
    "language_of",
    "languages",
    "listed",
    "localized",
    "own_names",
    "set_language",
    "template",
    "text",
]

COUNT = "count"
"""The placeholder whose number decides between the forms of an entry that has several."""

STRONGER = str.maketrans(",،", ";؛")
"""The sign between parts of a list, by that within them."""

PSEUDO = "x-"
"""How the codes of pseudo-languages begin."""

_language = FALLBACK_LANGUAGE
_known: dict[str, Catalogue] = {}


def text(key: str, **values: object) -> str:
    """Return the text for `key` in the present language, with its placeholders filled in.

    Parameters
    ----------
    key : str
        "group.name", as in the catalogue.
    **values
        One value per placeholder: ``{noise}`` in the text takes ``noise=…``. A float gets the
        language's decimal sign. The whole number `count` gets its signs between thousands, and
        chooses the form of a text that has several.

    Raises
    ------
    KeyError
        If no catalogue has the key, or a placeholder of the English text gets no value.
    """
    entry, spoken = _entry(key, _language)
    written = _written(values)
    if spoken.code != FALLBACK_LANGUAGE:
        try:
            return _form(entry, spoken, values).format(**written)
        except (LookupError, ValueError, TypeError, AttributeError):
            # The translation is wrong, so that the English text says it.
            entry, spoken = _entry(key, FALLBACK_LANGUAGE)
    return _form(entry, spoken, values).format(**written)


def template(key: str, code: str) -> str:
    """Return a text of a language as its catalogue has it; of several forms the most general.

    One that needs other values than the English one is there in English.

    Raises
    ------
    KeyError
        If no catalogue has the key.
    """
    entry, _ = _entry(key, code)
    english, _ = _entry(key, FALLBACK_LANGUAGE)
    if not can_be_filled(entry, english):
        entry = english
    return entry if isinstance(entry, str) else entry[OTHER]


def localized(spelling: str) -> str:
    """Return a number that is spelled as in a program, such as "1,234.5", as the language does.

    >>> localized("1,234.5"), localized("-0.5")
    ('1,234.5', '-0.5')
    """
    return language().spelled(spelling)


def listed(names: Iterable[str]) -> str:
    """Join names by the language's sign between them; by a stronger one if some have that in them.

    >>> listed(["a", "b"]), listed(["layer 1, neuron 2", "output"])
    ('a, b', 'layer 1, neuron 2; output')
    """
    names = list(names)
    sign = language().list
    return (sign.translate(STRONGER) if any(sign in name for name in names) else sign).join(names)


def set_language(code: str) -> None:
    """Use another language from now on.

    Parameters
    ----------
    code : str
        The name of a catalogue, such as "en", or of a pseudo-language, such as "x-double".

    Raises
    ------
    ValueError
        If there is no catalogue for it.
    """
    global _language
    if not code.startswith(PSEUDO) and code not in languages():
        allowed = ", ".join(languages())
        raise ValueError(f"language must be one of {allowed}, got {code!r}")
    _catalogue(code)
    _language = code


def add_language(code: str, header: Mapping[str, Any], texts: dict[str, Entry]) -> None:
    """Take in the catalogue of a language that is not among the files, as the page hands it over.

    Parameters
    ----------
    code : str
    header : mapping
        The fields of `Language` but the code.
    texts : dict
        Text by key.
    """
    _known[code] = Catalogue(Language(code=code, **header), texts)


def language() -> Language:
    """Return the present language."""
    return language_of(_language)


def language_of(code: str) -> Language:
    """Return what the catalogue of a language says of it."""
    return _catalogue(code).language


def languages() -> list[str]:
    """Return the names of the languages there is a catalogue for, sorted."""
    added = (code for code in _known if not code.startswith(PSEUDO))
    return sorted({*language_names(), *added})


def catalogue(code: str) -> dict[str, Entry]:
    """Return a language's own texts as a dict from key to text; read once."""
    return _catalogue(code).texts


def _entry(key: str, code: str) -> tuple[Entry, Language]:
    """Return a text, and the language it is in: one that is missing is there in English."""
    for one in (code, FALLBACK_LANGUAGE):
        spoken = _catalogue(one)
        if key in spoken.texts:
            return spoken.texts[key], spoken.language
    raise KeyError(f"no text for {key!r} in the catalogue")


def _catalogue(code: str) -> Catalogue:
    if code not in _known:
        _known[code] = _read(code)
    return _known[code]


def _read(code: str) -> Catalogue:
    if code.startswith(PSEUDO):
        # Only who tests the page asks for one.
        from playground.text.pseudo import pseudo_catalogue

        return pseudo_catalogue(code, _catalogue(FALLBACK_LANGUAGE))
    return read_catalogue(code)


def _form(entry: Entry, spoken: Language, values: dict[str, object]) -> str:
    """Return the form of an entry that suits the count."""
    if isinstance(entry, str):
        return entry
    count = values[COUNT]
    if not isinstance(count, int | float):
        raise TypeError(f"{COUNT} must be a number, got {count!r}")
    return entry.get(category(spoken.plurals, count)) or entry[OTHER]


def _written(values: dict[str, object]) -> dict[str, object]:
    """Spell the numbers among the values."""
    return {
        name: localized(f"{value:,}")
        if name == COUNT and isinstance(value, int)
        else localized(str(value))
        if isinstance(value, float)
        else value
        for name, value in values.items()
    }
