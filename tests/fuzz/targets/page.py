"""What reaches an application: links, saved runs, messages of its page, and actions."""

import json
from collections import deque
from functools import cache

import numpy as np
from panel.widgets import TextAreaInput, TextInput

from playground.app import App
from playground.experiment import Experiment
from playground.experiment.control_names import DRAWERS
from playground.page.mailbox import TO_PYTHON
from playground.ui import actions
from tests.fuzz import mutations
from tests.fuzz.targets import files, links
from tests.fuzz.targets.target import Target
from tests.page_end import PageEnd

PARTS = ["unit:1:0", "edge:1:0:2", "feature:x1", "unit:9:9", "", "exercise", "data", "author"]

ACTIONS = ['["remove",["goals",0]]', '["tick","lock","noise"]', '["add",["hints"]]', "[]"]


@cache
def app():
    """Return an application with a page at its other end."""
    made = App()
    page = PageEnd(made)
    page.sent = page.messages = deque(maxlen=10)  # as a page, it keeps nothing
    made.start("hidden=2")
    return made


def make_message(rng):
    """Return a message of the page: a kind, and JSON that may be anything."""
    contents = [
        "unit:1:0",
        {"to": "author", "key": rng.choice(ACTIONS), "text": "a"},
        {"to": "exercise", "key": "answer", "text": "a"},
        {"request": 0, "value": None},
        {"address": "", "theme": "dark"},
        {"what": "storage", "reason": "full"},
    ]
    content = mutations.data(rng, rng.choice(contents), PARTS)
    if rng.random() < 0.4:
        content = rng.choice(PARTS)
    return [rng.choice((*TO_PYTHON, "nothing")), json.dumps(content)]


def check_message(message):
    """It is taken or passed over, and the application goes on."""
    _, inbox = app().context.page.mailbox.sources
    serial = max([0, *inbox.data["serial"]]) + 1
    inbox.data = {"serial": [serial], "kind": [message[0]], "content": [message[1]]}
    check_alive()


def make_visit(rng):
    """Return a link that is opened, or a saved run, one after the other in one application."""
    if rng.random() < 0.5:
        return ["link", links.make_link(rng)]
    return ["file", files.changed_json(rng, files.saved_runs())]


def check_visit(source):
    """What is refused leaves all as it was; what is taken can be trained."""
    kind, content = source
    if kind == "link":
        app().load(content)
        Experiment.from_permalink(app().state()["permalink"])
    else:
        before = app().experiment.settings(), app().session.network.theta.copy()
        try:
            saved = files.save_file.read(content)
        except ValueError:
            assert app().experiment.settings() == before[0]
            assert np.array_equal(app().session.network.theta, before[1])
        else:
            app().context.loader.restore(saved)
    check_alive()


def check_alive():
    """Train one step and draw."""
    app().pause()
    app().step()
    assert np.isfinite(app().session.network.theta).all() or app().session.diverged
    app().tick(0)


def make_entry(rng):
    """Return what is entered in a field of a drawer: its name, which field, a text."""
    entered = ["1", "0.5", "=sin(x1)", "x1,x2,label\n1,2,a\n3,4,b\n", *mutations.HOSTILE]
    text = mutations.text(rng, rng.choice(entered), entered)
    return [rng.choice(DRAWERS), rng.randrange(10), text]


def check_entry(source):
    """It is taken or refused, and the application goes on."""
    drawer, place, text = source
    app().drawers.open(drawer)
    fields = app().drawers.root.select(lambda part: isinstance(part, TextInput | TextAreaInput))
    if fields:
        fields[place % len(fields)].value = text
    app().tick(0)
    app().drawers.open("")
    check_alive()


def make_action(rng):
    """Return an action that was changed."""
    return mutations.text(rng, rng.choice(ACTIONS), ACTIONS)


def check_action(source):
    """It is refused, or spelled in the same way again."""
    try:
        verb, about = actions.read(source)
    except actions.ActionError:
        return
    spelled = actions.spell(verb, *about)
    if len(spelled) <= actions.LONGEST:
        assert actions.read(spelled) == (verb, about)


TARGETS = {
    "message": Target(make_message, check_message),
    "visit": Target(make_visit, check_visit),
    "entry": Target(make_entry, check_entry),
    "action": Target(make_action, check_action, 4),
}
