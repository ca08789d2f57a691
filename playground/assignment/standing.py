"""How an exercise stands at one moment: its runs, and what they are worth."""

from typing import Any, NamedTuple

from playground.exercises.result import Run
from playground.exercises.shapes import Evidence


class Attempt(NamedTuple):
    """A run as far as it has come: what is handed in of it, and its evidence."""

    run: Run
    evidence: Evidence


class State(NamedTuple):
    """Everything that goals are judged by at one moment, and the verdicts.

    Attributes
    ----------
    settings : dict
        Of the experiment.
    attempts : tuple of Attempt
        The runs from different seeds that a goal may look at, the present one last.
    verdicts : tuple of bool or None
        Whether each goal is met.
    points : int
        That the goals earn.
    """

    settings: dict[str, Any]
    attempts: tuple[Attempt, ...]
    verdicts: tuple[bool | None, ...]
    points: int

    @property
    def evidence(self) -> Evidence:
        """The evidence of the present run."""
        return self.attempts[-1].evidence
