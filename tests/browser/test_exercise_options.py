"""What exercises can ask for: a name, an answer that is submitted, images and formulas in sight."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from playground.exercises.exercise import Exercise
from tests.browser.test_accessibility import violations
from tests.browser.test_exercise import sheet
from tests.exercises.conftest import SMALL
from tests.exercises.test_pictures import address as data_url
from tests.exercises.test_pictures import png

OWN = Exercise.from_data(
    {
        **SMALL,
        "text": "![A ring](image:ring) is $\\frac{a}{b}$.\n\n$$\\sum_{i=1}^n w_i x_i$$",
        "images": {"ring": data_url(png())},
        "vary": ["data_seed"],
        "questions": [
            {
                "id": "many",
                "type": "choice",
                "text": "How many?",
                "options": ["one", "two"],
                "answer": "two",
                "tries": 1,
            },
            {"id": "why", "type": "text", "text": "Why?", "required": True},
        ],
    }
)


@pytest.fixture
def work(playground):
    playground.page.evaluate("localStorage.clear()")
    playground.call("load", f"exercise={OWN.to_code()}")
    expect(sheet(playground.page).get_by_label("Your name or number")).to_be_visible()
    yield playground
    playground.call("load", "")


def test_images_and_formulas_are_shown_from_the_exercise_itself(work):
    task = sheet(work.page)
    image = task.get_by_role("img", name="A ring")
    assert image.evaluate("one => one.decode().then(() => one.naturalWidth)") == 2
    fraction = task.locator("math mfrac")
    numerator, denominator = (fraction.locator("> *").nth(i).bounding_box() for i in (0, 1))
    assert numerator["y"] < denominator["y"]
    expect(task.locator('math[display="block"]')).to_have_css("display", "block math")


def test_a_name_is_asked_for_and_gives_data_of_ones_own(work):
    task = sheet(work.page)
    assert "Enter your name or number first" in work.call("play")
    task.get_by_label("Your name or number").fill("Ada")
    work.page.keyboard.press("Enter")
    expect(task.get_by_text("This is your own exercise.")).to_be_visible()
    assert work.experiment.data_seed == OWN.variant("Ada").start().data_seed
    work.call("step", 1)
    expect(task.get_by_label("Your name or number")).to_be_disabled()


def test_an_answer_with_one_try_counts_when_it_is_submitted(work):
    task = sheet(work.page)
    task.get_by_role("radio", name="one").check()
    task.get_by_role("radio", name="two").check()
    expect(task.get_by_text("Tries left: 1.")).to_be_visible()
    task.get_by_role("button", name="Submit answer").click()
    expect(task.get_by_text("✓ Right.")).to_be_visible()
    expect(task.get_by_role("radio", name="one")).to_be_disabled()


def test_it_is_accessible(work, axe):
    work.page.evaluate(axe)
    assert violations(work) == []


def test_the_task_and_an_open_drawer_lie_beside_each_other(work):
    work.open_drawer("inspect")
    places = ("#exercise", ".workplace", "#drawer")
    boxes = [work.page.locator(place).bounding_box() for place in places]
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"] + 1
    work.close_drawer()
