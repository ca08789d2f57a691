"""The operations of one training step, from a batch of samples to the updated parameters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod
from typing import NamedTuple, Protocol

from playground.engine import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    OUTPUTS,
    REGULARIZATIONS,
    SCHEDULES,
    Network,
)
from playground.engine.losses import loss_for_output
from playground.engine.validation import one_of

_FUNCTIONS = {**ACTIVATIONS, **OUTPUTS}

OPERATION_KINDS = (
    "batch",
    "variable",
    "initializer",
    "matmul",
    "add",
    *(f"activation.{name}" for name in _FUNCTIONS),
    "dropout",
    "skip",
    *(f"loss.{name}" for name in LOSSES),
    "mean",
    *(f"loss_derivative.{name}" for name in LOSSES),
    "dropout_derivative",
    *(f"activation_derivative.{name}" for name in _FUNCTIONS),
    "weights_gradient",
    "biases_gradient",
    "inputs_gradient",
    "skip_gradient",
    "clip",
    *(f"penalty_derivative.{name}" for name, penalty in REGULARIZATIONS.items() if penalty),
    "constant",
    "counter",
    *(f"schedule.{name}" for name in SCHEDULES),
    "slot",
    *(f"optimizer.{name}" for name in OPTIMIZERS),
    "summary",
)
"""All kinds of operations there are; a page has a name and a formula for each."""

SLOTS = {
    "momentum": ("velocity",),
    "nesterov": ("velocity",),
    "rmsprop": ("squares",),
    "adam": ("mean", "squares"),
}
"""What an optimizer remembers of each parameter, if anything."""


class StepSettings(Protocol):
    """Settings of an experiment that every training step depends on."""

    activation: str
    loss: str
    regularization: str
    optimizer: str
    batch_size: int

    @property
    def output(self) -> str:
        """Name of the function of the outputs."""


class _Options(NamedTuple):
    """Settings that an experiment need not have, and what they are if it has not."""

    skip: bool = False
    dropout: float = 0.0
    clip: float = 0.0
    schedule: str = "constant"


@dataclass(frozen=True)
class Operation:
    """One operation and the tensor that it computes.

    Attributes
    ----------
    name : str
        Its namespaces and its own name, such as "gradients/layer_1/weights".
    kind : str
        What it does, one of OPERATION_KINDS: the key of its formula. What stands after a dot is
        the engine's name of a function.
    shape : tuple of int
        Shape of the tensor; () for a number. Samples are rows.
    inputs : tuple of str
        Names of the operations whose tensors it takes.
    parameters : int
        Number of the network's parameters that it holds.
    """

    name: str
    kind: str
    shape: tuple[int, ...] = ()
    inputs: tuple[str, ...] = ()
    parameters: int = 0


@dataclass(frozen=True)
class _Layer:
    """One layer after the inputs, of a batch of ``batch`` samples; ``below`` is what it takes."""

    name: str
    below: str
    batch: int
    fan_in: int
    fan_out: int
    function: str
    dropout: bool
    residual: bool

    @property
    def parameters(self) -> dict[str, tuple[int, ...]]:
        """Shapes of the layer's parameters by their names."""
        return {"weights": (self.fan_in, self.fan_out), "biases": (self.fan_out,)}

    @property
    def is_first(self) -> bool:
        """Whether the layer takes the features, which need no gradient."""
        return self.below == "input/features"

    @property
    def output(self) -> str:
        """Name of the last operation of the layer."""
        last = "skip" if self.residual else "dropout" if self.dropout else "activation"
        return f"{self.name}/{last}"


def layer_names(n_layers: int) -> list[str]:
    """Return the namespaces of the layers after the inputs: layer_1, layer_2, ..., output."""
    return [*(f"layer_{number}" for number in range(1, n_layers)), "output"]


