"""A run that a change of a setting has ended, as it was then."""

from typing import NamedTuple

from playground.arrays import Floats
from playground.engine import Checkpoint
from playground.frame import Curve


class EndedRun(NamedTuple):
    """What `Session.restore` needs to go on with a run.

    Attributes
    ----------
    theta : ndarray, shape (P,)
        The network's parameters.
    epoch : int
        Finished passes over the training data.
    curve : Curve
        The losses up to this epoch.
    checkpoint : Checkpoint or None
        The state of training, if it is known.
    """

    theta: Floats
    epoch: int
    curve: Curve
    checkpoint: Checkpoint | None
