"""A lesson: several exercises in their order, with an introduction.

It is written as a YAML file, ``*.lesson.yaml``, which ``lesson.schema.json`` describes.
"""

from dataclasses import dataclass, field, replace
from typing import TypedDict, cast

from playground.exercises import schema, wording
from playground.exercises.document import read_document
from playground.exercises.schema import Problem
from playground.exercises.shapes import Words
from playground.strict_json import Json


class LessonData(TypedDict):
    """A valid lesson as plain data."""

    id: str
    title: Words
    language: str
    text: Words
    exercises: list[str]


@dataclass(frozen=True)
class Lesson:
    """One lesson; `Lesson.from_yaml` makes valid ones only.

    Attributes
    ----------
    id, title, language : str
        Its name in links, its name for people, and the language of its texts.
    text : str
        The introduction, in Markdown.
    exercises : tuple of str
        Identifiers of its exercises.
    data : dict
        The whole lesson as plain data.
    """

    id: str
    title: str
    language: str
    text: str
    exercises: tuple[str, ...]
    data: LessonData = field(repr=False, compare=False)

    @classmethod
    def from_yaml(cls, source: str) -> "Lesson":
        """Return the lesson that a YAML text describes.

        Raises
        ------
        ExerciseError
            If it is not valid; each message begins with the line.
        """
        everything = cast(LessonData, read_document(source, _find_problems))
        data = wording.in_language(everything, everything["language"])
        return cls(
            data=everything,
            id=data["id"],
            title=data["title"],
            language=data["language"],
            text=data["text"],
            exercises=tuple(data["exercises"]),
        )

    def in_language(self, code: str) -> "Lesson":
        """Return the lesson with its texts in a language, as far as they are there in it."""
        data = wording.in_language(self.data, code)
        language = wording.closest(code, wording.languages(self.data))
        return replace(self, title=data["title"], language=language, text=data["text"])


def _find_problems(data: Json) -> list[Problem]:
    return schema.problems(data, "lesson") or wording.problems(cast(LessonData, data))