def training_step(experiment: StepSettings, shape: Sequence[int]) -> list[Operation]:
    """Return the operations of a training step, each after those whose tensors it takes.

    Parameters
    ----------
    experiment : StepSettings
        Anything with these settings, and perhaps ``activations`` (one for each hidden layer),
        ``skip``, ``dropout``, ``clip`` and ``schedule``.
    shape : sequence of int
        Units of every layer, from the inputs to the outputs.

    Raises
    ------
    ValueError
        If these are no settings of a network, or the loss does not go with the output.
    """
    options = _options(experiment)
    one_of("regularization", experiment.regularization, REGULARIZATIONS)
    one_of("optimizer", experiment.optimizer, OPTIMIZERS)
    one_of("schedule", options.schedule, SCHEDULES)
    layers = _layers(experiment, options, shape)
    return [
        Operation("input/features", "batch", (experiment.batch_size, shape[0])),
        Operation("input/targets", "batch", (experiment.batch_size, shape[-1])),
        *chain.from_iterable(_forward(layer) for layer in layers),
        *_loss(experiment, layers[-1]),
        *_gradients(experiment, options, layers),
        *_regularization(experiment, layers),
        *_optimizer(experiment, options, layers),
        Operation("summaries/loss", "summary", (), ("loss/mean",)),
    ]


def _options(experiment: StepSettings) -> _Options:
    given = {
        name: getattr(experiment, name) for name in _Options._fields if hasattr(experiment, name)
    }
    return _Options(**given)


def _layers(experiment: StepSettings, options: _Options, shape: Sequence[int]) -> list[_Layer]:
    activations = getattr(experiment, "activations", experiment.activation)
    network = Network(shape, activations, experiment.output, options.skip)
    hidden = len(shape) - 2
    layers = []
    below = "input/features"
    for number, name in enumerate(layer_names(len(shape) - 1)):
        layer = _Layer(
            name=name,
            below=below,
            batch=experiment.batch_size,
            fan_in=shape[number],
            fan_out=shape[number + 1],
            function=[*network.activations, network.output][number],
            dropout=number < hidden and options.dropout > 0,
            residual=network.residual[number],
        )
        layers.append(layer)
        below = layer.output
    return layers


def _forward(layer: _Layer) -> Iterator[Operation]:
    name, shape = layer.name, (layer.batch, layer.fan_out)
    for parameter, size in layer.parameters.items():
        initializer = f"{name}/{parameter}_initializer"
        yield Operation(initializer, "initializer", size)
        yield Operation(f"{name}/{parameter}", "variable", size, (initializer,), prod(size))
    yield Operation(f"{name}/matmul", "matmul", shape, (layer.below, f"{name}/weights"))
    yield Operation(f"{name}/add", "add", shape, (f"{name}/matmul", f"{name}/biases"))
    activation = f"{name}/activation"
    yield Operation(activation, f"activation.{layer.function}", shape, (f"{name}/add",))
    if layer.dropout:
        yield Operation(f"{name}/dropout", "dropout", shape, (activation,))
    if layer.residual:
        before = f"{name}/dropout" if layer.dropout else activation
        yield Operation(f"{name}/skip", "skip", shape, (before, layer.below))


def _loss(experiment: StepSettings, top: _Layer) -> Iterator[Operation]:
    shape = (top.batch, top.fan_out)
    by_z = loss_for_output(experiment.loss, experiment.output).by_pre_activation
    inputs = (f"{top.name}/add" if by_z else top.output, "input/targets")
    yield Operation("loss/per_sample", f"loss.{experiment.loss}", shape, inputs)
    yield Operation("loss/mean", "mean", (), ("loss/per_sample",))
    yield Operation("loss/derivative", f"loss_derivative.{experiment.loss}", shape, inputs)


