"""Activation functions of hidden units and of outputs, each with its derivative."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from playground.arrays import AnyFloats

LEAK = 0.01
"""Slope of the leaky rectified linear unit below 0."""

GELU_SCALE, GELU_CUBE = np.sqrt(2 / np.pi).item(), 0.044715
"""GELU's gate is (1 + tanh u) / 2 with u = GELU_SCALE (z + GELU_CUBE z³)."""

# As a 0-d array it spares NumPy the conversion of a Python float at each of the many small calls.
_ONE = np.array(1.0)


class UnitFunction(Protocol):
    """What a layer asks of its activation function: to write its values and its derivative."""

    def value(self, z: AnyFloats, out: AnyFloats, /) -> object:
        """Write f(z) into ``out``."""

    def derivative(self, z: AnyFloats, a: AnyFloats, out: AnyFloats, /) -> object:
        """Write f'(z) into ``out``, where ``a`` is f(z)."""


@dataclass(frozen=True)
class Activation:
    """A function that turns the pre-activation z of each unit into its activation a.

    Attributes
    ----------
    value : callable ``(z, out)``
        Writes a = f(z) into ``out``, which may be ``z`` itself. Arrays are (units, n).
    derivative : callable ``(z, a, out)``
        Writes f'(z) into ``out``, from z or from a = f(z), whichever is cheaper.
    """

    value: Callable[[AnyFloats, AnyFloats], object]
    derivative: Callable[[AnyFloats, AnyFloats, AnyFloats], object]


@dataclass(frozen=True)
class Output(Activation):
    """The activation of the output layer and how it reads as a probability.

    Attributes
    ----------
    logit_scale : float
        The log-odds of the positive label are ``logit_scale * z``. It is 2 for tanh, because
        (1 + tanh z) / 2 = sigmoid(2 z). In softmax those of two classes are ``logit_scale`` times
        the difference of their z.
    """

    logit_scale: float


def relu(z: AnyFloats, out: AnyFloats) -> None:
    """Write max(0, z), the rectified linear unit."""
    np.maximum(z, 0.0, out=out)


def relu_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write 0 up to and including z = 0, then 1: the sign of max(0, z)."""
    np.sign(a, out=out)


def tanh(z: AnyFloats, out: AnyFloats) -> None:
    """Write the hyperbolic tangent of z."""
    np.tanh(z, out=out)


def tanh_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write 1 - a²."""
    np.multiply(a, a, out=out)
    np.subtract(_ONE, out, out=out)


def sigmoid(z: AnyFloats, out: AnyFloats) -> None:
    """Write the logistic function 1 / (1 + exp(-z)), right also where exp(-z) overflows."""
    np.negative(z, out=out)
    np.exp(out, out=out)
    np.add(out, 1.0, out=out)
    np.reciprocal(out, out=out)


def sigmoid_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write a (1 - a)."""
    np.subtract(_ONE, a, out=out)
    np.multiply(out, a, out=out)


def linear(z: AnyFloats, out: AnyFloats) -> None:
    """Write z itself."""
    np.copyto(out, z)


def linear_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write 1 everywhere."""
    out.fill(1.0)


def leaky_relu(z: AnyFloats, out: AnyFloats) -> None:
    """Write z above 0 and LEAK z below (Maas et al. 2013)."""
    np.maximum(z, np.multiply(z, LEAK), out=out)


def leaky_relu_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write LEAK up to and including z = 0, then 1."""
    np.greater(z, 0.0, out=out)
    np.maximum(out, LEAK, out=out)


def elu(z: AnyFloats, out: AnyFloats) -> None:
    """Write z above 0 and exp(z) - 1 below (Clevert et al. 2016, with alpha = 1)."""
    below = np.minimum(z, 0.0)
    np.expm1(below, out=below)
    np.maximum(z, below, out=out)  # exp(z) - 1 is never less than z


def elu_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write 1 above 0 and exp(z) = a + 1 below."""
    np.minimum(a, 0.0, out=out)
    np.add(out, _ONE, out=out)


