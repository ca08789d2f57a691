"""The browser's end of an application without a browser: sees what is sent, and tells things."""

import json
import time

import numpy as np

from playground.ui.frame_pace import FramePace

ROW = ("serial", "kind", "content", "size")


def tell(app, kind, content=None):
    """Send a message to an application, as its page does."""
    _, inbox = app.context.page.mailbox.sources
    before = inbox.data
    row = (max([0, *before["serial"]]) + 1, kind, json.dumps(content))
    inbox.data = {name: [*before[name], value] for name, value in zip(ROW[:3], row, strict=True)}


def enter(app, name, key, text=""):
    """Enter something in a `LiveText` of an application."""
    tell(app, "entry", {"to": name, "key": key, "text": text})


def texts_of(app):
    """Give the columns with the texts of the page as the document has them."""
    sources = app.context.main_views.curve.figure.tags
    return next(source.data for source in sources if source.name == "status")


class PageEnd:
    """Stands for the page: has the columns that were sent, carries messages in both directions.

    Attributes
    ----------
    sent : list of dict
        What was sent, one entry for each drawing or bundle of messages.
    columns : dict
        The present columns of each data source.
    messages : list of (str, object, bytes)
        Kind, content and bytes of all messages to the page.
    replies : dict
        Kind of a request -> function that takes its content and gives the answer.
    """

    def __init__(self, app):
        self.app = app
        self._assign = app.send
        self.sent, self.messages, self.replies = [], [], {}
        self.columns = {"status": dict(texts_of(app))}
        app.send = self.receive

    def restart(self):
        """Go back to an application at its defaults, with nothing open, said or kept."""
        context = self.app.context
        context.clock, context.drawn_digit = time.perf_counter, None
        context.pace = FramePace()
        context.permissions.param.update(locked=[], ranges={})
        self.app.send, self.replies = self.receive, {}
        self.app.pause()
        self.tell("hello", {"address": "", "theme": "light"})
        self.tell("hover", "")
        self.tell("select", "")
        self.app.drawers.close()
        self.app.load("")
        self.app.listen()
        self.sent.clear()
        self.messages.clear()

    @property
    def frames(self):
        """How many whole pictures were sent."""
        return sum("status" in columns for columns in self.sent)

    def receive(self, columns):
        self._assign(columns)
        self.sent.append(columns)
        for source, values in columns.items():
            self.columns.setdefault(source, {}).update(values)
        if "to_page" in columns:
            self._take(columns["to_page"])

    def _take(self, box):
        start, data = 0, np.asarray(box["bytes"], np.uint8).tobytes()
        for serial, kind, content, size in zip(*(box[name] for name in ROW), strict=True):
            content = json.loads(content)
            self.messages.append((kind, content, data[start : start + size]))
            start += size
            if kind in self.replies:
                answer = self.replies[kind](content)
                if answer is not None:
                    self.tell("reply", {"request": serial, "value": answer})

    def __getitem__(self, name):
        """Give a text of the page."""
        return self.columns["status"][name][0]

    def tell(self, kind, content=None):
        """Send a message to Python, as the page does."""
        tell(self.app, kind, content)

    def enter(self, name, key, text=""):
        """Enter something in a `LiveText`."""
        enter(self.app, name, key, text)

    def delivered(self, action):
        """Give content and bytes of the last delivery of an action."""
        found = [
            (c, d) for kind, c, d in self.messages if kind == "deliver" and c["action"] == action
        ]
        return found[-1]

    def click(self, place):
        self.app.roots[place].clicks += 1
