"""Work is kept from visit to visit, told to platforms, and never replaced without a word."""

import json

import pytest

from playground.exercises.exercise import Exercise
from playground.exercises.library import exercise
from tests.assignment.conftest import QUESTIONS, enter, shown
from tests.exercises.conftest import SMALL


def test_work_is_kept_and_taken_up_again(app, page):
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    enter(page, ["hint", 0])
    app.step(120)
    kept = dict(page.kept)
    app.load("")
    page.kept = kept
    app.load("exercise=one-neuron")
    desk = app.context.assignments.controller
    assert (app.session.epoch, desk.assignment.hints) == (120, 1)
    assert desk.assignment.answers == {"border": "a straight line"}
    assert shown(page, "sign:0") == "✓"
    assert page.kept == kept
    assert page["message"] == ""


def test_a_record_that_had_no_room_for_the_state_of_training_says_so(app, page):
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    app.step(60)
    kept = json.loads(page.kept["one-neuron"])
    del kept["training"]
    app.load("")
    page.kept = {"one-neuron": json.dumps(kept)}
    app.load("exercise=one-neuron")
    assert app.session.epoch == 60
    assert "new order" in page["message"]


def test_a_damaged_record_is_said_and_the_exercise_begins_anew(app, page):
    page.kept = {"one-neuron": "rubbish"}
    app.load("exercise=one-neuron")
    assert "begins anew" in page["message"]
    assert app.session.epoch == 0


def test_while_playing_it_is_saved_now_and_then_and_when_a_goal_is_met(app, page):
    app.load("exercise=three-neurons")
    app.play()
    app.tick(0)
    saved = page.kept.copy()
    app.tick(0)
    assert page.kept == saved
    app.pause()
    assert page.kept != saved


def told(page, *names):
    return [tuple(one[name] for name in names) for one in page.handed_in]


def test_a_platform_gets_no_score_of_work_that_is_under_way(app, page):
    """By a score below the pass mark it would call work failed that was left half-way."""
    page.place = "platform"
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    app.step(120)
    assert set(told(page, "score", "status")) == {(None, "incomplete")}
    enter(page, ["answer", "unsure"], "0")
    enter(page, ["answer", "numbers"], "3")
    assert told(page, "score", "status", "isUrgent")[-1] == (100, "passed", True)


def test_a_platform_gets_each_answer_once_by_its_kind(app, page):
    page.place = "platform"
    own = Exercise.from_data({**SMALL, "questions": QUESTIONS})
    app.load(f"exercise={own.to_code()}")
    for name, entered in [("guess", "1"), ("count", "3,00001"), ("why", "Because.")]:
        enter(page, ["answer", name], entered)
    answers = [answer for (several,) in told(page, "answers") for answer in several]
    assert [tuple(answer.values()) for answer in answers] == [
        ("guess", "choice", "b", True),
        ("count", "numeric", "3.00001", True),
        ("why", "fill-in", "Because.", None),
    ]
    state = page.handed_in[-1]["state"]
    app.load("")
    page.kept, page.handed_in = {own.id: state}, []
    page.replies["hand_in"] = page.handed_in.append
    app.load(f"exercise={own.to_code()}")
    app.step()
    assert told(page, "answers") == [([],)]


def test_who_hands_in_unfinished_work_has_failed_and_may_go_on(app, page):
    page.place = "platform"
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    enter(page, ["finish"])
    work, end = page.handed_in[-2:]
    assert (work["score"], work["status"], end) == (20, "failed", "finish")
    app.step(120)
    work = page.handed_in[-1]
    assert (work["score"], work["status"]) == (60, "failed")
    enter(page, ["answer", "unsure"], "0")
    enter(page, ["answer", "numbers"], "3")
    assert page.handed_in[-1]["status"] == "passed"


@pytest.mark.parametrize(
    ("place", "words"),
    [("alone", "No learning platform answers"), ("unrecorded", "nothing you do now is recorded")],
)
def test_where_a_platform_records_nothing_the_sheet_says_so(app, page, place, words):
    page.place = place
    app.load("exercise=one-neuron")
    assert words in app.context.assignments.controller.panel[1].object
    app.step()
    assert page.handed_in == []


def test_what_is_wrong_with_keeping_is_said_as_long_as_it_lasts(app, page):
    app.load("exercise=one-neuron")
    page.tell("problem", {"cause": "full"})
    app.experiment.noise = 0.1
    assert "storage is full" in shown(page, "kept")
    page.tell("problem", {"cause": "none"})
    assert shown(page, "kept") == ""


def test_an_unreadable_record_of_a_platform_is_called_its(app, page):
    page.place, page.kept = "platform", {"one-neuron": "rubbish"}
    app.load("exercise=one-neuron")
    assert "What the learning platform has kept" in page["message"]


