"""What teachers read about the course is made of its files, and is up to date."""

import re

import pytest

from playground.exercises import library
from tests.exercises.make_course_guide import GUIDE, PICTURES, SHEETS, guide, plans, sheets

NAMES = library.exercise_names()


@pytest.mark.parametrize(("file", "made"), [(GUIDE, guide), (SHEETS, sheets)])
def test_what_is_there_is_what_would_be_written(file, made):
    assert file.read_text(encoding="utf-8") == made()


def test_every_exercise_has_its_pictures_and_no_other_is_there():
    wanted = {f"{name}{kind}.png" for name in NAMES for kind in ("", "-start")}
    assert {path.name for path in PICTURES.glob("*.png")} == wanted


def test_what_is_solved_looks_otherwise_than_before():
    alike = [
        name
        for name in NAMES
        if (PICTURES / f"{name}.png").read_bytes() == (PICTURES / f"{name}-start.png").read_bytes()
    ]
    assert alike == []


def test_plans_name_exercises_of_the_course_in_its_order_and_fill_their_time():
    lengths = [45, 90, 6 * 45]
    for plan, length in zip(plans()["plans"], lengths, strict=True):
        assert sum(part["minutes"] for part in plan["parts"]) == length
        assert all(part["say"] for part in plan["parts"])
        assert any("project" in part for part in plan["parts"])
        named = [name for part in plan["parts"] for name in part.get("exercises", ())]
        assert named == sorted(named, key=NAMES.index)
        for part in plan["parts"]:
            needed = sum(library.exercise(n).about["minutes"] for n in part.get("exercises", ()))
            assert needed <= part["minutes"]


def test_plans_leave_out_nothing_that_a_later_exercise_builds_on():
    for plan in plans()["plans"]:
        done = set()
        for name in (name for part in plan["parts"] for name in part.get("exercises", ())):
            missing = set(library.exercise(name).about.get("builds_on", ())) - done
            assert not missing, (plan["name"], name)
            done.add(name)


def test_every_exercise_but_the_project_serves_a_learning_goal():
    served = {name for goal in plans()["goals"] for name in goal["exercises"]}
    assert served <= set(NAMES)
    assert set(NAMES) - served <= {"smallest-network", "free-project"}


def test_the_sheets_have_room_for_every_answer():
    for name in NAMES:
        page = re.search(rf'<article id="{name}">.*?</article>', sheets(), re.DOTALL).group()
        for question in library.exercise(name).questions:
            assert all(option.replace("'", "&#x27;") in page for option in question.options)
        assert page.count("<section>") == len(library.exercise(name).questions)
