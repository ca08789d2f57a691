"""Files of our package as the browser gets them."""

from pathlib import Path

import playground
from playground import strict_json
from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.packaging.runtime import package_files

FILES = package_files(Path(playground.__file__).parent)
COURSE = "playground/exercises/library/"


def test_the_browser_gets_no_yaml():
    assert [name for name in FILES if name.endswith(".yaml")] == []


def test_exercises_and_lessons_are_the_same_as_json():
    for name in library.LESSONS:
        made = strict_json.read(FILES[f"{COURSE}{name}.lesson.json"].decode())
        assert Lesson.from_data(made) == library.lesson(name)
    for name in library.exercise_names():
        made = strict_json.read(FILES[f"{COURSE}{name}.exercise.json"].decode())
        assert Exercise.from_data(made) == library.exercise(name)
