"""Who has written the rows of a table, as platforms and teachers call its columns."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from playground.exercises.students import Student
from playground.text.folding import folded

NAME_COLUMNS = {
    "first": r"first ?names?|given names?|vornamen?|pr[ée]nom|nombres?|nome(?: pr[óo]prio)?"
    r"|primeiro nome|primer nombre|voornaam|imi[ęe]|名|الاسم الأول|الاسم الشخصي",
    "last": r"last ?name|surname|family name|nachname|familienname|nom|nom de famille|apellidos?"
    r"|apellido\(s\)|cognome|sobrenome|apelido|achternaam|nazwisko|姓"
    r"|الاسم الأخير|اسم العائلة|الاسم العائلي|اللقب|الكنية|الشهرة",
    "full": r"full ?name|vollst[äa]ndiger name|name|student(?: name)?|learner|nom complet|schüler"
    r"|nombre completo|nome completo|姓名|anzeigename|display name|nom de l['\u2019]élève|élève"
    r"|nombre del? (?:alumno|estudiante)|alumno|estudiante|nome do (?:aluno|estudante)|aluno"
    r"|estudante|الاسم(?: الكامل)?|اسم الطالب(?:ة)?|الطالب(?:ة)?",
    "id": r"id|id[ -]?nummer|id[ -]?number|student ?id|sis user id|matrikelnummer|username"
    r"|user ?name|anmeldename|benutzername|num[ée]ro d['\u2019]identification"
    r"|nom d['\u2019]utilisateur|n[úu]mero de (?:id|identificaci[óo]n|identifica[çc][ãa]o)"
    r"|nombre de usuario|nome de usu[áa]rio|matr[íi]cula|اسم المستخدم"
    r"|رقم (?:التعريف|الهوية|الطالب|الجلوس)|الرقم (?:التعريفي|الجامعي)|المعر[ّ]?ف",
    "mail": r"e-?mail.*|.*e-?mail-?adresse|(?:adresse (?:de |[ée]lectronique)?)?courriel"
    r"|adresse [ée]lectronique|correo.*|direcci[óo]n.*|endere[çc]o (?:de )?(?:e-?mail|correio.*)"
    r"|correio.*|indirizzo e-?mail|(?:عنوان )?البريد(?: ال[إا]لكتروني)?|ال[إا]يميل",
}
"""What columns of a platform's table are called that say who has written a row."""

NAME_WORDS = re.compile(
    r"\b(?:(?:first|last|full)?names?|(?:vor|nach|familien)?namen?|nom|prenom|nombres?|apellidos?|nome"
    r"|sobrenome|apelido|ال?اسم|اسمك)\b"
)
"""Words by which a question asks for a name, without case and marks."""

ANONYMOUS = re.compile(r"anonym\w*|anonim[oa]\w*|مجهول\w*")
"""What a platform calls students whom it does not know, without case and marks."""

CLOCK = re.compile(r"[0-9]:[0-9]{2}")
"""What is in a cell that says when, not who."""

ROWS_PER_NUMBER, NUMBERS_BESIDE = 2, 20
"""How far the numbers of rows may go: some rows may have been deleted."""


def numbering(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the headings of the columns that number rows, such as those of forms.

    What looks like a number of a student there is another student's in another table.

    Parameters
    ----------
    headings : sequence of str
    lines : sequence of sequence of str
        All rows.
    """
    return frozenset(
        heading
        for i, heading in enumerate(headings)
        if _is_called(heading, "id") and _are_of_rows([line[i] for line in lines if i < len(line)])
    )


def _are_of_rows(cells: Sequence[str]) -> bool:
    if not cells or not all(cell.strip().isdecimal() and len(cell) < 10 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    is_in_order = all(a < b for a, b in pairwise(numbers)) or all(
        a > b for a, b in pairwise(numbers)
    )
    return is_in_order and max(numbers) <= ROWS_PER_NUMBER * len(numbers) + NUMBERS_BESIDE


def are_known(headings: Sequence[str]) -> bool:
    """Tell whether one of some headings is that of a column that says who has written a row."""
    return any(_is_called(heading, kind) for heading in headings for kind in NAME_COLUMNS)


def student_of_row(columns: Mapping[str, str], numbering: Collection[str] = ()) -> Student:
    """Return who has written a row of a table.

    Parameters
    ----------
    columns : mapping of str to str
        Heading of a column -> its cell.
    numbering : collection of str
        Headings of columns that only number the rows.
    """
    known: dict[str, str] = {}
    for heading, cell in columns.items():
        for kind in NAME_COLUMNS:
            if _says_who(kind, cell) and heading not in numbering and _is_called(heading, kind):
                known.setdefault(kind, cell)
    full, last = known.get("full", ""), known.get("last", "")
    if last and full and last.casefold() not in full.casefold():
        # some tables say "name" for the first one
        known.setdefault("first", full)
    parts = [known[kind] for kind in ("first", "last") if kind in known]
    name = " ".join(parts) if len(parts) == 2 else known.get("full") or " ".join(parts)
    mail = known.get("mail", "")
    return Student(name or _guessed(columns) or mail or _first(columns), known.get("id") or mail)


def _says_who(kind: str, cell: str) -> bool:
    is_address = kind != "mail" or "@" in cell
    return bool(cell) and is_address and ANONYMOUS.fullmatch(folded(cell)) is None


@lru_cache(maxsize=500)  # the headings of a table are asked about for each of its rows
def _is_called(heading: str, kind: str) -> bool:
    return re.fullmatch(NAME_COLUMNS[kind], heading.strip(), re.IGNORECASE) is not None


def _guessed(columns: Mapping[str, str]) -> str:
    """Return the answer to a question for a name; empty if there is none."""
    cells = (cell for heading, cell in columns.items() if _asks_for_name(heading))
    return next((cell for cell in cells if _says_who("full", cell)), "")


@lru_cache(maxsize=500)
def _asks_for_name(heading: str) -> bool:
    return NAME_WORDS.search(folded(heading)) is not None


def _first(columns: Mapping[str, str]) -> str:
    """Return the first cell that may be a name: neither a time nor a number alone."""
    may_be = (
        cell
        for cell in columns.values()
        if any(map(str.isalpha, cell)) and not CLOCK.search(cell) and _says_who("full", cell)
    )
    return next(may_be, "")
