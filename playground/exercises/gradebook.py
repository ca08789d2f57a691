"""Lists of grades of learning platforms: what a teacher exports there, filled in to be imported.

Moodle has a grading worksheet for each assignment, Canvas a gradebook for each course. Both are
tables with a row for each student, of which every cell stays as it is but the grades.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import NamedTuple

from playground.data.tables.decoding import decode
from playground.data.tables.notes import CsvError
from playground.exercises.answer_table import read_lines
from playground.exercises.grades_table import defused
from playground.exercises.zip_archive import LARGEST_FILE, UnreadableError
from playground.number_format import spelled_number, with_plain_digits
from playground.text import text
from playground.text.folding import folded

# Headings are compared without case and marks. They are what Moodle and Canvas write in the page's
# languages and some more, in several wordings where versions and regions differ.

GRADE = (
    r"grade|score|bewertung|note|calificacion|puntuacion|valutazione|nota|avaliacao|cijfer"
    r"|(?:ال)?(?:درجة|تقدير|علامة|تقييم)|.+ \([0-9]+\)"
)
"""What the column of grades is called; in Canvas after the assignment, with its number."""

MOST = (
    r"max(?:imum|\.)? (?:grade|score|points)|(?:grade|score) max(?:imum|\.)?"
    r"|bestwertung|(?:(?:beste|maximale|hochste) |hochst|maximal)(?:bewertung|note)"
    r"|note max(?:imale|imum|\.)?|note la plus (?:haute|elevee)"
    r"|(?:calificacion|puntuacion|nota|valutazione|punteggio|avaliacao)"
    r" (?:maxima|massima|massimo|mas alta|mais alta)|maior nota|maximum ?cijfer"
    r"|(?:ال)?(?:درجة|تقدير|علامة|تقييم) (?:ال)?(?:قصوى|عظمى|كاملة|نهائية|اعلى|اقصى)"
    r"|(?:اعلى|اقصى) (?:درجة|تقدير|علامة|تقييم)|الحد الاقصى لل(?:درجة|درجات|تقدير|علامة|تقييم)"
)
"""The column with the best grade there is."""

FEEDBACK = (
    r"feedback.*|commentaires?.*|commenti.*|comentarios? .*feedback.*"
    r"|(?:comentarios? .*)?retroalimentacion.*"
    r"|(?:ال)?(?:تعليقات|ملاحظات)(?! (?:على )?(?:ال)?تسليم).*|(?:ال)?تغذية (?:ال)?راجعة.*"
)
"""The column of what the teacher says."""

MOST_ROW = (
    r"points possible|(?:mogliche|maximale|erreichbare) punkt(?:e|zahl)|punkte moglich"
    r"|points possibles|punt(?:os|uacion) posibles?|pontos possiveis|punti possibili"
    r"|mogelijke punten|(?:ال)?نقاط (?:ال)?(?:ممكنة|محتملة)"
)
"""A cell of the row with the most points of each column."""

USUAL_MOST = 100
"""The best grade where the list says none."""

WHOLE_AND_DECIMALS = re.compile(r"[0-9]+(?:([.,])[0-9]+)?")

WITH_GROUPS = {
    ".": re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})"),
    ",": re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})"),
}
"""Numbers with signs between thousands, by their decimal sign; a single sign is a decimal one."""

ARABIC_SIGNS = str.maketrans("\N{ARABIC DECIMAL SEPARATOR}\N{ARABIC THOUSANDS SEPARATOR}", ".,")

BLANK_GROUP = re.compile(r"(?<=[0-9])[\s'\N{RIGHT SINGLE QUOTATION MARK}](?=[0-9]{3}(?![0-9]))")
"""A blank, or what looks less like a decimal sign, between thousands."""

ENDING_NUMBER = re.compile(r"\D+ ?([0-9]+)")
"""What a platform calls a student whom it only numbers."""


class Mark(NamedTuple):
    """What a student gets.

    Attributes
    ----------
    student : Mapping
        Row of the graders' table, of which only who handed it in is read.
    share : float
        Of what can be earned, from 0 to 1.
    note : str
        What the teacher says.
    """

    student: Mapping[str, object]
    share: float
    note: str = ""


class Filled(NamedTuple):
    """A list of grades with grades in it.

    Attributes
    ----------
    content : str
        The table, to be written as it is.
    matched : int
        Students who got a grade.
    missing : tuple of str
        Names of those who are not in the list, or of whom there are several.
    is_best_known : bool
        Whether the list says the best grade of everyone who got one; `USUAL_MOST` was taken if not.
    """

    content: str
    matched: int
    missing: tuple[str, ...]
    is_best_known: bool = True


class Best(NamedTuple):
    """The best grade there is, and the decimal sign it is written with."""

    value: float
    sign: str


@dataclass(frozen=True)
class Gradebook:
    """A list of grades.

    Attributes
    ----------
    lines : list of list of str
        All cells, those of the headings first.
    separator : str
        Between cells.
    """

    lines: Sequence[Sequence[str]]
    separator: str

    @classmethod
    def read(cls, raw: bytes) -> "Gradebook":
        """Return the list of grades in a file.

        Raises
        ------
        UnreadableError
            If there is no table with a column of grades in it.
        """
        try:
            content = decode(raw, most=LARGEST_FILE).text.removeprefix("\ufeff")
        except CsvError:
            raise UnreadableError(text("grade.no_text")) from None
        lines, separator = read_lines(content)
        book = cls(lines, separator)
        if len(lines) < 2 or not book.grade_columns:
            raise UnreadableError(text("gradebook.none"))
        return book

    @property
    def headings(self) -> Sequence[str]:
        """The headings of the columns."""
        return self.lines[0]

    @property
    def grade_columns(self) -> list[int]:
        """Positions of the columns that may be those of grades, the likeliest first."""
        return self._columns(GRADE)

    def fill(self, marks: Sequence[Mark], column: int) -> Filled:
        """Put grades into a column.

        Parameters
        ----------
        marks : sequence of Mark
            One for each student.
        column : int
            Its position.
        """
        lines = [list(line) for line in self.lines]
        feedback = next(iter(self._columns(FEEDBACK)), None)
        missing = []
        is_best_known = True
        places = self._places([mark.student for mark in marks])
        for mark, place in zip(marks, places, strict=True):
            if place is None:
                missing.append(str(mark.student.get("student") or mark.student["submission"]))
                continue
            line = lines[place]
            line += [""] * (len(self.headings) - len(line))
            best = self._best(line, column)
            is_best_known = is_best_known and best is not None
            line[column] = _grade(mark.share, best or Best(USUAL_MOST, "."))
            if feedback is not None and mark.note:
                line[feedback] = defused(mark.note)
        matched = len(marks) - len(missing)
        return Filled(self._written(lines), matched, tuple(missing), is_best_known)

    def _columns(self, pattern: str) -> list[int]:
        return [i for i, one in enumerate(self.headings) if _is_called(one, pattern)]

    def _best(self, line: Sequence[str], column: int) -> Best | None:
        """Return the best grade: of this line, else that of others, else that of the column."""
        columns = self._columns(MOST)
        beside = [one[i] for one in (line, *self.lines[1:]) for i in columns if i < len(one)]
        above = [
            other[column]
            for other in self.lines[1:3]
            if column < len(other) and any(_is_called(cell, MOST_ROW) for cell in other)
        ]
        return next(filter(None, map(_best_in, [*beside, *above])), None)

    def _places(self, students: Sequence[Mapping[str, object]]) -> list[int | None]:
        """Return the line of each student: by number, then by address, then by name."""
        found: list[int | None] = [None] * len(students)
        for keys_of, spell in WAYS:
            wanted = [keys_of(student) for student in students]
            lines = self._lines_by(set().union(*wanted), spell)
            for i, keys in enumerate(wanted):
                places = {place for key in keys for place in lines.get(key, ())}
                if found[i] is None and len(places) == 1:
                    (found[i],) = places
        return found

    def _lines_by(self, keys: set[str], spell: "Spell") -> dict[str, list[int]]:
        """Return the lines in which keys are, in the column that has most of them."""
        by_column = []
        for column in range(len(self.headings)):
            lines: dict[str, list[int]] = {}
            for i, line in enumerate(self.lines[1:], 1):
                for key in spell(line[column]) & keys if column < len(line) else ():
                    lines.setdefault(key, []).append(i)
            by_column.append(lines)
        return max(by_column, key=len)

    def _written(self, lines: Sequence[Sequence[str]]) -> str:
        file = StringIO(newline="")
        csv.writer(file, delimiter=self.separator).writerows(lines)
        return file.getvalue()


def is_gradebook(raw: bytes) -> bool:
    """Tell whether a file is a list of grades."""
    try:
        Gradebook.read(raw)
    except UnreadableError:
        return False
    return True


Spell = Callable[[str], set[str]]
"""Gives what a cell may be found by."""


def _ids_of(student: Mapping[str, object]) -> set[str]:
    return {str(student.get("student_id", "")).casefold()} - {""}


def _addresses_of(student: Mapping[str, object]) -> set[str]:
    return {_plain(str(cell)) for cell in student.values() if "@" in str(cell)}


def _names_of(student: Mapping[str, object]) -> set[str]:
    return {_plain(str(student.get("student", "")))} - {""}


def _spelled_ids(cell: str) -> set[str]:
    number = ENDING_NUMBER.fullmatch(cell.strip())
    return {cell.strip().casefold(), *([number[1]] if number else [])}


def _spelled_names(cell: str) -> set[str]:
    last, _, first = cell.partition(",")
    return {_plain(cell), _plain(f"{first} {last}")}


WAYS: tuple[tuple[Callable[[Mapping[str, object]], set[str]], Spell], ...] = (
    (_ids_of, _spelled_ids),
    (_addresses_of, lambda cell: {_plain(cell)}),
    (_names_of, _spelled_names),
)
"""How a student is looked for, in turn: what of the student, and what of a cell that may be."""


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_called(heading: str, pattern: str) -> bool:
    return re.fullmatch(pattern, " ".join(folded(heading).split())) is not None


def _grade(share: float, best: Best) -> str:
    """Spell a grade with the decimal sign of the best one."""
    written = f"{share * best.value:.2f}".rstrip("0").rstrip(".")
    return written.replace(".", best.sign)


def _best_in(cell: str) -> Best | None:
    """Return the number in a cell, however a platform spells it; None if there is none."""
    spelled = BLANK_GROUP.sub("", with_plain_digits(cell.strip()).translate(ARABIC_SIGNS))
    for sign, pattern in WITH_GROUPS.items():
        if pattern.fullmatch(spelled):
            group = "." if sign == "," else ","
            return Best(float(spelled.replace(group, "").replace(sign, ".")), sign)
    match = WHOLE_AND_DECIMALS.fullmatch(spelled)
    return Best(spelled_number(spelled), match[1] or ".") if match else None
