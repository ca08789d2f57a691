"""The adapter talks to a real run-time of SCORM 1.2, scorm-again, as the standard asks for."""

import json
import shutil
from urllib.parse import urlencode

import pytest

from playground.packaging.server import served
from tests.browser.platform_site import write_platform

READY = "html[data-state=ready]"
HANDED_IN = {"score": 66.9, "status": "passed", "state": "state", "answers": []}


@pytest.fixture(scope="module")
def site(project, tmp_path_factory):
    """Where the platform, its content and the adapter are served from."""
    folder = tmp_path_factory.mktemp("lms")
    write_platform(project, folder)
    for name in ("scorm.js", "scorm-api.js", "scorm-versions.js", "kept-texts.js"):
        shutil.copy(project / "static" / name, folder)
    with served(folder) as address:
        yield address


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def launch(page, site):
    """A function that opens the platform and returns its page and the frame with the content.

    It takes what the platform has kept of the student's earlier work.
    """

    def open_platform(content="content.html", **kept):
        query = urlencode({"kept": json.dumps(kept), "content": content})
        page.goto(f"{site}lms.html?{query}")
        frame = page.frame(name="content")
        frame.wait_for_selector(READY)
        return page, frame

    return open_platform


def cmi(page, element):
    return page.evaluate("element => API.getCMIValue(`cmi.${element}`)", element)


def problems(frame):
    return frame.evaluate("problems")


START = "window.launch = begin(); window.known = launch.start(); known"
HAND_IN = "work => launch.save(work)"


# Finding the platform


def test_the_platform_is_found_in_the_window_around(launch):
    _, frame = launch()
    assert frame.evaluate("findApi() === parent.API")


def test_the_platform_is_found_two_windows_up(launch, page, site):
    page.goto(f"{site}lms.html?content=frame.html")
    inner = page.frame_locator("[name=content]").frame_locator("[name=inner]")
    inner.locator(READY).wait_for()
    frame = page.frame(name="inner")
    assert frame.evaluate("findApi() === top.API")


def test_the_platform_is_found_in_the_window_that_opened_this_one(launch):
    page, _ = launch()
    with page.expect_popup() as popup:
        page.evaluate("() => { window.open('content.html'); }")
    popup.value.wait_for_selector(READY)
    assert popup.value.evaluate("findApi() === opener.API")


def test_the_nearest_platform_is_taken(launch):
    _, frame = launch()
    assert frame.evaluate("window.API = { mine: true }; findApi().mine")


def test_without_a_platform_nothing_is_found(page, site):
    page.goto(f"{site}content.html")
    page.wait_for_selector(READY)
    assert page.evaluate("findApi()") is None


def test_windows_of_another_origin_are_passed_over(page, site):
    """As 127.0.0.1 and localhost are two origins, the frame may not look at its parent."""
    other = site.replace("127.0.0.1", "localhost")
    page.goto(f"{site}lms.html?{urlencode({'content': f'{other}content.html'})}")
    page.frame_locator("[name=content]").locator(READY).wait_for()
    assert page.frame(name="content").evaluate("findApi()") is None


# A launch


def test_a_launch_begins_before_anything_else_is_asked(launch):
    page, frame = launch(launch_data="one-neuron")
    known = frame.evaluate(START)
    assert page.evaluate("calls[0]") == ["LMSInitialize", ""]
    assert known["exercise"] == "one-neuron"
    assert known["state"] == ""
    assert problems(frame) == []


def test_a_first_launch_is_incomplete_from_the_start(launch):
    page, frame = launch()
    assert frame.evaluate(START)["status"] == "not attempted"
    assert cmi(page, "core.lesson_status") == "incomplete"


def test_an_earlier_success_is_not_taken_back(launch):
    page, frame = launch(core={"lesson_status": "passed"})
    assert frame.evaluate(START)["status"] == "passed"
    assert cmi(page, "core.lesson_status") == "passed"


def test_work_is_saved_and_there_at_the_next_launch(launch):
    page, frame = launch()
    frame.evaluate(START)
    assert frame.evaluate("launch.save({ state: '{\"epoch\":3}' })")
    _, frame = launch(suspend_data=cmi(page, "suspend_data"))
    assert frame.evaluate(START)["state"] == '{"epoch":3}'


@pytest.mark.parametrize(("state", "fits"), [("x" * 4096, True), ("x" * 4097, False)])
def test_lengths_are_enforced_although_the_run_time_does_not(launch, state, fits):
    page, frame = launch()
    frame.evaluate(START)
    assert frame.evaluate("state => launch.save({ state })", state) is fits
    assert len(cmi(page, "suspend_data")) <= 4096
    assert len(problems(frame)) == (not fits)


def test_work_left_half_way_stays_incomplete_where_a_mastery_score_rules(launch):
    page, frame = launch(student_data={"mastery_score": "60"})
    frame.evaluate(START)
    frame.evaluate("launch.save({ state: '{}' }); launch.finish()")
    assert cmi(page, "core.lesson_status") == "incomplete"
    page, frame = launch(core={"lesson_status": "failed"}, student_data={"mastery_score": "60"})
    page.evaluate("API.cmi.core.score.raw = '42'")
    frame.evaluate(START)
    frame.evaluate("launch.save({ state: '{}' }); launch.finish()")
    assert cmi(page, "core.lesson_status") == "incomplete"


