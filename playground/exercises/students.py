"""Who handed something in, as platforms and teachers say it by the names of files and columns."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import takewhile, zip_longest
from typing import NamedTuple

from playground.exercises import library

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>[0-9]+)_assignsubmission_(?:file|onlinetext)(?:_.*)?")
"""Folder, or beginning of the name of a file, among all submissions to an assignment in Moodle."""

CANVAS = re.compile(
    # a name has signs that are no letters by themselves, such as the vowels of Hindi
    r"(?:(?P<name>[^\s_]+)_(?:LATE_)?(?P<id>[0-9]+)|anon_(?:LATE_)?(?P<anonymous>[0-9A-Za-z]{5}))"
    r"_(?:[0-9]+_.+|text(?: ?\([0-9]+\))?\.html?)"
)
"""Name of a file among all submissions to an assignment in Canvas; a text has no number there."""

COUNT = r"(?:[ _-]*\(?[0-9]+\)?)?"
"""What is put behind the name of a file of which there are several."""

USUAL_NAME = re.compile(rf"(?:result|code|text|onlinetext|answer){COUNT}", re.IGNORECASE)
"""Name of a file, without its ending, that says nothing of who handed it in."""

RESULT_NAME = re.compile(rf"(?P<name>.+)\.result{COUNT}", re.IGNORECASE)
"""What the page calls a result file, without its ending: by the exercise, if it stays so."""

KIND = re.compile(
    r"(?:\W|_|\d|results?|code|answers?|submissions?|handed in|homework|attempts?|tries|try"
    r"|versions?|v|final|old|new|my|copy|work|zip|files?|uploads?|downloads?|documents?|exercises?|lessons?"
    r"|abgaben?|ergebniss?e?|lösung(?:en)?|antwort(?:en)?|hausaufgaben?|versuche?|fassung|alt|neu"
    r"|kopie|arbeit(?:en)?|dateien?|dokumente?|aufgaben?|netz(?:werk)?|network"
    r"|résultats?|réponses?|devoirs?|rendus?|essais?|exercices?|fichiers?|réseau"
    r"|resultados?|respuestas?|tareas?|entregas?|intentos?|ejercicios?|archivos?|red"
    r"|respostas?|tarefas?|tentativas?|versão|versión|exercícios?|arquivos?|rede"
    r"|نتيجة|نتائج|تسليم|واجب|محاولة|نسخة|تمرين)+",
    re.IGNORECASE,
)
"""Name of a folder or a file that says what is in it, not whose it is."""

CLASS = re.compile(
    r"(?:class|klasse|classe|clase|turma|grade|kurs|group|gruppe)?\W*\d{1,2}\W*[a-z]?"
)
"""Name of a folder that holds a class, in small letters."""

PERSON = re.compile(r"[^\W\d_]+(?:[ '\u2019.,_-]+[^\W\d_]+)*\.?")
"""Name of a file that may be a person's, if it begins with no small letter."""

DEEPEST = 20
"""Folders in each other at most among which that of a student is looked for."""

RESULTS, TEXTS = (".json",), (".txt", ".html", ".htm", ".md", ".eml", "")
"""How names of results end, and those of files in which there may be codes."""


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


Folder = tuple[str, ...]
"""The names of a folder and of those that it is in, the outermost first."""

NO_FOLDERS: Mapping[Folder, str] = {}


def student_of_file(
    path: Sequence[str],
    folders: Mapping[Folder, str] = NO_FOLDERS,
    exercises: Collection[str] = (),
) -> Student:
    """Return who handed a file in.

    Parameters
    ----------
    path : sequence of str
        Folders and name of the file.
    folders : mapping of tuple of str to str
        Whose those are that belong to one student each; see `own_folders`.
    exercises : collection of str
        Identifiers of the teacher's own exercises.
    """
    if student := next(filter(None, map(student_of_platform, path)), None):
        return student
    if owner := folders.get(tuple(path[:-1])):
        return Student(owner)
    name = _name_in(path[-1])
    return Student() if _says_nothing(name, exercises) else Student(name)


def student_of_platform(name: str) -> Student | None:
    """Return who handed in what a platform has called by its student; None if it has not."""
    if match := MOODLE.fullmatch(name):
        return Student(match["name"].strip(), match["id"])
    if match := CANVAS.fullmatch(name):
        return Student(match["name"] or match["anonymous"], match["id"] or match["anonymous"])
    return None


