"""Has the page keep texts from visit to visit: in the browser, or at a learning platform.

Python runs in a worker, which can reach neither; ``static/storage.js`` does the keeping.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from playground.experiment.setting_kinds import excerpt
from playground.page.mailbox import Mailbox
from playground.text import text

Place = Literal["browser", "platform", "alone", "unrecorded"]
"""Where a text is kept: "alone" is in the browser, since no platform answers the page of a package,
"unrecorded" at a platform that wants nothing kept."""


INITIALIZE = ("LMSInitialize", "Initialize")
"""The call that begins a launch, in SCORM 1.2 and in SCORM 2004."""


class Storage:
    """Asks the page to keep a text under a name, or for what it has kept.

    Parameters
    ----------
    mailbox : Mailbox
    on_problem : callable
        Takes a sentence about what the page reports as gone wrong.

    Attributes
    ----------
    problem : str
        The sentence about what is wrong at present; empty if all is well.
    room : int or None
        Characters that the platform keeps at most; None if no work is kept at one.
    """

    def __init__(self, mailbox: Mailbox, on_problem: Callable[[str], object]) -> None:
        self._mailbox = mailbox
        self._on_problem = on_problem
        self._watchers: dict[str, Callable[[], None]] = {}
        self.problem = ""
        self.room: int | None = None
        mailbox.on("problem", self._take)

    def read(self, name: str, then: Callable[[Place, dict[str, str]], object]) -> None:
        """Ask for what is kept; then call `then(place, texts)`.

        What was typed on the last visit and had not been taken is entered anew as soon as a
        `LiveText` of its name is shown after that.

        Parameters
        ----------
        name : str
            What is wanted, or an empty text for all there is.
        then : callable
            Takes the `Place`, and a dict of kept texts by their names.
        """

        def take(kept: Mapping[str, Any]) -> None:
            self.room = kept.get("room")
            then(kept["place"], kept["texts"])

        self._mailbox.post("read", name, then=take)

    def write(self, name: str, content: str) -> None:
        """Keep a text; an empty one is forgotten."""
        self._mailbox.post("write", {"name": name, "text": content})

    def watch(self, name: str, on_change: Callable[[], None] | None) -> None:
        """Have a function called when another tab has changed a text; None for nobody.

        What is written after that replaces the text of the other tab.
        """
        if on_change is None:
            self._watchers.pop(name, None)
        else:
            self._watchers[name] = on_change

    def hand_in(self, work: Mapping[str, object]) -> None:
        """Tell the learning platform what was reached, as `ScormSession.save` takes it."""
        self._mailbox.post("hand_in", work)

    def finish(self) -> None:
        """End the launch by the learning platform."""
        self._mailbox.post("finish")

    def _take(self, problem: Mapping[str, Any]) -> None:
        if problem["cause"] == "conflict":
            if on_change := self._watchers.get(problem["name"]):
                on_change()
        else:
            self.problem = describe_problem(problem)
            self._on_problem(self.problem)


def describe_problem(problem: Mapping[str, Any]) -> str:
    """Put what the page reports as gone wrong into a sentence; an empty one if all is well again.

    Parameters
    ----------
    problem : dict
        "cause": "none", "off" or "full" for the browser's storage, or "platform"; then also what
        ``static/scorm.js`` says: "call", "element", "code", "message", "detail".
    """
    if problem["cause"] == "none":
        return ""
    if problem["cause"] != "platform":
        return text(f"keeper.{problem['cause']}")
    if problem["call"] in INITIALIZE:
        return text("keeper.closed")
    reason = problem["message"] or problem["code"] or text("link.nothing")
    what = problem["element"] or problem["call"]
    return text("keeper.platform", what=what, reason=excerpt(reason))
