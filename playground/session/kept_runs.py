"""Runs that are kept, so that later ones can be compared with them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playground.arrays import Floats
from playground.frame import Curve

if TYPE_CHECKING:
    from playground.session.session import Session

MOST = 5
"""Kept runs at most; more curves in one picture cannot be told apart."""


class Run(NamedTuple):
    """What is kept of a run: its number, settings, losses over time, network at the end."""

    number: int
    settings: dict[str, object]
    curve: Curve
    shape: tuple[int, ...]
    theta: Floats


class KeptRuns:
    """The latest runs that the user has kept.

    Attributes
    ----------
    runs : tuple of Run
        Oldest first, `MOST` at most.
    """

    def __init__(self) -> None:
        self.runs: tuple[Run, ...] = ()
        self._count = 0

    def keep(self, session: "Session") -> bool:
        """Keep a session's run as it is now; the oldest one makes room if there are too many.

        Returns
        -------
        bool
            Whether a run had to make room.
        """
        self._count += 1
        run = present_run(session, self._count)
        full = len(self.runs) == MOST
        self.runs = (*self.runs, run)[-MOST:]
        return full

    def clear(self) -> None:
        """Forget all kept runs."""
        self.runs = ()
        self._count = 0


def present_run(session: "Session", number: int = 0) -> Run:
    """Describe a session's run as it is now."""
    settings, theta = session.experiment.settings(), session.network.theta.copy()
    return Run(number, settings, session.curve_so_far, session.shape, theta)


def differing_settings(settings: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    """List what differs among several runs.

    Parameters
    ----------
    settings : sequence of dict
        From setting to value, one dict per run.

    Returns
    -------
    dict of str to list
        From setting to its value in each run, for settings that are not the same in all.
    """
    names = settings[0] if settings else ()
    rows = {name: [one[name] for one in settings] for name in names}
    return {name: row for name, row in rows.items() if any(value != row[0] for value in row)}
