"""The texts of each language as the page fetches them, and its glossary."""

import json
from dataclasses import asdict

from playground.glossary import as_json
from playground.text import FALLBACK_LANGUAGE, catalogue, language_of
from playground.text.catalogues import HEADER, language_names, texts_folder
from playground.text.placeholders import can_be_filled
from playground.text.pseudo import RULES

FOLDER = "languages"
"""Where they are below the folder of our own files."""


def languages() -> list[str]:
    """Return the codes of all languages, those for testing too."""
    return [*language_names(), *RULES]


def words(code: str) -> str:
    """Return a language's catalogue, complete: what it lacks, or has wrong, is in English."""
    header = asdict(language_of(code))
    english = catalogue(FALLBACK_LANGUAGE)
    own = {
        key: entry
        for key, entry in catalogue(code).items()
        if key in english and can_be_filled(entry, english[key])
    }
    texts = {**english, **own}
    return json.dumps(
        {"code": header.pop("code"), HEADER: header, "texts": texts}, ensure_ascii=False
    )


def translations() -> dict[str, str]:
    """Return the texts of each language but English, by its code."""
    others = (code for code in language_names() if code != FALLBACK_LANGUAGE)
    return {code: words(code) for code in others}


def course_texts() -> dict[str, dict[str, bytes]]:
    """Return the file with the course's texts in each language but English, by its code."""
    folder = texts_folder() / "course"
    files = {code: folder / f"{code}.json" for code in language_names()}
    return {
        code: {f"playground/texts/course/{file.name}": file.read_bytes()}
        for code, file in files.items()
        if file.is_file()
    }


def language_files() -> dict[str, bytes]:
    """Return all files of languages by their names below the folder of our own files."""
    contents = {code: (words(code), as_json(code)) for code in languages()}
    return {
        name: content.encode()
        for code, both in contents.items()
        for name, content in zip(names_in(code), both, strict=True)
    }


def names_in(code: str) -> tuple[str, str]:
    """Return the names of the files with a language's texts and its glossary."""
    return f"{FOLDER}/{code}.json", f"{FOLDER}/{code}.glossary.json"
