"""What a result looks like: its decision map, and the losses of the run that led to it."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from playground import insight
from playground.arrays import AnyFloats
from playground.drawers.grading.png import png_address
from playground.exercises.checking import restored_runs
from playground.exercises.result import Result, shared_permalink
from playground.exercises.retraining import advance_in_steps, agrees, comes_to, is_feasible
from playground.experiment import PLANE, Experiment
from playground.frame import Curve
from playground.session import Session
from playground.steps import Steps
from playground.views.palette import CLASS_RGBA, RGBA, color_index, winner_index

MOST_POINTS = 60
"""Of a curve, so that it is as fine as a small picture."""

MOST_SESSIONS = 4
"""Sessions that are kept at once, since many students train with the same settings."""

SIDE, MARGIN = 100, 4
"""Of the picture that a curve is drawn on, in its own units, and what is left free around."""


@dataclass(frozen=True)
class LossCurves:
    """The losses of a run that was trained again, as paths of SVG.

    Attributes
    ----------
    test, train : str
        In a square of `SIDE`, from the first epoch to the last.
    is_own : bool
        Whether that run comes to the weights that were handed in.
    """

    test: str
    train: str
    is_own: bool


def decision_map(result: Result, resolution: int) -> str:
    """Return the address of a picture of a result's decision map; empty if its inputs have none.

    Parameters
    ----------
    result : Result
    resolution : int
        Pixels along each side.
    """
    *_, session = restored_runs(result)
    if session.experiment.inputs != PLANE:
        return ""
    features = session.experiment.features
    answers: AnyFloats = insight.decision_maps(session.network, features, resolution)[-1]
    if len(answers) > 1:
        return png_address(winner_index(answers)[::-1], CLASS_RGBA)
    return png_address(color_index(answers[0])[::-1], RGBA)


class Retraining:
    """Trains results again for their curves; runs of the same settings and seed only once."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[tuple[str, int], Session] = OrderedDict()

    def curves(self, result: Result) -> Steps[LossCurves | None]:
        """Return the curves of a result's last run; None if that would take too long."""
        run = result.runs[-1]
        if not run.epochs or not is_feasible(result):
            return None
        session = self._session(result)
        yield from advance_in_steps(session, run.epochs - session.epoch)
        curve = session.curve
        test = _path(curve.epoch, curve.test_loss, curve)
        train = _path(curve.epoch, curve.train_loss, curve)
        is_own = agrees(run, session.network.theta)
        if not is_own:
            # it may have been stopped within an epoch, and who looks for that uses the session up
            self._sessions.popitem()
            is_own = comes_to(session, run)
        return LossCurves(test, train, is_own)

    def _session(self, result: Result) -> Session:
        run = result.runs[-1]
        key = (shared_permalink(result.experiment), run.seed)
        session = self._sessions.pop(key, None)
        if session is None or session.epoch > run.epochs:
            session = Session(Experiment(**{**result.experiment.settings(), "seed": run.seed}))
        self._sessions[key] = session
        if len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return session


def _path(epochs: AnyFloats, losses: AnyFloats, curve: Curve) -> str:
    """Return a curve as a path of SVG, the largest loss of both curves at the top."""
    both = np.concatenate([curve.train_loss, curve.test_loss])
    highest = float(np.max(both, initial=0, where=np.isfinite(both))) or 1.0
    chosen = np.unique(np.linspace(0, len(epochs) - 1, MOST_POINTS).astype(int))
    inside = SIDE - 2 * MARGIN
    x = MARGIN + inside * np.asarray(epochs)[chosen] / max(1.0, float(epochs[-1]))
    y = SIDE - MARGIN - inside * np.clip(np.nan_to_num(losses)[chosen] / highest, 0, 1)
    return "M" + " ".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True))
