"""Finds what was handed in: results in files and archives, and codes among other text."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from playground.data.tables.decoding import decode
from playground.data.tables.notes import CsvError
from playground.exercises import codes
from playground.exercises.answer_table import columns_beside, kept_cells, read_table
from playground.exercises.gradebook import is_gradebook
from playground.exercises.grades_table import is_own_table
from playground.exercises.grades_workbook import is_own_workbook
from playground.exercises.page_text import plain_text
from playground.exercises.pieces import Piece, find_pieces, in_words
from playground.exercises.result import CODE
from playground.exercises.students import (
    Folder,
    Student,
    own_folders,
    student_of_file,
)
from playground.exercises.table_students import are_known, numbering, student_of_row
from playground.exercises.zip_archive import LARGEST_FILE, UnreadableError
from playground.text import text

TABLES, PAGES = (".csv", ".tsv", ".tab"), (".html", ".htm")
"""How names of files end that hold the answers of many, or a text as a platform writes it."""

TEXTS = (".txt",)
"""How names of files end that may hold a table, too: the "Unicode text" of a spreadsheet."""

MOST_CODES = 20_000
"""Codes that are read of a file at most; the answers of a whole year to a quiz are fewer."""


class Submission(NamedTuple):
    """One thing that was handed in.

    Attributes
    ----------
    name : str
        Where it was found.
    content : str
        Its text.
    reason : str
        Why there is no text.
    student : Student
        Who handed it in, as far as that is known.
    time : str
        When it was last changed; empty if that is not known.
    columns : mapping of str to str
        Other cells of its row in a table, by the headings of their columns.
    remark : str
        What is doubtful about how it was read.
    """

    name: str
    content: str
    reason: str = ""
    student: Student = Student()
    time: str = ""
    columns: Mapping[str, str] = {}
    remark: str = ""


def find_submissions(paths: Iterable[Path], output: Path | None = None) -> Iterator[Submission]:
    """Find everything that was handed in.

    Parameters
    ----------
    paths : iterable of Path
        Files, folders of files, and zip archives of both. A text with codes of results in it, such
        as the answers to a quiz, holds one submission per code; any other file is one submission.
    output : Path, optional
        A file that is going to be written, and was not handed in.

    Returns
    -------
    iterator of Submission
    """
    return submissions_in(list(find_pieces(paths, output=output)))


def submissions_in(
    pieces: Sequence[Piece], exercises: Collection[str] = ()
) -> Iterator[Submission]:
    """Yield everything that was handed in with some files; see `reader_of`."""
    submissions_of = reader_of(pieces, exercises)
    for piece in pieces:
        yield from submissions_of(piece)


def reader_of(
    pieces: Iterable[Piece], exercises: Collection[str] = ()
) -> "partial[Iterator[Submission]]":
    """Return a function that reads what was handed in with one of these files, one by one.

    Parameters
    ----------
    pieces : iterable of Piece
        All files, since their names together tell students apart.
    exercises : collection of str
        Identifiers of the teacher's own exercises, by which files are called, too.
    """
    folders = own_folders((piece.path for piece in pieces), exercises)
    return partial(_submissions_in, folders, frozenset(exercises))


def _submissions_in(
    folders: Mapping[Folder, str], exercises: Collection[str], piece: Piece
) -> Iterator[Submission]:
    student = student_of_file(piece.path, folders, exercises)
    whole = Submission(piece.name, "", student=student, time=piece.time)
    try:
        yield from _read(piece, whole)
    except Exception as error:  # one file must not stop the others, whatever is wrong with it
        yield whole._replace(reason=in_words(error))


def _read(piece: Piece, whole: Submission) -> Iterator[Submission]:
    try:
        raw = piece.read()
        if is_own_workbook(raw):
            raise _OwnTableError(text("grade.own_table"))
        content, table = _decoded(raw)
        if is_own_table(content):
            raise _OwnTableError(text("grade.own_table"))
    except UnreadableError as error:
        # nobody hands in what an earlier run has left in the folder
        is_left = piece.is_found and isinstance(error, _OwnTableError)
        if not is_left:
            yield whole._replace(reason=str(error))
        return
    if table:
        name = text(f"csv.encoding_{table}")
        whole = whole._replace(remark=text("grade.letters_guessed", name=name))
    name = piece.path[-1].lower()
    may_be_table = name.endswith(TABLES) or (name.endswith(TEXTS) and "\t" in content)
    found = _rows_of_table(content, whole, not name.endswith(TABLES)) if may_be_table else None
    found = found or _codes_in(content, whole)
    if found is not None:
        yield from _capped(found, whole)
    elif not (piece.is_found and name.endswith(TABLES) and is_gradebook(raw)):
        shown = plain_text(content) if name.endswith(PAGES) else content
        yield whole._replace(content=shown)


class _OwnTableError(UnreadableError):
    """A file is a table that an earlier run has written."""


def _decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and the table of letters that was guessed; empty for Unicode."""
    try:
        decoded = decode(raw, most=LARGEST_FILE)
        guessed = "".join(one.meaning for one in decoded.remarks if one.kind == "encoding")
        return decoded.text.removeprefix("\ufeff"), guessed
    except CsvError:
        raise UnreadableError(text("grade.no_text")) from None


