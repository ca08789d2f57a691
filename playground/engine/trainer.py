"""Training of a network by mini-batches."""

from collections.abc import Iterator
from copy import copy, deepcopy

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Bools, Floats

from .batches import Batch, Room, cut, in_order
from .checkpoint import Checkpoint, set_state, state_of
from .dropout import DropoutPass
from .layout import weight_mask
from .losses import loss_for_output
from .network import Columns, Network, quiet
from .optimizers import OPTIMIZERS, clip_norm
from .propagation import Pass
from .regularization import REGULARIZATIONS, Regularization
from .schedules import SCHEDULES
from .validation import Checked, fraction, not_negative, one_of, positive, whole_number


class Trainer:
    """Trains one network, changing its parameters in place.

    Per batch the optimizer takes its step by the gradient of the loss, and each weight loses
    learning_rate * regularization_rate * R'(w) besides, whatever the optimizer (Loshchilov & Hutter
    2019). With "sgd" that makes w - learning_rate * (gradient + regularization_rate * R'(w)). With
    "l1" a weight that the penalty would carry across zero becomes zero and *dies*: it stays zero
    until it is set by hand, ``revive`` is called or another regularization is chosen. Biases are
    not regularized. By default all of this is as in TensorFlow Playground (Smilkov et al. 2017).

    Every setting but the network, the loss and the seed may be changed at any time; it acts from
    the next batch on, or from the next epoch on if it says so.

    Parameters
    ----------
    network : Network
        The network to train.
    loss : str
        A name in LOSSES.
    optimizer : str
        A name in OPTIMIZERS. Another one starts without the memory of the one before.
    learning_rate : float
        Greater than 0.
    batch_size : int
        Samples per batch, at least 1; the last batch of an epoch may be smaller. Acts from the next
        epoch on.
    regularization : str
        A name in REGULARIZATIONS, in any letter case.
    regularization_rate : float
        Factor of the penalty, at least 0.
    shuffle : bool
        Whether every epoch takes the samples in a new random order. Acts from the next epoch on.
    seed : int
        Seed of these orders and of dropout.
    momentum : float
        Share of the previous step that optimizers with momentum keep, at least 0 and less than 1.
    schedule : str
        A name in SCHEDULES: what the learning rate is multiplied by in each epoch. Acts, as the two
        numbers that belong to it, from the next epoch on.
    schedule_period : int
        Epochs until the schedule's next step or start, at least 1.
    schedule_factor : float
        What each step of the schedule multiplies the learning rate by, greater than 0.
    clip : float
        The largest norm of a gradient, 0 for any; longer ones are shortened to it.
    dropout : float
        Probability that a hidden unit is left out for a sample, at least 0 and less than 1.

    Attributes
    ----------
    epoch : int
        Epochs begun so far, the time of the schedule.

    Raises
    ------
    ValueError
        If a name is unknown, a number is out of its range, or the loss does not go with the
        network's output.
    """

    batch_size = Checked(whole_number, 1)
    regularization_rate = Checked(not_negative)
    momentum = Checked(fraction)
    schedule = Checked(one_of, SCHEDULES)
    schedule_period = Checked(whole_number, 1)
    schedule_factor = Checked(positive)
    clip = Checked(not_negative)

    _decay: Floats
    _decayed: Floats

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
        momentum: float = 0.9,
        schedule: str = "constant",
        schedule_period: int = 100,
        schedule_factor: float = 0.1,
        clip: float = 0.0,
        dropout: float = 0.0,
    ):
        self.network = network
        self.loss = loss
        self._theta = network.theta
        size = self._theta.size
        self._dead = np.zeros(size, dtype=bool)
        self._scheduled = 1.0
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.regularization = regularization
        self.regularization_rate = regularization_rate
        self.shuffle = bool(shuffle)
        self.momentum = momentum
        self.schedule = schedule
        self.schedule_period = schedule_period
        self.schedule_factor = schedule_factor
        self.clip = clip
        self.dropout = dropout
        self.epoch = 0
        self._loss = loss_for_output(loss, network.output)
        self._rng = np.random.default_rng(seed)
        (self._dropout_rng,) = self._rng.spawn(1)
        self._weight_mask = weight_mask(network.shape)
        self._decay, self._decayed = np.empty((2, size))
        self._flags = np.empty(size, dtype=bool)
        self._room: Room | None = None

    def __getstate__(self) -> dict[str, object]:
        # Passes hold views into the network's memory; in a copy they would stay with the original.
        return {**self.__dict__, "_passes": {}, "_room": None}

    def without_chance(self) -> "Trainer":
        """Return a trainer of a copy of the network, in the same state, that draws no lots.

        It takes samples in their order and leaves no units out.
        """
        twin = copy(self)
        twin.network = self.network.copy()
        twin._theta = twin.network.theta
        twin._dead = self._dead.copy()
        twin._optimizer = deepcopy(self._optimizer)
        twin.shuffle = False
        twin.dropout = 0.0
        return twin

    @property
    def learning_rate(self) -> float:
        """Step size before the schedule changes it, greater than 0."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learning_rate = positive("learning_rate", value)
        self._set_rate()

    @property
    def next_rate(self) -> float:
        """Step size of the next epoch: the learning rate as the schedule changes it."""
        return self._learning_rate * self._factor()

    @property
    def optimizer(self) -> str:
        """Name of the optimizer."""
        return self._optimizer_name

    @optimizer.setter
    def optimizer(self, value: str) -> None:
        self._optimizer_name = one_of("optimizer", value, OPTIMIZERS)
        self._optimizer = OPTIMIZERS[value](self._theta.size)

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
    def dropout(self) -> float:
        """Probability that a hidden unit is left out."""
        return self._dropout

    @dropout.setter
    def dropout(self, value: float) -> None:
        self._dropout = fraction("dropout", value)
        self._passes: dict[int, Pass] = {}

    def checkpoint(self) -> Checkpoint:
        """Return the state of training at the end of an epoch, which `resume` takes up."""
        return Checkpoint(
            epoch=self.epoch,
            batches=0,
            batch_size=self.batch_size,
            optimizer=self.optimizer,
            memory=tuple(moment.copy() for moment in self._optimizer.memory),
            steps=self._optimizer.steps,
            dead=self._dead.copy(),
            orders=state_of(self._rng),
            dropout=state_of(self._dropout_rng),
        )

    def resume(self, checkpoint: Checkpoint) -> None:
        """Go on from a state of training of the same seed, as if it had not stopped there.

        An optimizer that has been chosen since keeps no memory of the one before.

        Raises
        ------
        ValueError
            If the state is that of a network with another number of parameters.
        """
        size = self._theta.size
        if any(part.shape != (size,) for part in (checkpoint.dead, *checkpoint.memory)):
            raise ValueError(f"a checkpoint of this network must be of {size} parameters")
        if checkpoint.optimizer == self.optimizer:
            for moment, kept in zip(self._optimizer.memory, checkpoint.memory, strict=True):
                np.copyto(moment, kept)
            self._optimizer.steps = checkpoint.steps
        np.copyto(self._dead, checkpoint.dead)
        set_state(self._rng, checkpoint.orders)
        set_state(self._dropout_rng, checkpoint.dropout)
        self.epoch = checkpoint.epoch

    @property
    def dead(self) -> Bools:
        """True at the parameters that "l1" has removed, (P,) bool."""
        dead: Bools = self._dead & (self._theta == 0)
        return dead

    def revive(self) -> None:
        """Let training change dead weights again."""
        self._dead[:] = False

    def run_epoch(self, X: ArrayLike, y: ArrayLike) -> None:
        """Train on every sample once; parameters and errors are those of ``Network.loss``."""
        self.run_epoch_on(self.network.columns(X, y, self.loss))

    @quiet
    def run_epoch_on(self, columns: Columns) -> None:
        """Train on every sample once, of samples that ``Network.columns`` has checked before."""
        for batch in self._shuffled(columns) if self.shuffle else self._batches(columns):
            self._update(batch)

    def batches(self, X: ArrayLike, y: ArrayLike) -> Iterator[Batch]:
        """Yield the batches of one epoch, for ``run_batch`` to train on one at a time.

        Parameters and errors are those of ``Network.loss``.
        """
        return self.batches_of(self.network.columns(X, y, self.loss))

    def batches_of(self, columns: Columns) -> Iterator[Batch]:
        """Yield the batches of one epoch of samples that ``Network.columns`` has checked before."""
        return self._batches(columns)

    def _batches(self, columns: Columns) -> Iterator[Batch]:
        self._begin_epoch()
        order = np.arange(columns.inputs.shape[1])
        if self.shuffle:
            self._rng.shuffle(order)
            columns = in_order(columns, order)
        yield from cut(order, columns, self.batch_size)

    def _shuffled(self, columns: Columns) -> list[Batch]:
        """Begin an epoch; return its batches, whose samples the next epoch replaces."""
        self._begin_epoch()
        room = self._room_for(columns)
        np.copyto(room.order, np.arange(room.order.size))
        self._rng.shuffle(room.order)
        in_order(columns, room.order, room.columns)
        return room.batches

    def _room_for(self, columns: Columns) -> Room:
        room, size = self._room, self.batch_size
        shapes = [whole.shape for whole in columns]
        if room is None or room.size != size or [made.shape for made in room.columns] != shapes:
            order, made = np.empty(shapes[0][1], int), Columns(*map(np.empty, shapes))
            room = self._room = Room(size, order, made, list(cut(order, made, size)))
        return room

    def _begin_epoch(self) -> None:
        self._scheduled = self._factor()
        self._set_rate()
        self.epoch += 1

    def _factor(self) -> float:
        schedule = SCHEDULES[self.schedule]
        return schedule(self.epoch, self.schedule_period, self.schedule_factor)

    def _set_rate(self) -> None:
        # As a 0-d array it spares NumPy the conversion of a Python float in every step.
        self._rate = np.array(self._learning_rate * self._scheduled)

    @quiet
    def run_batch(self, batch: Batch) -> None:
        """Change the parameters once, by the mean gradient over ``batch``."""
        self._update(batch)

    def _update(self, batch: Batch) -> None:
        gradient = self._gradient(batch)
        if self.clip:
            clip_norm(gradient, self.clip)
        if self._penalty is None:
            self._optimizer.step(self._theta, gradient, self._rate, self.momentum)
        else:
            self._regularized_step(gradient, self._penalty)

    def _gradient(self, batch: Batch) -> AnyFloats:
        n = len(batch.samples)
        propagation = self._passes.get(n) or self._make_pass(n)
        propagation.forward(batch.inputs)
        return propagation.backward(self._loss, batch.targets)

    def _make_pass(self, n_samples: int) -> Pass:
        made: Pass
        if self._dropout:
            made = DropoutPass(self.network, n_samples, self._dropout, self._dropout_rng)
        else:
            made = Pass(self.network, n_samples)
        self._passes[n_samples] = made
        return made

    def _regularized_step(self, gradient: AnyFloats, penalty: Regularization) -> None:
        """Step and decay, where the decay is that of the weights before the step."""
        theta, decay = self._theta, self._decay
        if penalty.kills:
            np.equal(theta, 0.0, out=self._flags)
            np.logical_and(self._dead, self._flags, out=self._dead)
        penalty.derivative(theta, decay)
        np.multiply(decay, self._weight_mask, out=decay)
        np.multiply(decay, self._rate * self.regularization_rate, out=decay)
        self._optimizer.step(theta, gradient, self._rate, self.momentum)
        np.subtract(theta, decay, out=self._decayed)
        if penalty.kills:
            self._kill_crossing()
        np.copyto(theta, self._decayed)

    def _kill_crossing(self) -> None:
        """Zero the weights that decay carries across zero, and those that it has before."""
        np.multiply(self._theta, self._decayed, out=self._decay)
        np.less(self._decay, 0.0, out=self._flags)
        np.logical_or(self._dead, self._flags, out=self._dead)
        np.copyto(self._decayed, 0.0, where=self._dead)
