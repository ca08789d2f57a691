"""What a network reaches on the training and the test samples of a session."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats, Numbers
from playground.engine import Evaluator, Network
from playground.engine.network import Columns
from playground.insight.metrics import predicted_classes, r_squared


class LossArguments(NamedTuple):
    """What `Network.loss` takes: inputs (n, inputs) and targets (n,), and the name of the loss."""

    X: Floats
    y: Numbers
    loss: str


class Losses(NamedTuple):
    """Mean loss per sample, without the regularisation penalty."""

    train: float
    test: float


class Measured(NamedTuple):
    """What a network of some parameters reaches: its losses, and its accuracy if it classifies."""

    shape: tuple[int, ...]
    epoch: int
    train_loss: float
    test_loss: float
    test_accuracy: float | None


class Evaluation:
    """Measures one network, with the parameters that it has at that time.

    Parameters
    ----------
    network : Network
    train, test : LossArguments
        The training and the test samples.
    problem : str
        "classification" or "regression".
    """

    def __init__(self, network: Network, train: LossArguments, test: LossArguments, problem: str):
        self._network = network
        self._train = Evaluator(network, *train)
        self._test = Evaluator(network, *test)
        self._labels = test.y
        self._problem = problem

    @property
    def train_columns(self) -> Columns:
        """The training samples as a trainer takes them."""
        return self._train.columns

    def losses(self) -> Losses:
        """Take the losses; the other numbers are those of the parameters at this time."""
        return Losses(self._train.loss(), self._test.loss())

    @property
    def outputs(self) -> AnyFloats:
        """What the network answers for the test samples, (n, outputs); a view."""
        return self._test.outputs

    @property
    def accuracy(self) -> float | None:
        """Share of the test samples that are classified right, 0 to 1; None in regression."""
        if self._problem != "classification":
            return None
        return float(np.mean(predicted_classes(self.outputs) == self._labels))

    @property
    def r_squared(self) -> float | None:
        """Explained share of the variance of the test values, at most 1.

        None in classification, and if all values are the same.
        """
        if self._problem != "regression":
            return None
        found = r_squared(self._labels, self.outputs[:, 0])
        return None if np.isnan(found) else found

    def measured(self, theta: ArrayLike, epoch: int) -> Measured:
        """Measure the network with other parameters; it keeps its own."""
        own, own_outputs = self._network.theta.copy(), self.outputs.copy()
        self._network.theta = theta
        found = Measured(self._network.shape, epoch, *self.losses(), self.accuracy)
        self._network.theta = own
        self.outputs[:] = own_outputs
        return found