def _rows_of_table(
    content: str, whole: Submission, is_by_headings: bool
) -> Iterator[Submission] | None:
    """Return the codes in the cells of a table; None if it is none, or they go beyond cells.

    Where its headings have to show that it is a table, it is none without one for students.
    """
    count = _count_codes(content)
    table = read_table(content, _has_code) if count else None
    if table is None or (is_by_headings and not are_known(table.headings)):
        return None
    cells = [cell for row in table.rows for cell in row.cells]
    counts = {cell: _count_codes(cell) for cell in cells}
    if sum(map(counts.__getitem__, cells)) != count:
        return None
    beside = columns_beside(table, lambda cell: counts[cell] > 0)
    of_rows = numbering(table.headings, [row.cells for row in table.rows])
    return (
        Submission(
            f"{whole.name}:{row.number}",
            code,
            student=student_of_row(columns, of_rows),
            columns=columns,
            # in plain letters nothing can be misread
            remark="" if "".join(columns.values()).isascii() else whole.remark,
        )
        for row in table.rows
        for answers in [[cell for cell in row.cells if counts[cell]]]
        if answers
        for columns in [dict(kept_cells(table, row, beside))]
        for cell in answers
        for code in dict.fromkeys(one.code for one in _find_codes(cell).codes)
    )


def _codes_in(content: str, whole: Submission) -> Iterator[Submission] | None:
    """Return the codes among other text; None if there are none, or the text is one result."""
    text_only = content.strip()
    if text_only.startswith("{") or (text_only.startswith(CODE) and content.count(CODE) == 1):
        return None
    shown, found = _find_codes(content)
    if not found:
        return None
    distinct = _distinct(shown, found, is_of_one=bool(whole.student.id))
    # the codes of a chat are those of many, whatever the file is called
    student = whole.student if len(distinct) == 1 or whole.student.id else Student()
    return (
        whole._replace(name=f"{whole.name}:{line}", content=code, student=student)
        for line, code in distinct
    )


def _capped(found: Iterator[Submission], whole: Submission) -> Iterator[Submission]:
    """Yield the first submissions, and one that says so if there are more than can be read."""
    yield from islice(found, MOST_CODES)
    if next(found, None) is not None:
        yield whole._replace(reason=text("grade.many_codes", most=MOST_CODES))


class _Found(NamedTuple):
    """A code in a text: where it begins, and whether it is there to its end."""

    start: int
    code: str
    is_whole: bool


class _Reading(NamedTuple):
    """A text and the codes in it."""

    shown: str
    codes: list[_Found]

    @property
    def worth(self) -> tuple[int, int]:
        """The more whole codes, and the fewer stumps, the better."""
        whole = {one.code for one in self.codes if one.is_whole}
        return len(whole), -sum(not one.is_whole for one in self.codes)


def _find_codes(content: str) -> _Reading:
    """Return the codes in a text, or in what it shows as a page if that has more whole ones."""
    as_it_is = _read_codes(content)
    has_stumps = not as_it_is.codes or not all(one.is_whole for one in as_it_is.codes)
    if not has_stumps or not ("<" in content or "&" in content):
        return as_it_is
    return max(as_it_is, _read_codes(plain_text(content)), key=lambda reading: reading.worth)


def _read_codes(content: str) -> _Reading:
    found = dict(codes.find(CODE, content))
    begun = codes.beginnings(CODE, content)
    whole = [_Found(start, code, True) for start, code in found.items()]
    # What begins like a code and is none is refused as such, not passed over.
    stumps = [
        _Found(start, content[start:end], False)
        for start, end in pairwise([*begun, len(content)])
        if start not in found
    ]
    return _Reading(content, sorted(whole + stumps))


def _distinct(shown: str, found: Iterable[_Found], is_of_one: bool) -> list[tuple[int, str]]:
    """Return lines and codes, an equal one only if other words before it say that it is another's.

    Of what one has handed in, equal ones are left out whatever is said before them.
    """
    kept: dict[tuple[str, str], int] = {}
    last_line: dict[str, int] = {}
    line, end = 1, 0
    for start, code, _ in found:
        # from the code before on: counted from the start of the text, it would take for ever
        line += shown.count("\n", end, start)
        before = shown[max(end, shown.rfind("\n", end, start) + 1) : start]
        words = "" if is_of_one else "".join(filter(str.isalnum, before))
        if last_line.get(code) != line:
            kept.setdefault((code, words), line)
        last_line[code], end = line, start
    return [(line, code) for (code, _), line in kept.items()]


def _count_codes(content: str) -> int:
    return len(codes.beginnings(CODE, content)) if CODE[0] in content else 0


def _has_code(cell: str) -> bool:
    return _count_codes(cell) > 0
