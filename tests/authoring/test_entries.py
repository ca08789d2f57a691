"""What is entered in the form changes the draft, and nothing that is not in it."""

from copy import deepcopy
from html.parser import HTMLParser

import pytest

from playground.authoring import form
from playground.authoring.draft import Draft
from playground.authoring.entries import BUILDING, FILLING
from playground.authoring.fields import LISTS, new_row
from playground.exercises.rules import controls
from playground.ui.actions import ActionError, read

IN_DRAWER = {"take_start", "show_start"}
"""Actions of the form that are about the playground."""


@pytest.fixture
def draft():
    """A draft with one entry of each list."""
    draft = Draft()
    for name, make in LISTS.items():
        draft.add((name,), make())
    return draft


def enter(draft, entered, verb, *about):
    return {**FILLING, **BUILDING}[verb].method(draft, entered, *about)


class Controls(HTMLParser):
    """Collects the actions that a part of the form offers."""

    def __init__(self, html):
        super().__init__()
        self.actions = []
        self.feed(html)

    def handle_starttag(self, _tag, attributes):
        fields = [value for name, value in attributes if name == "data-key"]
        self.actions += [
            value for name, value in attributes if name in ("data-enter", "data-choose")
        ]
        self.actions += [value for value in fields if ("data-live", None) in attributes]


def offered(piece):
    return [read(action) for action in Controls(piece.markup).actions]


@pytest.mark.parametrize(
    ("action", "entered", "path", "value"),
    [
        (["set", ("title",)], "The ring", ("title",), "The ring"),
        (["set", ("hints", 0, "text")], "Look.", ("hints", 0, "text"), "Look."),
        (["set", ("goals", 0, "rows", 0, "number")], "0,2", None, "0,2"),
        (["set", ("goals", 0, "rows", 0, "how")], "below", None, "below"),
        (["set", ("questions", 0, "right")], "1", None, "1"),
        (["predict", ("questions", 0)], "true", ("questions", 0, "predict"), True),
        (["predict", ("questions", 0)], "false", ("questions", 0, "predict"), False),
        (["lock", "dataset"], "true", ("lock",), ["dataset"]),
        (["hide", "noise"], "true", ("hide",), ["noise"]),
        (["all_but"], "yes", ("all_but",), True),
        (["all_but"], "", ("all_but",), False),
        (["only", ("ranges", 0), "tanh"], "true", ("ranges", 0, "only"), ["tanh"]),
    ],
)
def test_a_field_is_filled_in_and_said_to_be(draft, action, entered, path, value):
    path = path or action[1]
    assert enter(draft, entered, *action) == path
    assert draft.get(path) == value


@pytest.mark.parametrize(
    ("action", "entered", "path", "value"),
    [
        (["add", "hints"], "", ("hints", 1), {"text": ""}),
        (
            ["add_row", ("goals", 0, "rows")],
            "",
            ("goals", 0, "rows", 1),
            new_row("test_loss"),
        ),
        (
            ["kind", ("goals", 0, "rows", 0)],
            "runs",
            ("goals", 0, "rows", 0),
            new_row("runs"),
        ),
        (["add_option", ("questions", 0)], "", ("questions", 0, "options", 2), ""),
        (["type", ("questions", 0)], "number", ("questions", 0, "type"), "number"),
    ],
)
def test_a_part_is_added_or_replaced(draft, action, entered, path, value):
    enter(draft, entered, *action)
    assert draft.get(path) == value


def test_an_alternative_is_added_to_a_group(draft):
    enter(draft, "any", "kind", ("goals", 0, "rows", 0))
    enter(draft, "", "add_part", ("goals", 0, "rows", 0))
    assert len(draft.get(("goals", 0, "rows", 0, "conditions"))) == 3


def test_another_limited_setting_begins_without_limits(draft):
    draft.set(("ranges", 0, "max"), "3")
    enter(draft, "noise", "range", ("ranges", 0))
    assert draft.get(("ranges", 0)) == {**LISTS["ranges"](), "name": "noise"}


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_of_each_list_is_removed(draft, name):
    enter(draft, "", "remove", (name, 0))
    assert draft.get((name,)) == []


@pytest.mark.parametrize(
    ("action", "entered"),
    [
        (["remove", ("hints", 1)], ""),  # the second press of a button
        (["remove", ("title",)], ""),
        (["remove", ()], ""),
        (["remove", ("hints", "text")], ""),
        (["set", ("goals",)], "x"),
        (["set", ("title", 0)], "x"),
        (["set", ("author",)], "x"),
        (["set", ("questions", 0, "predict")], "x"),
        (["predict", ("goals", 0)], "true"),
        (["only", ("hints", 0), "tanh"], "true"),
        (["add", "title"], ""),
        (["add_row", ("goals", 1, "rows")], ""),
        (["add_part", ("goals", 0, "rows", 0)], ""),
        (["add_option", ("hints", 0)], ""),
        (["kind", ("goals", 0, "rows", 0)], "luck"),
        (["kind", ("goals", 0)], "runs"),
        (["type", ("questions", 0)], "essay"),
        (["type", ("goals", 0)], "text"),
        (["range", ("ranges", 0)], "title"),
        (["range", ("goals", 0)], "noise"),
    ],
)
def test_what_is_about_nothing_in_the_draft_is_refused_and_changes_nothing(draft, action, entered):
    before = deepcopy(draft.state)
    with pytest.raises(ActionError):
        enter(draft, entered, *action)
    assert draft.state == before


@pytest.mark.parametrize("section", form.SECTIONS)
@pytest.mark.parametrize("kind", ["test_loss", "any", "all", "runs"])
def test_every_action_that_the_form_offers_is_known(draft, section, kind):
    draft.set(("goals", 0, "rows"), [new_row(kind)])
    known = {verb: about for verb, (_, about) in (FILLING | BUILDING).items()}
    known |= dict.fromkeys(IN_DRAWER, ())
    actions = offered(form.SECTIONS[section](draft))
    assert actions
    assert [one for one in actions if known.get(one[0]) != tuple(map(type, one[1]))] == []


@pytest.mark.parametrize("section", form.SECTIONS)
def test_a_part_names_the_texts_that_it_shows(draft, section):
    piece = form.SECTIONS[section](draft)
    assert piece.keys
    assert all(f'data-key="{key}"' in piece.markup.unescape() for key in piece.keys)
    assert piece.markup.count("data-key=") == len(piece.keys)


def test_every_control_can_be_locked_or_hidden(draft):
    """Those that no table lists appear once they are ticked, as after opening a file."""
    for control in controls():
        draft.tick("lock", control, True)
    actions = offered(form.rules(draft))
    names = [name for name in controls() if ("lock", (name,)) not in actions]
    assert set(names) <= form.NEVER_LOCKED
    assert [name for name in names if ("hide", (name,)) not in actions] == []
