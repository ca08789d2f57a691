"""A small exercise with questions, hints and a rule, and a session or a page to work on it."""

import pytest

from playground.assignment.assignment import Assignment
from playground.exercises.exercise import Exercise
from playground.experiment import Experiment
from playground.session import Session
from playground.ui.actions import spell
from tests.exercises.conftest import SMALL

QUESTIONS = [
    {"id": "guess", "type": "choice", "text": "?", "options": ["a", "b"], "answer": "b"},
    {"id": "count", "type": "number", "text": "?", "answer": 3, "tolerance": 0.5},
    {"id": "why", "type": "text", "text": "?"},
]


@pytest.fixture
def assign():
    """A function that begins a small exercise with other fields; `session` is where it runs."""
    return lambda **fields: begin(Exercise.from_data({**SMALL, **fields}))


def begin(exercise):
    session = Session(Experiment())
    assignment = Assignment(exercise, session)
    assignment.session = session
    session.experiment.param.watch(
        lambda *events: assignment.follow({event.name for event in events}),
        list(session.experiment.settings()),
    )
    return assignment


def train(assignment, epochs):
    """Train, and look at what came of it, as the page does."""
    assignment.session.advance(epochs)
    assignment.observe(assignment.session)


@pytest.fixture
def page(page):
    """The page at its defaults, with nothing kept."""
    page.kept = {}
    page.handed_in = []
    page.place = "browser"

    def write(message):
        page.kept[message["name"]] = message["text"]

    page.replies = {
        "read": lambda _: {"place": page.place, "texts": page.kept},
        "write": write,
        "hand_in": page.handed_in.append,
        "finish": lambda _: page.handed_in.append("finish"),
    }
    return page


def enter(page, action, entered=""):
    page.enter("exercise_work", spell(*action), entered)


def shown(page, key):
    columns = page.columns["exercise_work"]
    return dict(zip(columns["key"], columns["text"], strict=True))[key]
