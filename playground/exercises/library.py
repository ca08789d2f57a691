"""The course that comes with the playground: lessons and their exercises, read on demand."""

from functools import cache
from importlib import resources

from playground.exercises.document import ExerciseError
from playground.exercises.exercise import CODE, Exercise
from playground.exercises.lesson import Lesson
from playground.experiment.setting_kinds import excerpt
from playground.text import text

LESSONS = ("first-steps", "better-networks", "learning-well")
"""Identifiers of the lessons, in the order of the course."""


@cache
def lesson(name: str) -> Lesson:
    """Return the lesson with this identifier; KeyError if there is none."""
    return Lesson.from_yaml(_read(f"{name}.lesson.yaml"))


@cache
def exercise(name: str) -> Exercise:
    """Return the exercise with this identifier; KeyError if there is none."""
    return Exercise.from_yaml(_read(f"{name}.exercise.yaml"))


def has(one: Exercise) -> bool:
    """Tell whether an exercise is one of the library, not only called like one."""
    try:
        return exercise(one.id).version == one.version
    except KeyError:
        return False


def open_exercise(reference: str) -> Exercise:
    """Return the exercise that a link names.

    Parameters
    ----------
    reference : str
        The code of an exercise, or the identifier of one of the library.

    Raises
    ------
    ExerciseError
        If there is none, or it is not valid.
    """
    if reference.startswith(CODE):
        return Exercise.from_code(reference)
    try:
        return exercise(reference)
    except KeyError:
        raise ExerciseError([text("exercise.unknown", name=excerpt(reference))]) from None


def exercise_names() -> list[str]:
    """Return the identifiers of all exercises, lesson by lesson."""
    return [name for one in LESSONS for name in lesson(one).exercises]


def _read(file_name: str) -> str:
    folder = resources.files(__package__) / "library"
    known = {file.name: file for file in folder.iterdir()}
    return known[file_name].read_text(encoding="utf-8")
