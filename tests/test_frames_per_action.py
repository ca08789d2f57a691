"""Whatever the user does is drawn once: one picture for each event, however much it changes."""

import pytest

from playground.app import App
from playground.exercises.exercise import Exercise
from tests.exercises.conftest import SMALL
from tests.page_end import PageEnd

CODE = Exercise.from_data({**SMALL, "id": "small"}).to_code()


@pytest.fixture
def page(page):
    """The page at its defaults, with an empty storage."""
    kept = {"place": "browser", "texts": {}}
    page.replies = {"read": lambda _: kept}
    return page


def begin(link):
    """Be somewhere first."""

    def prepare(page):
        page.app.load(link)

    return prepare


def at_rest(page):
    """Be at the start."""


def open_contents(page):
    page.enter("exercise_work", "contents")


def diverge(page):
    page.app.load("dataset=plane&activation=relu&learning_rate=10")
    page.app.step(100)


def move_noise(page):
    page.app.step(5)
    page.app.experiment.noise = 0.2


ACTIONS = {
    "add a neuron": (at_rest, lambda page: page.click("add_neuron_0")),
    "add a layer": (at_rest, lambda page: page.click("add_layer")),
    "step": (at_rest, lambda page: page.click("step")),
    "reset": (at_rest, lambda page: page.click("reset")),
    "play": (at_rest, lambda page: page.click("play")),
    "new weights": (at_rest, lambda page: page.click("new_weights")),
    "point at a neuron": (at_rest, lambda page: page.tell("hover", "unit:1:0")),
    "tap a neuron": (at_rest, lambda page: page.tell("select", "unit:1:0")),
    "change the theme": (at_rest, lambda page: page.tell("theme", "dark")),
    "refuse a file": (at_rest, lambda page: page.tell("file_refused")),
    "load a link": (at_rest, begin("dataset=spiral&hidden=6,4&noise=0.2")),
    "load a link with a fault": (at_rest, begin("dataset=spiral&hidden=99&nonsense=1")),
    "choose digits": (at_rest, lambda page: setattr(page.app.roots["problem"], "value", "digits")),
    "recover": (diverge, lambda page: page.click("recover")),
    "undo": (move_noise, lambda page: page.click("undo")),
    "open an exercise": (at_rest, begin("exercise=one-neuron")),
    "open an exercise of one's own": (at_rest, begin(f"exercise={CODE}")),
    "leave an exercise": (begin("exercise=one-neuron"), begin("")),
    "go to the next exercise": (
        begin("exercise=one-neuron"),
        lambda page: page.enter("exercise_work", "next"),
    ),
    "show the contents": (begin("exercise=one-neuron"), open_contents),
    "copy the result code": (
        begin("exercise=one-neuron"),
        lambda page: page.enter("exercise_work", "copy"),
    ),
    "open Inspect": (at_rest, lambda page: page.tell("drawer", "inspect")),
    "open Relevance": (at_rest, lambda page: page.tell("drawer", "relevance")),
    "open Landscape": (at_rest, lambda page: page.tell("drawer", "landscape")),
    "open History": (at_rest, lambda page: page.tell("drawer", "history")),
    "open the contents": (at_rest, lambda page: page.tell("drawer", "exercise")),
    "open the author's form": (at_rest, lambda page: page.tell("drawer", "author")),
    "close a drawer": (
        lambda page: page.app.drawers.open("inspect"),
        lambda page: page.tell("drawer", ""),
    ),
}
"""What a user does: how to get there, and the action; the bridge makes an event of each."""


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_drawn_once(page, action):
    prepare, act = ACTIONS[action]
    prepare(page)
    page.sent.clear()
    with page.app.event():
        act(page)
    assert page.frames == 1
    page.app.pause()


def test_the_start_is_drawn_once():
    page = PageEnd(App())
    page.app.start("dataset=spiral&hidden=3&open=metrics")
    assert page.frames == 1


def test_a_start_in_an_exercise_is_drawn_when_it_is_known_what_was_kept():
    page = PageEnd(App())
    page.app.start("exercise=one-neuron&noise=0.1")
    assert page.frames == 0
    page.tell("reply", {"request": 1, "value": {"place": "browser", "texts": {}}})
    assert page.frames == 1


def test_a_message_to_the_page_costs_no_picture(page):
    page.app.context.page.storage.write("name", "text")
    assert page.frames == 0
    assert page.messages[-1][0] == "write"


def test_a_message_beside_a_picture_does_not_take_its_place(page):
    with page.app.event():
        page.app.context.redraw.request()
        page.app.context.page.storage.write("name", "text")
    assert page.frames == 1
    assert page.messages[-1][0] == "write"
