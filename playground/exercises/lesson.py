"""A lesson: several exercises in their order, with an introduction.

It is written as a YAML file, ``*.lesson.yaml``, which ``lesson.schema.json`` describes.
"""

from dataclasses import dataclass
from typing import TypedDict, cast

from playground.exercises import schema
from playground.exercises.document import read_document


class LessonData(TypedDict):
    """A valid lesson as plain data."""

    id: str
    title: str
    language: str
    text: str
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
    """

    id: str
    title: str
    language: str
    text: str
    exercises: tuple[str, ...]

    @classmethod
    def from_yaml(cls, source: str) -> "Lesson":
        """Return the lesson that a YAML text describes.

        Raises
        ------
        ExerciseError
            If it is not valid; each message begins with the line.
        """
        valid = read_document(source, lambda data: schema.problems(data, "lesson"))
        data = cast(LessonData, valid)
        return cls(
            id=data["id"],
            title=data["title"],
            language=data["language"],
            text=data["text"],
            exercises=tuple(data["exercises"]),
        )
