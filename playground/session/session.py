"""A session is an experiment made alive: data, network, trainer and loss history."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats, Ints
from playground.engine import Checkpoint, Trainer
from playground.experiment.experiment import Experiment
from playground.experiment.setting_groups import (
    DATA_SETTINGS,
    FUNCTION_SETTINGS,
    RUN_SETTINGS,
    TRAINER_SETTINGS,
)
from playground.frame import Curve, Edge, Frame, Unit
from playground.session.batchwise import BatchwiseEpoch
from playground.session.class_words import ClassWords
from playground.session.editing import set_bias, set_weight
from playground.session.ended_run import EndedRun
from playground.session.evaluation import Evaluation, LossArguments, Measured
from playground.session.frames import frame_of
from playground.session.history import History, ParameterPath
from playground.session.initial_network import initial_network
from playground.session.inputs import inputs_of

LARGEST = float(np.finfo(np.float32).max)
"""Losses and weights beyond it count as infinite: the maps are computed in single precision."""


class Change(Protocol):
    """The news of a setting that has another value now."""

    name: str


class Session:
    """Data, network and training of one experiment; follows every change of its settings.

    A new data setting draws the data again and starts the run afresh; a new network setting starts
    the run afresh; every other setting takes effect in the middle of the run.

    Parameters
    ----------
    experiment : Experiment
        The settings. The session watches them for as long as it lives.

    Attributes
    ----------
    inputs : InputsOfAKind
        The kind of input.
    train, test : Points
        The samples.
    network : Network
        The network as trained so far.
    trainer : Trainer
        What trains it.
    epoch : int
        Finished passes over the training data.
    train_loss, test_loss : float
        Mean loss per sample at present, without the regularisation penalty.
    editable : bool
        Whether weights and biases may be set by hand.
    class_words : ClassWords
        What classes are called on the page.
    last_change : int
        Epoch in which a setting of the run or a parameter was last changed by hand; −1 if none was.
    ended : EndedRun or None
        The run that the latest change of a setting has ended; None if it has ended none.
    """

    epoch: int
    train_loss: float
    test_loss: float
    last_change: int
    _path: ParameterPath

    def __init__(self, experiment: Experiment):
        self.experiment = experiment
        self.editable = True
        self.class_words = ClassWords()
        self.ended: EndedRun | None = None
        self._history = History()
        self._draw_data()
        self.reset()
        experiment.param.watch(self._follow, list(experiment.param.values()))

    @property
    def shape(self) -> tuple[int, ...]:
        """Units per layer: inputs, hidden layers, output."""
        return self.experiment.network_shape

    def reset(self) -> None:
        """Start the run again from the same initial weights, which the seed determines."""
        self._train_inputs = self.inputs.matrix(self.train.X)
        self._test_inputs = self.inputs.matrix(self.test.X)
        self._build()
        self._begin(0)

    def advance(self, epochs: int = 1) -> None:
        """Train for some epochs, or until the run diverges.

        Parameters
        ----------
        epochs : int
            Passes over the training data.
        """
        self._leave_past()
        for _ in range(epochs):
            if self.diverged:
                return
            finite_theta = self.network.theta.copy()
            self._unfinished.finish()
            self._after_training(finite_theta)

    def advance_batch(self) -> None:
        """Train on the next batch; the epoch ends with its last one."""
        self._leave_past()
        if self.diverged:
            return
        finite_theta = self.network.theta.copy()
        self._unfinished.run_batch()
        self._after_training(finite_theta, epoch_ended=not self._unfinished.is_under_way)

    def set_weight(self, edge: Edge, value: float) -> None:
        """Give one weight a value by hand, as `editing.set_weight`; the run goes on from there."""
        self._edit(lambda: set_weight(self.network, edge, value))

    def set_bias(self, unit: Unit, value: float) -> None:
        """Give one bias a value by hand, as `editing.set_bias`; the run goes on from there."""
        self._edit(lambda: set_bias(self.network, unit, value))

    @property
    def test_accuracy(self) -> float | None:
        """Share of the test samples that are classified right, 0 to 1; None in regression."""
        return self._evaluation.accuracy

    @property
    def test_outputs(self) -> AnyFloats:
        """What the network answers for the test samples at present, (n, outputs)."""
        return self._evaluation.outputs.copy("K")

    @property
    def test_r_squared(self) -> float | None:
        """Explained share of the variance of the test values; see `Evaluation.r_squared`."""
        return self._evaluation.r_squared

    def measured(self, theta: ArrayLike) -> Measured:
        """Measure the network with other parameters; it keeps its own.

        The numbers are those that the session would have after `restore` with these parameters.

        Parameters
        ----------
        theta : array_like, shape (P,)
        """
        return self._evaluation.measured(theta, self.epoch)

    def loss_arguments(self, test: bool = False) -> LossArguments:
        """Return what `Network.loss` takes: inputs and targets of the samples, and the loss.

        Parameters
        ----------
        test : bool
            Whether those of the test samples are wanted, not those of the training samples.
        """
        samples = self.test if test else self.train
        return LossArguments(self.inputs.matrix(samples.X), samples.y, self.experiment.loss)

    def restore(
        self,
        theta: ArrayLike,
        epoch: int,
        curve: Curve | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        """Go on from where an earlier run of the same experiment was.

        Parameters
        ----------
        theta : ndarray, shape (P,)
            The network's parameters there.
        epoch : int
            Epochs that it had finished.
        curve : Curve, optional
            Its losses up to there; without it the curve starts here.
        checkpoint : Checkpoint, optional
            What `checkpoint` returned there: the run then goes on as if it had not stopped. Without
            it the samples come in a new order, and the optimizer remembers nothing.

        Raises
        ------
        ValueError
            If these are no parameters of this network, or that is no checkpoint of it there.
        """
        count = self.network.theta.size
        if np.shape(theta) != (count,) or not np.isfinite(theta).all():
            raise ValueError(f"theta must be {count} finite numbers, got {np.shape(theta)}")
        if checkpoint is not None and checkpoint.epoch != epoch:
            raise ValueError(f"the checkpoint must be of epoch {epoch}, got {checkpoint.epoch}")
        self._build(theta, epoch, checkpoint)
        self._begin(epoch, curve)

    def checkpoint(self) -> Checkpoint | None:
        """Return what training needs, beside the parameters, to go on from here.

        None if that is not known: in a run that diverged, or has gone on from a past without it.
        """
        if self.is_in_past:
            return self._path.checkpoint(self.epoch)
        return None if self.diverged else self._unfinished.checkpoint()

    @property
    def last_batch(self) -> Ints:
        """Which training samples the last step of slow motion was made with, (n,) int."""
        return self._unfinished.last

    @property
    def diverged(self) -> bool:
        """Whether the losses or weights stopped being finite numbers in single precision.

        The network is then back in its last finite state, and there `advance` does nothing.
        """
        return self._has_diverged and not self.is_in_past

    @property
    def curve(self) -> Curve:
        """The losses over the run, thinned out; beyond the present epoch if that is a past one."""
        return self._history.curve()

    @property
    def curve_so_far(self) -> Curve:
        """The losses up to the present epoch."""
        return self.curve.until(self.epoch)

    @property
    def is_finite(self) -> bool:
        """Whether losses and weights are finite numbers in single precision."""
        theta = self.network.theta
        sizes = (self.train_loss, self.test_loss, float(theta @ theta))
        return all(size <= LARGEST for size in sizes)

    @property
    def past_epochs(self) -> Ints:
        """Epochs of this run that can be visited, ascending, the present one last, (n,) int."""
        return self._path.epochs

    @property
    def path(self) -> Floats:
        """The network's parameters at these epochs, (n, P)."""
        return self._path.thetas.copy()

    @property
    def is_in_past(self) -> bool:
        """Whether an earlier epoch is being visited."""
        return self.epoch != int(self.past_epochs[-1])

    def visit(self, epoch: int) -> None:
        """Show the run as it was after an epoch, or the nearest one that is kept.

        Nothing is lost by that: visiting the last epoch returns to the present. Training from here
        goes on from the visited epoch as it did then, and forgets what came after it.

        Parameters
        ----------
        epoch : int
            Finished passes over the training data.
        """
        if self._unfinished.is_under_way:
            self.advance()
        if not self.is_in_past:
            self._keep_checkpoint()
        self.epoch, self.network.theta = self._path.nearest(epoch)
        if not self.is_in_past and self.trainer.epoch != self.epoch:
            self._go_on_from_here()
        self._evaluate()

    def frame(self, shown: Unit | str | None = None, coarse: bool = False) -> Frame:
        """Take an immutable picture of the present state.

        Parameters
        ----------
        shown : Unit or str, optional
            The unit or input feature whose map is shown large; the output by default.
        coarse : bool
            Whether half the resolution will do for the maps.

        Returns
        -------
        Frame
        """
        return frame_of(self, shown, coarse)

    def _follow(self, *events: Change) -> None:
        changed = {event.name for event in events}
        self.ended = None
        # What depends on a setting changes with it, and the news of that may come first: the loss
        # follows the data, and the activations of the layers follow their number.
        is_other_data = self._data_settings != self._drawn
        if is_other_data:
            self._draw_data()
        if is_other_data or changed & RUN_SETTINGS or self.shape != self.network.shape:
            if self.epoch:
                theta, checkpoint = self.network.theta, self.checkpoint()
                self.ended = EndedRun(theta, self.epoch, self.curve_so_far, checkpoint)
            self.reset()
            return
        if changed & FUNCTION_SETTINGS:
            self._build(self.network.theta, self.epoch)
        for name in changed & TRAINER_SETTINGS:
            setattr(self.trainer, name, getattr(self.experiment, name))
        if changed & (FUNCTION_SETTINGS | TRAINER_SETTINGS):
            self.last_change = self.epoch
        self._evaluate()

    def _build(
        self,
        theta: ArrayLike | None = None,
        epoch: int = 0,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        experiment = self.experiment
        self.network = initial_network(experiment)
        if theta is not None:
            self.network.theta = theta
        self.trainer = Trainer(
            self.network,
            loss=experiment.loss,
            shuffle=experiment.shuffle,
            seed=experiment.seed,
            **{name: getattr(experiment, name) for name in TRAINER_SETTINGS},
        )
        self.trainer.epoch = epoch
        train = LossArguments(self._train_inputs, self.train.y, experiment.loss)
        test = LossArguments(self._test_inputs, self.test.y, experiment.loss)
        self._evaluation = Evaluation(self.network, train, test, experiment.problem)
        self._unfinished = BatchwiseEpoch(self.trainer, self._evaluation.train_columns)
        if checkpoint is not None:
            self._unfinished.resume(checkpoint)

    @property
    def _data_settings(self) -> dict[str, object]:
        return {name: getattr(self.experiment, name) for name in DATA_SETTINGS}

    def _draw_data(self) -> None:
        self._drawn = self._data_settings
        self.inputs = inputs_of(self.experiment)
        self.train, self.test = self.inputs.samples()

    def _evaluate(self) -> None:
        self.train_loss, self.test_loss = self._evaluation.losses()

    def _begin(self, epoch: int, curve: Curve | None = None) -> None:
        self.epoch = epoch
        self.last_change = -1
        self._has_diverged = False
        self._history.restore(curve)
        self._path = ParameterPath(self.network.theta.size)
        self._evaluate()
        if curve is None or not self._unfinished.is_under_way:
            self._record_losses()
        self._record_state()

    def _record_losses(self) -> None:
        self._history.append(self.epoch, self.train_loss, self.test_loss)

    def _record_state(self) -> None:
        self._path.append(self.epoch, self.network.theta)
        if self._path.has_room_for(self.epoch):
            self._keep_checkpoint()

    def _keep_checkpoint(self) -> None:
        if not self._has_diverged:
            self._path.keep_checkpoint(self.epoch, self._unfinished.checkpoint())

    def _leave_past(self) -> None:
        """Make the visited epoch the present one before training goes on."""
        if self.is_in_past:
            self._history.cut(self.epoch)
            self._path.cut(self.epoch)
            self._has_diverged = False
            # With which settings the run came here is not known any more.
            self.last_change = min(self.last_change, self.epoch)
            self._go_on_from_here()

    def _go_on_from_here(self) -> None:
        self._build(self.network.theta, self.epoch, self._path.checkpoint(self.epoch))

    def _after_training(self, finite_theta: Floats, epoch_ended: bool = True) -> None:
        self._evaluate()
        if not self.is_finite:
            self.network.theta = finite_theta
            self._evaluate()
            self._has_diverged = True
        elif epoch_ended:
            self.epoch += 1
            self._record_losses()
            self._record_state()

    def _edit(self, change: Callable[[], None]) -> None:
        if not self.editable:
            raise ValueError("weights and biases must not be edited")
        change()
        self._leave_past()
        self.last_change = self.epoch
        self._evaluate()
        self._record_state()