def own_folders(
    paths: Iterable[Sequence[str]], exercises: Collection[str] = ()
) -> dict[Folder, str]:
    """Return whose the folders are that belong to one student each.

    A folder does if the names of the results in it tell no students apart. It is called by the
    one of its folders that tells students apart: neither by one that all have in common, nor by one
    that says of what kind its content is, such as an exercise or an attempt.
    """
    files: dict[Folder, list[str]] = {}
    for path in paths:
        if len(path) > 1 and not any(map(student_of_platform, path)):
            files.setdefault(tuple(path[:-1]), []).append(path[-1])
    own = [
        folder
        for folder, names in files.items()
        if _is_own(folder, _results_among(names), exercises)
    ]
    return dict(zip(own, _owners(own), strict=True))


def place_of(folder: Iterable[str]) -> Folder:
    """Return the folders of a result that say where it belongs, without what it is and its copies.

    Results of one name from one place are those of one student; from different places they may be
    those of two.
    """
    return tuple(part for part in folder if not _is_kind(part))


def shared_depth(folders: Collection[Folder]) -> int:
    """Return how many of their first names folders have in common."""
    levels = zip(min(folders), max(folders), strict=False)
    return len(list(takewhile(lambda names: names[0] == names[1], levels)))


def _results_among(names: Sequence[str]) -> list[str]:
    """Return the names of the files that are results, as far as their endings say so."""
    for endings in (RESULTS, TEXTS):
        found = [name for name in names if _ending(name) in endings]
        if found:
            return found
    return list(names)


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def _is_own(folder: Folder, names: Sequence[str], exercises: Collection[str]) -> bool:
    said = [_name_in(name) for name in names]
    if all(_says_nothing(name, exercises) for name in said):
        return True
    (one, *others) = said
    is_name = PERSON.fullmatch(one) is not None and not one[0].islower()
    may_be_own = place_of(folder) and not CLASS.fullmatch(folder[-1].lower())
    return not others and not is_name and bool(may_be_own)


def _name_in(file: str) -> str:
    """Return what the name of a file says beside what kind of file it is."""
    name = stem(file)
    result = RESULT_NAME.fullmatch(name)
    return result["name"] if result else name


def _says_nothing(name: str, exercises: Collection[str]) -> bool:
    return USUAL_NAME.fullmatch(name) is not None or name in exercises or _is_kind(name)


def _is_kind(name: str) -> bool:
    """Tell whether a name is that of an exercise, or says something like "Version 2"."""
    if "-".join(re.findall(r"[^\W_]+", name.casefold())) in _exercise_names():
        return True
    # a number alone may be a student's, and 6b is a class
    is_number = name.isdigit() or CLASS.fullmatch(name.lower()) is not None
    return not is_number and KIND.fullmatch(name) is not None


@cache
def _exercise_names() -> frozenset[str]:
    return frozenset(library.exercise_names())


def _owners(folders: Sequence[Folder]) -> list[str]:
    """Return the name of each folder's owner."""
    telling = [_telling(folder) for folder in folders]
    if len(set(telling)) < 2:
        return [parts[-1] for parts in telling]
    # what all have in common says nothing
    common = shared_depth(telling)
    apart = [parts[common:] for parts in telling]
    levels = [{*names} - {None} for names in zip_longest(*apart)]
    wanted = len(set(apart))
    needed = bisect_left(range(len(levels)), wanted, key=lambda n: _count(apart, n + 1))
    # the names that recur least are those of people: there are more of them than of exercises
    level = max(range(min(needed + 1, len(levels))), key=lambda n: (len(levels[n]), -n))
    return [
        parts[min(level, len(parts) - 1)] if parts else before[-1]
        for parts, before in zip(apart, telling, strict=True)
    ]


def _count(folders: Sequence[Folder], depth: int) -> int:
    """Return how many folders there are to a depth."""
    return len({folder[:depth] for folder in folders})


def _telling(folder: Folder) -> Folder:
    """Return those parts of a folder that may be the name of a student."""
    found = place_of(folder)
    people = tuple(part for part in found if not CLASS.fullmatch(part.lower()))
    return (people or found or folder)[:DEEPEST]


def stem(name: str) -> str:
    """Return the name of a file without its last ending."""
    return name.rpartition(".")[0] or name
