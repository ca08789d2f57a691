"""Activation functions of hidden units and of outputs, each with its derivative."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# As a 0-d array it spares NumPy the conversion of a Python float at each of the many small calls.
_ONE = np.array(1.0)


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

    value: Callable[[np.ndarray, np.ndarray], object]
    derivative: Callable[[np.ndarray, np.ndarray, np.ndarray], object] | None


@dataclass(frozen=True)
class Output(Activation):
    """The activation of the output layer and how it reads as a probability.

    Attributes
    ----------
    logit_scale : float or None
        The log-odds of the positive label are ``logit_scale * z``. It is 2 for tanh, because
        (1 + tanh z) / 2 = sigmoid(2 z). None if the output has more than two classes.
    """

    logit_scale: float | None = None


def relu(z, out):
    """Write max(0, z), the rectified linear unit."""
    np.maximum(z, 0.0, out=out)


def relu_derivative(z, a, out):
    """Write 0 up to and including z = 0, then 1: the sign of max(0, z)."""
    np.sign(a, out=out)


def tanh(z, out):
    """Write the hyperbolic tangent of z."""
    np.tanh(z, out=out)


def tanh_derivative(z, a, out):
    """Write 1 - a²."""
    np.multiply(a, a, out=out)
    np.subtract(_ONE, out, out=out)


def sigmoid(z, out):
    """Write the logistic function 1 / (1 + exp(-z)), right also where exp(-z) overflows."""
    np.negative(z, out=out)
    np.exp(out, out=out)
    np.add(out, 1.0, out=out)
    np.reciprocal(out, out=out)


def sigmoid_derivative(z, a, out):
    """Write a (1 - a)."""
    np.subtract(_ONE, a, out=out)
    np.multiply(out, a, out=out)


def linear(z, out):
    """Write z itself."""
    np.copyto(out, z)


def linear_derivative(z, a, out):
    """Write 1 everywhere."""
    out.fill(1.0)


def softmax(z, out):
    """Write exp(z) / sum of exp(z) over units, shifted by the largest z lest it overflow."""
    np.subtract(z, z.max(axis=0), out=out)
    np.exp(out, out=out)
    np.divide(out, out.sum(axis=0), out=out)


ACTIVATIONS = {
    "relu": Activation(relu, relu_derivative),
    "tanh": Activation(tanh, tanh_derivative),
    "sigmoid": Activation(sigmoid, sigmoid_derivative),
    "linear": Activation(linear, linear_derivative),
}

# Softmax mixes the units of a layer, so it has no derivative per unit; cross-entropy, the one loss
# that it goes with, needs none.
OUTPUTS = {
    "tanh": Output(tanh, tanh_derivative, logit_scale=2.0),
    "sigmoid": Output(sigmoid, sigmoid_derivative, logit_scale=1.0),
    "linear": Output(linear, linear_derivative, logit_scale=1.0),
    "softmax": Output(softmax, None),
}
