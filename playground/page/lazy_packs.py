"""Packs of modules and data that get into the browser when something needs them, each once."""

from collections.abc import Callable

from playground.text import text

RENEWED = "renewed"
"""The problem of which the page tells the user itself."""


class Packs:
    """Sees to it that a pack is there before something that needs it goes on.

    Parameters
    ----------
    complain : callable
        Takes a sentence for the user.

    Attributes
    ----------
    fetch : callable or None
        Takes the name of a pack, gets it, and calls `arrived` some time later. Outside the browser
        all modules are there from the start, and it is None.
    """

    def __init__(self, complain: Callable[[str], object]) -> None:
        self.fetch: Callable[[str], object] | None = None
        self._complain = complain
        self._here: set[str] = set()
        self._waiting: dict[str, list[tuple[Callable[[], object], Callable[[], object]]]] = {}

    def need(
        self, name: str, then: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Go on with `then()` when a pack is there; at once if it is.

        Parameters
        ----------
        name : str
            A key of `playground.packaging.lazy_packs.PACKS`.
        then : callable
            Not called if the pack cannot be had, which the user is told.
        otherwise : callable, optional
            Called in that case.
        """
        if self.fetch is None or name in self._here:
            then()
            return
        waiting = self._waiting.setdefault(name, [])
        waiting.append((then, otherwise))
        if len(waiting) == 1:
            self.fetch(name)

    def arrived(self, name: str, problem: str = "") -> None:
        """Take note that a pack is there, or of the problem if it could not be had.

        The user is told of it, unless the page itself does so: "renewed" if it is another one at
        its address by now, which has other packs. What was asked for before the page spoke another
        language is passed over.
        """
        if name not in self._waiting:
            return
        waiting = self._waiting.pop(name)
        if problem == RENEWED:
            pass
        elif problem:
            self._complain(text("packs.failed", problem=problem))
        else:
            self._here.add(name)
        for then, otherwise in waiting:
            otherwise() if problem else then()
