"""A student walks through the course: each exercise is solved as it says, handed in, and graded."""

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.data import PointSet
from playground.engine.layout import blocks
from playground.exercises import library
from playground.exercises.checking import check
from playground.exercises.result import read_result
from playground.experiment import Experiment
from tests.browser.driver import Driver
from tests.exercises.scripts import right_answers, script, solve

STEPS_AT_ONCE = 200
"""Epochs of one request; the network of digits needs half a minute for so many."""


@pytest.fixture(scope="module")
def student(open_page):
    """A page that nothing was done on."""
    return Driver(open_page())


@pytest.fixture(scope="module")
def handed_in():
    """What the page was given to grade so far: it keeps it from lesson to lesson."""
    return []


def seed_that_works(exercise):
    """Return the seed of the try that succeeds; the page computes what we compute here."""
    return solve(exercise, exercise.start().seed).session.experiment.seed


def answer(driver, exercise, is_prediction):
    sheet = driver.page.locator("#exercise")
    answers = right_answers(exercise)
    for question in exercise.questions:
        if question.predict != is_prediction or question.id not in answers:
            continue
        if question.type == "choice":
            place = question.options.index(question.answer)
            sheet.locator(f'input[name="{question.id}"][value="{place}"]').check()
        else:
            field = sheet.locator(f'[aria-labelledby="text-{question.id}"]')
            field.fill(str(answers[question.id]))
            field.blur()
        if question.tries is not None:
            sheet.locator(f'button[aria-describedby="text-{question.id}"]').click()
        # what is said of an answer moves the questions below it
        driver.settle()


def choose(driver, **settings):
    """Change settings as a link does, which has to keep the rules of the exercise."""
    declared = Experiment.declarations()
    link = "&".join(f"{name}={declared[name].link(value)}" for name, value in settings.items())
    assert driver.call("load", link) in ("", None)
    driver.settle()


def set_by_hand(driver, theta):
    """Type every number that is not zero into the editor of its neuron."""
    page = driver.page
    for layer, block in enumerate(blocks(theta, driver.experiment.network_shape), start=1):
        for unit in range(block.shape[1]):
            driver.unit(f"unit:{layer}:{unit}").click()
            for source in (row for row in range(len(block)) if block[row, unit]):
                # the editor offers the bias first; it stands last in a block
                index = (source + 1) % len(block)
                driver.place("editor_parameter").locator("select").select_option(index=index)
                driver.settle()
                page.get_by_label("New value").fill(f"{block[source, unit]:g}")
                page.keyboard.press("Enter")
                driver.settle()
            page.click("#close-editor")


def train(driver, epochs):
    for done in range(0, epochs, STEPS_AT_ONCE):
        driver.call("step", min(STEPS_AT_ONCE, epochs - done))


def follow_script(driver, exercise):
    seed = seed_that_works(exercise)
    if seed != driver.experiment.seed:
        choose(driver, seed=seed)
    for step in script(exercise.id)["solution"]:
        if "set" in step:
            choose(driver, **spelled(step["set"]))
        if "weights" in step:
            set_by_hand(driver, np.array(step["weights"], float))
        train(driver, step.get("train", 0))
        for _ in range(step.get("seeds", 0)):
            driver.page.get_by_role("button", name="New initial weights").first.click()
            driver.settle()
            train(driver, step["train"])


def spelled(settings):
    if "points" in settings:
        return {**settings, "points": PointSet(settings["points"])}
    return settings


def hand_in(driver, exercise, folder):
    """Save the result file and return its path."""
    page = driver.page
    page.locator("#exercise").get_by_text("Hand in", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save result file").click()
    path = folder / f"{exercise.id}.result.json"
    download.value.save_as(path)
    return path


TAKES_MINUTES = pytest.mark.course
LESSONS = ["one-step", *(name for name in library.LESSONS if name != "one-step")]
"""The first one is short: it stands for the others where there is little time."""


@pytest.mark.parametrize(
    "lesson", [LESSONS[0], *(pytest.param(name, marks=TAKES_MINUTES) for name in LESSONS[1:])]
)
def test_a_student_does_a_lesson_and_the_page_grades_it(student, handed_in, lesson, tmp_path):
    driver, page = student, student.page
    files = []
    for name in library.lesson(lesson).exercises:
        exercise = library.exercise(name)
        driver.call("load", f"exercise={name}")
        expect(page.get_by_role("heading", name=exercise.title, exact=True)).to_be_visible()
        answer(driver, exercise, is_prediction=True)
        follow_script(driver, exercise)
        answer(driver, exercise, is_prediction=False)
        of = exercise.points
        expect(page.locator("#exercise")).to_contain_text(f"Done: {of} of {of} point")
        files.append(hand_in(driver, exercise, tmp_path))
        report = check(exercise, read_result(files[-1].read_text(encoding="utf-8")))
        assert (report.score, report.violations) == (100, ()), name
    driver.call("load", "")
    driver.open_drawer("grading")
    drawer = page.locator("#drawer")
    drawer.get_by_label("Files:").set_input_files(files)
    handed_in += files
    expect(drawer.locator("tbody tr")).to_have_count(len(handed_in))
    expect(drawer.locator("tbody tr", has_text="graded")).to_have_count(len(handed_in))
    driver.close_drawer()


def test_the_map_shows_all_that_is_done(student, handed_in):
    driver = student
    driver.call("load", "")
    driver.open_drawer("exercise")
    contents = driver.page.locator("#drawer")
    done, count = len(handed_in), len(library.exercise_names())
    expect(contents).to_contain_text(f"Exercises done: {done} of {count}")
    expect(contents.locator(".map .done")).to_have_count(done)
