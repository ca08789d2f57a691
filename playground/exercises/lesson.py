"""A lesson: several exercises in their order, with an introduction.

It is written as a YAML file, ``*.lesson.yaml``, which ``lesson.schema.json`` describes. Those of
the course name exercises in the same folder; one of a teacher's own may hold exercises itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypedDict, cast

from playground import strict_json
from playground.exercises import codes, schema, wording, yaml_file
from playground.exercises import exercise as exercises
from playground.exercises.document import checked, has_field, read_code, read_document
from playground.exercises.exercise import Exercise
from playground.exercises.schema import Problem
from playground.exercises.shapes import ExerciseData, Words
from playground.strict_json import Json
from playground.text import text

CODE = "NNL"
"""What the code of a lesson begins with."""


class LessonData(TypedDict):
    """A valid lesson as plain data."""

    id: str
    title: Words
    language: str
    text: Words
    exercises: list[str | ExerciseData]


@dataclass(frozen=True)
class Lesson:
    """One lesson; `from_yaml`, `from_data` and `from_code` make valid ones only.

    Attributes
    ----------
    data : dict
        The whole lesson as plain data.
    id, title, language : str
        Its name in links, its name for people, and the language of its texts.
    text : str
        The introduction, in Markdown.
    exercises : tuple of str
        Identifiers of its exercises.
    own : dict
        Identifier -> Exercise, of those that the lesson holds itself.
    """

    data: LessonData = field(repr=False)
    id: str
    title: str
    language: str
    text: str
    exercises: tuple[str, ...]
    own: Mapping[str, Exercise] = field(repr=False)

    @classmethod
    def from_yaml(cls, source: str) -> "Lesson":
        """Return the lesson that a YAML text describes.

        Raises
        ------
        ExerciseError
            If it is not valid; each message begins with the line.
        """
        return _make(read_document(source, find_problems))

    @classmethod
    def from_data(cls, data: Json) -> "Lesson":
        """Return the lesson that plain data describes; ExerciseError if it is not valid."""
        return _make(checked(data, find_problems))

    @classmethod
    def from_code(cls, code: str) -> "Lesson":
        """Return the lesson that `to_code` put into a code.

        Raises
        ------
        ExerciseError
            If it is no such code, a damaged one, or the lesson in it is not valid.
        """
        return cls.from_data(
            read_code(CODE, code, lambda reason: text("lesson.code", reason=reason))
        )

    def to_yaml(self) -> str:
        """Return the lesson as YAML."""
        return yaml_file.write(self.data)

    def to_code(self) -> str:
        """Return the lesson as a code that fits into a link."""
        return self._code

    def link(self) -> str:
        """Return the link that opens the lesson, in its language if all of it is in one only."""
        own = (exercise.data for exercise in self.own.values())
        return f"lesson={self.to_code()}{wording.language_in_link(self.data, *own)}"

    def in_language(self, code: str) -> "Lesson":
        """Return the lesson with its texts in a language, as far as they are there in it."""
        data = wording.in_language(self.data, code)
        language = wording.closest(code, wording.languages(self.data))
        return replace(self, title=data["title"], language=language, text=data["text"])

    @cached_property
    def _code(self) -> str:
        return codes.encode(CODE, strict_json.write(self.data))


def lesson_in(source: str) -> Lesson | None:
    """Return the lesson that a YAML text describes; None if it lists no exercises.

    Raises
    ------
    ExerciseError
        If it is no valid lesson.
    """
    return Lesson.from_yaml(source) if has_field(source, "exercises") else None


def exercises_in(source: str) -> list[Exercise]:
    """Return the exercises that the YAML text of a lesson holds, or that of one exercise.

    Raises
    ------
    ExerciseError
        If it is neither.
    """
    lesson = lesson_in(source)
    return [Exercise.from_yaml(source)] if lesson is None else [*lesson.own.values()]


def find_problems(data: Json) -> list[Problem]:
    """Return what is wrong with the plain data of a lesson, and of the exercises in it."""
    if found := schema.problems(data, "lesson"):
        return found
    lesson = cast(LessonData, data)
    found = wording.problems(lesson)
    listed = lesson["exercises"]
    for i, one in enumerate(listed):
        if isinstance(one, dict):
            problems = exercises.find_problems(cast(Json, one))
            found += [Problem(("exercises", i, *path), message) for path, message in problems]
    names = [one["id"] if isinstance(one, dict) else one for one in listed] if not found else []
    return found + [
        Problem(("exercises", i), text("lesson.repeated", name=name))
        for i, name in enumerate(names)
        if name in names[:i]
    ]


def _make(valid: Json) -> Lesson:
    data = cast(LessonData, valid)
    own = [
        Exercise.from_data(cast(Json, one)) for one in data["exercises"] if isinstance(one, dict)
    ]
    shown = wording.in_language(data, data["language"])
    return Lesson(
        data=data,
        id=data["id"],
        title=shown["title"],
        language=data["language"],
        text=shown["text"],
        exercises=tuple(one["id"] if isinstance(one, dict) else one for one in data["exercises"]),
        own={one.id: one for one in own},
    )
