"""A class: what it has handed in, graded in the background, and what the teacher says to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playground.exercises.comparison import Twins, note_common
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.grading import find_exercise, grade_in_steps
from playground.exercises.lesson import CODE as LESSON_CODE
from playground.exercises.lesson import exercises_in
from playground.exercises.library import open_exercise, open_lesson
from playground.exercises.pieces import Piece, find_pieces
from playground.exercises.result import Result, ResultError, read_result
from playground.exercises.shapes import Row
from playground.exercises.students import student_of_file
from playground.exercises.submissions import Submission, reader_of
from playground.exercises.zip_archive import UnreadableError, read_all
from playground.text import text
from playground.ui.background_jobs import Jobs, Steps, with_share

JOB = "grading"

EXERCISE_FILES = (".yaml", ".yml")
"""How names of files end that hold an exercise of the teacher's own."""


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
    exercises : dict
        Those of the teacher's own, by their identifiers.
    rows : list of dict
        As from `grade`, of what is graded so far.
    total : int
        Files that were given.
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
        self._origins: dict[str, str] = {}
        self.exercises: dict[str, Exercise] = {}
        self.rows: list[Row] = []
        self.problems: list[str] = []
        self.total = 0
        self.share: float | None = None
        self.on_change: Callable[[], object] = lambda: None

    def add(self, folder: Path) -> None:
        """Take the files in a folder: exercises, and what was handed in; grade all anew."""
        self.problems = []
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in EXERCISE_FILES:
                self._add_exercise(path.name, partial(_content_of, path), self._keep)
        self._folders.append(folder)
        self.grade()

    def add_exercise(self, reference: str) -> None:
        """Take an exercise by its link or code, and grade all anew."""
        self.problems = []
        address = reference.strip()
        try:
            for exercise in _exercises_of(address):
                self._keep(text("grading.own"), exercise)
        except ExerciseError as error:
            self.problems.append(error.messages[0])
        self.grade()

    def clear(self) -> None:
        """Forget all that was handed in, and what was said to it."""
        self.stop()
        self._folders, self._places, self._last, self._twins = [], [], None, {}
        self.rows, self.problems, self._remarks = [], [], {}
        self.exercises, self._origins = {}, {}
        self.on_change()

    def grade(self) -> None:
        """Begin to grade all files."""
        self.rows, self._places, self._twins, self.share = [], [], {}, 0.0
        self._jobs.start(JOB, self._steps(), self._progress, self._done, self._fail)
        self.on_change()

    def stop(self) -> None:
        """Give up what is under way; what is graded stays."""
        self._jobs.cancel(JOB)
        if self.share is not None:
            self._done(None)

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

    def _add_exercise(
        self, name: str, read: Callable[[], bytes], keep: Callable[[str, Exercise], None]
    ) -> None:
        try:
            for exercise in exercises_in(read().decode("utf-8-sig")):
                keep(name, exercise)
        except ExerciseError as error:
            self.problems += [f"{name}: {message}" for message in error.messages]
        except UnicodeDecodeError:
            self.problems.append(f"{name}: {text('grade.no_text')}")
        except UnreadableError as error:
            self.problems.append(f"{name}: {error}")

    def _keep(self, name: str, exercise: Exercise) -> None:
        """Take an exercise; it replaces an earlier one, silently only if that has its name."""
        if self._origins.get(exercise.id, name) != name:
            self._complain(name, exercise)
        self.exercises[exercise.id], self._origins[exercise.id] = exercise, name

    def _keep_if_new(self, name: str, exercise: Exercise) -> None:
        """Take an exercise that lay among what was handed in; it must not replace another.

        Else students could hand in the exercise that they are judged by.
        """
        try:
            if find_exercise(exercise.id, self.exercises).version != exercise.version:
                self._complain(name, exercise)
        except ResultError:
            self._keep(name, exercise)

    def _complain(self, name: str, exercise: Exercise) -> None:
        """Say that there are two exercises of one name, unless they are equal."""
        if self.exercises.get(exercise.id) != exercise:
            other = self._origins.get(exercise.id, f"{exercise.id}.exercise.yaml")
            self.problems.append(text("cli.same_id", one=other, other=name, name=exercise.id))

    def _steps(self) -> Steps[None]:
        found = list(self._pieces())
        pieces = [piece for piece in found if not _is_exercise(piece)]
        for piece in filter(_is_exercise, found):
            yield 0.0
            self._add_exercise(piece.name, piece.read, self._keep_if_new)
        self.total = len(pieces)
        self._read = reader_of(pieces)
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

    def _pieces(self) -> Iterator[Piece]:
        for folder in self._folders:
            found = sorted(folder.iterdir())
            given = [path for path in found if path.suffix.lower() not in EXERCISE_FILES]
            yield from find_pieces(given, root=folder)

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


def _content_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return read_all(file)


def _is_exercise(piece: Piece) -> bool:
    """Tell whether a file may hold an exercise of the teacher's own, and is no student's."""
    is_named_so = piece.path[-1].lower().endswith(EXERCISE_FILES)
    return is_named_so and not student_of_file(piece.path).id


def _exercises_of(address: str) -> list[Exercise]:
    """Return the exercises of a link or a code: one, or all that a lesson holds."""
    for key in ("lesson=", "exercise="):
        code = address.rpartition(key)[2].partition("&")[0]
        if code.startswith(LESSON_CODE):
            return [*open_lesson(code).own.values()]
    return [open_exercise(code)]
