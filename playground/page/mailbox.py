"""The mailbox: every message between the page and Python, numbered, taken once and in order.

Texts and pictures of the run travel as frames, values of widgets as Bokeh's own changes; all else
that one side has to tell the other is a message here, whose kind is a row of one of two tables.
``static/mailbox.js`` is the page's end.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource
from numpy.typing import NDArray

from playground.strict_json import is_too_deep, keepable
from playground.views.figures import Changes, Columns

log = logging.getLogger(__name__)

TO_PAGE = {
    "deliver": "Give the user a file, a text for the clipboard or a picture: see `Page`.",
    "read": "Answer with what is kept under a name; with all there is if the name is empty.",
    "write": "Keep a text under a name; forget what is there if it is empty.",
    "hand_in": "Tell the learning platform what was reached: see `Storage.hand_in`.",
    "finish": "End the launch by the learning platform.",
    "description": "What the run shows at present: sentences.",
    "event": "Tell the page around that listens: the name of an event, and its detail.",
}
"""Kinds of message to the page."""

TO_PYTHON = {
    "hello": "The page has joined: the address of its folder if it is the built page, its theme.",
    "theme": 'The page is "light" or "dark" from now on.',
    "hover": "The part of the network under the pointer; an empty text for none.",
    "select": "The part of the network to edit; an empty text for none.",
    "drawer": "The drawer to open; an empty text for none.",
    "dismiss": "A message to the user was read: its number.",
    "describe": "What does the run show at present?",
    "file_refused": "A chosen file was too large to read.",
    "entry": "Something was entered in a `LiveText`: its name, a key, and the text.",
    "reply": "The answer to a request: its number and a value.",
    "problem": "Storage or the learning platform failed: see `describe_problem`.",
}
"""Kinds of message to Python."""

TEXTS_IN = {"hello": ("address", "theme"), "entry": ("to", "key", "text"), "problem": ("cause",)}
"""Kinds to Python whose content is a group with these texts in it, at least."""

NOTHING_IN = ("dismiss", "describe", "file_refused")
"""Those without a content, or with one that may be anything: the number of a message is only
compared. A "reply" has a number and a value; of all others the content is a text."""

ROW = ("serial", "kind", "content", "size")
"""Columns that describe a message: its number, its kind, JSON, and how many bytes belong to it."""


Bytes = NDArray[np.uint8]
"""Bytes as the page gets them."""

Handler = Callable[[Any], object]
"""Takes what JSON held: the content of a message, or an answer."""

EntryHandler = Callable[[str, str], object]
"""Takes the key of a field or button, and what was entered."""

Row = tuple[int, str, str, int]
"""A message as `ROW` says."""


class Mailbox:
    """Python's end of the mailbox.

    Messages to the page wait until whoever sends frames takes them with `columns`.

    Parameters
    ----------
    on_post : callable
        Called without arguments when a message begins to wait.

    Attributes
    ----------
    sources : tuple of ColumnDataSource
        "to_page" and "to_python".
    """

    def __init__(self, on_post: Callable[[], object]) -> None:
        self._on_post = on_post
        self._serial = 0
        self._taken = self._told_taken = 0
        self._outgoing: list[tuple[Row, Bytes]] = []
        self._requests: dict[int, Handler] = {}
        self._entry_handlers: dict[str, EntryHandler | None] = {}
        self._handlers: dict[str, Handler] = {"reply": self._answer, "entry": self._enter}
        columns: Columns = {name: [] for name in ROW}
        outbox = ColumnDataSource({**columns, "taken": [], "bytes": []}, name="to_page")
        inbox = ColumnDataSource({name: [] for name in ROW[:3]}, name="to_python")
        inbox.on_change("data", self._receive)
        self.sources = (outbox, inbox)

    def on(self, kind: str, handler: Handler) -> None:
        """Let a function take the content of every message of a kind.

        Raises
        ------
        ValueError
            If there is no such kind.
        """
        if kind not in TO_PYTHON:
            raise ValueError(f"kind must be one of {', '.join(TO_PYTHON)}, got {kind!r}")
        self._handlers[kind] = handler

    def on_entry(self, name: str, handler: EntryHandler | None) -> None:
        """Let a function take what is entered in the `LiveText` of a name; None for nobody.

        Parameters
        ----------
        name : str
        handler : callable or None
            Takes the key of the field or button, and what was entered.
        """
        self._entry_handlers[name] = handler

    def post(
        self,
        kind: str,
        content: object = None,
        data: bytes | Bytes = b"",
        then: Handler | None = None,
    ) -> None:
        """Send a message.

        Parameters
        ----------
        kind : str
            A key of `TO_PAGE`.
        content
            What JSON can hold.
        data : bytes or ndarray of uint8
            Bytes that go along.
        then : callable, optional
            Takes the page's answer. It is there before the message is, however soon that is read.

        Raises
        ------
        ValueError
            If there is no such kind.
        """
        if kind not in TO_PAGE:
            raise ValueError(f"kind must be one of {', '.join(TO_PAGE)}, got {kind!r}")
        self._serial += 1
        if then is not None:
            self._requests[self._serial] = then
        data = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else data
        self._outgoing.append(((self._serial, kind, json.dumps(content), len(data)), data))
        self._on_post()

    def columns(self) -> Changes:
        """Hand the waiting messages over, and how far those of the page have been taken.

        Returns
        -------
        dict
            Columns of the data source "to_page", ``{"to_page": {...}}``; empty if nothing is new.
        """
        waiting, self._outgoing = self._outgoing, []
        if not waiting and self._taken == self._told_taken:
            return {}
        self._told_taken = self._taken
        rows = [row for row, _ in waiting]
        columns = zip(*rows, strict=True) if rows else [()] * len(ROW)
        data = np.concatenate([np.empty(0, np.uint8), *(data for _, data in waiting)])
        described = {name: list(column) for name, column in zip(ROW, columns, strict=True)}
        return {"to_page": {**described, "taken": [self._taken], "bytes": data}}

    def _receive(self, _attribute: str, _old: object, data: Columns) -> None:
        for serial, kind, content in zip(*(data[name] for name in ROW[:3]), strict=True):
            if serial > self._taken:
                self._taken = serial
                self._hand_over(kind, content)

    def _hand_over(self, kind: str, source: str) -> None:
        content = _read(source)
        if kind in self._handlers and _fits(kind, content):
            self._handlers[kind](content)
        else:
            log.error("Refused: a message of kind %.40r with content %.200r.", kind, source)

    def _enter(self, entry: Mapping[str, str]) -> None:
        # Who waited for it may be gone: a drawer that was closed meanwhile.
        handler = self._entry_handlers.get(entry["to"])
        if handler is not None:
            # What is typed or pasted can hold signs with which no answer could be kept.
            handler(entry["key"], keepable(entry["text"]))

    def _answer(self, reply: Mapping[str, Any]) -> None:
        then = self._requests.pop(reply["request"], None)
        if then is not None:
            then(reply["value"])


def _read(source: str) -> object:
    """Return what a message holds; None, which fits no kind, if it cannot be read."""
    try:
        return None if is_too_deep(source) else json.loads(source)
    except ValueError:
        return None


def _fits(kind: str, content: object) -> bool:
    """Tell whether a message of the page has the form that its kind has."""
    if kind in NOTHING_IN:
        return True
    names = TEXTS_IN.get(kind, ())
    if isinstance(content, dict) and kind == "reply":
        return isinstance(content.get("request"), int) and "value" in content
    if isinstance(content, dict) and names:
        return all(isinstance(content.get(name), str) for name in names)
    return isinstance(content, str) and not names and kind != "reply"
