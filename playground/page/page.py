"""The page as Python sees it: messages, storage, packs to load, and things to give to the user."""

from collections.abc import Callable

from playground.page.events import Events
from playground.page.lazy_packs import Packs
from playground.page.mailbox import Bytes, Mailbox
from playground.page.storage import Storage
from playground.text import text


class Page:
    """What the application asks of the page around it.

    Parameters
    ----------
    on_post : callable
        As for `Mailbox`.
    say : callable
        Takes a sentence for the user.
    take_back : callable
        Takes a sentence that is true no longer.

    Attributes
    ----------
    mailbox : Mailbox
    storage : Storage
        Keeps texts from visit to visit.
    packs : Packs
        Modules that get into the browser when something needs them.
    events : Events
        Told to a page around this one.
    address : str
        Where the built page lies on the web, ending in a slash; empty if it is not built.
    """

    def __init__(
        self,
        on_post: Callable[[], object],
        say: Callable[[str], object],
        take_back: Callable[[str], object],
    ) -> None:
        self._say = say
        self._take_back = take_back
        self._problem = ""
        self.mailbox = Mailbox(on_post)
        self.storage = Storage(self.mailbox, self._tell_problem)
        self.packs = Packs(say)
        self.events = Events(self.mailbox)
        self.address = ""

    def save_file(self, name: str, kind: str, content: str | bytes | Bytes) -> None:
        """Have the page save a file on the user's machine.

        Parameters
        ----------
        name : str
        kind : str
            Its format: "csv", "json", "py", "xlsx", "yaml" or "zip".
        content : str, or bytes or ndarray of uint8
        """
        data = content.encode() if isinstance(content, str) else content
        described = {"action": "file", "name": name, "format": kind}
        self.mailbox.post("deliver", described, data, then=self._tell_saved)

    def save_picture(self, name: str, kind: str, figure: str) -> None:
        """Have the page save a picture of one of its figures, "png" or "svg", by its name."""
        content = {"action": "picture", "name": name, "format": kind, "figure": figure}
        self.mailbox.post("deliver", content, then=self._tell_saved)

    def copy(self, content: str) -> None:
        """Have the page put a text into the clipboard, and say whether that worked."""
        message = {"action": "clipboard", "text": content}
        self.mailbox.post("deliver", message, then=self._tell_copied)

    def _tell_saved(self, is_allowed: bool | None) -> None:
        """Say that a frame swallows files, or may do so; None if nobody can know."""
        if not is_allowed:
            self._say(text("page.perhaps_not_saved" if is_allowed is None else "page.not_saved"))

    def _tell_problem(self, sentence: str) -> None:
        if sentence:
            self._say(sentence)
        else:
            self._take_back(self._problem)
        self._problem = sentence

    def _tell_copied(self, is_copied: bool) -> None:
        self._say(text("page.copied" if is_copied else "page.not_copied"))
