"""Texts in several languages: where an exercise or a lesson has a text it may have one of each.

A text is a string, in the language of its exercise, or a mapping from the code of a language to the
text in it, as ``{en: Circle, de: Kreis}``. That of the exercise's own language has to be there; it
is also what options are known by in answers and results.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from playground.exercises.schema import Problem, missing
from playground.exercises.shapes import Path
from playground.text import own_names

Data = dict[str, Any]
"""An exercise or a lesson, or a part of it, as plain data."""

Change = Callable[[Any, Path], Any]
"""Makes something of a text that stands at a path."""


def in_language(data: Mapping[str, Any], code: str) -> Data:
    """Return an exercise or a lesson with all its texts in one language.

    A text that is not there in the language is in that of the exercise.

    Parameters
    ----------
    data : mapping
        Plain data, valid by the schema.
    code : str
        "de-AT" takes a text in "de" where there is none in itself, and the other way.
    """
    own = data["language"]
    return _changed(data, lambda words, _: _chosen(words, code, own))


def languages(data: Mapping[str, Any]) -> list[str]:
    """Return the languages that any text is there in, the exercise's own first."""
    found = [data["language"], *(code for _, words in _texts(data) for code in _by_code(words))]
    return list(dict.fromkeys(found))


def language_in_link(*everything: Mapping[str, Any]) -> str:
    """Return what a link says of the language of exercises that are in one only, as "&lang=de".

    The page then speaks theirs, so that its buttons are called as their texts call them. It is
    empty if there are several languages, or one that the page has not: then the reader's is right.
    """
    code, *others = {code for data in everything for code in languages(data)}
    known = {one.partition("-")[0] for one in own_names()}
    return "" if others or code.partition("-")[0] not in known else f"&lang={code}"


def closest(code: str, known: Sequence[str]) -> str:
    """Return the one of some languages that a reader of a language is served by; else the first."""
    base = code.partition("-")[0]
    relatives = [one for one in known if one.partition("-")[0] == base]
    return next(one for one in (code, base, *relatives, known[0]) if one in known)


def problems(data: Mapping[str, Any]) -> list[Problem]:
    """Return the texts that are not there in the exercise's own language."""
    own = data["language"]
    return [
        missing((*path, own))
        for path, words in _texts(data)
        if isinstance(words, dict) and own not in words
    ]


def own_texts(data: Mapping[str, Any]) -> list[str]:
    """Return all texts in the exercise's own language, each once."""
    own = data["language"]
    texts = (_chosen(words, own, own) for _, words in _texts(data))
    return list(dict.fromkeys(texts))


def with_translations(data: Mapping[str, Any], others: Mapping[str, Mapping[str, str]]) -> Data:
    """Return an exercise with texts in other languages beside those that they translate."""
    own = data["language"]

    def joined(words: Any, _: Path) -> Any:
        is_translated = isinstance(words, str) and others.get(words)
        return {own: words, **others[words]} if is_translated else words

    return _changed(data, joined)


def are_translations(found: object) -> bool:
    """Tell whether something holds, by texts, what they are in other languages."""
    return isinstance(found, dict) and all(
        isinstance(others, dict) and all(isinstance(one, str) for one in others.values())
        for others in found.values()
    )


def title(data: Mapping[str, Any]) -> str:
    """Return the title of an exercise in its own language; it may lack one as yet."""
    words = data.get("title", "")
    return words if isinstance(words, str) else str(words.get(data.get("language"), ""))


def _chosen(words: str | Mapping[str, str], code: str, own: str) -> str:
    if isinstance(words, str):
        return words
    return words[closest(code, [own, *words])]


def _by_code(words: object) -> list[str]:
    return list(words) if isinstance(words, dict) else []


def _texts(data: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = []
    _changed(data, lambda words, path: found.append((path, words)))
    yield from found


def _changed(data: Mapping[str, Any], change: Change) -> Data:
    """Return data in which each text is what `change` makes of it."""
    changed = {**data}
    for name in ("title", "text"):
        changed[name] = change(data[name], (name,))
    if "hints" in data:
        changed["hints"] = [change(one, ("hints", i)) for i, one in enumerate(data["hints"])]
    if "questions" in data:
        asked = enumerate(data["questions"])
        changed["questions"] = [_question(one, ("questions", i), change) for i, one in asked]
    if "about" in data:
        changed["about"] = _about(data["about"], ("about",), change)
    return changed


def _about(data: Mapping[str, Any], path: Path, change: Change) -> Data:
    changed = {**data}
    for name in ("summary", "learned", "misconception"):
        if name in data:
            changed[name] = change(data[name], (*path, name))
    for group in ("expected", "classes"):
        if isinstance(data.get(group), dict):
            inside, texts = (*path, group), data[group].items()
            changed[group] = {name: change(one, (*inside, name)) for name, one in texts}
    return changed


def _question(data: Mapping[str, Any], path: Path, change: Change) -> Data:
    changed = {**data, "text": change(data["text"], (*path, "text"))}
    if "options" in data:
        options = enumerate(data["options"])
        changed["options"] = [change(one, (*path, "options", i)) for i, one in options]
    return changed
