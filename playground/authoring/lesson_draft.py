"""A draft of a lesson: what was entered, however unfinished, and the lesson that it makes."""

from typing import Any, TypedDict, cast

from playground import strict_json
from playground.authoring import wordings
from playground.authoring.draft import sentence
from playground.authoring.fields import Path, Places, Words, present_language
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

    title: Words
    language: str
    languages: list[str]
    text: Words
    exercises: list[str | ExerciseData]


FIELDS = ("title", "language", "text")
"""Those that are typed."""

TEXTS: Places = {("title",): ("title",), ("text",): ("text",)}
"""Its texts for readers, which are where they are in the lesson."""


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
            "language": present_language(),
            "languages": [],
            "text": "",
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
            "languages": wording.languages(lesson.data)[1:],
            "exercises": [*lesson.data["exercises"]],
        }
        wordings.collect(draft.state, lesson.data, TEXTS)
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
            data = {"languages": [], **data}
            translations = data.pop("translations", {})
        if not isinstance(data, dict) or data.keys() != draft.state.keys():
            raise DraftError(text("draft.wrong", field="lesson"))
        exercises = data["exercises"]
        is_sound = isinstance(exercises, list) and all(map(_is_listed, exercises))
        is_sound = is_sound and isinstance(data["language"], str)
        is_sound = is_sound and wording.are_translations(translations)
        if not is_sound or not all(wordings.are_words(data[name]) for name in ("title", "text")):
            raise DraftError(text("draft.wrong", field="lesson"))
        if translations:
            wordings.translate(data, TEXTS, cast(dict[str, dict[str, str]], translations))
        if not wordings.are_languages(data["languages"]):
            raise DraftError(text("draft.wrong", field="languages"))
        draft.state = cast(LessonState, data)
        return draft

    def to_json(self) -> str:
        """Return the draft as JSON."""
        return strict_json.write(self.state)

    def has(self, path: Path) -> bool:
        """Tell whether a path is that of a field that is typed."""
        place, _ = wordings.split(path, self.state["languages"])
        return len(place) == 1 and place[0] in FIELDS

    def get(self, path: Path) -> str:
        """Return what was entered in a field."""
        place, code = wordings.split(path, self.state["languages"])
        return wordings.said(wordings.find(self.state, place), code or wordings.OWN)

    def set(self, path: Path, entered: str) -> None:
        """Take what was entered in a field."""
        place, code = wordings.split(path, self.state["languages"])
        present = wordings.find(self.state, place)
        changed = wordings.with_words(present, code or wordings.OWN, entered)
        wordings.replace(self.state, place, changed)

    def speak(self, code: str, is_spoken: bool) -> None:
        """Have fields for the texts in another language, or no longer; what is in them stays."""
        known = self.state["languages"]
        self.state["languages"] = wordings.with_language(known, code, is_spoken)

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

    def problems(self) -> dict[Path, str]:
        """Return what is wrong, a sentence for each field by its path."""
        found: dict[Path, str] = {}
        for path, message in find_problems(self._data()):
            place = ("title",) if path[:1] == ("id",) else path
            while not self.has(place) and place:
                place = place[:-1]
            found.setdefault(place or ("exercises",), sentence(path, message))
        return found

    def lesson(self) -> Lesson:
        """Return the lesson; ExerciseError if there is a problem with it."""
        return Lesson.from_data(self._data())

    def _data(self) -> Json:
        title = self.get(("title",)).strip()
        data: dict[str, Any] = {
            "id": identifier(title),
            "title": title,
            "language": self.state["language"],
            "text": self.get(("text",)),
            "exercises": self.state["exercises"],
        }
        wordings.spread(data, self.state, TEXTS)
        return data


def _is_listed(one: Json) -> bool:
    return isinstance(one, str) or (isinstance(one, dict) and not exercise_problems(one))


def _name_of(one: str | ExerciseData) -> str:
    return one if isinstance(one, str) else one["id"]
