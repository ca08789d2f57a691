"""A fully connected feed-forward network whose parameters are one flat vector."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.arrays import AnyFloats, Floats, Scalar

from .activations import ACTIVATIONS, OUTPUTS, Activation, Output
from .initialization import INITIALIZATIONS
from .layout import blocks, parameter_count
from .losses import loss_for_output
from .propagation import Pass
from .validation import finite, layer_sizes, one_of, one_per_layer

# A network that diverges says so by a loss that is not finite, not by warnings at every batch.
quiet = np.errstate(over="ignore", invalid="ignore", divide="ignore")


class Columns(NamedTuple):
    """Samples and their targets, checked, as the engine works on them.

    Attributes
    ----------
    inputs : ndarray, shape (inputs + 1, n)
        The samples, with a last row of ones.
    targets : ndarray, shape (outputs, n)
        The targets of the loss.
    """

    inputs: Floats
    targets: Floats


class Network:
    """A fully connected feed-forward network.

    Parameters
    ----------
    shape : sequence of int
        Units of every layer, from the inputs to the outputs.
    activation : str or sequence of str
        Activation function of the hidden units, a name in ACTIVATIONS, or one for each hidden
        layer.
    output : str
        Activation function of the output units, a name in OUTPUTS.
    skip : bool
        Whether each hidden layer adds the activations of the hidden layer before it, if that has
        as many units, to its own: a = f(z) + a_before (residual connections, He et al. 2016).
    initialization : str
        Distribution of the initial weights, a name in INITIALIZATIONS.
    seed : int
        Seed of the initial weights.

    Attributes
    ----------
    activations : tuple of str
        Name of each hidden layer's activation function.
    functions : tuple of Activation
        Activation function of each layer after the inputs.
    residual : tuple of bool
        Whether a layer after the inputs adds the activations of the layer before it.

    Raises
    ------
    ValueError
        If a name is unknown, the shape is not two or more positive whole numbers, or "softmax"
        has a single output unit.
    """

    def __init__(
        self,
        shape: Sequence[int],
        activation: str | Sequence[str] = "tanh",
        output: str = "tanh",
        skip: bool = False,
        initialization: str = "uniform",
        seed: int = 0,
    ):
        self.shape = layer_sizes(shape)
        self.activations = one_per_layer("activation", activation, ACTIVATIONS, len(shape) - 2)
        self.output = one_of("output", output, OUTPUTS)
        if output == "softmax" and self.shape[-1] < 2:
            raise ValueError(f"output 'softmax' needs 2 or more output units, got {self.shape[-1]}")
        self.skip = bool(skip)
        self.initialization = one_of("initialization", initialization, INITIALIZATIONS)
        self.seed = seed
        hidden = self.shape[1:-1]
        self.functions: tuple[*tuple[Activation, ...], Output] = (
            *(ACTIVATIONS[name] for name in self.activations),
            OUTPUTS[output],
        )
        self.residual = (
            *(self.skip and i > 0 and units == hidden[i - 1] for i, units in enumerate(hidden)),
            False,
        )
        self._theta = np.empty(parameter_count(self.shape))
        self._initialize()

    def _initialize(self) -> None:
        start = INITIALIZATIONS[self.initialization]
        rng = np.random.default_rng(self.seed)
        for weights, biases in zip(self.weights, self.biases, strict=True):
            weights[:] = start.weights(rng, *weights.shape)
            biases[:] = start.bias

    @property
    def theta(self) -> Floats:
        """All parameters, (P,) float64. Assigning copies the values into the same memory."""
        return self._theta

    @theta.setter
    def theta(self, values: ArrayLike) -> None:
        self._theta[:] = values

    @property
    def weights(self) -> tuple[Floats, ...]:
        """Weights (fan_in, fan_out) of each layer after the inputs, views into ``theta``."""
        return tuple(block[:-1] for block in blocks(self._theta, self.shape))

    @property
    def biases(self) -> tuple[Floats, ...]:
        """Biases (fan_out,) of each layer after the inputs, views into ``theta``."""
        return tuple(block[-1] for block in blocks(self._theta, self.shape))

    def copy(self) -> "Network":
        """Return a network of the same settings and parameters that shares no memory."""
        twin = Network(
            self.shape, self.activations, self.output, self.skip, self.initialization, self.seed
        )
        twin.theta = self.theta
        return twin

    def forward(self, X: ArrayLike) -> list[AnyFloats]:
        """Return the activations of every layer, the inputs first.

        Parameters
        ----------
        X : array_like, shape (n, inputs)
            Samples. A float32 array is computed in float32, anything else in float64.

        Returns
        -------
        list of ndarray, shape (n, units)
            Arrays that no later call changes. Each is the transpose of a contiguous array.

        Raises
        ------
        ValueError
            If X is not of shape (n, inputs) with n > 0, or not finite.
        """
        propagation = self.forward_pass(X)
        layers = propagation.layers
        return [propagation.inputs[:-1].T, *(layer.activations.T for layer in layers)]

    @quiet
    def forward_pass(self, X: ArrayLike) -> Pass:
        """Return the pass that has propagated ``X``, with all that its layers hold.

        Parameters and errors are those of ``forward``.
        """
        dtype = np.float32 if getattr(X, "dtype", None) == np.float32 else np.float64
        return self._propagate(self._input_columns(X, dtype))

    @quiet
    def loss(self, X: ArrayLike, y: ArrayLike, loss: str = "squared") -> float:
        """Return the mean over samples of the loss, summed over outputs; no penalty is added.

        Parameters
        ----------
        X : array_like, shape (n, inputs)
            Samples.
        y : array_like, shape (n, outputs), or (n,) if there is one output
            Targets; labels -1 and +1 for "logistic"; class indices (n,) for "cross-entropy".
        loss : str
            A name in LOSSES.

        Raises
        ------
        ValueError
            If X or y has the wrong shape, is not finite or holds unknown labels, or if the loss
            is unknown or does not go with the output.
        """
        inputs, targets = self.columns(X, y, loss)
        return self._propagate(inputs).loss(loss_for_output(loss, self.output), targets)

    @quiet
    def gradient(self, X: ArrayLike, y: ArrayLike, loss: str = "squared") -> AnyFloats:
        """Return the gradient (P,) of ``loss(X, y, loss)`` in the order of ``theta``.

        Parameters and errors are those of ``loss``.
        """
        inputs, targets = self.columns(X, y, loss)
        return self._propagate(inputs).backward(loss_for_output(loss, self.output), targets)

    def columns(self, X: ArrayLike, y: ArrayLike, loss: str) -> Columns:
        """Check samples and targets and return them as the engine works on them.

        Parameters and errors are those of ``loss``.
        """
        inputs = self._input_columns(X, np.float64)
        targets = loss_for_output(loss, self.output).targets(y, self.shape[-1])
        if targets.shape[1] != inputs.shape[1]:
            raise ValueError(
                f"y must have one row per sample of X ({inputs.shape[1]}), got {targets.shape[1]}"
            )
        return Columns(inputs, targets)

    def _input_columns(self, X: ArrayLike, dtype: type[Scalar]) -> NDArray[Scalar]:
        X = np.asarray(X, dtype)
        if X.ndim != 2 or X.shape[1] != self.shape[0] or len(X) == 0:
            raise ValueError(f"X must have shape (n, {self.shape[0]}) with n > 0, got {X.shape}")
        columns = np.empty((self.shape[0] + 1, len(X)), dtype)
        columns[:-1] = finite("X", X).T
        columns[-1] = 1
        return columns

    def _propagate(self, inputs: AnyFloats) -> Pass:
        propagation = Pass(self, inputs.shape[1], inputs.dtype)
        propagation.forward(inputs)
        return propagation
