"""The texts of a draft: each is there in the exercise's own language, and in others beside it.

In a draft a text is a string or, as soon as it is there in another language, a mapping from the
code of a language to the words in it; those in the exercise's own language, which may get another
code while one writes, have the key `OWN`. Where a text is is named by its path, as ``("title",)``,
and the words in another language by that and its code, as ``("title", "de")``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from playground.authoring.fields import Data, Path, Places, Words

OWN = ""
"""The key of the words in the exercise's own language."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
"""Codes of languages, as the schema of exercises has them."""

MOST_LANGUAGES = 12
"""Languages that a draft can have beside its own."""

TEXTS = {
    ("title",),
    ("text",),
    ("hints", "text"),
    ("questions", "text"),
    ("questions", "options"),
    ("about", "summary"),
    ("about", "learned"),
    ("about", "misconception"),
}
"""The paths of texts without the numbers in them."""

EXPECTED, CLASSES = ("about", "expected"), ("about", "classes")
"""Below them are texts by the names of questions, and of classes in the data."""


def is_text(path: Path) -> bool:
    """Tell whether what is at a path is a text for readers."""
    named = tuple(step for step in path if isinstance(step, str))
    if named[:-1] in (EXPECTED, CLASSES):
        return len(path) == len(named)
    return named in TEXTS and (named[-1] == "options") == isinstance(path[-1], int)


def split(path: Path, codes: Sequence[str]) -> tuple[Path, str | None]:
    """Return the path of a text and the code of the language that it is named in.

    The code is None if the path is that of something else.
    """
    if is_text(path):
        return path, OWN
    if is_text(path[:-1]) and path[-1] in codes:
        return path[:-1], str(path[-1])
    return path, None


def with_language(codes: Sequence[str], code: str, is_spoken: bool) -> list[str]:
    """Return the languages of a draft with another one at their end, or without it."""
    others = [one for one in codes if one != code]
    return [*others, code] if is_spoken else others


def are_words(found: object) -> bool:
    """Tell whether something is a text of a draft."""
    if not isinstance(found, dict):
        return isinstance(found, str)
    return OWN in found and all(isinstance(part, str) for pair in found.items() for part in pair)


def said(words: Words, code: str = OWN) -> str:
    """Return the words of a text in a language; empty if there are none."""
    by_code = words if isinstance(words, dict) else {OWN: words}
    return by_code.get(code, "")


def with_words(words: Words, code: str, entered: str) -> Words:
    """Return a text with other words in one language; a string if there is no other language."""
    by_code = words if isinstance(words, dict) else {OWN: words}
    changed = {**by_code, code: entered}
    kept = {one: each for one, each in changed.items() if each or one == OWN}
    return kept if len(kept) > 1 else kept[OWN]


def find(data: Any, path: Path) -> Any:
    """Return what plain data has at a path; LookupError if there is nothing."""
    for step in path:
        data = data[step]
    return data


def replace(data: Any, path: Path, value: object) -> None:
    """Put something into plain data in place of what is at a path."""
    find(data, path[:-1])[path[-1]] = value


def texts(state: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the path of each text of a draft."""
    yield from (("title",), ("text",))
    for i in range(len(state["hints"])):
        yield "hints", i, "text"
    for i, question in enumerate(state["questions"]):
        yield "questions", i, "text"
        yield from (("questions", i, "options", n) for n in range(len(question["options"])))
    yield from about_texts(state["about"])


def about_texts(about: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the path of each text of what is said about an exercise."""
    yield from (("about", name) for name in about if is_text(("about", name)))
    for group in (EXPECTED, CLASSES):
        yield from ((*group, name) for name in about.get(group[-1], ()))


def in_own(state: Mapping[str, Any]) -> Data:
    """Return the fields of a draft with each text in the exercise's own language only."""

    def own(part: Any) -> Any:
        if isinstance(part, dict):
            return part[OWN] if OWN in part else {name: own(one) for name, one in part.items()}
        return [own(one) for one in part] if isinstance(part, list) else part

    return {name: one if name == "experiment" else own(one) for name, one in state.items()}


def spread(data: Data, state: Mapping[str, Any], places: Places) -> Places:
    """Give an exercise the texts in other languages beside its own.

    Parameters
    ----------
    data : dict
        The exercise with its texts in its own language; changed in place.
    state : DraftState
        The draft that it was made of.
    places : dict
        Where each part of it was entered.

    Returns
    -------
    dict
        The places of the words in each language.
    """
    found: Places = {}
    own = data["language"]
    codes = [code for code in state["languages"] if code != own]
    for path, place in places.items():
        words = find(state, place) if _holds_text(path, place) else OWN
        others = {code: _tidy(each) for code in codes if (each := said(words, code)).strip()}
        if others:
            replace(data, path, {own: find(data, path), **others})
            found |= {(*path, code): (*place, code) for code in others}
    return found


def collect(state: Mapping[str, Any], data: Mapping[str, Any], places: Places) -> None:
    """Put the texts in other languages of an exercise into the draft that was made of it."""
    own = data["language"]
    for path, place in places.items():
        words = find(data, path) if _holds_text(path, place) else OWN
        if isinstance(words, dict):
            replace(state, place, {OWN: words[own], **_without(words, own)})


def translate(
    state: dict[str, Any], paths: Iterable[Path], others: Mapping[str, Mapping[str, str]]
) -> None:
    """Put texts in other languages into a draft, given those that they translate.

    So they were kept before there was a field for each language.
    """
    for path in paths:
        words = find(state, path)
        if isinstance(words, str) and others.get(words):
            replace(state, path, {OWN: words, **others[words]})
    state["languages"] = [*dict.fromkeys(code for one in others.values() for code in one)]


def are_languages(found: object) -> bool:
    """Tell whether something is the codes of the languages beside a draft's own."""
    return (
        isinstance(found, list)
        and len(found) == len({*map(str, found)}) <= MOST_LANGUAGES
        and all(isinstance(code, str) and LANGUAGE.fullmatch(code) for code in found)
    )


def _holds_text(path: Path, place: Path) -> bool:
    # What is wrong with a part that has no place of its own is said at another one.
    return is_text(place) and path[0] == place[0]


def _tidy(words: str) -> str:
    """Return a text without blanks around it, if it is one line."""
    return words if "\n" in words else words.strip()


def _without(words: Mapping[str, str], own: str) -> dict[str, str]:
    return {code: each for code, each in words.items() if code != own}
