"""Exercises in the application: opened by links, worked on, left; nothing gets around the rules."""

import re

import numpy as np
import pytest

from playground.app import App
from playground.exercises.checking import check
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.exercises.library import exercise, exercise_names
from playground.exercises.result import read_result
from playground.experiment import Experiment
from playground.frame import Unit
from playground.session import Session
from playground.session.save_file import Saved
from playground.text import set_language
from playground.ui.actions import spell
from playground.ui.widgets import HTML
from tests.assignment.conftest import QUESTIONS, enter, shown
from tests.exercises.conftest import SMALL
from tests.exercises.test_lesson import OWN as OWN_LESSON
from tests.page_end import PageEnd

CODE = Exercise.from_data(
    {**SMALL, "lock": ["dataset", "weights"], "ranges": {"learning_rate": {"max": 0.1}}}
).to_code()


def test_a_link_opens_an_exercise_at_its_start(app, page):
    app.load("exercise=three-neurons")
    assert page["exercise"] == exercise("three-neurons").title
    assert page["permalink"] == "exercise=three-neurons"
    start = exercise("three-neurons").start()
    assert app.experiment.dataset == start.dataset
    assert app.state()["permalink"].startswith(start.to_permalink())


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_of_the_course_opens(app, page, name):
    app.load(f"exercise={name}")
    assert page["exercise"] == exercise(name).title
    assert page["message"] == ""
    assert app.context.assignments.controller.assignment.points == 0


def test_classes_are_called_in_the_language_of_the_page_and_keep_their_names_in_results(app, page):
    set_language("de")
    try:
        app.load("exercise=fair-to-whom")
        assert (page["negative"], page["positive"]) == ("nein (−1)", "ja (+1)")
        assert app.session.frame().class_names == ("nein", "ja")
        handed_in = app.context.assignments.controller.assignment
        assert handed_in.result(handed_in.now).experiment.class_names == ("no", "yes")
        app.context.assignments.leave()
        assert app.session.frame().class_names == ("no", "yes")
    finally:
        set_language("en")


def test_settings_in_the_same_link_are_taken_up_after_the_exercise(app, page):
    app.load(f"learning_rate=0.1&exercise={CODE}")
    assert (app.experiment.learning_rate, app.experiment.dataset) == (0.1, "gauss")
    app.load("")
    app.load(f"exercise={CODE}&dataset=xor")
    assert app.experiment.dataset == "gauss"
    assert "Data set must stay at gauss" in page["message"]


def test_what_is_no_exercise_leaves_the_playground_with_the_other_settings(app, page):
    app.load("exercise=nobody&dataset=xor")
    assert "There is no exercise “nobody” here." in page["message"]
    assert (page["exercise"], app.experiment.dataset) == ("", "xor")


def test_an_empty_link_leaves_the_exercise(app, page):
    app.load("exercise=five-resets")
    app.load("")
    assert (page["exercise"], page["locked"], page["permalink"]) == ("", "", "")
    assert app.experiment.hide == []


def test_the_page_learns_what_is_locked_and_hidden(app, page):
    app.load("exercise=five-resets")
    locked = page["locked"].split(",")
    assert {"dataset", "learning_rate", "regenerate", "noise"} <= set(locked)
    assert not {"layers", "activation", "new_weights", "play"} & set(locked)
    assert "problem" in page["hide"].split(",")


