"""Every text that a person reads, looked up by its key in a catalogue, one file per language."""

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FALLBACK_LANGUAGE = "en"
"""The language whose catalogue is complete; it stands in for keys another one lacks."""

_language = FALLBACK_LANGUAGE


def text(key: str, **values: object) -> str:
    """Return the text for `key` in the present language, with its placeholders filled in.

    Parameters
    ----------
    key : str
        "group.name", as in the catalogue.
    **values
        One value per placeholder: ``{noise}`` in the text takes ``noise=…``.

    Raises
    ------
    KeyError
        If no catalogue has the key, or a placeholder gets no value.
    """
    template = catalogue(_language).get(key) or catalogue(FALLBACK_LANGUAGE).get(key)
    if template is None:
        raise KeyError(f"no text for {key!r} in the catalogue")
    return template.format(**values)


def set_language(language: str) -> None:
    """Use another language from now on.

    Parameters
    ----------
    language : str
        The name of a catalogue, such as "en".

    Raises
    ------
    ValueError
        If there is no catalogue for it.
    """
    global _language
    if language not in languages():
        allowed = ", ".join(languages())
        raise ValueError(f"language must be one of {allowed}, got {language!r}")
    _language = language


def languages() -> list[str]:
    """Return the names of the languages there is a catalogue for, sorted."""
    files = (file.name for file in _folder().iterdir())
    return sorted(name.removesuffix(".json") for name in files if name.endswith(".json"))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return a language's texts as a dict from key to text; read once."""
    file = _folder() / f"{language}.json"
    texts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return texts


def _folder() -> "Traversable":
    return resources.files("playground") / "texts"
