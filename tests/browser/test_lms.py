"""The whole page in a SCORM package, opened by a learning platform: scorm-again."""

import json
import zipfile
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.scorm import write_package
from playground.packaging.server import served
from tests.browser.conftest import TIMEOUT_MS, WINDOW
from tests.browser.platform_site import write_platform

DATA = library.exercise("one-neuron").data
WHY = {"id": "why", "type": "text", "text": "Why?"}
EXERCISE = Exercise.from_data({**DATA, "pass_mark": 50, "questions": [*DATA["questions"], WHY]})


@pytest.fixture(scope="module")
def site(project, dist, tmp_path_factory):
    """Where the platform and the unzipped package are served from."""
    folder = tmp_path_factory.mktemp("platform")
    write_platform(project, folder)
    write_package(EXERCISE, dist, folder / "package.zip")
    with zipfile.ZipFile(folder / "package.zip") as package:
        package.extractall(folder / "package")
    with served(folder) as address:
        yield address


@pytest.fixture
def launch(chromium, site):
    """A function that opens the platform and returns its page and the frame with ours.

    It takes what the platform has kept of the student's earlier work.
    """
    context = chromium.new_context(viewport=WINDOW)
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()

    def open_platform(**kept):
        known = {"launch_data": EXERCISE.id, "student_data": {"mastery_score": "60"}, **kept}
        query = urlencode({"kept": json.dumps(known), "content": "package/launch.html"})
        page.goto(f"{site}lms.html?{query}")
        page.locator("iframe").evaluate(
            "frame => Object.assign(frame.style, STYLE)".replace(
                "STYLE", '{ width: "100vw", height: "100vh", border: 0 }'
            )
        )
        frame = page.frame(name="content")
        frame.wait_for_selector("html[data-state=ready]")
        expect(frame.locator("#exercise")).to_be_visible()
        return page, frame

    yield open_platform
    context.close()


def cmi(page, element):
    return page.evaluate("element => API.getCMIValue(`cmi.${element}`)", element)


def train(frame, epochs):
    frame.evaluate("epochs => window.playground.step(epochs)", epochs)


def leave(page):
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")


def test_what_is_typed_when_the_page_is_left_comes_back(launch):
    page, frame = launch()
    frame.get_by_label("a circle").check()
    expect(frame.locator("#exercise")).to_contain_text("Now train")
    frame.get_by_label("Why?").press_sequentially("It is so.", delay=0)
    leave(page)
    assert cmi(page, "core.lesson_status") == "incomplete"
    _, frame = launch(suspend_data=cmi(page, "suspend_data"))
    expect(frame.get_by_label("Why?")).to_have_value("It is so.")


def test_a_package_that_no_platform_answers_says_so(launch, site):
    page, _ = launch()
    page.goto(f"{site}package/launch.html")
    sheet = page.locator("#exercise")
    expect(sheet).to_contain_text("No learning platform answers")
    sheet.get_by_text("Hand in", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save result file").first.click()
    assert download.value.suggested_filename == f"{EXERCISE.id}.result.json"


def test_work_is_told_to_the_platform_and_resumed_at_the_next_launch(launch):
    page, frame = launch()
    assert page.evaluate("calls[0]") == ["LMSInitialize", ""]
    assert cmi(page, "core.lesson_status") == "incomplete"
    frame.get_by_label("a straight line").check()
    expect(frame.locator("#exercise")).to_contain_text("Now train")
    train(frame, 120)
    expect(frame.locator("#exercise .goals .tick")).to_have_text("✓")
    page.wait_for_function("API.getCMIValue('cmi.core.lesson_status') === 'passed'")
    assert cmi(page, "core.score.raw") == "60"
    assert cmi(page, "interactions._count") in (1, "1")
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    kept = cmi(page, "suspend_data")
    assert len(kept) <= 4096
    status = {"lesson_status": "passed"}
    page, frame = launch(suspend_data=kept, core=status)
    expect(frame.locator("#exercise .goals .tick")).to_have_text("✓")
    assert frame.evaluate("window.playground.state()")["epoch"] == 120
    expect(frame.get_by_label("a straight line")).to_be_checked()
    frame.get_by_label("along the border").check()
    frame.get_by_role("button", name="Submit answer").click()
    expect(frame.get_by_label("along the border")).to_be_disabled()
    frame.get_by_label("How many numbers can this network change").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_function("API.getCMIValue('cmi.core.score.raw') === '100'")


def test_the_button_hands_in_and_ends_the_launch(launch):
    page, frame = launch()
    frame.locator("#exercise").get_by_text("Hand in", exact=True).click()
    frame.get_by_role("button", name="Hand in and finish").click()
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    sent = dict(call[1:] for call in page.evaluate("calls") if call[0] == "LMSSetValue")
    assert sent["cmi.core.lesson_status"] == "failed"
    assert sent["cmi.core.score.raw"] == "0"
    assert sent["cmi.core.session_time"].startswith("0000:")
    expect(frame.locator("#exercise")).to_contain_text("Handed in with 0 %")


def test_leaving_the_page_saves_what_is_waiting_and_ends_the_launch(launch):
    page, frame = launch()
    frame.get_by_label("a circle").check()
    expect(frame.locator("#exercise")).to_contain_text("Now train")
    commits = "calls.filter(([name]) => name === 'LMSCommit').length"
    before = page.evaluate(commits)
    for _ in range(5):
        train(frame, 1)
    expect(frame.locator("[data-value=epoch]")).to_have_text("5")
    assert page.evaluate(commits) <= before + 1
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    names = [call[0] for call in page.evaluate("calls")]
    assert names.index("LMSFinish") > len(names) - 1 - names[::-1].index("LMSCommit")
    assert json.loads(cmi(page, "suspend_data"))["now"]["runs"][0]["epochs"] == 5


def test_other_exercises_are_no_business_of_the_platform(launch):
    page, frame = launch()
    frame.get_by_label("a circle").check()
    page.wait_for_function("API.getCMIValue('cmi.suspend_data') !== ''")
    kept, asked = cmi(page, "suspend_data"), page.evaluate("calls.length")
    frame.evaluate("window.playground.load('exercise=three-neurons')")
    expect(frame.get_by_role("heading", name="Three lines close a ring")).to_be_visible()
    train(frame, 3)
    frame.wait_for_function("localStorage.getItem('playground.exercise.three-neurons') !== null")
    assert cmi(page, "suspend_data") == kept
    assert page.evaluate("calls.length") == asked


def test_what_the_platform_refuses_is_said(launch):
    page, frame = launch()
    page.evaluate("API.LMSCommit = () => 'false'")
    frame.get_by_label("a circle").check()
    expect(frame.locator("#message")).to_contain_text("The learning platform did not take")


def test_the_platform_names_the_exercise_where_the_link_does_not(launch, site, chromium):
    context = chromium.new_context(viewport=WINDOW)
    page = context.new_page()
    known = {"launch_data": "three-neurons"}
    query = urlencode({"kept": json.dumps(known), "content": "package/index.html"})
    page.goto(f"{site}lms.html?{query}")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Three lines close a ring")).to_be_attached(
        timeout=TIMEOUT_MS
    )
    context.close()
