"""A page around this one is told what happens, if it listens, and of nothing else."""

import json
from itertools import pairwise

import pytest

from playground.experiment import Experiment
from playground.page.events import EVENTS, Events
from playground.page.mailbox import Mailbox
from playground.ui.run_events import RunEvents


def told(page, name):
    """The details of all events of a name so far."""
    found = [content for kind, content, _ in page.messages if kind == "event"]
    return [content["detail"] for content in found if content["name"] == name]


def test_who_does_not_listen_is_told_nothing(app, page):
    app.listen()
    app.step()
    app.load("noise=0.1")
    assert [kind for kind, *_ in page.messages if kind == "event"] == []


def test_an_unknown_event_is_named_and_what_was_wanted_stays(app, page):
    app.listen("state")
    with pytest.raises(ValueError, match=r"out of state, settingChanged, .*, got 'click'"):
        app.listen("settingChanged", "click")
    app.step()
    assert told(page, "state")[-1]["epoch"] == 1


def test_the_state_is_told_at_once_and_with_every_change_at_rest(app, page):
    app.listen("state")
    app.step(3)
    app.load("dataset=xor")
    known = [(state["epoch"], state["permalink"]) for state in told(page, "state")]
    assert known == [(0, ""), (3, ""), (0, "dataset=xor")]
    assert told(page, "state")[-1].keys() == app.state().keys()


def test_what_only_looks_otherwise_is_no_new_state(app, page):
    app.listen("state")
    page.tell("hover", "unit:1:0")
    page.tell("theme", "dark")
    assert len(told(page, "state")) == 1


def test_while_training_the_state_is_told_twice_a_second_and_at_both_ends():
    now, run = 0.0, {"epoch": 0, "playing": False}
    mailbox = Mailbox(lambda: None)
    events = Events(mailbox)
    events.listen(["state"])
    followed = RunEvents(events, Experiment(), lambda: dict(run), lambda: now)
    for epoch in range(100):
        now += 0.03
        run |= {"epoch": epoch, "playing": 10 <= epoch < 90}
        followed.follow(playing=run["playing"])
    states = [json.loads(content)["detail"] for content in mailbox.columns()["to_page"]["content"]]
    epochs = [state["epoch"] for state in states if 10 <= state["epoch"] <= 90]
    assert (epochs[0], epochs[-1]) == (10, 90)
    assert all(after - before >= 16 for before, after in pairwise(epochs[:-1]))
    assert len(epochs) == 6


def test_settings_are_told_as_links_spell_them(app, page):
    app.listen("settingChanged")
    app.experiment.hidden = [3, 2]
    assert told(page, "settingChanged") == [
        {"settings": {"hidden": "3,2"}, "permalink": "hidden=3,2"}
    ]


def test_the_names_are_those_that_the_page_lets_through(project):
    source = (project / "static/message-check.js").read_text(encoding="utf-8")
    listed = ", ".join(f'"{name}"' for name in EVENTS)
    assert f"const EVENTS = [{listed}];" in source
