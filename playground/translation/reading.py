"""Reads the files of a language, and says in a sentence what keeps one from being read."""

from pathlib import Path
from typing import cast

from playground import strict_json
from playground.strict_json import Json
from playground.text import text
from playground.text.catalogues import HEADER, Entry, content_of


class TranslationError(ValueError):
    """A command that cannot be done; the message says why."""


def read_catalogue(file: Path) -> tuple[dict[str, Json], dict[str, Entry]]:
    """Return the header of a catalogue and its texts.

    Raises
    ------
    TranslationError
        If they cannot be read, as for the other functions here.
    """
    content = _read(file)
    if HEADER not in content:
        raise _refusal(file, text("translate.no_header"))
    head = content.pop(HEADER)
    if not isinstance(head, dict):
        raise _refusal(file, text("translate.no_group", entry=HEADER))
    return head, {key: _entry(file, key, found) for key, found in content.items()}


def read_groups(file: Path) -> dict[str, dict[str, str]]:
    """Return the texts of a file that has them in groups: a glossary, or those of the course."""
    groups = {}
    for name, group in _read(file).items():
        if not isinstance(group, dict):
            raise _refusal(file, text("translate.no_group", entry=name))
        groups[name] = {key: _text(file, f"{name}/{key}", found) for key, found in group.items()}
    return groups


def read_texts(file: Path) -> dict[str, str]:
    """Return the texts of a file that has no more, by their keys."""
    return {key: _text(file, key, found) for key, found in _read(file).items()}


def _read(file: Path) -> dict[str, Json]:
    """Return what is in a file; nothing if there is none."""
    if not file.exists():
        return {}
    try:
        content = strict_json.read(content_of(file))
    except UnicodeDecodeError:
        raise _refusal(file, text("translate.no_unicode")) from None
    except ValueError as error:
        raise _refusal(file, str(error)) from None
    if not isinstance(content, dict):
        raise _refusal(file, text("translate.no_braces"))
    return content


def _entry(file: Path, key: str, found: Json) -> Entry:
    if isinstance(found, dict) and found and all(isinstance(form, str) for form in found.values()):
        return cast(dict[str, str], found)
    return _text(file, key, found)


def _text(file: Path, key: str, found: Json) -> str:
    if not isinstance(found, str):
        raise _refusal(file, text("translate.no_text", entry=key))
    return found


def _refusal(file: Path, problem: str) -> TranslationError:
    return TranslationError(text("translate.file", file=file, problem=problem))
