"""Actions of the page are data: read as they were written, refused if they are anything else."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.actions import LONGEST, Action, ActionError, perform, read, spell
from tests.cases import every

NAMES = st.text(st.characters(), min_size=1, max_size=20)
STEPS = NAMES | st.integers(0, 10**6)
PARTS = STEPS | st.lists(STEPS, max_size=6).map(tuple)


@given(NAMES, st.lists(PARTS, max_size=3))
def test_an_action_is_read_as_it_was_spelled(verb, about):
    assert read(spell(verb, *about)) == (verb, tuple(about))


def test_half_characters_get_through_as_plain_letters():
    spelled = spell("lock", "\ud800")
    assert spelled.isascii()
    assert read(spelled) == ("lock", ("\ud800",))


@every(
    "source",
    [
        None,
        0,
        "",
        "remove goals/0",
        '"remove"',
        "{}",
        "[]",
        "[1]",
        '[["remove"]]',
        '["remove", null]',
        '["remove", true]',
        '["remove", 0.5]',
        '["remove", NaN]',
        '["remove", -1]',
        '["remove", ["goals", -1]]',
        '["remove", ["goals", [0]]]',
        '["remove", {"goals": 0}]',
        '["remove", ""]',
        '["remove"] x',
        "[" * LONGEST,
        f'["remove", {"9" * 5000}]',
        f'["remove", "{"x" * LONGEST}"]',
    ],
)
def test_anything_else_is_no_action(source):
    with pytest.raises(ActionError):
        read(source)


@pytest.fixture
def done():
    return []


@pytest.fixture
def actions(done):
    return {
        "add": Action(lambda *given: done.append(("add", *given)), (str,)),
        "remove": Action(lambda *given: done.append(("remove", *given)), (tuple,)),
        "show": Action(lambda *given: done.append(("show", *given))),
    }


def test_a_method_gets_what_is_given_and_what_the_action_is_about(actions, done):
    assert perform(actions, '["add", "hints"]', "entered") == "add"
    perform(actions, '["remove", ["goals", 0]]', "a", "b")
    perform(actions, '["show"]')
    assert done == [("add", "entered", "hints"), ("remove", "a", "b", ("goals", 0)), ("show",)]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("add hints", "a list that begins with a verb, got 'add hints'"),
        ('["drop", "hints"]', "one of add, remove, show, got 'drop'"),
        ('["__init__"]', "one of add, remove, show, got '__init__'"),
        ('["add"]', "add must be about (str), got ()"),
        ('["add", 0]', "add must be about (str), got (0,)"),
        ('["add", "hints", "goals"]', "add must be about (str), got ('hints', 'goals')"),
        ('["remove", "goals"]', "remove must be about (tuple), got ('goals',)"),
        ('["show", 1]', "show must be about (), got (1,)"),
    ],
)
def test_what_is_refused_changes_nothing_and_is_in_the_log(actions, done, caplog, source, problem):
    assert perform(actions, source, "") is None
    assert done == []
    ((_, level, message),) = caplog.record_tuples
    assert level == logging.ERROR
    assert problem in message


def test_a_method_may_refuse_too(caplog):
    def refuse():
        raise ActionError("there is no hint 7")

    perform({"hint": Action(refuse)}, '["hint"]')
    assert caplog.messages == ["Refused: there is no hint 7."]
