"""Trains the runs of a result again, for what cannot be seen in their weights.

Weights do not show how many epochs they took, nor that several runs began from different seeds. A
run that is trained again from its seed shows both, if it comes to the weights that were handed in.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from playground.exercises.evidence import evidence_as_stored
from playground.exercises.result import Result, Run
from playground.exercises.shapes import Evidence
from playground.exercises.workload import epoch_work, most_epochs
from playground.experiment import Experiment
from playground.session import Session
from playground.session.initial_network import initial_network
from playground.steps import Steps

WEIGHT_TOLERANCE = 1e-3
"""How far off weights may be, relative if above 1: browsers and computers round differently, and in
some hundred epochs that adds up. Weights of other epochs or seeds are much farther off."""

TYPED_DECIMALS = 4
"""Decimals of a weight at most that is given by hand; of trained weights hardly one has so few."""

STEP_WORK = 3_000_000
"""Multiplications of a step: a few milliseconds."""


class Retrained(NamedTuple):
    """What training again has shown.

    Attributes
    ----------
    evidence : Evidence
        Of the runs as they were trained again, the last one last.
    others : tuple of Run
        The runs whose weights are not those that training again gives.
    """

    evidence: Evidence
    others: tuple[Run, ...]


def is_feasible(result: Result) -> bool:
    """Tell whether a result has no more epochs than a grader trains again."""
    return epochs_of(result) <= most_epochs(result.experiment)


def epochs_of(result: Result) -> int:
    """Return the epochs of all runs of a result together."""
    return sum(run.epochs for run in result.runs)


def train_again(result: Result) -> Steps[Retrained]:
    """Train each run of a result from its seed for as many epochs as it claims."""
    evidence: list[Evidence] = []
    others = []
    for run in result.runs:
        session = Session(Experiment(**{**result.experiment.settings(), "seed": run.seed}))
        yield from advance_in_steps(session, run.epochs)
        last = evidence_as_stored(session, evidence)
        evidence = last["runs"]
        if not comes_to(session, run):
            others.append(run)
    return Retrained(last, tuple(others))


def advance_in_steps(session: Session, epochs: int) -> Steps[None]:
    """Train a session for some epochs, a moment at each step."""
    at_once = max(1, STEP_WORK // epoch_work(session.experiment))
    for done in range(0, epochs, at_once):
        session.advance(min(at_once, epochs - done))
        yield


def comes_to(session: Session, run: Run) -> bool:
    """Tell whether a session has the weights of a run, or comes to them within the next epoch.

    The session may be used up by that.
    """
    return any(agrees(run, theta) for theta in _states(session))


def is_at_start(result: Result, run: Run) -> bool:
    """Tell whether a run of a result has the initial weights of its seed."""
    return agrees(run, _initial(result, run))


def is_untrained(result: Result, run: Run) -> bool:
    """Tell whether the weights of a run are initial ones, or given by hand, and not trained."""
    if run.epochs:
        return False
    theta = _initial(result, run)
    typed = run.weights == run.weights.astype(float).round(TYPED_DECIMALS).astype("float32")
    return run.weights.shape == theta.shape and bool((typed | _near(run, theta)).all())


def _initial(result: Result, run: Run) -> np.ndarray:
    settings = {**result.experiment.settings(), "seed": run.seed}
    return initial_network(Experiment(**settings)).theta


def _states(session: Session) -> Iterator[np.ndarray]:
    """Yield the parameters now and within the next epoch: the page can stop between two batches."""
    yield session.network.theta
    X, y, _ = session.loss_arguments()
    for batch in session.trainer.batches(X, y):
        session.trainer.run_batch(batch)
        yield session.network.theta


def agrees(run: Run, theta: np.ndarray) -> bool:
    """Tell whether parameters are those of a run, but for how computers round."""
    return bool(_near(run, theta).all())


def _near(run: Run, theta: np.ndarray) -> np.ndarray:
    allowed = WEIGHT_TOLERANCE * np.maximum(1, np.abs(theta))
    return np.asarray(np.abs(run.weights - theta) <= allowed)