def test_handing_in_sets_an_integer_score_and_a_status_and_commits(launch):
    page, frame = launch()
    frame.evaluate(START)
    assert frame.evaluate(HAND_IN, HANDED_IN)
    assert [cmi(page, f"core.score.{name}") for name in ("min", "max", "raw")] == ["0", "100", "66"]
    assert cmi(page, "core.lesson_status") == "passed"
    assert cmi(page, "suspend_data") == "state"
    assert page.evaluate("calls.at(-1)") == ["LMSCommit", ""]
    assert problems(frame) == []


@pytest.mark.parametrize("status", ["passed", "failed", "incomplete"])
def test_every_status_is_taken(launch, status):
    page, frame = launch()
    frame.evaluate(START)
    assert frame.evaluate(HAND_IN, {**HANDED_IN, "status": status})
    assert cmi(page, "core.lesson_status") == status


@pytest.mark.parametrize("wrong", [{"status": "done"}, {"score": 101}, {"score": -1}])
def test_a_value_that_the_standard_forbids_is_not_sent(launch, wrong):
    page, frame = launch()
    frame.evaluate(START)
    message = frame.evaluate(
        "work => { try { launch.save(work); } catch (error) { return error.message; } }",
        {**HANDED_IN, **wrong},
    )
    assert "must be" in message
    assert cmi(page, "core.lesson_status") == "incomplete"


def test_answers_become_interactions(launch):
    page, frame = launch()
    frame.evaluate(START)
    answers = [
        {"id": "border", "type": "choice", "response": "b", "correct": True},
        {"id": "weight", "type": "numeric", "response": "-0.07", "correct": False},
        {"id": "why", "type": "fill-in", "response": "🙂\n" * 100, "correct": None},
    ]
    assert frame.evaluate(HAND_IN, {**HANDED_IN, "answers": answers})
    found = page.evaluate(
        """() => API.cmi.interactions.childArray.map((one) => {
          const { id, type, time, student_response, result } = one.toJSON();
          return { id, type, time, student_response, result };
        })"""
    )
    assert [one["id"] for one in found] == ["border", "weight", "why", "why_2"]
    assert [one["type"] for one in found] == ["choice", "numeric", "fill-in", "fill-in"]
    assert [one["result"] for one in found] == ["correct", "wrong", "neutral", "neutral"]
    responses = [one["student_response"] for one in found]
    assert responses == ["b", "-0.07", "🙂 " * 85, "🙂 " * 15]
    assert problems(frame) == []


def test_a_second_answer_in_one_launch_replaces_the_first(launch):
    page, frame = launch()
    frame.evaluate(START)
    for response in ("no", "yes"):
        answer = {"id": "q", "type": "fill-in", "response": response, "correct": None}
        assert frame.evaluate(HAND_IN, {**HANDED_IN, "answers": [answer]})
    assert page.evaluate("API.cmi.interactions.childArray.length") == 1


def test_the_time_of_a_session_is_told(launch):
    page, frame = launch()
    frame.evaluate(
        "let now = 0; window.launch = begin(findApi(), () => now); launch.start();"
        "now = 1000 * (3600 * 12 + 34 * 60 + 56.7); launch.finish();"
    )
    sent = dict(call[1:] for call in page.evaluate("calls") if call[0] == "LMSSetValue")
    assert sent["cmi.core.session_time"] == "0012:34:56"
    assert sent["cmi.core.exit"] == "suspend"
    assert problems(frame) == []


# The end


def finishes(page):
    return [call[0] for call in page.evaluate("calls")].count("LMSFinish")


def test_a_launch_ends_once(launch):
    page, frame = launch()
    frame.evaluate(START)
    frame.evaluate("launch.finish(); launch.finish();")
    assert finishes(page) == 1
    assert problems(frame) == []


def test_a_launch_ends_when_the_page_is_left(launch):
    page, frame = launch()
    frame.evaluate(START)
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    assert finishes(page) == 1


# What goes wrong


def test_a_frame_that_is_loaded_again_goes_on(launch):
    page, frame = launch()
    frame.evaluate(START)
    frame.evaluate("launch.save({ state: '{}' })")
    page.evaluate("document.querySelector('iframe').src += '?again'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    frame = page.frame(name="content")
    frame.wait_for_url("**again")
    frame.wait_for_selector(READY)
    assert frame.evaluate(START)["state"] == "{}"
    assert frame.evaluate(HAND_IN, HANDED_IN)
    assert problems(frame) == []


def test_each_value_that_is_refused_is_reported_and_the_rest_is_sent(launch):
    page, frame = launch()
    frame.evaluate(START)
    answer = {"id": "größe", "type": "fill-in", "response": "x", "correct": True}
    assert not frame.evaluate(HAND_IN, {**HANDED_IN, "answers": [answer]})
    assert problems(frame)[0]["element"] == "cmi.interactions.0.id"
    assert problems(frame)[0]["code"] == "405"
    assert cmi(page, "core.score.raw") == "66"
    assert cmi(page, "suspend_data") == "state"


def test_a_platform_that_is_gone_is_reported(launch):
    _, frame = launch()
    frame.evaluate(START)
    frame.evaluate("() => { parent.API.LMSSetValue = () => { throw new Error('gone'); }; }")
    assert not frame.evaluate(HAND_IN, HANDED_IN)
    assert {problem["message"] for problem in problems(frame)} == {"gone"}
