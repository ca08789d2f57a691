"""Loss functions: what a network's output costs against the targets, and its derivative.

Inside the engine samples are columns: pre-activations ``z``, outputs ``a`` and targets ``t`` are
arrays (outputs, n). ``scale`` is the ``logit_scale`` of the output (see ``activations.Output``).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Bools, Floats

from .activations import sigmoid
from .validation import finite, one_of

HUBER_DELTA = 1.0


@dataclass(frozen=True)
class Loss:
    """One loss function.

    Attributes
    ----------
    value : callable ``(z, a, t, scale)``
        Returns the loss of each output and sample, (outputs, n).
    derivative : callable ``(z, a, t, scale, out)``
        Writes the derivative of ``value`` into ``out``.
    by_pre_activation : bool
        True if ``derivative`` is taken with respect to z, False if with respect to a.
    targets : callable ``(y, n_outputs)``
        Checks the labels ``y`` and returns the targets, (outputs, n).
    outputs : tuple of str
        Names of the outputs that the loss goes with.
    """

    value: Callable[[AnyFloats, AnyFloats, Floats, float], AnyFloats]
    derivative: Callable[[AnyFloats, AnyFloats, Floats, float, AnyFloats], object]
    by_pre_activation: bool
    targets: Callable[[ArrayLike, int], Floats]
    outputs: tuple[str, ...]


def squared(z: AnyFloats, a: AnyFloats, t: Floats, scale: float) -> AnyFloats:
    """Return half the squared error, (a - t)² / 2."""
    return np.square(a - t) / 2


def squared_derivative(z: AnyFloats, a: AnyFloats, t: Floats, scale: float, out: AnyFloats) -> None:
    """Write a - t, the residual."""
    np.subtract(a, t, out=out)


def huber(z: AnyFloats, a: AnyFloats, t: Floats, scale: float) -> AnyFloats:
    """Return half the squared error to a residual of delta, linear beyond (Huber 1964)."""
    size = np.abs(a - t)
    near = np.minimum(size, HUBER_DELTA)
    return near * (size - near / 2)


def huber_derivative(z: AnyFloats, a: AnyFloats, t: Floats, scale: float, out: AnyFloats) -> None:
    """Write a - t, clipped to [-delta, delta]."""
    np.subtract(a, t, out=out)
    np.minimum(out, HUBER_DELTA, out=out)
    np.maximum(out, -HUBER_DELTA, out=out)


def logistic(z: AnyFloats, a: AnyFloats, t: Floats, scale: float) -> AnyFloats:
    """Return the negative log-likelihood of the label, log(1 + exp(∓ scale z)) for t = 1 or 0.

    It is taken from the pre-activation, so that saturated outputs lose no digits.
    """
    return np.logaddexp(0.0, (1 - 2 * t) * scale * z)


def logistic_derivative(
    z: AnyFloats, a: AnyFloats, t: Floats, scale: float, out: AnyFloats
) -> None:
    """Write scale (p - t) with the probability p = sigmoid(scale z) of the positive label."""
    np.multiply(z, scale, out=out)
    sigmoid(out, out)
    np.subtract(out, t, out=out)
    np.multiply(out, scale, out=out)


def cross_entropy(z: AnyFloats, a: AnyFloats, t: Floats, scale: float) -> AnyFloats:
    """Return the negative log-likelihood of the class, -t log softmax(z)."""
    shifted = z - z.max(axis=0)
    losses: AnyFloats = t * (np.log(np.exp(shifted).sum(axis=0)) - shifted)
    return losses


def cross_entropy_derivative(
    z: AnyFloats, a: AnyFloats, t: Floats, scale: float, out: AnyFloats
) -> None:
    """Write a - t, probability minus target."""
    np.subtract(a, t, out=out)


def real_targets(y: ArrayLike, n_outputs: int) -> Floats:
    """Return real labels ``y``, (n, outputs) or (n,) for one output, as targets (outputs, n)."""
    y = finite("y", np.asarray(y, dtype=float))
    columns = y[:, np.newaxis] if y.ndim == 1 else y
    if columns.ndim != 2 or columns.shape[1] != n_outputs:
        shapes = "(n,) or (n, 1)" if n_outputs == 1 else f"(n, {n_outputs})"
        raise ValueError(f"y must have shape {shapes}, got {y.shape}")
    return columns.T


def probability_targets(y: ArrayLike, n_outputs: int) -> Floats:
    """Return labels -1 and +1 as probabilities 0 and 1 of the positive label."""
    y = real_targets(y, n_outputs)
    if not (np.abs(y) == 1).all():
        raise ValueError(f"y must be -1 or +1 for loss 'logistic', got {y[np.abs(y) != 1][0]}")
    return (y + 1) / 2


def class_targets(y: ArrayLike, n_outputs: int) -> Floats:
    """Return class indices 0, 1, ... (n,) as one-hot columns (classes, n)."""
    y = real_targets(y, 1)
    known = np.isin(y, np.arange(n_outputs))
    if not known.all():
        raise ValueError(f"y must be a class index from 0 to {n_outputs - 1}, got {y[~known][0]}")
    chosen: Bools = y == np.arange(n_outputs)[:, np.newaxis]
    return chosen.astype(float)


_PER_UNIT = ("tanh", "sigmoid", "linear")

LOSSES = {
    "squared": Loss(squared, squared_derivative, False, real_targets, _PER_UNIT),
    "logistic": Loss(logistic, logistic_derivative, True, probability_targets, _PER_UNIT),
    "cross-entropy": Loss(
        cross_entropy, cross_entropy_derivative, True, class_targets, ("softmax",)
    ),
    "huber": Loss(huber, huber_derivative, False, real_targets, _PER_UNIT),
}


def loss_for_output(loss: str, output: str) -> Loss:
    """Return the row of LOSSES named ``loss``, checked to go with ``output``."""
    row = LOSSES[one_of("loss", loss, LOSSES)]
    if output not in row.outputs:
        names = ", ".join(repr(name) for name in row.outputs)
        raise ValueError(f"loss {loss!r} needs an output of {names}, got {output!r}")
    return row
