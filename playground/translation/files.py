"""The files of a language: catalogue, glossary, course, and what they were translated from.

All are in English's order, one text a line, so the files can be read side by side. A text that is
empty is not translated yet.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from playground.text.catalogues import FALLBACK_LANGUAGE, HEADER, Entry, is_written
from playground.translation.course import course_file, fill_course
from playground.translation.header_faults import plural_categories
from playground.translation.headers import header
from playground.translation.reading import read_catalogue, read_groups, read_texts

DIGITS = 8
"""Length of a digest."""

GLOSSARY = "glossary/"
"""How the keys of the glossary's explanations begin; its scope and its key in there follow."""


@dataclass(frozen=True)
class Files:
    """The files of one language in a folder of texts.

    Attributes
    ----------
    folder : Path
    code : str
    """

    folder: Path
    code: str

    @property
    def catalogue(self) -> Path:
        """The texts of the page."""
        return self.folder / f"{self.code}.json"

    @property
    def glossary(self) -> Path:
        """What the words on the page mean."""
        return self.folder / "glossary" / f"{self.code}.json"

    @property
    def sources(self) -> Path:
        """Of each text the digests of the English one and of the translation made from it."""
        return self.folder / f"{self.code}.sources.json"

    def header(self) -> dict[str, Any]:
        """Return what the catalogue says of the language."""
        return read_catalogue(self.catalogue)[0]

    def texts(self) -> dict[str, Entry]:
        """Return all texts by key, those of the glossary below theirs; empty ones, too."""
        _, texts = read_catalogue(self.catalogue)
        glossary = {
            f"{GLOSSARY}{scope}/{key}": words
            for scope, terms in read_groups(self.glossary).items()
            for key, words in terms.items()
        }
        return {**texts, **glossary}

    def known_sources(self) -> dict[str, str]:
        """Return of each translated text both digests, by its key."""
        return read_texts(self.sources)


def texts_folder() -> Path:
    """Return the folder of texts of this copy of the playground."""
    return Path(str(resources.files("playground") / "texts"))


def digests(english: Entry, own: Entry) -> str:
    """Return what a language's sources say of a text: from which English one it was made."""
    return f"{_digest(english)} {_digest(own)}"


def new(folder: Path, code: str) -> list[Path]:
    """Make the files of a language with no text in them yet.

    Parameters
    ----------
    folder : Path
        The folder of texts.
    code : str
        The language's tag, such as "pt-BR".

    Returns
    -------
    list of Path
        The files, in the order in which they are to be filled.

    Raises
    ------
    FileExistsError
        If there is one already.
    ValueError
        If CLDR knows no such language.
    """
    files = Files(folder, code)
    head = header(code)
    if files.catalogue.exists():
        raise FileExistsError(str(files.catalogue))
    _write(files, head, {})
    fill_course(folder, code)
    return [files.catalogue, files.glossary, course_file(folder, code)]


def update(folder: Path, code: str, seen: Collection[str] = ()) -> list[str]:
    """Bring a language's files into English's order, and note what its texts were made from.

    Parameters
    ----------
    folder : Path
    code : str
    seen : collection of str
        Keys of texts that are right although the English ones have changed since.

    Returns
    -------
    list of str
        Keys that English does not have; their texts were dropped.
    """
    files = Files(folder, code)
    english, own = Files(folder, FALLBACK_LANGUAGE).texts(), files.texts()
    known = files.known_sources()
    _write(files, files.header(), own)
    done = {key: entry for key, entry in own.items() if key in english and is_written(entry)}
    noted = {
        key: known[key]
        if key not in seen and known.get(key, "").endswith(_digest(entry))
        else digests(english[key], entry)
        for key, entry in done.items()
    }
    _write_lines(files.sources, {key: noted[key] for key in english if key in noted})
    return [*(key for key in own if key not in english), *fill_course(folder, code)]


def _write(files: Files, head: Mapping[str, Any], own: Mapping[str, Entry]) -> None:
    """Write catalogue and glossary, with an empty text for each that is missing."""
    english = Files(files.folder, FALLBACK_LANGUAGE).texts()
    filled = {
        key: own.get(key) or _blank(entry, plural_categories(head))
        for key, entry in english.items()
    }
    texts = {key: entry for key, entry in filled.items() if not key.startswith(GLOSSARY)}
    _write_lines(files.catalogue, {HEADER: head, **texts})
    scopes: dict[str, dict[str, Entry]] = {}
    for key in filled.keys() - texts.keys():
        scopes.setdefault(key.split("/")[1], {})
    for key, entry in filled.items():
        if key not in texts:
            _, scope, name = key.split("/", 2)
            scopes[scope][name] = entry
    order = dict.fromkeys(key.split("/")[1] for key in filled if key not in texts)
    content = json.dumps({scope: scopes[scope] for scope in order}, ensure_ascii=False, indent=2)
    files.glossary.parent.mkdir(exist_ok=True)
    files.glossary.write_text(content + "\n", encoding="utf-8")


def _blank(english: Entry, categories: Iterable[str]) -> Entry:
    if isinstance(english, str):
        return ""
    return dict.fromkeys(categories, "")


def _digest(entry: Entry) -> str:
    spelled = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    return sha256(spelled.encode()).hexdigest()[:DIGITS]


def _write_lines(file: Path, entries: Mapping[str, object]) -> None:
    lines = (f"  {_spelled(key)}: {_spelled(entry)}" for key, entry in entries.items())
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _spelled(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
