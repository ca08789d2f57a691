"""What is said to the user in a sentence."""

from collections.abc import Callable


class Notices:
    """The message that is shown, and what a screen reader announces.

    Parameters
    ----------
    on_change : callable
        Called without arguments after every change.

    Attributes
    ----------
    message : str
        A sentence for the user; empty for none.
    number : int
        How many messages there have been.
    announcement : str
        What a screen reader says about the run.
    """

    def __init__(self, on_change: Callable[[], object]) -> None:
        self._on_change = on_change
        self.message = ""
        self.number = 0
        self.announcement = ""

    def say(self, message: str) -> None:
        """Show a message in place of the present one; an empty one takes it away."""
        self.message = message
        self.number += bool(message)
        self._on_change()

    def dismiss(self, number: int) -> None:
        """Take the message of this number away; a later one has not been read yet."""
        if number == self.number:
            self.say("")

    def take_back(self, message: str) -> None:
        """Take a message away that is true no longer; another one stays."""
        self.message = "" if message == self.message else self.message
        self._on_change()

    def announce(self, announcement: str) -> None:
        """Let a screen reader say something."""
        self.announcement = announcement
        self._on_change()
