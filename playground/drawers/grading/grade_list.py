"""A list of grades of a learning platform that a teacher has chosen, to be filled and imported."""

from collections.abc import Sequence
from pathlib import Path

from playground.drawers.grading.classroom import Classroom
from playground.drawers.grading.exports import MARK, marks
from playground.exercises.gradebook import USUAL_MOST, Gradebook
from playground.exercises.zip_archive import UnreadableError, read_all
from playground.text import listed, text


class GradeList:
    """What is chosen, and what there is to say about it.

    Attributes
    ----------
    book : Gradebook or None
        The list; None if there is none.
    name : str
        Of its file.
    column : int
        Into which grades go.
    words : float
        Points that answers in words can earn in each exercise.
    note : str
        What became of it.
    """

    def __init__(self) -> None:
        self.book: Gradebook | None = None
        self.name, self.column, self.note, self.words = "", 0, "", 0.0

    def forget(self) -> None:
        """Forget the list."""
        self.book, self.note = None, ""

    def take(self, folder: Path) -> None:
        """Take the file in a folder."""
        self.forget()
        for path in sorted(folder.iterdir())[:1]:
            try:
                with path.open("rb") as file:
                    self.book = Gradebook.read(read_all(file))
            except UnreadableError as error:
                self.note = str(error)
            else:
                self.name, self.column = path.name, self.book.grade_columns[0]

    def choose(self, column: str) -> None:
        """Take the column of this number, if it may be one of grades."""
        if self.book is not None and column in map(str, self.book.grade_columns):
            self.column = int(column)

    def filled(self, classroom: Classroom, chosen: Sequence[int]) -> str | None:
        """Return the list with grades for some rows of the class; None if there is no list."""
        if self.book is None:
            return None
        made = marks(classroom, chosen, self.words, self.book)
        filled = self.book.fill(made.marks, self.column, made.lines)
        note = text("grading.book_filled", count=filled.matched)
        if filled.missing:
            note += " " + text("grading.book_missing", names=listed(filled.missing))
        if not filled.is_best_known:
            note += " " + text("grading.book_usual", most=USUAL_MOST)
        self.note = note
        return MARK + filled.content
