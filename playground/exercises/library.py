"""The course that comes with the playground: lessons and their exercises, read on demand.

They are written in English; what they say in another language is in a file of that language.
"""

from functools import cache
from importlib import resources
from typing import cast

from playground import strict_json
from playground.exercises import wording, yaml_file
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import CODE, Exercise
from playground.exercises.lesson import CODE as LESSON_CODE
from playground.exercises.lesson import Lesson
from playground.experiment.setting_kinds import excerpt
from playground.text import language, text
from playground.text.catalogues import content_of, texts_folder

LESSONS = (
    "first-steps",
    "one-step",
    "walk-downhill",
    "better-networks",
    "learning-well",
    "data-decide",
    "looking-inside",
    "free-project",
)
"""Identifiers of the lessons, in the order of the course."""

Words = dict[str, dict[str, str]]
"""Of each file of the library the texts in another language, by those in English."""


def lesson(name: str) -> Lesson:
    """Return the lesson with this identifier; KeyError if there is none."""
    return _lesson(name, language().code)


def exercise(name: str) -> Exercise:
    """Return the exercise with this identifier; KeyError if there is none.

    Its texts are there in English and in the present language.
    """
    return _exercise(name, language().code)


def title(name: str) -> str:
    """Return the title of an exercise; its name if there is none of that name."""
    try:
        return exercise(name).title
    except KeyError:
        return name


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


def open_lesson(reference: str) -> Lesson:
    """Return the lesson that a link names.

    Parameters
    ----------
    reference : str
        The code of a lesson, or the identifier of one of the library.

    Raises
    ------
    ExerciseError
        If there is none, or it is not valid, or names an exercise that there is not.
    """
    if reference.startswith(LESSON_CODE):
        found = Lesson.from_code(reference)
        for name in found.exercises:
            exercise_in(found, name)
        return found
    try:
        return lesson(reference)
    except KeyError:
        raise ExerciseError([text("lesson.unknown", name=excerpt(reference))]) from None


def exercise_in(lesson: Lesson, name: str) -> Exercise:
    """Return an exercise of a lesson, its own or one of the library.

    Raises
    ------
    ExerciseError
        If there is none.
    """
    return lesson.own[name] if name in lesson.own else open_exercise(name)


def exercise_names() -> list[str]:
    """Return the identifiers of all exercises, lesson by lesson."""
    return [name for one in LESSONS for name in lesson(one).exercises]


@cache
def english_texts() -> dict[str, list[str]]:
    """Return all that the course says, by the names of its files."""
    stems = [
        *(f"{name}.lesson" for name in LESSONS),
        *(f"{name}.exercise" for name in exercise_names()),
    ]
    return {stem: wording.own_texts(_read(stem)) for stem in stems}


@cache
def _lesson(name: str, code: str) -> Lesson:
    return Lesson.from_data(_translated(f"{name}.lesson", code))


@cache
def _exercise(name: str, code: str) -> Exercise:
    return Exercise.from_data(_translated(f"{name}.exercise", code))


def _translated(stem: str, code: str) -> wording.Data:
    """Return the content of a file, with its texts in a language beside its own."""
    words = _words(code).get(stem, {})
    others = {english: {code: own} for english, own in words.items() if own}
    return wording.with_translations(_read(stem), others)


def _read(stem: str) -> wording.Data:
    """Return the content of a file: YAML or, in the browser, JSON made of it.

    To read the YAML of all the course takes a browser more than a second.
    """
    folder = resources.files(__package__) / "library"
    known = {file.name: file for file in folder.iterdir()}
    if (made := known.get(f"{stem}.json")) is not None:
        return cast(wording.Data, strict_json.read(made.read_text(encoding="utf-8")))
    data, _ = yaml_file.read(known[f"{stem}.yaml"].read_text(encoding="utf-8"))
    return cast(wording.Data, data)


@cache
def _words(code: str) -> Words:
    file = texts_folder() / "course" / f"{code}.json"
    if not file.is_file():
        return {}
    return cast(Words, strict_json.read(content_of(file)))
