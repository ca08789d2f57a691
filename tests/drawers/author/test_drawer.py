"""The form takes what the page enters, says what is wrong, and refuses what it does not offer."""

import json

import pytest

from tests.drawers.control import follow

DRAWER = "author"


def enter(page, section, action, entered=""):
    """Do what the page does when something is entered or a button is pressed."""
    source = action if isinstance(action, str) else json.dumps(action)
    page.enter(f"author_{section}", source, entered)


def texts(page):
    """Return all texts of the form by what they are and what they are about."""
    return {
        tuple(tuple(part) if isinstance(part, list) else part for part in json.loads(key)): value
        for source, column in follow(page.app).items()
        if source.startswith("author_")
        for key, value in zip(column["key"], column["text"], strict=True)
    }


@pytest.fixture
def form(page):
    """The page with an empty form."""
    enter(page, "actions", ["new"])
    return page


@pytest.fixture
def filled(form):
    """The page with a form that makes an exercise."""
    enter(form, "task", ["set", ["title"]], "The ring")
    enter(form, "task", ["set", ["text"]], "Train.")
    enter(form, "goals", ["add", "goals"])
    return form


def test_what_is_entered_is_in_its_field(form):
    enter(form, "task", ["set", ["title"]], "<b> & {{ x }}")
    assert texts(form)["set", ("title",)] == "<b> & {{ x }}"


def test_a_part_that_is_added_has_fields_and_one_that_is_removed_has_none(form):
    enter(form, "hints", ["add", "hints"])
    assert texts(form)["set", ("hints", 0, "text")] == ""
    enter(form, "hints", ["remove", ["hints", 0]])
    assert ("set", ("hints", 0, "text")) not in texts(form)


def test_a_button_that_is_pressed_twice_removes_once(form, caplog):
    for _ in range(2):
        enter(form, "hints", ["add", "hints"])
    enter(form, "hints", ["set", ["hints", 0, "text"]], "first")
    for _ in range(2):
        enter(form, "hints", ["remove", ["hints", 1]])
    assert texts(form)["set", ("hints", 0, "text")] == "first"
    assert "nothing of this kind at ('hints', 1)" in caplog.text


@pytest.mark.parametrize(
    "action", ["try", "remove hints/0", ["_begin"], ["give", "link"], ["add"], ["set", "title"]]
)
def test_what_the_form_does_not_offer_is_refused(form, action, caplog):
    before = texts(form)
    enter(form, "actions", action, "x")
    assert texts(form) == before
    assert "Refused" in caplog.text


def test_what_is_wrong_is_said_where_it_was_filled_in_and_then_everywhere(form):
    enter(form, "goals", ["add", "goals"])
    number = ("goals", 0, "rows", 0, "number")
    enter(form, "goals", ["set", number], "much")
    assert 'got "much"' in texts(form)["problem", number]
    assert texts(form)["problem", ("title",)] == ""
    assert texts(form)["problems",] == ""
    enter(form, "actions", ["link"])
    assert texts(form)["problem", ("title",)] == "Please fill this in."
    assert texts(form)["problems",].startswith("To be corrected: 4.")


def test_what_is_wrong_and_has_no_field_is_said_at_the_buttons(filled):
    enter(filled, "rules", ["lock", "nothing"], "true")
    enter(filled, "rules", ["hide", "no_part"], "true")
    assert 'got "nothing"' in texts(filled)["problem", ("lock",)]
    enter(filled, "actions", ["file"])
    assert 'got "no_part"' in texts(filled)["problems",]
    assert 'got "nothing"' not in texts(filled)["problems",]


def test_a_goal_is_said_in_words(filled):
    assert texts(filled)["words", ("goals", 0)] == "Test loss at most 0.05"


def test_a_finished_exercise_can_be_taken_away(filled):
    enter(filled, "actions", ["link"])
    assert texts(filled)["link",].startswith("#exercise=NNE2")
    enter(filled, "actions", ["file"])
    described, _ = filled.delivered("file")
    assert described["name"] == "the-ring.exercise.yaml"
    enter(filled, "actions", ["try"])
    assert filled.app.context.assignments.controller.assignment.exercise.title == "The ring"
