"""A class: what it has handed in, graded in the background, and what the teacher says to it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playground.exercises.comparison import Twins, note_common
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.grades_table import visible
from playground.exercises.grading import find_exercise, grade_in_steps
from playground.exercises.lesson import CODE as LESSON_CODE
from playground.exercises.library import open_exercise, open_lesson
from playground.exercises.own_exercises import OwnExercises, Sorted, is_exercise_file, sort_out
from playground.exercises.pieces import Piece, find_pieces
from playground.exercises.result import CODE as RESULT_CODE
from playground.exercises.result import Result, ResultError, read_result
from playground.exercises.shapes import Row
from playground.exercises.submissions import Submission, reader_of
from playground.number_format import grouped
from playground.text import listed, text
from playground.ui.background_jobs import Jobs, Steps, with_share

JOB = "grading"

MOST_FILES = 20_000
"""Files that the page gives at once at most, as `static/handed-files.js` counts them."""


class Place(NamedTuple):
    """Where a submission was found, to read it again: which file, and its number there."""

    piece: Piece
    number: int


@dataclass
class Remarks:
    """What a teacher says to a result.

    Attributes
    ----------
    points : dict
        Identifier of a question -> points for an answer in words.
    note : str
    """

    points: dict[str, float] = field(default_factory=dict)
    note: str = ""


class Classroom:
    """Grades files step by step; what is read of a file is forgotten when it is graded.

    Parameters
    ----------
    jobs : Jobs
        Where it is done.

    Attributes
    ----------
    rows : list of dict
        As from `grade`, of what is graded so far.
    total : int
        Files that were given.
    of_other_runs : set of int
        Places of rows to whose weights training again does not come, as far as that was tried.
    share : float or None
        How much is graded; None if nothing is under way.
    on_change : callable
        Called when rows are complete, or the share has changed.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._folders: list[Path] = []
        self._places: list[Place] = []
        self._last: tuple[Piece, list[Submission]] | None = None
        self._read: Callable[[Piece], Iterator[Submission]] = reader_of([])
        self._remarks: dict[int, Remarks] = {}
        self._twins: Twins = {}
        self._own = OwnExercises()
        self.rows: list[Row] = []
        self.of_other_runs: set[int] = set()
        self.total = 0
        self.share: float | None = None
        self.on_change: Callable[[], object] = lambda: None

    @property
    def exercises(self) -> dict[str, Exercise]:
        """Those of the teacher's own, by their identifiers."""
        return self._own.exercises

    @property
    def described(self) -> list[str]:
        """Their names, as `OwnExercises` gives them."""
        return self._own.described

    @property
    def problems(self) -> list[str]:
        """A sentence for each thing that could not be taken."""
        return self._own.problems

    def add(self, folder: Path, left_out: Sequence[str] = ()) -> None:
        """Take the files in a folder: exercises, and what was handed in; grade all anew.

        Parameters
        ----------
        folder : Path
        left_out : sequence of str
            How many files were too many to be given, then the names of those that could not be
            read.
        """
        self.problems[:] = _left_out(*left_out)
        for path in sorted(folder.iterdir()):
            if is_exercise_file(path.name):
                self._own.add(path.name, path)
        self._folders.append(folder)
        self.grade()

    def add_exercise(self, reference: str) -> None:
        """Take an exercise by its link or code, and grade all anew."""
        self.problems.clear()
        address = reference.strip()
        if address.startswith(RESULT_CODE):
            self.problems.append(text("grading.result_code"))
            self.on_change()
            return
        try:
            for exercise in _exercises_of(address):
                self._own.keep(text("grading.own"), exercise)
        except ExerciseError as error:
            self.problems.append(error.messages[0])
        self.grade()

    def clear(self) -> None:
        """Forget all that was handed in, and what was said to it."""
        self.stop()
        self._folders, self._places, self._last, self._twins = [], [], None, {}
        self.rows, self._remarks, self._own = [], {}, OwnExercises()
        self.on_change()

    def grade(self) -> None:
        """Begin to grade all files."""
        self.rows, self._places, self._twins, self.share = [], [], {}, 0.0
        self.of_other_runs.clear()
        self._jobs.start(JOB, self._steps(), self._progress, self._done, self._fail)
        self.on_change()

    def stop(self) -> None:
        """Give up what is under way; what is graded stays."""
        self._jobs.cancel(JOB)
        if self.share is not None:
            self._done(None)

    @property
    def has_remarks(self) -> bool:
        """Whether anything was said to a result."""
        return any(one.points or one.note for one in self._remarks.values())

    def remarks(self, index: int) -> Remarks:
        """Return what is said to the result of a row, to be changed.

        It stays there when more is given and all is graded anew, since that comes behind.
        """
        return self._remarks.setdefault(index, Remarks())

    def twin(self, index: int, column: str) -> Row | None:
        """Return the row that a column of another one, such as "equal_to", names; or None."""
        other = self._twins.get((index, column))
        return None if other is None else self.rows[other]

    def exercise(self, row: Row) -> Exercise | None:
        """Return the exercise of a row; None if there is none here."""
        try:
            return find_exercise(str(row.get("exercise", "")), self.exercises)
        except ResultError:
            return None

    def result(self, index: int) -> Result | None:
        """Return the result of a row, read again; None if it cannot be read."""
        piece, number = self._places[index]
        if self._last is None or self._last[0] is not piece:
            self._last = piece, list(self._read(piece))
        try:
            return read_result(self._last[1][number].content)
        except ResultError:
            return None

    def _steps(self) -> Steps[None]:
        found = list(self._sorted())
        pieces = [piece for one in found for piece in one.others]
        for piece in (piece for one in found for piece in one.exercises):
            yield 0.0
            self._own.add_found(piece)
        self.total = len(pieces)
        self._read = reader_of(pieces, self.exercises)
        for done, piece in enumerate(pieces):
            yield done / len(pieces)
            submissions = []
            for submission in self._read(piece):
                submissions.append(submission)
                yield done / len(pieces)
            for i, submission in enumerate(submissions):
                share = (done + i / len(submissions)) / len(pieces)
                yield share
                row = yield from with_share(share, grade_in_steps(submission, self.exercises))
                self.rows.append(row)
                self._places.append(Place(piece, i))

    def _sorted(self) -> Iterator[Sorted]:
        for folder in self._folders:
            given = [path for path in sorted(folder.iterdir()) if not is_exercise_file(path.name)]
            yield sort_out(find_pieces(given, root=folder))

    def _progress(self, share: float) -> None:
        self.share = share
        self.on_change()

    def _done(self, _: None) -> None:
        self._twins = note_common(self.rows, self.exercises)
        self.share = None
        self.on_change()

    def _fail(self, error: ValueError) -> None:
        self.problems.append(str(error))
        self._done(None)


def _left_out(too_many: str = "0", *unreadable: str) -> list[str]:
    """Say which files could not be given."""
    said = []
    if too_many.isdecimal() and int(too_many):
        said.append(text("grading.left_out", count=int(too_many), found=grouped(MOST_FILES)))
    if unreadable:
        said.append(text("grading.unreadable", names=listed(map(visible, unreadable))))
    return said


def _exercises_of(address: str) -> list[Exercise]:
    """Return the exercises of a link or a code: one, or all that a lesson holds."""
    for key in ("lesson=", "exercise="):
        code = address.rpartition(key)[2].partition("&")[0]
        if code.startswith(LESSON_CODE):
            return [*open_lesson(code).own.values()]
    return [open_exercise(code)]
