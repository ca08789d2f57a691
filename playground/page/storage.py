"""Has the page keep texts from visit to visit: in the browser, or at a learning platform.

Python runs in a worker, which can reach neither; ``static/storage.js`` does the keeping.
"""

from collections.abc import Callable, Mapping

from playground.experiment.setting_kinds import excerpt
from playground.page.mailbox import Mailbox
from playground.text import text


class Storage:
    """Asks the page to keep a text under a name, or for what it has kept.

    Parameters
    ----------
    mailbox : Mailbox
    on_problem : callable
        Takes a sentence about what the page reports as gone wrong.
    """

    def __init__(self, mailbox: Mailbox, on_problem: Callable[[str], object]) -> None:
        self._mailbox = mailbox
        mailbox.on("problem", lambda problem: on_problem(describe_problem(problem)))

    def read(self, name: str, then: Callable[[str, dict[str, str]], object]) -> None:
        """Ask for what is kept; then call `then(place, texts)`.

        Parameters
        ----------
        name : str
            What is wanted, or an empty text for all there is.
        then : callable
            Takes "browser" or "platform", and a dict of kept texts by their names.
        """
        self._mailbox.post("read", name, then=lambda kept: then(kept["place"], kept["texts"]))

    def write(self, name: str, content: str) -> None:
        """Keep a text; an empty one is forgotten."""
        self._mailbox.post("write", {"name": name, "text": content})

    def hand_in(self, work: object) -> None:
        """Tell the learning platform what was reached, as `ScormSession.handIn` takes it."""
        self._mailbox.post("hand_in", work)

    def finish(self) -> None:
        """End the launch by the learning platform."""
        self._mailbox.post("finish")


def describe_problem(problem: Mapping[str, str]) -> str:
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
