"""Has the page keep texts from visit to visit: in the browser, or at a learning platform.

Python runs in a worker, which can reach neither; ``static/keeper.js`` does the keeping.
"""

import json

from bokeh.models import ColumnDataSource

from playground.experiment.setting_kinds import excerpt
from playground.text import text

REQUESTS_KEPT = 20
"""Requests in the data source at a time; the page has seen them long before they are dropped."""

REQUEST = ("serial", "action", "name", "text")
REPLY = ("serial", "kind", "text")


class Storage:
    """Asks the page to keep a text under a name, or for what it has kept.

    Parameters
    ----------
    send : callable
        Takes what has to change in the data sources, as `App.send`.

    Attributes
    ----------
    sources : tuple of ColumnDataSource
        Requests to the page, and its replies.
    on_problem : callable
        Takes what the page reports as gone wrong: a dict with "cause", and with more of it where a
        learning platform refuses something.
    on_copied : callable
        Takes whether the browser has copied a text to the clipboard.
    """

    def __init__(self, send):
        self._send = send
        self._serial = 0
        self._answered = 0
        self._waiting = {}
        self._requests = []
        self._source = ColumnDataSource({column: [] for column in REQUEST}, name="keeper")
        replies = ColumnDataSource({column: [] for column in REPLY}, name="keeper_replies")
        replies.on_change("data", self._follow)
        self.sources = (self._source, replies)
        self.on_problem = lambda problem: None
        self.on_copied = lambda is_copied: None
        self._kinds = {
            "kept": self._take_kept,
            "problem": lambda _, problem: self.on_problem(problem),
            "copied": lambda _, is_copied: self.on_copied(is_copied),
        }

    def read(self, name, then):
        """Ask for what is kept; then call `then(place, texts)`.

        Parameters
        ----------
        name : str
            What is wanted, or an empty text for all there is.
        then : callable
            Takes "browser" or "platform", and a dict of kept texts by their names.
        """
        self._waiting[self._request("read", name)] = then

    def write(self, name, content):
        """Keep a text; an empty one is forgotten."""
        self._request("write", name, content)

    def hand_in(self, work):
        """Tell the learning platform what was reached, as `Launch.handIn` takes it."""
        self._request("hand_in", content=json.dumps(work))

    def finish(self):
        """End the launch by the learning platform."""
        self._request("finish")

    def _request(self, action, name="", content=""):
        self._serial += 1
        request = (self._serial, action, name, content)
        self._requests = [*self._requests, request][-REQUESTS_KEPT:]
        columns = map(list, zip(*self._requests, strict=True))
        self._send({"keeper": dict(zip(REQUEST, columns, strict=True))})
        return self._serial

    def _follow(self, _attribute, _old, data):
        for serial, kind, content in zip(*(data[name] for name in REPLY), strict=True):
            if serial > self._answered:
                self._answered = serial
                self._kinds[kind](serial, json.loads(content))

    def _take_kept(self, _, reply):
        then = self._waiting.pop(reply["request"], None)
        if then is not None:
            then(reply["place"], reply["texts"])


def describe_problem(problem):
    """Put what the page reports as gone wrong into a sentence.

    Parameters
    ----------
    problem : dict
        "cause": "off" or "full" for the browser's storage, or "platform"; then also what
        ``static/scorm.js`` says: "call", "element", "code", "message", "detail".
    """
    if problem["cause"] != "platform":
        return text(f"keeper.{problem['cause']}")
    reason = problem["message"] or problem["code"] or text("link.nothing")
    what = problem["element"] or problem["call"]
    return text("keeper.platform", what=what, reason=excerpt(reason))
