"""What the course says in a language: a file of its texts by those in English, lesson by lesson.

An English text that has changed is another key, so what was translated from it is unknown then.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from playground.exercises import library
from playground.exercises.library import Words
from playground.translation.reading import read_groups

FIRST = 60
"""Characters of a text by which it is known to translators."""


def course_file(folder: Path, code: str) -> Path:
    """Return where in a folder of texts those of the course are."""
    return folder / "course" / f"{code}.json"


def fill_course(folder: Path, code: str) -> list[str]:
    """Bring a language's texts of the course into English's order, with an empty one for each new.

    Returns
    -------
    list of str
        Keys of the texts that English does not have; they were dropped.
    """
    own = course_texts(folder, code)
    filled = {
        stem: {text: own.get(stem, {}).get(text, "") for text in texts}
        for stem, texts in library.english_texts().items()
    }
    file = course_file(folder, code)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(filled, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return list(_beyond(own, filled))


def missing_in_course(folder: Path, code: str) -> list[str]:
    """Return the keys of the texts of the course that a language lacks."""
    own = course_texts(folder, code)
    return [
        key_of(stem, text)
        for stem, texts in library.english_texts().items()
        for text in texts
        if not own.get(stem, {}).get(text)
    ]


def unknown_in_course(folder: Path, code: str) -> list[str]:
    """Return the keys of the texts of the course that English does not have."""
    english = {stem: dict.fromkeys(texts, "") for stem, texts in library.english_texts().items()}
    return list(_beyond(course_texts(folder, code), english))


def _beyond(own: Words, english: Words) -> Iterator[str]:
    for stem, texts in own.items():
        for text, words in texts.items():
            if words and text not in english.get(stem, {}):
                yield key_of(stem, text)


def key_of(stem: str, text: str) -> str:
    """Return by what a text of the course is known to translators."""
    line = " ".join(text.split())
    return f"course/{stem}: {line[:FIRST]}{'…' * (len(line) > FIRST)}"


def course_texts(folder: Path, code: str) -> Words:
    """Return what the course says in a language, by its files and the texts in English."""
    return read_groups(course_file(folder, code))
