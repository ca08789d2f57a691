"""Events: what a page around this one is told of a run and of an exercise, if it listens.

``docs/embedding.md`` says what each of them holds; ``static/messages.js`` sends them.
"""

from collections.abc import Callable, Iterable, Mapping

from playground.page.mailbox import Mailbox

EVENTS = ("state", "settingChanged", "goalReached", "handedIn")
"""Names of what can be listened to."""


class Events:
    """Tells the page around this one what happens; nothing is computed that nobody listens to.

    Parameters
    ----------
    mailbox : Mailbox
    """

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._wanted: frozenset[str] = frozenset()

    def listen(self, names: Iterable[str]) -> None:
        """Tell of these events from now on, and of no others.

        Raises
        ------
        ValueError
            If there is no such event.
        """
        wanted = frozenset(names)
        if unknown := sorted(wanted.difference(EVENTS)):
            raise ValueError(f"events must be out of {', '.join(EVENTS)}, got {unknown[0]!r}")
        self._wanted = wanted

    def is_wanted(self, name: str) -> bool:
        """Tell whether anybody listens to an event."""
        return name in self._wanted

    def tell(self, name: str, detail: Callable[[], Mapping[str, object]]) -> None:
        """Tell of an event, if anybody listens to it.

        Parameters
        ----------
        name : str
            One of `EVENTS`.
        detail : callable
            Gives what JSON can hold.
        """
        if self.is_wanted(name):
            self._mailbox.post("event", {"name": name, "detail": dict(detail())})
