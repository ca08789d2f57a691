"""A small package at a platform of another origin: the page in its frame works as if within."""

import json
import zipfile
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.scorm import write_slim_package
from playground.packaging.server import served
from tests.browser.conftest import TIMEOUT_MS, WINDOW
from tests.browser.platform_site import write_platform

DATA = library.exercise("one-neuron").data
WHY = {"id": "why", "type": "text", "text": "Why?"}
EXERCISE = Exercise.from_data({**DATA, "pass_mark": 60, "questions": [*DATA["questions"][:2], WHY]})
API = {"1.2": "API", "2004": "API_1484_11"}
PASSED = {"1.2": "cmi.core.lesson_status", "2004": "cmi.success_status"}
SCORE = {"1.2": "cmi.core.score.raw", "2004": "cmi.score.raw"}
ROOM = {"1.2": 4096, "2004": 64_000}
END = {"1.2": "LMSFinish", "2004": "Terminate"}


@pytest.fixture(scope="module")
def site(project, dist, address, tmp_path_factory):
    """Where the platform and the unzipped packages are: by another name of this machine."""
    folder = tmp_path_factory.mktemp("platform")
    write_platform(project, folder)
    for standard in API:
        target = folder / f"{standard}.zip"
        write_slim_package(EXERCISE, address, dist, target, standard)
        assert target.stat().st_size < 30_000, "it is small"
        with zipfile.ZipFile(target) as package:
            package.extractall(folder / standard)
    with served(folder) as root:
        yield root.replace("127.0.0.1", "localhost")


@pytest.fixture(params=["1.2", "2004"])
def standard(request):
    return request.param


@pytest.fixture
def launch(chromium, site, standard):
    """A function that opens the platform and returns its page and the frame with the playground.

    It takes what the platform has kept of the student's earlier work.
    """
    context = chromium.new_context(viewport=WINDOW)
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()

    def open_platform(**kept):
        known = {"launch_data": EXERCISE.id, **kept}
        content = f"{standard}/launch.html"
        query = urlencode({"kept": json.dumps(known), "content": content, "standard": standard})
        page.goto(f"{site}lms.html?{query}")
        page.locator("iframe").evaluate(
            'frame => Object.assign(frame.style, { width: "100vw", height: "90vh", border: 0 })'
        )
        return page, playground_in(page)

    yield open_platform
    context.close()


def playground_in(page):
    page.wait_for_function("frames.length > 0")
    inner = page.frame_locator("[name=content]").frame_locator("iframe")
    inner.locator("html[data-state=ready]").wait_for()
    expect(inner.locator("#exercise")).to_be_visible()
    return next(frame for frame in page.frames if "launch=frame" in frame.url)


def value(page, standard, element):
    script = f"element => {API[standard]}.getCMIValue(element)"
    return page.evaluate(script, element)


def leave(page, standard):
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function(f"calls.some(([name]) => name === '{END[standard]}')")


def test_work_is_told_to_the_platform_and_resumed_at_the_next_launch(launch, standard):
    page, frame = launch()
    frame.get_by_label("a straight line").check()
    expect(frame.locator("#exercise")).to_contain_text("Now train")
    frame.evaluate("window.playground.step(120)")
    expect(frame.locator("#exercise .goals .tick")).to_have_text("✓")
    passed = f"{API[standard]}.getCMIValue('{PASSED[standard]}') === 'passed'"
    page.wait_for_function(passed)
    assert value(page, standard, SCORE[standard]) == "75"
    assert str(value(page, standard, "cmi.interactions._count")) == "1"
    frame.get_by_label("Why?").press_sequentially("It is so.", delay=0)
    expect(frame.locator("#exercise")).to_contain_text("Noted")
    leave(page, standard)
    kept = value(page, standard, "cmi.suspend_data")
    assert "It is so." in kept
    assert len(kept) <= ROOM[standard]
    _, frame = launch(suspend_data=kept)
    expect(frame.get_by_label("Why?")).to_have_value("It is so.")
    expect(frame.get_by_label("a straight line")).to_be_checked()
    assert frame.evaluate("window.playground.state()")["epoch"] == 120


def test_the_button_hands_in_and_ends_the_launch(launch, standard):
    page, frame = launch()
    frame.locator("#exercise").get_by_text("Hand in", exact=True).click()
    frame.get_by_role("button", name="Hand in and finish").click()
    page.wait_for_function(f"calls.some(([name]) => name === '{END[standard]}')")
    assert value(page, standard, PASSED[standard]) == "failed"
    assert value(page, standard, SCORE[standard]) == "0"
    expect(frame.locator("#exercise")).to_contain_text("Handed in with 0 %")


def test_what_the_platform_refuses_is_said_in_the_frame(launch, standard):
    page, frame = launch()
    commit = {"1.2": "LMSCommit", "2004": "Commit"}[standard]
    page.evaluate(f"() => {{ {API[standard]}.{commit} = () => 'false'; }}")
    frame.get_by_label("a circle").check()
    expect(frame.locator("#message")).to_contain_text("The learning platform did not take")


@pytest.mark.parametrize("standard", ["2004"], indirect=True)
def test_only_the_package_and_the_page_in_it_hear_each_other(launch):
    """The platform's page may be of an allowed origin, and is not the one around the frame."""
    page, frame = launch()
    frame.get_by_label("a circle").check()
    expect(frame.locator("#exercise")).to_contain_text("Now train")
    frame.evaluate("window.playground.step(3)")
    before = page.evaluate("calls.length")
    page.evaluate(
        """() => {
          const content = frames[0];
          const work = { state: "forged", score: 100, status: "passed" };
          content.postMessage({ playground: 1, event: "work", detail: work }, "*");
          content.frames[0].postMessage({ playground: 1, id: 1, verb: "reset" }, "*");
        }"""
    )
    answer = page.frame(name="content").evaluate(
        """() => new Promise((resolve) => {
          addEventListener("message", ({ data }) => data.id === "again" && resolve(data));
          const launch = { exercise: "x", state: "forged", place: "platform", room: 9 };
          const frame = document.querySelector("iframe").contentWindow;
          frame.postMessage(
            { playground: 1, id: "again", verb: "launch", arguments: [launch] }, "*");
        })"""
    )
    assert "once only" in answer["error"]
    assert frame.evaluate("window.playground.state()")["epoch"] == 3
    said = page.evaluate("from => calls.slice(from)", before)
    assert "forged" not in json.dumps(said)


def test_a_package_that_no_platform_answers_says_so(chromium, site):
    context = chromium.new_context(viewport=WINDOW)
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    page.goto(f"{site}1.2/launch.html")
    sheet = page.frame_locator("iframe").locator("#exercise")
    expect(sheet).to_contain_text("No learning platform answers", timeout=TIMEOUT_MS)
    expect(page.locator("#problem")).to_be_hidden()
    context.close()
