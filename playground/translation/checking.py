"""What is to be done in a language's files."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from playground.text.catalogues import FALLBACK_LANGUAGE, SAME_EVERYWHERE, Entry, is_written
from playground.text.plurals import CATEGORIES, OTHER
from playground.translation.course import missing_in_course, unknown_in_course
from playground.translation.files import COUNT, Files, digests
from playground.translation.limits import length, longest

FAULTS = ("unknown_key", "placeholders", "plurals", "long", "header")
"""What makes a file wrong; the other findings are work that is left."""


class Finding(NamedTuple):
    """Something to be done.

    Attributes
    ----------
    kind : str
        "missing", "stale" (English has changed since), or one of `FAULTS`.
    key : str
        That of the text.
    detail : str
        What is there and what is needed.
    """

    kind: str
    key: str
    detail: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether it is wrong, not only unfinished."""
        return self.kind in FAULTS


def check(folder: Path, code: str) -> list[Finding]:
    """Compare a language's files with English.

    Parameters
    ----------
    folder : Path
        The folder of texts.
    code : str

    Returns
    -------
    list of Finding
        In English's order; unknown keys come last.
    """
    english, files = Files(folder, FALLBACK_LANGUAGE).texts(), Files(folder, code)
    own, sources, head = files.texts(), files.known_sources(), files.header()
    found = [Finding("header", "language", name) for name in ("name", "address") if not head[name]]
    categories = [one for one in CATEGORIES if one in {*head["plurals"], OTHER}]
    for key, source in english.items():
        entry = own.get(key, "")
        if not is_written(entry):
            if not key.startswith(SAME_EVERYWHERE):
                found.append(Finding("missing", key))
            continue
        if sources.get(key) != digests(source, entry):
            found.append(Finding("stale", key))
        found += [Finding(kind, key, detail) for kind, detail in _faults(source, entry, categories)]
        found += [Finding("long", key, detail) for detail in _too_long(key, source, entry)]
    found += [Finding("missing", key) for key in missing_in_course(folder, code)]
    found += [Finding("unknown_key", key) for key in own if key not in english]
    return found + [Finding("unknown_key", key) for key in unknown_in_course(folder, code)]


def _faults(english: Entry, own: Entry, categories: list[str]) -> Iterator[tuple[str, str]]:
    wanted = _placeholders(english)
    for form in _forms(own):
        try:
            found = _placeholders(form)
        except ValueError as error:
            yield "placeholders", str(error)
            continue
        # A form may say "one" instead of the number.
        free = {"count"} if isinstance(own, dict) else set()
        if found - wanted or wanted - free - found:
            yield "placeholders", f"{_spelled(found)} ≠ {_spelled(wanted)}"
    if isinstance(own, dict):
        if "count" not in wanted:
            yield "plurals", f"- {COUNT}"
        elif list(own) != categories:
            yield "plurals", f"{', '.join(own)} ≠ {', '.join(categories)}"


def _too_long(key: str, english: Entry, own: Entry) -> Iterator[str]:
    most = longest(key, max(map(length, _forms(english))))
    try:
        found = max(map(length, _forms(own)))
    except ValueError:
        return  # its placeholders cannot be read, which is said already
    if found > most:
        yield f"{found} > {most}"


def _forms(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else [*entry.values()]


def _placeholders(entry: Entry) -> set[str]:
    parsed = (part for form in _forms(entry) for part in Formatter().parse(form))
    return {name for _, name, _, _ in parsed if name is not None}


def _spelled(names: set[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "–"