CHANGES = {
    "a drawer": lambda app: setattr(app.experiment, "dataset", "xor"),
    "a limit": lambda app: setattr(app.experiment, "learning_rate", 1),
    "a link": lambda app: app.load("dataset=xor"),
    "several at once": lambda app: app.experiment.param.update(dataset="xor", hidden=[5]),
    "a file": lambda app: app.context.loader.restore(
        Saved(Experiment(dataset="xor"), 3, np.zeros(17), app.session.curve)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_that_breaks_a_rule_is_taken_back_and_the_run_goes_on(app, page, change):
    app.load(f"exercise={CODE}")
    app.step(7)
    before, settings = app.state(), app.experiment.settings()
    change(app)
    assert "This exercise does not allow that" in page["message"]
    assert app.experiment.settings() == settings
    assert app.state() == before
    app.step(1)
    undisturbed = Session(Experiment(**settings))
    undisturbed.advance(8)
    np.testing.assert_array_equal(app.session.network.theta, undisturbed.network.theta)


def test_locked_weights_can_be_edited_again_when_the_exercise_is_left(app):
    app.load(f"exercise={CODE}")
    with pytest.raises(ValueError, match="must not be edited"):
        app.session.set_bias(Unit(1, 0), 1.0)
    app.load("")
    app.session.set_bias(Unit(1, 0), 1.0)
    assert app.session.network.biases[0][0] == 1.0


def test_a_prediction_comes_before_the_first_run(app, page):
    app.load("exercise=one-neuron")
    for start in (app.play, app.step):
        start()
        assert "Answer the question first" in page["message"]
        assert (app.playing, app.session.epoch) == (False, 0)
    enter(page, ["answer", "border"], "1")
    app.step(2)
    assert app.session.epoch == 2


def test_what_the_exercise_switches_off_cannot_be_called_either(app, page):
    app.load("exercise=weights-by-hand")
    app.play()
    assert "switched off in this exercise" in page["message"]
    assert not app.playing


def test_what_is_handed_in_is_graded_as_shown(app, page):
    app.load("exercise=one-neuron")
    enter(page, ["answer", "border"], "0")
    enter(page, ["answer", "unsure"], "0")
    enter(page, ["answer", "numbers"], "2")
    app.step(120)
    enter(page, ["copy"])
    code = page.delivered("clipboard")[0]["text"]
    assert check(exercise("one-neuron"), read_result(code)).score == 80
    assert shown(page, "points") == "4 of 5 points"
    enter(page, ["answer", "numbers"], "3")
    enter(page, ["file"])
    described, content = page.delivered("file")
    assert described["name"] == "one-neuron.result.json"
    assert check(exercise("one-neuron"), read_result(content.decode())).score == 100
    assert "Done: 5 of 5 points" in shown(page, "done")


def test_open_questions_are_named_before_handing_in(app, page):
    own = Exercise.from_data({**SMALL, "questions": [QUESTIONS[2]]})
    app.load(f"exercise={own.to_code()}")
    app.step(300)
    assert "Not all questions have an answer yet" in shown(page, "done")
    assert shown(page, "open_questions") == "Still without an answer: “?”"
    assert shown(page, "note:why") == "Not answered yet."
    enter(page, ["answer", "why"], "Because.")
    assert shown(page, "open_questions") == ""
    assert "Hand in, or go on" in shown(page, "done")


def test_a_network_too_large_for_a_code_is_said_and_handed_in_as_a_file(app, page):
    large = Exercise.from_data({**SMALL, "experiment": {"dataset": "gauss", "hidden": [16] * 6}})
    app.load(f"exercise={large.to_code()}")
    app.step()
    enter(page, ["copy"])
    assert "Save the result file" in shown(page, "handed_in")
    enter(page, ["file"])
    assert "Save the result file" not in shown(page, "handed_in")
    _, content = page.delivered("file")
    assert read_result(content.decode()).runs[0].weights.size > 1000


def test_a_goal_for_those_who_stop_is_met_as_soon_as_it_is_paused(app, page):
    goal = {"epochs": {"at_least": 1}, "when_stopped": True}
    app.load(f"exercise={Exercise.from_data({**SMALL, 'goals': [goal]}).to_code()}")
    app.play()
    app.tick()
    assert shown(page, "sign:0") == "○"
    app.pause()
    assert shown(page, "sign:0") == "✓"


def test_feedback_after_handing_in_tells_nothing_before(app, page):
    fields = {**SMALL, "goals": [], "questions": QUESTIONS, "feedback": "after_hand_in"}
    app.load(f"exercise={Exercise.from_data(fields).to_code()}")
    enter(page, ["answer", "guess"], "1")
    enter(page, ["answer", "count"], "3")
    enter(page, ["hand_in"])
    assert [shown(page, name) for name in ("note:guess", "done", "code")] == ["✓ Noted.", "", ""]
    assert "judged when you hand in" in shown(page, "points")
    enter(page, ["file"])
    assert shown(page, "note:guess") == "✓ Right."
    assert shown(page, "points") == "2 of 2 points"
    enter(page, ["answer", "guess"], "0")
    assert "cannot be changed" in shown(page, "note:guess")


def test_the_time_at_work_leaves_long_pauses_out(app, page, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(app.context, "clock", lambda: now[0])
    app.load("exercise=one-neuron")
    for moment in (40, 100, 5000, 5010):
        now[0] = moment
        enter(page, ["answer", "border"], "0")
    assignment = app.context.assignments.controller.assignment
    assert assignment.result(assignment.now).effort.seconds == 110


@pytest.mark.parametrize(
    ("name", "verb", "arguments", "words"),
    [
        ("one-neuron", "play", [], "Answer the question first"),
        ("one-neuron", "step", [3], "Answer the question first"),
        ("weights-by-hand", "play", [], "switched off in this exercise"),
        ("three-neurons", "load", ["dataset=xor"], "does not allow that"),
    ],
)
def test_who_embeds_the_page_is_told_what_the_exercise_refuses(app, name, verb, arguments, words):
    app.load(f"exercise={name}")
    assert words in getattr(app, verb)(*arguments)


def test_a_preview_keeps_nothing(app, page):
    app.context.assignments.begin(Exercise.from_code(CODE), "", is_preview=True)
    app.step(3)
    assert page.kept == {}
    assert page["permalink"] == app.experiment.to_permalink()


def test_wrong_answers_are_said_beside_their_question(app, page):
    questions = Exercise.from_data({**SMALL, "questions": QUESTIONS})
    app.load(f"exercise={questions.to_code()}")
    enter(page, ["answer", "count"], "three")
    assert "The answer must be" in shown(page, "note:count")
    enter(page, ["answer", "count"], "3,2")
    assert shown(page, "note:count") == "✓ Right."
    enter(page, ["answer", "guess"], "0")
    assert "Not yet" in shown(page, "note:guess")
    enter(page, ["answer", "why"], "  ")
    assert app.context.assignments.controller.assignment.answers == {"count": 3.2, "guess": "a"}


def test_what_comes_from_the_page_is_not_trusted(app, page):
    questions = Exercise.from_data({**SMALL, "questions": QUESTIONS})
    app.load(f"exercise={questions.to_code()}")
    for name, entered in [("guess", "99"), ("guess", "x"), ("why", "x" * 999), ("other", "1")]:
        enter(page, ["answer", name], entered)
    enter(page, ["hint", 0])
    enter(page, ["close"])
    assignment = app.context.assignments.controller.assignment
    assert (assignment.answers, assignment.hints) == ({}, 0)


def test_of_each_run_it_is_said_whether_it_met_the_goal(app, page):
    app.load("exercise=five-resets")
    app.experiment.hidden = [5]
    app.step(0)
    assert shown(page, "now:0").startswith("none of 5 runs yet, now: test loss")
    losses = []
    for _ in range(3):
        app.step(150)
        losses.append(app.session.test_loss)
        if len(losses) < 3:
            app.context.transport.new_weights()
    signs = " ".join("✓" if loss <= 0.05 else "✗" for loss in losses)
    assert "✓" in signs
    assert shown(page, "now:0").startswith(f"run 3 of 5: {signs}, now: test loss")


def test_the_course_leads_from_exercise_to_exercise(app, page):
    app.load("exercise=one-neuron")
    enter(page, ["next"])
    assert page["exercise"] == exercise("weights-by-hand").title
    enter(page, ["contents"])
    assert (page["exercise"], page["drawer"]) == ("", "exercise")
    app.load("lesson=learning-well")
    assert any("data-first" in getattr(part, "object", "") for part in app.drawers.root)


@pytest.mark.parametrize("ending", ["found", "failed", "left"])
def test_while_an_exercise_is_fetched_the_address_names_it(ending):
    page = PageEnd(App())
    page.replies = {"read": lambda _: {"place": "browser", "texts": {}}}
    packs, asked = page.app.context.page.packs, []
    packs.fetch = asked.append
    page.app.load("exercise=one-neuron")
    page.tell("hello", {"address": "", "theme": "light"})
    assert page["permalink"] == page["awaited"] == "exercise=one-neuron"
    if ending == "left":
        page.app.load("dataset=xor")
    else:
        packs.arrived(*asked, "status 404" if ending == "failed" else "")
    assert page["awaited"] == ""
    wanted = {"found": "exercise=one-neuron", "failed": "", "left": "dataset=xor"}
    assert page["permalink"] == wanted[ending]


@pytest.fixture
def slow_page():
    """A page whose packs and kept texts come when a test has them come."""
    page = PageEnd(App())
    packs = page.app.context.page.packs
    page.asked, page.reads = [], []
    packs.fetch = page.asked.append
    page.app.context.page.storage.read = lambda name, then: page.reads.append(then)

    def deliver():
        while page.asked or page.reads:
            if page.asked:
                packs.arrived(page.asked.pop(0))
            else:
                page.reads.pop(0)("browser", {})

    page.deliver = deliver
    page.have_pack = lambda: packs.arrived(page.asked.pop(0))
    return page


@pytest.mark.parametrize("awaits", ["the pack", "what is kept"])
@pytest.mark.parametrize("link", ["", "dataset=xor", "exercise=three-neurons"])
def test_an_exercise_that_was_left_before_it_was_there_does_not_open(slow_page, awaits, link):
    app = slow_page.app
    app.load("exercise=one-neuron")
    if awaits == "what is kept":
        slow_page.have_pack()
        assert len(slow_page.reads) == 1
    app.load(link)
    slow_page.deliver()
    wanted = exercise("three-neurons").title if "exercise" in link else ""
    assert slow_page["exercise"] == wanted
    assert (slow_page["awaited"], slow_page["permalink"]) == ("", link)


def test_another_exercise_that_is_awaited_does_not_open_if_the_present_one_is_asked_for(slow_page):
    app = slow_page.app
    app.load("exercise=one-neuron")
    slow_page.deliver()
    app.load("exercise=three-neurons")
    app.load("exercise=one-neuron")
    slow_page.deliver()
    assert slow_page["exercise"] == exercise("one-neuron").title
    assert (slow_page["awaited"], slow_page["permalink"]) == ("", "exercise=one-neuron")


def test_a_preview_that_was_begun_meanwhile_stays(slow_page):
    app = slow_page.app
    app.load("exercise=one-neuron")
    app.context.assignments.begin(Exercise.from_code(CODE), "", is_preview=True)
    slow_page.deliver()
    assert slow_page["exercise"] == SMALL["title"]


def test_all_work_is_erased_without_opening_an_exercise_that_was_left(slow_page):
    app = slow_page.app
    app.load("exercise=one-neuron")
    slow_page.deliver()
    enter(slow_page, ["erase_all"])
    app.load("")
    slow_page.deliver()
    assert slow_page["exercise"] == ""


def test_an_exercise_that_varies_asks_for_a_name_before_it_runs(app, page):
    """Also after a reload, and for the next student at the same computer."""
    code = Exercise.from_data({**SMALL, "vary": ["data_seed"]}).to_code()
    app.load(f"exercise={code}")
    assert app.play() == "Enter your name or number first: everyone gets an exercise of their own."
    page.enter("exercise_task", spell("name"), "Ada")
    own = app.experiment.data_seed
    assert own != Experiment().data_seed
    app.step(30)
    assert "regenerate" in page["locked"].split(",")
    assert shown(page, "points") == "1 of 1 point"
    app.load("")
    app.load(f"exercise={code}")
    assert (app.experiment.data_seed, shown(page, "points")) == (own, "1 of 1 point")
    assert app.session.epoch == 30


def test_where_tries_are_limited_an_answer_counts_when_it_is_submitted(app, page):
    question = {**QUESTIONS[0], "tries": 1}
    app.load(f"exercise={Exercise.from_data({**SMALL, 'questions': [question]}).to_code()}")
    assignment = app.context.assignments.controller.assignment
    for option in ("0", "1"):
        enter(page, ("pending", "guess"), option)
    assert assignment.answers == {}
    enter(page, ("submit", "guess"))
    assert (assignment.answers, assignment.tries) == ({"guess": "b"}, {"guess": 1})
    assert shown(page, "note:guess") == "✓ Right."
    enter(page, ("pending", "guess"), "0")
    enter(page, ("submit", "guess"))
    assert assignment.answers == {"guess": "b"}
    assert "last try" in shown(page, "note:guess")


def test_what_is_chosen_elsewhere_stays_chosen_when_one_answer_is_submitted(app, page):
    questions = [{**QUESTIONS[0], "id": name, "tries": 1} for name in ("first", "second")]
    app.load(f"exercise={Exercise.from_data({**SMALL, 'questions': questions}).to_code()}")
    for name, option in (("first", "0"), ("second", "1")):
        enter(page, ("pending", name), option)
    enter(page, ("submit", "first"))
    enter(page, ("pending", "first"), "1")  # too late
    html = " ".join(pane.object for pane in app.roots["exercise"].select(HTML))
    checked = re.findall(r'name="(\w+)" value="(\d)"[^>]* checked', html)
    assert sorted(checked) == [("first", "0"), ("second", "1")]


def test_a_lesson_of_ones_own_is_gone_through_in_its_order(app, page):
    lesson = Lesson.from_data(OWN_LESSON)
    app.load(f"lesson={lesson.to_code()}")
    assert page["drawer"] == "exercise"
    page.enter("course_contents", spell("open_own", "one-neuron"))
    address = f"lesson={lesson.to_code()}&exercise="
    assert page["permalink"] == f"{address}one-neuron"
    enter(page, ("next",))
    assert (page["exercise"], page["permalink"]) == (SMALL["title"], f"{address}ring")
    app.load("")
    app.load(f"{address}ring")
    assert page["exercise"] == SMALL["title"]
    enter(page, ("contents",))
    assert (page["exercise"], page["drawer"]) == ("", "exercise")
    assert app.context.assignments.lesson == lesson.to_code()


def test_an_exercise_begins_at_the_speed_that_it_gives(app, page):
    data = {**SMALL, "experiment": {**SMALL["experiment"], "speed": "slow"}}
    app.load(f"exercise={Exercise.from_data(data).to_code()}")
    assert app.experiment.speed == "slow"


def test_what_is_refused_has_a_reason_for_scripts_beside_the_sentence(app, page):
    app.load("exercise=one-neuron")
    asked = {
        "prediction": app.play(),
        "rule": app.load("dataset=spiral"),
    }
    app.load("exercise=weights-by-hand")
    asked["button"] = app.step()
    assert {reason: said.reason for reason, said in asked.items()} == {
        reason: reason for reason in asked
    }
    app.load("")
    corrected = app.load("hidden=999")
    assert "16" in corrected
    assert not hasattr(corrected, "reason")
