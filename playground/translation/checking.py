"""What is to be done in a language's files."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playground.text import COUNT
from playground.text.catalogues import (
    FALLBACK_LANGUAGE,
    HEADER,
    SAME_EVERYWHERE,
    Entry,
    is_written,
)
from playground.text.placeholders import forms, placeholders
from playground.text.plurals import only_number
from playground.translation.course import missing_in_course, unknown_in_course
from playground.translation.course_faults import Signs, course_faults
from playground.translation.files import Files, digests
from playground.translation.header_faults import (
    missing_fields,
    plural_categories,
    plural_rules,
    wrong_fields,
)
from playground.translation.invisible import unwanted_signs
from playground.translation.limits import length, longest

FAULTS = (
    "unknown_key",
    "placeholders",
    "plurals",
    "long",
    "header",
    "header_wrong",
    "invisible",
    "course",
)
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


class Plurals(NamedTuple):
    """The plural categories of a language, and the rules of those that have one."""

    categories: list[str]
    rules: dict[str, str]


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
    found = [Finding("header", HEADER, name) for name in missing_fields(head)]
    found += [Finding("header_wrong", HEADER, detail) for detail in wrong_fields(head)]
    plurals = Plurals(plural_categories(head), plural_rules(head))
    for key, source in english.items():
        entry = own.get(key, "")
        if not is_written(entry):
            if not key.startswith(SAME_EVERYWHERE):
                found.append(Finding("missing", key))
            continue
        if sources.get(key) != digests(source, entry):
            found.append(Finding("stale", key))
        found += [Finding(kind, key, detail) for kind, detail in _faults(source, entry, plurals)]
        found += [Finding("long", key, detail) for detail in _too_long(key, source, entry)]
    found += [Finding("missing", key) for key in missing_in_course(folder, code)]
    signs = Signs(str(head.get("decimal") or "."), str(head.get("group") or ","))
    differing = course_faults(folder, code, signs, own)
    found += [Finding("course", key, detail) for key, detail in differing]
    found += [Finding("unknown_key", key) for key in own if key not in english]
    return found + [Finding("unknown_key", key) for key in unknown_in_course(folder, code)]


def _faults(english: Entry, own: Entry, plurals: Plurals) -> Iterator[tuple[str, str]]:
    wanted = placeholders(english)
    for name, form in _named_forms(own):
        try:
            found = placeholders(form)
        except ValueError as error:
            yield "placeholders", str(error)
            continue
        # A form for one number only may say it in a word.
        free = {COUNT} if name and only_number(plurals.rules, name) else set()
        if found - wanted or wanted - free - found:
            yield "placeholders", f"{_spelled(found)} ≠ {_spelled(wanted)}"
    if isinstance(own, dict):
        if COUNT not in wanted:
            yield "plurals", f"- {{{COUNT}}}"
        elif list(own) != plurals.categories:
            yield "plurals", f"{', '.join(own)} ≠ {', '.join(plurals.categories)}"
    if signs := unwanted_signs(english, own):
        yield "invisible", signs


def _too_long(key: str, english: Entry, own: Entry) -> Iterator[str]:
    most = longest(key, max(map(length, forms(english))))
    try:
        found = max(map(length, forms(own)))
    except ValueError:
        return  # its placeholders cannot be read, which is said already
    if found > most:
        yield f"{found} > {most}"


def _named_forms(entry: Entry) -> list[tuple[str, str]]:
    """Return each form with its category, "" for a text that has no forms."""
    return [("", entry)] if isinstance(entry, str) else [*entry.items()]


def _spelled(names: set[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "–"
