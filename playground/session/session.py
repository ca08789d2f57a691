"""A session is an experiment made alive: data, network, trainer and loss history."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats, Ints, Numbers
from playground.engine import Batch, Evaluator, Network, Trainer
from playground.experiment.experiment import Experiment
from playground.experiment.setting_groups import (
    DATA_SETTINGS,
    FUNCTION_SETTINGS,
    RUN_SETTINGS,
    TRAINER_SETTINGS,
)
from playground.frame import Curve, Edge, Frame, Points, Unit
from playground.insight.metrics import predicted_classes, r_squared
from playground.session.history import History, ParameterPath
from playground.session.inputs import InputsOfAKind, inputs_of

if TYPE_CHECKING:
    from param.parameterized import Event

LARGEST = float(np.finfo(np.float32).max)
"""Losses and weights beyond it count as infinite: the maps are computed in single precision."""

LARGEST_EDIT = 1e6
"""Weights and biases beyond it are refused by hand: no network of this size has use for them."""


class LossArguments(NamedTuple):
    """What `Network.loss` takes: inputs (n, inputs) and targets (n,), and the name of the loss."""

    X: Floats
    y: Numbers
    loss: str


class Measured(NamedTuple):
    """What a network reaches, as `Session.measured` finds it."""

    shape: tuple[int, ...]
    epoch: int
    train_loss: float
    test_loss: float
    test_accuracy: float | None


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
    diverged : bool
        True when the losses or weights stopped being finite numbers in single precision. The
        network is then back in its last finite state, and `advance` does nothing until the next
        reset.
    """

    epoch: int
    train_loss: float
    test_loss: float
    diverged: bool
    network: Network
    trainer: Trainer
    inputs: InputsOfAKind
    train: Points
    test: Points
    _batches: deque[Batch]
    _path: ParameterPath

    def __init__(self, experiment: Experiment):
        self.experiment = experiment
        self.editable = True
        self._history = History()
        self._draw_data()
        self.reset()
        experiment.param.watch(self._follow, list(experiment.param.values()))

    @property
    def shape(self) -> tuple[int, ...]:
        """Units per layer: inputs, hidden layers, output."""
        outputs = self.experiment.classes if self.experiment.classes > 2 else 1
        return (len(self.inputs.names), *self.experiment.hidden, outputs)

    def reset(self) -> None:
        """Start the run again from the same initial weights, which the seed determines."""
        self._embed_data()
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
            if self._batches:
                self._finish_epoch()
            else:
                self.trainer.run_epoch_on(self._on_train.columns)
            self._after_training(finite_theta)

    def advance_batch(self) -> None:
        """Train on the next batch; the epoch ends with its last one."""
        self._leave_past()
        if self.diverged:
            return
        if not self._batches:
            self._batches.extend(self.trainer.batches_of(self._on_train.columns))
        finite_theta = self.network.theta.copy()
        self.trainer.run_batch(self._batches.popleft())
        self._after_training(finite_theta, epoch_ended=not self._batches)

    def set_weight(self, edge: Edge, value: float) -> None:
        """Give one weight a value by hand; the run goes on from there.

        Raises
        ------
        ValueError
            If the value is beyond `LARGEST_EDIT`, the network has no such weight, or weights are
            not to be edited.
        """
        self._leave_past()
        self._set_parameter(self.network.weights, edge.layer, (edge.source, edge.target), value)

    def set_bias(self, unit: Unit, value: float) -> None:
        """Give one bias a value by hand; the run goes on from there.

        Raises
        ------
        ValueError
            If the value is beyond `LARGEST_EDIT`, the network has no such bias, or biases are not
            to be edited.
        """
        self._leave_past()
        self._set_parameter(self.network.biases, unit.layer, (unit.index,), value)

    @property
    def test_accuracy(self) -> float | None:
        """Share of the test samples that are classified right, 0 to 1; None in regression."""
        return self._accuracy(self._on_test.outputs)

    @property
    def test_r_squared(self) -> float | None:
        """Which share of the variance of the test values the network explains, at most 1.

        None in classification, and if all values are the same.
        """
        return self._r_squared(self._on_test.outputs)

    def measured(self, theta: ArrayLike) -> Measured:
        """Measure the network with other parameters; it keeps its own.

        The numbers are those that the session would have after `restore` with these parameters.

        Parameters
        ----------
        theta : array_like, shape (P,)
        """
        own = self.network.theta.copy()
        self.network.theta = theta
        losses = self._on_train.loss(), self._on_test.loss()
        found = Measured(self.shape, self.epoch, *losses, self.test_accuracy)
        self.network.theta = own
        self._on_test.loss()
        return found

    def loss_arguments(self, test: bool = False) -> LossArguments:
        """Return what `Network.loss` takes: inputs and targets of the samples, and the loss.

        Parameters
        ----------
        test : bool
            Whether those of the test samples are wanted, not those of the training samples.
        """
        samples = self.test if test else self.train
        return LossArguments(self.inputs.matrix(samples.X), samples.y, self.experiment.loss)

    def _accuracy(self, outputs: AnyFloats) -> float | None:
        if self.experiment.problem != "classification":
            return None
        return float(np.mean(predicted_classes(outputs) == self.test.y))

    def _r_squared(self, outputs: AnyFloats) -> float | None:
        if self.experiment.problem != "regression":
            return None
        found = r_squared(self.test.y, outputs[:, 0])
        return None if np.isnan(found) else found

    def restore(self, theta: ArrayLike, epoch: int, curve: Curve | None = None) -> None:
        """Go on from where an earlier run of the same experiment was.

        Parameters
        ----------
        theta : ndarray, shape (P,)
            The network's parameters there.
        epoch : int
            Epochs that it had finished.
        curve : Curve, optional
            Its losses up to there; without it the curve starts here.

        Raises
        ------
        ValueError
            If the network has another number of parameters, or one is not finite.
        """
        count = self.network.theta.size
        if np.shape(theta) != (count,) or not np.isfinite(theta).all():
            raise ValueError(f"theta must be {count} finite numbers, got {np.shape(theta)}")
        self._build(theta, epoch)
        self._begin(epoch, curve)

    @property
    def curve(self) -> Curve:
        """The losses over the run so far, thinned out to a bounded number of points."""
        return self._history.curve()

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

        Nothing is lost by that: visiting the last epoch returns to the present. Training from
        here goes on from the visited epoch, and forgets what came after it.

        Parameters
        ----------
        epoch : int
            Finished passes over the training data.
        """
        if self._batches:
            self.advance()
        self.epoch, self.network.theta = self._path.nearest(epoch)
        self._evaluate()

    def frame(self, shown: Unit | str | None = None) -> Frame:
        """Take an immutable picture of the present state.

        Parameters
        ----------
        shown : Unit or str, optional
            The unit or input feature whose map is shown large; the output by default.

        Returns
        -------
        Frame
        """
        network, experiment = self.network, self.experiment
        pictures = self.inputs.pictures(network, shown)
        outputs = self._on_test.outputs.copy("K")
        return Frame(
            epoch=self.epoch,
            train_loss=self.train_loss,
            test_loss=self.test_loss,
            test_accuracy=self._accuracy(outputs),
            test_r_squared=self._r_squared(outputs),
            inputs=experiment.inputs,
            image_shape=experiment.image_shape,
            features=self.inputs.names,
            offered_features=self.inputs.offered,
            feature_maps=pictures.inputs,
            shape=self.shape,
            residual=network.residual,
            weights=tuple(weights.copy() for weights in network.weights),
            biases=tuple(biases.copy() for biases in network.biases),
            unit_maps=pictures.units,
            shown=shown,
            shown_map=pictures.large,
            curve=self._history.curve(),
            train=self.train,
            test=self.test,
            test_outputs=outputs,
            problem=experiment.problem,
            classes=experiment.classes,
            class_names=experiment.class_names,
            show_test=experiment.show_test,
            discretize=experiment.discretize,
            diverged=self.diverged,
        )

    def _follow(self, *events: "Event") -> None:
        changed = {event.name for event in events}
        # What depends on a setting changes with it, and the news of that may come first: the loss
        # follows the data, and the activations of the layers follow their number.
        is_other_data = self._data_settings != self._drawn
        if is_other_data:
            self._draw_data()
        if is_other_data or changed & RUN_SETTINGS or self.shape != self.network.shape:
            self.reset()
            return
        if changed & FUNCTION_SETTINGS:
            self._build(self.network.theta, self.epoch)
        for name in changed & TRAINER_SETTINGS:
            setattr(self.trainer, name, getattr(self.experiment, name))
        self._evaluate()

    def _build(self, theta: ArrayLike | None = None, epoch: int = 0) -> None:
        experiment = self.experiment
        self._batches = deque()
        self.network = Network(
            self.shape,
            activation=experiment.activations,
            output=experiment.output,
            skip=experiment.skip,
            initialization=experiment.initialization,
            seed=experiment.seed,
        )
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
        self._on_train, self._on_test = (
            Evaluator(self.network, inputs, samples.y, experiment.loss)
            for inputs, samples in (
                (self._train_inputs, self.train),
                (self._test_inputs, self.test),
            )
        )

    @property
    def _data_settings(self) -> dict[str, object]:
        return {name: getattr(self.experiment, name) for name in DATA_SETTINGS}

    def _draw_data(self) -> None:
        self._drawn = self._data_settings
        self.inputs = inputs_of(self.experiment)
        self.train, self.test = self.inputs.samples()

    def _embed_data(self) -> None:
        self._train_inputs = self.inputs.matrix(self.train.X)
        self._test_inputs = self.inputs.matrix(self.test.X)

    def _evaluate(self) -> None:
        self.train_loss = self._on_train.loss()
        self.test_loss = self._on_test.loss()

    def _begin(self, epoch: int, curve: Curve | None = None) -> None:
        self.epoch = epoch
        self.diverged = False
        self._history.restore(curve)
        self._path = ParameterPath(self.network.theta.size)
        self._evaluate()
        self._record()

    def _record(self) -> None:
        self._history.append(self.epoch, (self.train_loss, self.test_loss))
        self._path.append(self.epoch, self.network.theta)

    def _leave_past(self) -> None:
        """Make the visited epoch the present one before training goes on."""
        if self.is_in_past:
            self._history.cut(self.epoch)
            self._path.cut(self.epoch)
            self._build(self.network.theta, self.epoch)

    def _finish_epoch(self) -> None:
        while self._batches:
            self.trainer.run_batch(self._batches.popleft())

    def _after_training(self, finite_theta: Floats, epoch_ended: bool = True) -> None:
        self._evaluate()
        if not self.is_finite:
            self.network.theta = finite_theta
            self._evaluate()
            self.diverged = True
        elif epoch_ended:
            self.epoch += 1
            self._record()

    def _set_parameter(
        self, parameters: Sequence[Floats], layer: int, index: tuple[int, ...], value: float
    ) -> None:
        if not self.editable:
            raise ValueError("weights and biases must not be edited")
        if not abs(value) <= LARGEST_EDIT:
            raise ValueError(
                f"a weight or bias must be between {-LARGEST_EDIT:g} and {LARGEST_EDIT:g}, "
                f"got {value}"
            )
        if not 1 <= layer <= len(parameters):
            raise ValueError(f"layer must be between 1 and {len(parameters)}, got {layer}")
        array = parameters[layer - 1]
        if not all(0 <= i < n for i, n in zip(index, array.shape, strict=True)):
            raise ValueError(f"layer {layer} has no parameter {index}, its shape is {array.shape}")
        array[index] = value
        self._evaluate()
        self._path.append(self.epoch, self.network.theta)