def _gradients(
    experiment: StepSettings, options: _Options, layers: list[_Layer]
) -> Iterator[Operation]:
    by_z = loss_for_output(experiment.loss, experiment.output).by_pre_activation
    delta = "loss/derivative"
    for layer in reversed(layers):
        operations = _backward(layer, delta, by_z and layer is layers[-1])
        yield from operations
        delta = operations[-1].name
    if options.clip:
        gradients = [_gradient(layer, name) for layer in layers for name in layer.parameters]
        yield Operation("gradients/clip", "clip", (), tuple(gradients))


def _backward(layer: _Layer, delta: str, by_z: bool) -> list[Operation]:
    """Return the operations that turn a layer's ``delta`` into gradients and the delta below.

    The derivative ``delta`` is with respect to z if ``by_z``, else to what the layer passes on.
    """
    name, here = layer.name, f"gradients/{layer.name}"
    above, below = (layer.batch, layer.fan_out), (layer.batch, layer.fan_in)
    delta_z = delta
    operations = []
    if layer.dropout:
        inputs = (delta_z, f"{name}/dropout")
        delta_z = f"{here}/dropout"
        operations.append(Operation(delta_z, "dropout_derivative", above, inputs))
    if not by_z:
        kind, inputs = f"activation_derivative.{layer.function}", (delta_z, f"{name}/add")
        delta_z = f"{here}/activation"
        operations.append(Operation(delta_z, kind, above, inputs))
    weights, biases = layer.parameters.values()
    operations += [
        Operation(_gradient(layer, "weights"), "weights_gradient", weights, (layer.below, delta_z)),
        Operation(_gradient(layer, "biases"), "biases_gradient", biases, (delta_z,)),
    ]
    if not layer.is_first:
        inputs = (delta_z, f"{name}/weights")
        operations.append(Operation(f"{here}/inputs", "inputs_gradient", below, inputs))
    if layer.residual:
        inputs = (f"{here}/inputs", delta)
        operations.append(Operation(f"{here}/skip", "skip_gradient", below, inputs))
    return operations


def _gradient(layer: _Layer, parameter: str) -> str:
    return f"gradients/{layer.name}/{parameter}"


def _regularization(experiment: StepSettings, layers: list[_Layer]) -> Iterator[Operation]:
    if REGULARIZATIONS[experiment.regularization] is None:
        return
    yield Operation("regularization/rate", "constant")
    for layer in layers:
        yield Operation(
            f"regularization/{layer.name}",
            f"penalty_derivative.{experiment.regularization}",
            layer.parameters["weights"],
            (f"{layer.name}/weights", "regularization/rate"),
        )


def _optimizer(
    experiment: StepSettings, options: _Options, layers: list[_Layer]
) -> Iterator[Operation]:
    yield Operation("optimizer/counter", "counter")
    yield Operation("optimizer/learning_rate", "constant")
    rate = "optimizer/learning_rate"
    if options.schedule != "constant":
        inputs = (rate, "optimizer/counter")
        rate = "optimizer/schedule"
        yield Operation(rate, f"schedule.{options.schedule}", (), inputs)
    for layer in layers:
        yield from _updates(experiment, options, layer, rate)


def _updates(
    experiment: StepSettings, options: _Options, layer: _Layer, rate: str
) -> Iterator[Operation]:
    """Yield the steps that the optimizer takes with a layer's parameters."""
    common = ["gradients/clip"] if options.clip else []
    regularized = REGULARIZATIONS[experiment.regularization] is not None
    for parameter, shape in layer.parameters.items():
        name = f"optimizer/{layer.name}/{parameter}"
        slots = [f"{name}_{slot}" for slot in SLOTS.get(experiment.optimizer, ())]
        for slot in slots:
            yield Operation(slot, "slot", shape)
        penalty = [f"regularization/{layer.name}"] * (regularized and parameter == "weights")
        variable = f"{layer.name}/{parameter}"
        inputs = (variable, _gradient(layer, parameter), *common, *penalty, *slots, rate)
        yield Operation(name, f"optimizer.{experiment.optimizer}", shape, inputs)
