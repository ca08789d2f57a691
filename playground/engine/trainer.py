"""Training of a network by mini-batches."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .layout import weight_mask
from .losses import loss_for_output
from .network import Network, quiet
from .optimizers import OPTIMIZERS
from .propagation import Pass
from .regularization import REGULARIZATIONS
from .validation import not_negative, one_of, positive, whole_number


class Batch(NamedTuple):
    """One mini-batch: which samples it holds, and they themselves as columns.

    Attributes
    ----------
    samples : ndarray of int, shape (n,)
        Indices into the X and y that the epoch was made of.
    inputs : ndarray, shape (inputs + 1, n)
        The samples, with a last row of ones.
    targets : ndarray, shape (outputs, n)
        Their targets.
    """

    samples: np.ndarray
    inputs: np.ndarray
    targets: np.ndarray


class Trainer:
    """Trains one network, changing its parameters in place.

    Per batch a weight becomes w - learning_rate * (gradient + regularization_rate * R'(w)); with
    "l1" a weight that the penalty would carry across zero becomes zero and *dies*: it stays zero
    until it is set by hand, ``revive`` is called or another regularization is chosen. Biases are
    not regularized. All of this is as in TensorFlow Playground (Smilkov et al. 2017).

    Parameters
    ----------
    network : Network
        The network to train.
    loss : str
        A name in LOSSES.
    optimizer : str
        A name in OPTIMIZERS.
    learning_rate : float
        Greater than 0. May be changed at any time.
    batch_size : int
        Samples per batch, at least 1; the last batch of an epoch may be smaller. May be changed
        at any time, with effect from the next epoch.
    regularization : str
        A name in REGULARIZATIONS, in any letter case. May be changed at any time.
    regularization_rate : float
        Factor of the penalty, at least 0. May be changed at any time.
    shuffle : bool
        Whether every epoch takes the samples in a new random order.
    seed : int
        Seed of these orders.

    Raises
    ------
    ValueError
        If a name is unknown, a number is out of its range, or the loss does not go with the
        network's output.
    """

    def __init__(
        self,
        network: Network,
        loss: str = "squared",
        optimizer: str = "sgd",
        learning_rate: float = 0.03,
        batch_size: int = 10,
        regularization: str = "none",
        regularization_rate: float = 0.0,
        shuffle: bool = True,
        seed: int = 0,
    ):
        size = network.theta.size
        self.network = network
        self.loss = loss
        self.optimizer = one_of("optimizer", optimizer, OPTIMIZERS)
        self.shuffle = bool(shuffle)
        self._dead = np.zeros(size, dtype=bool)
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.regularization = regularization
        self.regularization_rate = regularization_rate
        self._loss = loss_for_output(loss, network.output)
        self._optimizer = OPTIMIZERS[optimizer](size)
        self._rng = np.random.default_rng(seed)
        self._passes: dict[int, Pass] = {}
        self._weight_mask = weight_mask(network.shape)
        self._decay, self._decayed = np.empty((2, size))
        self._flags = np.empty(size, dtype=bool)

    def __getstate__(self) -> dict:
        # Passes hold views into the network's memory; in a copy they would stay with the original.
        return {**self.__dict__, "_passes": {}}

    @property
    def learning_rate(self) -> float:
        """Step size, greater than 0."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learning_rate = positive("learning_rate", value)

    @property
    def batch_size(self) -> int:
        """Samples per batch, at least 1."""
        return self._batch_size

    @batch_size.setter
    def batch_size(self, value: int) -> None:
        self._batch_size = whole_number("batch_size", value, minimum=1)

    @property
    def regularization(self) -> str:
        """Name of the penalty, in lower case. Any penalty that kills no weights revives all."""
        return self._regularization

    @regularization.setter
    def regularization(self, value: str) -> None:
        name = value.lower() if isinstance(value, str) else value
        self._regularization = one_of("regularization", name, REGULARIZATIONS)
        self._penalty = REGULARIZATIONS[name]
        if self._penalty is None or not self._penalty.kills:
            self.revive()

    @property
    def regularization_rate(self) -> float:
        """Factor of the penalty, at least 0."""
        return self._regularization_rate

    @regularization_rate.setter
    def regularization_rate(self, value: float) -> None:
        self._regularization_rate = not_negative("regularization_rate", value)

    @property
    def dead(self) -> np.ndarray:
        """True at the parameters that "l1" has removed, (P,) bool."""
        return self._dead & (self.network.theta == 0)

    def revive(self) -> None:
        """Let training change dead weights again."""
        self._dead[:] = False

    @quiet
    def run_epoch(self, X: ArrayLike, y: ArrayLike) -> None:
        """Train on every sample once; parameters and errors are those of ``Network.loss``."""
        for batch in self.batches(X, y):
            self._update(batch)

    def batches(self, X: ArrayLike, y: ArrayLike) -> Iterator[Batch]:
        """Yield the batches of one epoch, for ``run_batch`` to train on one at a time.

        Parameters and errors are those of ``Network.loss``.
        """
        inputs, targets = self.network.columns(X, y, self.loss)
        n = inputs.shape[1]
        order = np.arange(n)
        if self.shuffle:
            self._rng.shuffle(order)
            inputs, targets = inputs.take(order, axis=1), targets.take(order, axis=1)
        for start in range(0, n, self._batch_size):
            part = slice(start, start + self._batch_size)
            yield Batch(order[part], inputs[:, part], targets[:, part])

    @quiet
    def run_batch(self, batch: Batch) -> None:
        """Change the parameters once, by the mean gradient over ``batch``."""
        self._update(batch)

    def _update(self, batch: Batch) -> None:
        gradient = self._gradient(batch)
        if self._penalty is None:
            self._optimizer.step(self.network.theta, gradient, self._learning_rate)
        else:
            self._regularized_step(gradient)

    def _gradient(self, batch: Batch) -> np.ndarray:
        n = len(batch.samples)
        if n not in self._passes:
            self._passes[n] = Pass(self.network, n)
        propagation = self._passes[n]
        propagation.forward(batch.inputs)
        return propagation.backward(self._loss, batch.targets)

    def _regularized_step(self, gradient: np.ndarray) -> None:
        """Step and decay, where the decay is that of the weights before the step."""
        theta, decay = self.network.theta, self._decay
        if self._penalty.kills:
            np.equal(theta, 0.0, out=self._flags)
            np.logical_and(self._dead, self._flags, out=self._dead)
        self._penalty.derivative(theta, decay)
        np.multiply(decay, self._weight_mask, out=decay)
        np.multiply(decay, self._learning_rate * self._regularization_rate, out=decay)
        self._optimizer.step(theta, gradient, self._learning_rate)
        np.subtract(theta, decay, out=self._decayed)
        if self._penalty.kills:
            self._kill_crossing()
        np.copyto(theta, self._decayed)

    def _kill_crossing(self) -> None:
        """Zero the weights that decay carries across zero, and those that it has before."""
        np.multiply(self.network.theta, self._decayed, out=self._decay)
        np.less(self._decay, 0.0, out=self._flags)
        np.logical_or(self._dead, self._flags, out=self._dead)
        np.copyto(self._decayed, 0.0, where=self._dead)
