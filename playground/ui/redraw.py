"""Drawing once per event, however often and from wherever it is asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playground.views.figures import Changes

NOTHING, MESSAGES, PROGRESS, ALL = range(4)
"""How much is asked for: nothing, only the messages to the page, what training has changed, as far
as there is time to draw it, or the whole picture."""


class Redraw:
    """Collects requests to draw; they are met together at the end of the present event.

    Parameters
    ----------
    compose : callable
        Takes how much is wanted, `MESSAGES`, `PROGRESS` or `ALL`, and gives what has to change in
        the data sources.
    send : callable
        Takes that.
    """

    def __init__(
        self, compose: Callable[[int], Changes], send: Callable[[Changes], object]
    ) -> None:
        self._compose = compose
        self._send = send
        self._wanted = NOTHING
        self._depth = 0

    @contextmanager
    def event(self) -> Iterator[None]:
        """Treat all that happens in the block as one event: whatever was asked for is drawn once.

        Blocks may be nested; the outermost counts.
        """
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self._flush()

    def request(self) -> None:
        """Ask for a drawing: at the end of the present event, or at once if there is none."""
        self._ask(ALL)

    def request_progress(self) -> None:
        """Ask for what training has changed; what is too dear to draw may be left for later."""
        self._ask(PROGRESS)

    def request_messages(self) -> None:
        """Ask for the messages to the page only, which come along with a drawing, too."""
        self._ask(MESSAGES)

    def _ask(self, wanted: int) -> None:
        self._wanted = max(self._wanted, wanted)
        self._flush()

    def _flush(self) -> None:
        while self._wanted and not self._depth:
            self._depth += 1
            try:
                try:
                    columns = self._compose(self._wanted)
                finally:
                    # What composing asks for is in the picture; the answer to it is not yet.
                    self._wanted = NOTHING
                self._send(columns)
            finally:
                self._depth -= 1
