"""What is entered in the form changes the draft, and says when the form needs other fields."""

import re

import pytest

from playground.authoring import conditions, form
from playground.authoring.draft import LISTS, Draft
from playground.authoring.entries import BUILDING, enter
from playground.authoring.fields import key_of, path_of
from playground.exercises.rules import controls


@pytest.fixture
def draft():
    """A draft with one entry of each list."""
    draft = Draft()
    for name, make in LISTS.items():
        draft.add((name,), make())
    return draft


@pytest.mark.parametrize(
    ("key", "entered", "path", "value"),
    [
        ("title", "The ring", ("title",), "The ring"),
        ("hints/0/text", "Look.", ("hints", 0, "text"), "Look."),
        ("goals/0/rows/0/number", "0,2", ("goals", 0, "rows", 0, "number"), "0,2"),
        ("set goals/0/rows/0/how", "below", ("goals", 0, "rows", 0, "how"), "below"),
        ("set questions/0/right", "1", ("questions", 0, "right"), "1"),
        ("predict questions/0", "true", ("questions", 0, "predict"), True),
        ("predict questions/0", "false", ("questions", 0, "predict"), False),
        ("lock dataset", "true", ("lock",), ["dataset"]),
        ("hide noise", "true", ("hide",), ["noise"]),
        ("all_but", "yes", ("all_but",), True),
        ("all_but", "", ("all_but",), False),
        ("only ranges/0 tanh", "true", ("ranges", 0, "only"), ["tanh"]),
    ],
)
def test_a_field_that_is_filled_in_leaves_the_form_as_it_is(draft, key, entered, path, value):
    assert enter(draft, key, entered) is None
    assert draft.get(path) == value


@pytest.mark.parametrize(
    ("key", "entered", "path", "value"),
    [
        ("add hints", "", ("hints", 1), {"text": ""}),
        ("add_row goals/0/rows", "", ("goals", 0, "rows", 1), conditions.new_row("test_loss")),
        ("kind goals/0/rows/0", "runs", ("goals", 0, "rows", 0), conditions.new_row("runs")),
        ("add_option questions/0", "", ("questions", 0, "options", 2), ""),
        ("type questions/0", "number", ("questions", 0, "type"), "number"),
    ],
)
def test_what_needs_other_fields_says_where(draft, key, entered, path, value):
    assert enter(draft, key, entered) == path
    assert draft.get(path) == value


def test_an_alternative_is_added_to_a_group(draft):
    enter(draft, "kind goals/0/rows/0", "any")
    enter(draft, "add_part goals/0/rows/0", "")
    assert len(draft.get(("goals", 0, "rows", 0, "conditions"))) == 3


def test_another_limited_setting_begins_without_limits(draft):
    draft.set(("ranges", 0, "max"), "3")
    enter(draft, "range ranges/0", "noise")
    assert draft.get(("ranges", 0)) == {**LISTS["ranges"](), "name": "noise"}


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_of_each_list_is_removed(draft, name):
    enter(draft, f"remove {name}/0", "")
    assert draft.get((name,)) == []


@pytest.mark.parametrize("path", [("title",), ("goals", 0, "rows", 12, "number")])
def test_a_path_is_read_as_it_was_spelled(path):
    assert path_of(key_of(path)) == path


@pytest.mark.parametrize("section", form.SECTIONS)
@pytest.mark.parametrize("kind", ["test_loss", "any", "all", "runs"])
def test_every_action_that_the_form_offers_is_known(draft, section, kind):
    draft.set(("goals", 0, "rows"), [conditions.new_row(kind)])
    markup = getattr(form, section)(draft)
    offered = set(re.findall(r'data-(?:enter|choose)="([\w]+)', markup))
    known = {*BUILDING, "set", "lock", "hide", "only", "all_but", "predict"}
    assert offered <= known | {"take_start", "show_start"}


def test_every_control_can_be_locked_or_hidden(draft):
    """Those that no table lists appear once they are ticked, as after opening a file."""
    for control in controls():
        draft.tick("lock", control, True)
    markup = form.rules(draft)
    names = [name for name in controls() if f'"lock {name}"' not in markup]
    assert set(names) <= form.NEVER_LOCKED
    assert [name for name in names if f'"hide {name}"' not in markup] == []


def test_what_was_typed_is_text_in_the_form(draft):
    draft.tick("lock", "<b>", True)
    assert "<b>" not in form.rules(draft)
