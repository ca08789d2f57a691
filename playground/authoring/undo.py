"""Undoing and redoing changes of a text."""

MOST_STEPS = 100


class Undo:
    """The earlier contents of something that can be written as a text.

    Changes of the same part one after the other are one step, as while one types in a field.
    """

    def __init__(self) -> None:
        self._earlier: list[str] = []
        self._later: list[str] = []
        self._part = ""

    @property
    def has_earlier(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._earlier)

    @property
    def has_later(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._later)

    def note(self, before: str, part: str = "") -> None:
        """Note a change.

        Parameters
        ----------
        before : str
            What was there before it.
        part : str
            What was changed; empty for a change that is a step by itself.
        """
        if not part or part != self._part or self._later:
            self._earlier = [*self._earlier, before][-MOST_STEPS:]
        self._part = part
        self._later = []

    def undo(self, present: str) -> str:
        """Return what was there before the last step, given what is there now."""
        self._later.append(present)
        self._part = ""
        return self._earlier.pop()

    def redo(self, present: str) -> str:
        """Return what was there before the last `undo`."""
        self._earlier.append(present)
        self._part = ""
        return self._later.pop()
