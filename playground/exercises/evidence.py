"""Evidence: the numbers about a run that goals are judged by.

Page and grader judge the same thing: what is handed in. A result holds its weights in single
precision, so the page rounds them likewise before it measures what they reach.
"""

from collections.abc import Sequence
from typing import Protocol

from playground.engine import parameter_count
from playground.exercises.result import stored_weights
from playground.exercises.shapes import Evidence
from playground.session import Session


class Measured(Protocol):
    """What evidence is taken of: a `Session`, or a `Frame` of it."""

    @property
    def shape(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def epoch(self) -> int: ...  # noqa: D102
    @property
    def train_loss(self) -> float: ...  # noqa: D102
    @property
    def test_loss(self) -> float: ...  # noqa: D102
    @property
    def test_accuracy(self) -> float | None: ...  # noqa: D102


def evidence_of(run: Measured, earlier: Sequence[Evidence] = ()) -> Evidence:
    """Return the evidence of a run.

    Parameters
    ----------
    run : Session
        Of which only `shape`, `epoch`, `train_loss`, `test_loss` and `test_accuracy` are read; a
        `Frame` has them too.
    earlier : sequence of dict
        Evidence of runs with the same settings from other seeds, the last one last.

    Returns
    -------
    dict
        One entry for each of `goals.METRICS`, and "runs": the earlier evidence and this. "gap" is
        test loss minus training loss; "neurons" and "layers" count hidden ones, "parameters"
        weights and biases. "accuracy" is None in regression.
    """
    evidence: Evidence = {
        "test_loss": run.test_loss,
        "train_loss": run.train_loss,
        "gap": run.test_loss - run.train_loss,
        "accuracy": run.test_accuracy,
        "epochs": run.epoch,
        "layers": len(run.shape) - 2,
        "neurons": sum(run.shape[1:-1]),
        "parameters": parameter_count(run.shape),
        "features": run.shape[0],
    }
    return {**evidence, "runs": [*earlier, evidence]}


def evidence_as_stored(session: Session, earlier: Sequence[Evidence] = ()) -> Evidence:
    """Return the evidence of a session with its weights as a result holds them.

    Parameters
    ----------
    session : Session
    earlier : sequence of dict
        As for `evidence_of`.
    """
    return evidence_of(session.measured(stored_weights(session.network.theta)), earlier)