def gelu(z: AnyFloats, out: AnyFloats) -> None:
    """Write z times its gate, about z P(X < z) for a standard normal X (Hendrycks & Gimpel 2016).

    The gate is their approximation by tanh, since NumPy has no error function. It is off by less
    than 0.0005.
    """
    np.multiply(z, _gelu_gate(z), out=out)


def gelu_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write g + z g' of the gate g, where z g' = 2 a (1 - g) u'."""
    gate = _gelu_gate(z)
    np.multiply(z, z, out=out)
    np.multiply(out, 6 * GELU_SCALE * GELU_CUBE, out=out)
    np.add(out, 2 * GELU_SCALE, out=out)
    np.multiply(out, a, out=out)
    np.multiply(out, _ONE - gate, out=out)
    np.add(out, gate, out=out)


def _gelu_gate(z: AnyFloats) -> AnyFloats:
    gate = np.multiply(z, z)
    np.multiply(gate, GELU_SCALE * GELU_CUBE, out=gate)
    np.add(gate, GELU_SCALE, out=gate)
    np.multiply(gate, z, out=gate)
    np.tanh(gate, out=gate)
    np.add(gate, 1.0, out=gate)
    return np.multiply(gate, 0.5, out=gate)


def swish(z: AnyFloats, out: AnyFloats) -> None:
    """Write z sigmoid(z) (Elfwing et al. 2018, Ramachandran et al. 2017), also called SiLU."""
    gate = np.empty_like(z)
    sigmoid(z, gate)
    np.multiply(z, gate, out=out)


def swish_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write s + a (1 - s) with s = sigmoid(z)."""
    sigmoid(z, out)
    rest = np.subtract(_ONE, out)
    np.multiply(rest, a, out=rest)
    np.add(out, rest, out=out)


def sine(z: AnyFloats, out: AnyFloats) -> None:
    """Write sin z, the periodic activation of Sitzmann et al. (2020) with frequency 1."""
    np.sin(z, out=out)


def sine_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write cos z."""
    np.cos(z, out=out)


def step(z: AnyFloats, out: AnyFloats) -> None:
    """Write 0 below z = 0, else 1: the threshold of McCulloch & Pitts (1943)."""
    np.greater_equal(z, 0.0, out=out)


def step_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Write 0 everywhere, though the step has no slope at 0.

    No gradient passes through: only what lies above the last layer of steps learns, and all weights
    into steps or below them stay as they were drawn (save for residual connections around it).
    """
    out.fill(0.0)


def softmax(z: AnyFloats, out: AnyFloats) -> None:
    """Write exp(z) / sum of exp(z) over units, shifted by the largest z lest it overflow."""
    np.subtract(z, z.max(axis=0), out=out)
    np.exp(out, out=out)
    np.divide(out, out.sum(axis=0), out=out)


def softmax_derivative(z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
    """Refuse: each output depends on the z of all, so none has a derivative by its own alone.

    Cross-entropy, the one loss that softmax goes with, is derived by z and needs none.
    """
    raise NotImplementedError("softmax has no derivative per unit")


ACTIVATIONS = {
    "relu": Activation(relu, relu_derivative),
    "tanh": Activation(tanh, tanh_derivative),
    "sigmoid": Activation(sigmoid, sigmoid_derivative),
    "linear": Activation(linear, linear_derivative),
    "leaky-relu": Activation(leaky_relu, leaky_relu_derivative),
    "elu": Activation(elu, elu_derivative),
    "gelu": Activation(gelu, gelu_derivative),
    "swish": Activation(swish, swish_derivative),
    "sine": Activation(sine, sine_derivative),
    "step": Activation(step, step_derivative),
}

OUTPUTS = {
    "tanh": Output(tanh, tanh_derivative, logit_scale=2.0),
    "sigmoid": Output(sigmoid, sigmoid_derivative, logit_scale=1.0),
    "linear": Output(linear, linear_derivative, logit_scale=1.0),
    "softmax": Output(softmax, softmax_derivative, logit_scale=1.0),
}
