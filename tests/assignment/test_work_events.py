"""Of an exercise a page around is told each goal once, and what was handed in, as it was."""

from playground.exercises.exercise import Exercise
from playground.exercises.grading import grade
from playground.exercises.result import Result, ResultError
from playground.exercises.submissions import Submission
from tests.assignment.conftest import QUESTIONS, enter
from tests.exercises.conftest import SMALL
from tests.ui.test_run_events import told


def test_each_goal_is_told_when_it_is_reached_for_the_first_time(app, page):
    goals = [{"epochs": {"at_least": 2}, "points": 2}, {"test_loss": {"at_most": 0}}]
    own = Exercise.from_data({**SMALL, "goals": goals})
    app.listen("goalReached")
    app.load(f"exercise={own.to_code()}")
    app.step()
    assert told(page, "goalReached") == []
    app.step()
    reached = told(page, "goalReached")
    assert reached == [
        {"exercise": "small", "goal": 1, "words": reached[0]["words"]}
        | {"points": 2, "of": 3, "epoch": 2}
    ]
    assert "2" in reached[0]["words"]
    app.reset()
    app.step(3)
    state = page.kept["small"]
    app.load("")
    page.kept = {"small": state}
    app.load(f"exercise={own.to_code()}")
    app.step()
    assert len(told(page, "goalReached")) == 1, "neither again nor at the next visit"


def test_what_was_handed_in_can_be_graded(app, page):
    own = Exercise.from_data({**SMALL, "questions": QUESTIONS})
    app.listen("handedIn")
    app.load(f"exercise={own.to_code()}")
    enter(page, ["answer", "guess"], "1")
    app.step(60)
    enter(page, ["file"])
    (event,) = told(page, "handedIn")
    (row,) = grade([Submission("a", event.pop("result"))], {"small": own})
    assert (row["status"], row["points"], row["score"]) == ("graded", 2, event["score"])
    assert event == {"exercise": "small", "way": "file"} | {
        "score": 66,
        "points": 2,
        "of": 3,
        "passed": False,
    }


def test_every_way_to_hand_in_is_told(app, page):
    app.listen("handedIn")
    page.place = "platform"
    app.load("exercise=one-neuron")
    for action in ("copy", "file", "finish"):
        enter(page, [action])
    ways = [event["way"] for event in told(page, "handedIn")]
    assert ways == ["code", "file", "platform"]


def test_a_change_that_an_exercise_takes_back_is_none(app, page):
    app.load("exercise=one-neuron")
    app.listen("settingChanged")
    app.experiment.dataset = "spiral"
    assert app.experiment.dataset != "spiral"
    assert told(page, "settingChanged") == []


def test_what_cannot_be_written_down_is_told_without_a_result(app, page, monkeypatch):
    def refuse(_):
        raise ResultError("Your own points are too many.")

    monkeypatch.setattr(Result, "to_file", refuse)
    app.listen("handedIn")
    app.load("exercise=one-neuron")
    enter(page, ["finish"])
    assert told(page, "handedIn")[-1]["result"] is None
    enter(page, ["file"])
    assert len(told(page, "handedIn")) == 1, "nothing was handed in"