def test_a_typed_answer_is_kept_at_once_even_while_training(app, page):
    own = Exercise.from_data({**SMALL, "questions": QUESTIONS})
    app.load(f"exercise={own.to_code()}")
    app.play()
    app.tick(0)
    enter(page, ["answer", "why"], "Because.")
    app.tick(0)
    assert json.loads(page.kept[own.id])["now"]["answers"] == {"why": "Because."}


def contest(page, name):
    page.tell("problem", {"cause": "conflict", "name": name, "text": ""})


def test_work_of_another_tab_is_not_replaced_until_the_student_chooses(app, page):
    app.load("exercise=three-neurons")
    app.step(3)
    page.kept["three-neurons"] = others = page.kept["three-neurons"].replace(":3,", ":7,")
    contest(page, "three-neurons")
    app.step(1)
    assert "another tab" in shown(page, "elsewhere")
    assert page.kept["three-neurons"] == others
    enter(page, ["mine"])
    assert shown(page, "elsewhere") == ""
    assert json.loads(page.kept["three-neurons"])["now"]["runs"][0]["epochs"] == 4


def test_the_work_of_another_tab_can_be_taken(app, page):
    app.load("exercise=three-neurons")
    app.step(3)
    page.kept["three-neurons"] = page.kept["three-neurons"].replace('"epochs":3', '"epochs":7')
    contest(page, "three-neurons")
    app.step(1)
    enter(page, ["take"])
    assert app.session.epoch == 7
    assert shown(page, "elsewhere") == ""


def test_work_of_another_tab_is_left_when_the_exercise_is_left(app, page):
    app.load("exercise=three-neurons")
    page.kept["three-neurons"] = "of another tab"
    contest(page, "three-neurons")
    app.step(1)
    app.load("")
    assert page.kept["three-neurons"] == "of another tab"


def test_the_next_student_begins_afresh_after_a_question(app, page):
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    app.step(5)
    page.kept |= {"five-resets": "work", "_draft": "a draft"}
    enter(page, ["turn"])
    assert "Save the result file first" in shown(page, "ask")
    enter(page, ["stay"])
    assert (shown(page, "ask"), app.session.epoch) == ("", 5)
    enter(page, ["erase"])
    assert (app.session.epoch, page["exercise"]) == (0, exercise("one-neuron").title)
    assert app.context.assignments.controller.assignment.answers == {}
    assert page.kept == {"one-neuron": "", "five-resets": "work", "_draft": "a draft"}
    enter(page, ["erase_all"])
    assert page.kept == {"one-neuron": "", "five-resets": "", "_draft": "a draft"}


def test_after_handing_in_the_next_student_begins_by_one_tap(app, page):
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    app.step(5)
    enter(page, ["file"])
    kept = dict(page.kept)
    enter(page, ["turn"])
    assert (app.session.epoch, page.kept["one-neuron"]) == (0, "")
    app.load("")
    page.kept = kept
    app.load("exercise=one-neuron")
    app.step(1)
    enter(page, ["turn"])
    assert "erased" in shown(page, "ask"), "there is work that was not handed in"


def test_a_platform_with_more_room_keeps_the_state_of_training_of_a_large_network(app, page):
    page.place = "platform"
    link = f"exercise={Exercise.from_data(SMALL).to_code()}&hidden=8,8,8,8,8,8&optimizer=adam"
    states = []
    for room in (4096, 64_000):
        page.replies["read"] = lambda _, room=room: {
            "place": "platform",
            "room": room,
            "texts": {},
        }
        app.load("")
        app.load(link)
        app.step(2)
        states.append(page.handed_in[-1]["state"])
    assert len(states[0]) <= 4096 < len(states[1]) <= 64_000
    assert ["training" in json.loads(state) for state in states] == [False, True]


def order_of(app, page):
    """Open the first exercise, and return the order in which its options are shown."""
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    return json.loads(page.kept["one-neuron"])["now"]["order"]


def test_options_stay_at_their_places_when_work_goes_on_and_move_for_the_next_student(app, page):
    first = order_of(app, page)
    app.load("")
    app.load("exercise=one-neuron")
    enter(page, ["answer", "unsure"], "0")
    assert json.loads(page.kept["one-neuron"])["now"]["order"] == first
    app.load("")
    page.kept = {}
    assert order_of(app, page) != first


def test_work_of_the_earlier_version_keeps_the_order_in_which_its_options_were_shown(app, page):
    order_of(app, page)
    kept = json.loads(page.kept["one-neuron"])
    del kept["now"]["order"]
    app.load("")
    page.kept = {"one-neuron": json.dumps(kept)}
    app.load("exercise=one-neuron")
    enter(page, ["answer", "unsure"], "0")
    assert "order" not in json.loads(page.kept["one-neuron"])["now"]
