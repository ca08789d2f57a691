"""Exercises of the teacher's own: those that are given, and those among what was handed in."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.grading import find_exercise
from playground.exercises.lesson import exercises_in
from playground.exercises.pieces import Piece, in_words, refused
from playground.exercises.result import ResultError
from playground.exercises.students import (
    CLASS,
    own_folders,
    place_of,
    shared_depth,
    student_of_platform,
)
from playground.exercises.zip_archive import UnreadableError, read_all
from playground.text import text

EXERCISE_FILES = (".yaml", ".yml")
"""How names of files end that hold an exercise, or a lesson."""


class Sorted(NamedTuple):
    """What was handed in: files of exercises that are the teacher's, and all others."""

    exercises: list[Piece]
    others: list[Piece]


class OwnExercises:
    """The exercises that results are compared with, beside those of the library.

    Attributes
    ----------
    exercises : dict
        Identifier -> Exercise.
    problems : list of str
        A sentence for each file that holds none, or one of a name that another one has.
    """

    def __init__(self) -> None:
        self.exercises: dict[str, Exercise] = {}
        self.problems: list[str] = []
        self._origins: dict[str, str] = {}
        self._found: set[str] = set()

    @property
    def described(self) -> list[str]:
        """The exercises by name; with its file where one lay among what was handed in."""
        return [
            f"{one} ({self._origins[one]})" if one in self._found else one for one in self.exercises
        ]

    def add(self, name: str, file: Path) -> None:
        """Take the exercises in a file that is given as such, and is called so in messages."""
        self._add(name, partial(_content_of, file), self.keep)

    def add_found(self, piece: Piece) -> list[str]:
        """Take the exercises in a file among what was handed in, and return their names.

        They must not replace others, else students could hand in what they are judged by.
        """
        before = set(self.exercises)
        self._add(piece.name, piece.read, self._keep_if_new)
        new = [name for name in self.exercises if name not in before]
        self._found.update(new)
        return new

    def keep(self, name: str, exercise: Exercise) -> None:
        """Take an exercise; it replaces an earlier one, silently only if that has its name."""
        if self._origins.get(exercise.id, name) != name:
            self._complain(name, exercise)
        self.exercises[exercise.id], self._origins[exercise.id] = exercise, name
        self._found.discard(exercise.id)

    def _add(
        self, name: str, read: Callable[[], bytes], keep: Callable[[str, Exercise], None]
    ) -> None:
        try:
            for exercise in exercises_in(read().decode("utf-8-sig")):
                keep(name, exercise)
        except ExerciseError as error:
            self.problems += [f"{name}: {message}" for message in error.messages]
        except UnicodeDecodeError:
            self.problems.append(f"{name}: {text('grade.no_text')}")
        except Exception as error:  # one file must not stop the others, whatever is wrong with it
            self.problems.append(f"{name}: {in_words(error)}")

    def _keep_if_new(self, name: str, exercise: Exercise) -> None:
        try:
            if find_exercise(exercise.id, self.exercises).version != exercise.version:
                self._complain(name, exercise)
        except ResultError:
            self.keep(name, exercise)

    def _complain(self, name: str, exercise: Exercise) -> None:
        """Say that there are two exercises of one name, unless they are equal."""
        if self.exercises.get(exercise.id) != exercise:
            other = self._origins.get(exercise.id, f"{exercise.id}.exercise.yaml")
            self.problems.append(text("cli.same_id", one=other, other=name, name=exercise.id))


def is_exercise_file(name: str) -> bool:
    """Tell whether a file is one of an exercise, by its name."""
    return name.lower().endswith(EXERCISE_FILES)


def _content_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return read_all(stream)
    except OSError as error:
        raise UnreadableError(text("grade.unreadable", reason=error.strerror)) from None


def sort_out(pieces: Iterable[Piece]) -> Sorted:
    """Tell the teacher's exercises from what was handed in with them.

    An exercise in the folder of a student is none to judge by: it is refused, and says why.
    """
    exercises, others = [], []
    found = list(pieces)
    handed_in = [piece.path for piece in found if not is_exercise_file(piece.path[-1])]
    of_students = own_folders(handed_in)
    for piece in found:
        if not is_exercise_file(piece.path[-1]):
            others.append(piece)
        elif _is_teachers(piece.path, handed_in) and piece.path[:-1] not in of_students:
            exercises.append(piece)
        else:
            others.append(refused(piece, text("grade.exercise_of_student")))
    return Sorted(exercises, others)


def _is_teachers(path: Sequence[str], handed_in: Sequence[Sequence[str]]) -> bool:
    """Tell whether an exercise lies above all that was handed in, or in a folder of no student."""
    if any(map(student_of_platform, path)):
        return False
    folder = tuple(path[:-1])
    others = [tuple(other[:-1]) for other in handed_in]
    is_above = not others or min(others)[: shared_depth(others)][: len(folder)] == folder
    return is_above or all(CLASS.fullmatch(part.lower()) for part in place_of(folder))
