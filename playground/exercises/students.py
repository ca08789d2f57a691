"""Who handed something in, as platforms and teachers say it by the names of files and columns."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>[0-9]+)_assignsubmission_(?:file|onlinetext)(?:_.*)?")
"""Folder, or beginning of the name of a file, among all submissions to an assignment in Moodle."""

CANVAS = re.compile(r"(?P<name>[^\W_]+)_(?:LATE_)?(?P<id>[0-9]+)_[0-9]+_.+")
"""Name of a file among all submissions to an assignment in Canvas."""

USUAL_NAME = re.compile(
    r"(?:result|code|text|onlinetext|answer|[a-z0-9][a-z0-9-]*\.result)(?:[ _-]*\(?[0-9]+\)?)?",
    re.IGNORECASE,
)
"""Name of a file, without its ending, that says nothing of who handed it in."""

NAME_COLUMNS = {
    "first": r"first ?names?|given names?|vornamen?|pr[ée]nom|nombre|nome",
    "last": r"last ?name|surname|family name|nachname|familienname|nom|nom de famille|apellidos?"
    r"|apellido\(s\)|cognome|sobrenome|achternaam",
    "full": r"full ?name|vollst[äa]ndiger name|name|student(?: name)?|learner|nom complet|schüler"
    r"|nombre completo|nome completo|姓名|anzeigename|display name",
    "id": r"id|id[ -]?nummer|id[ -]?number|student ?id|sis user id|matrikelnummer|username"
    r"|user ?name|anmeldename|benutzername",
    "mail": r"e-?mail.*|.*e-?mail-?adresse|courriel|adresse de courriel|correo.*|direcci[óo]n.*",
}
"""What columns of a platform's table are called that say who has written a row."""


class Student(NamedTuple):
    """Who handed something in.

    Attributes
    ----------
    name : str
        Empty if it is not known.
    id : str
        What a platform knows the student by; empty if that is not known.
    """

    name: str = ""
    id: str = ""


def student_of_file(path: Sequence[str], folders: Collection[Sequence[str]] = ()) -> Student:
    """Return who handed a file in.

    Parameters
    ----------
    path : sequence of str
        Folders and name of the file.
    folders : collection of sequence of str
        Those that belong to one student each; see `own_folders`.
    """
    for part in path:
        if match := MOODLE.fullmatch(part):
            return Student(match["name"].strip(), match["id"])
    if match := CANVAS.fullmatch(path[-1]):
        return Student(match["name"], match["id"])
    if tuple(path[:-1]) in folders:
        return Student(path[-2])
    name = stem(path[-1])
    return Student() if USUAL_NAME.fullmatch(name) else Student(name)


def own_folders(paths: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    """Return the folders that belong to one student each.

    A folder of several files does if their names do not tell students apart.
    """
    names: dict[tuple[str, ...], list[str]] = {}
    for path in paths:
        if len(path) > 1:
            names.setdefault(tuple(path[:-1]), []).append(stem(path[-1]))
    return {
        folder
        for folder, found in names.items()
        if len(found) == 1 or all(map(USUAL_NAME.fullmatch, found))
    }


def student_of_row(columns: Mapping[str, str]) -> Student:
    """Return who has written a row of a table: heading of a column -> its cell."""
    known: dict[str, str] = {}
    for heading, cell in columns.items():
        for kind, pattern in NAME_COLUMNS.items():
            if cell and re.fullmatch(pattern, heading.strip(), re.IGNORECASE):
                known.setdefault(kind, cell)
    parts = [known[kind] for kind in ("first", "last") if kind in known]
    name = " ".join(parts) if len(parts) == 2 else known.get("full") or " ".join(parts)
    mail, first = known.get("mail", ""), next((cell for cell in columns.values() if cell), "")
    return Student(name or mail or first, known.get("id") or mail)


def stem(name: str) -> str:
    """Return the name of a file without its last ending."""
    return name.rpartition(".")[0] or name
