"""The sheet of an exercise says what is true, digit by digit."""

import re

import pytest

from playground.assignment.markup import MET, Sheet
from playground.number_format import MINUS

from .conftest import train

QUESTION = {"id": "count", "type": "number", "text": "?", "answer": 3}


def shown(sheet, metric):
    """Return the number that the note of the first goal has for a metric."""
    note = sheet.texts({})["now:0"]
    return float(re.search(rf"{metric} ([^\s,%]+)", note)[1].replace(MINUS, "-"))


@pytest.mark.parametrize("epochs", range(6))
def test_a_loss_beside_its_goal_is_not_rounded_onto_it(assign, epochs):
    """The goal is the loss with four decimals, which is as often below as above the loss."""
    reached = assign()
    train(reached, epochs)
    goal = float(f"{reached.session.test_loss:.4f}")
    assignment = assign(goals=[{"test_loss": {"at_most": goal}}])
    train(assignment, epochs)
    sheet = Sheet(assignment, None)
    is_met = sheet.texts({})["sign:0"] == MET
    assert assignment.now.verdicts == (is_met,)
    assert (shown(sheet, "test loss") <= goal) == is_met


@pytest.mark.parametrize(("hidden", "is_said"), [([4, 2], False), ([16] * 4, True)])
def test_a_network_too_large_for_a_code_is_named_before_the_work_begins(assign, hidden, is_said):
    assignment = assign(experiment={"dataset": "gauss", "hidden": [4]})
    sheet = Sheet(assignment, "browser")
    assert sheet.texts({})["room"] == ""
    assignment.session.experiment.hidden = hidden
    assert ("too large for a result code" in sheet.texts({})["room"]) == is_said


def test_a_goal_that_no_grader_could_confirm_says_how_many_epochs_can_be(assign):
    experiment = {"dataset": "gauss", "hidden": [8] * 8, "batch_size": 1}
    assignment = assign(experiment=experiment, goals=[{"epochs": {"at_least": 5000}}])
    note = Sheet(assignment, None).texts({})["now:0"]
    assert f"at most {assignment.most_epochs:,} epochs can be confirmed" in note


@pytest.mark.parametrize(
    ("entered", "answer"), [("0,5", 0.5), (f" {MINUS}2 ", -2), ("", None), ("  ", None)]
)
def test_a_number_is_read_as_people_write_it(assign, entered, answer):
    sheet = Sheet(assign(questions=[QUESTION]), None)
    assert sheet.read_answer("count", entered) == answer


@pytest.mark.parametrize("entered", ["three", "1,5,3"])
def test_what_is_no_number_is_refused_with_a_sentence(assign, entered):
    sheet = Sheet(assign(questions=[QUESTION]), None)
    with pytest.raises(ValueError, match=f"must be a number, got {entered}"):
        sheet.read_answer("count", entered)


def test_an_exercise_keeps_its_own_language_and_direction_on_a_page_in_another(assign):
    """The page stays the reader's: what it says itself, as the name of a button, is outside."""
    asked = {"id": "why", "type": "choice", "text": "لماذا؟", "options": ["نعم", "لا"], "tries": 1}
    sheet = Sheet(assign(language="ar", questions=[{**asked, "answer": "نعم"}]), None)
    own = 'lang="ar" dir="rtl"'
    assert f"<h2 {own}>" in sheet.task()
    work = sheet.work()
    assert f'<div {own} id="text-why">' in work
    assert work.count(f"<label {own}>") == 2
    assert work.count(own) == 3
    assert 'dir="rtl"' not in Sheet(assign(), None).work()
