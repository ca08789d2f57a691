"""A draft of a lesson: what was entered, however unfinished, and the lesson that it makes."""

from typing import Any, TypedDict, cast

from playground import strict_json
from playground.authoring.draft import sentence
from playground.authoring.naming import identifier
from playground.authoring.shape import DraftError
from playground.exercises import library, wording
from playground.exercises.exercise import Exercise
from playground.exercises.exercise import find_problems as exercise_problems
from playground.exercises.lesson import Lesson, find_problems
from playground.exercises.shapes import ExerciseData
from playground.strict_json import Json
from playground.text import text


class LessonState(TypedDict):
    """All that was entered: an exercise of the course is its name, another one is whole."""

    title: str
    language: str
    text: str
    translations: dict[str, dict[str, str]]
    exercises: list[str | ExerciseData]


FIELDS = ("title", "language", "text")
"""Those that are typed."""


class LessonDraft:
    """A lesson that is being put together.

    Attributes
    ----------
    state : LessonState
        Plain data.
    """

    def __init__(self) -> None:
        self.state: LessonState = {
            "title": "",
            "language": "en",
            "text": "",
            "translations": {},
            "exercises": [],
        }

    @classmethod
    def from_lesson(cls, lesson: Lesson) -> "LessonDraft":
        """Return the draft that makes a lesson again, in its own language.

        Its name is made of its title.
        """
        draft = cls()
        draft.state |= {
            "title": lesson.title,
            "language": lesson.language,
            "text": lesson.text,
            "translations": wording.translations(lesson.data),
            "exercises": [*lesson.data["exercises"]],
        }
        return draft

    @classmethod
    def from_json(cls, content: str) -> "LessonDraft":
        """Return the draft that `to_json` wrote; DraftError if it is none."""
        draft = cls()
        try:
            data = strict_json.read(content)
        except ValueError as error:
            raise DraftError(str(error).rstrip(".")) from None
        if isinstance(data, dict):
            data = {"translations": {}, **data}
        if not isinstance(data, dict) or data.keys() != draft.state.keys():
            raise DraftError(text("draft.wrong", field="lesson"))
        exercises = data["exercises"]
        is_sound = isinstance(exercises, list) and all(map(_is_listed, exercises))
        is_sound = is_sound and wording.are_translations(data["translations"])
        if not is_sound or not all(isinstance(data[name], str) for name in FIELDS):
            raise DraftError(text("draft.wrong", field="lesson"))
        draft.state = cast(LessonState, data)
        return draft

    def to_json(self) -> str:
        """Return the draft as JSON."""
        return strict_json.write(self.state)

    def listed(self) -> list[tuple[str, str, bool]]:
        """Return name and title of each exercise, and whether the lesson holds it itself."""
        return [
            (one, library.title(one), False)
            if isinstance(one, str)
            else (one["id"], wording.in_language(one, one["language"])["title"], True)
            for one in self.state["exercises"]
        ]

    def put(self, exercise: Exercise | str) -> None:
        """Put an exercise behind the others; in place of the one of the same name, if there is."""
        one = exercise if isinstance(exercise, str) else exercise.data
        listed = self.state["exercises"]
        names = [_name_of(other) for other in listed]
        if (name := _name_of(one)) in names:
            listed[names.index(name)] = one
        else:
            listed.append(one)

    def move(self, number: int, by: int) -> int:
        """Let an exercise change places with the one before it (-1) or behind it (1).

        Returns
        -------
        int
            Its place afterwards: the same if there is no such neighbour.
        """
        listed, place = self.state["exercises"], number + by
        if not (0 <= number < len(listed) and 0 <= place < len(listed)):
            return number
        listed[number], listed[place] = listed[place], listed[number]
        return place

    def lesson_exercise(self, number: int) -> Exercise:
        """Return an exercise that the lesson holds itself; ExerciseError if it is not valid."""
        return Exercise.from_data(cast(Json, self.state["exercises"][number]))

    def problems(self) -> dict[str, str]:
        """Return what is wrong, a sentence for each field by its name."""
        found: dict[str, str] = {}
        for path, message in find_problems(self._data()):
            name = "title" if path[:1] == ("id",) else str((*path, "exercises")[0])
            found.setdefault(name, sentence(path, message))
        return found

    def lesson(self) -> Lesson:
        """Return the lesson; ExerciseError if there is a problem with it."""
        return Lesson.from_data(self._data())

    def _data(self) -> Json:
        title = self.state["title"].strip()
        data: dict[str, Any] = {"id": identifier(title), **self.state, "title": title}
        return wording.with_translations(data, data.pop("translations"))


def _is_listed(one: Json) -> bool:
    return isinstance(one, str) or (isinstance(one, dict) and not exercise_problems(one))


def _name_of(one: str | ExerciseData) -> str:
    return one if isinstance(one, str) else one["id"]
