"""Optimizers: how one gradient moves the whole parameter vector.

In the formulas g is the gradient, lr the learning rate and mu the momentum. Formulas, defaults and
start values are those of PyTorch, so that runs can be compared.
"""

from typing import Protocol

import numpy as np

from playground.arrays import AnyFloats, Floats

RMSPROP_DECAY = 0.99
"""Share of the mean of squares that RMSProp keeps in each step."""

ADAM_DECAY = 0.999
"""Share of the mean of squares that Adam keeps in each step, its beta2."""

EPSILON = 1e-8
"""What RMSProp and Adam add to a root lest they divide by 0."""

CLIP_MARGIN = 1e-6
"""What clipping adds to a norm lest it divide by 0."""


class Optimizer(Protocol):
    """What a row of OPTIMIZERS is: a class that keeps its state for ``size`` parameters.

    Attributes
    ----------
    memory : tuple of ndarray
        What it keeps from step to step, (size,) each.
    steps : int
        Steps so far, if it counts them.
    """

    memory: tuple[Floats, ...]
    steps: int

    def __init__(self, size: int): ...

    def step(
        self, theta: Floats, gradient: AnyFloats, learning_rate: Floats, momentum: float
    ) -> None:
        """Move ``theta`` (P,) in place against ``gradient`` (P,), which stays as it is.

        ``learning_rate`` is an array of no dimensions, ``momentum`` at least 0 and less than 1.
        """


class SGD:
    """Stochastic gradient descent (Robbins & Monro 1951): theta - lr g."""

    memory: tuple[Floats, ...] = ()
    steps = 0

    def __init__(self, size: int):
        self._change = np.empty(size)

    def step(
        self, theta: Floats, gradient: AnyFloats, learning_rate: Floats, momentum: float
    ) -> None:
        """Move ``theta`` in place; there is no momentum."""
        np.multiply(gradient, learning_rate, out=self._change)
        np.subtract(theta, self._change, out=theta)


class Momentum:
    """Gradient descent with momentum (Polyak 1964): v = mu v + g, then theta - lr v."""

    memory: tuple[Floats, ...]
    steps = 0

    def __init__(self, size: int):
        self._velocity = np.zeros(size)
        self.memory = (self._velocity,)
        self._change = np.empty(size)

    def step(
        self, theta: Floats, gradient: AnyFloats, learning_rate: Floats, momentum: float
    ) -> None:
        """Move ``theta`` in place and keep the velocity v."""
        self._accelerate(gradient, momentum)
        np.multiply(self._velocity, learning_rate, out=self._change)
        np.subtract(theta, self._change, out=theta)

    def _accelerate(self, gradient: AnyFloats, momentum: float) -> None:
        np.multiply(self._velocity, momentum, out=self._velocity)
        np.add(self._velocity, gradient, out=self._velocity)


class Nesterov(Momentum):
    """Nesterov's accelerated gradient (1983): v = mu v + g, then theta - lr (g + mu v).

    The form of Sutskever et al. (2013), written for the point that their method looks ahead to.
    """

    def step(
        self, theta: Floats, gradient: AnyFloats, learning_rate: Floats, momentum: float
    ) -> None:
        """Move ``theta`` in place and keep the velocity v."""
        change = self._change
        self._accelerate(gradient, momentum)
        np.multiply(self._velocity, momentum, out=change)
        np.add(change, gradient, out=change)
        np.multiply(change, learning_rate, out=change)
        np.subtract(theta, change, out=theta)


class RMSProp:
    """RMSProp (Hinton's lectures on neural networks, 2012, lecture 6e).

    With the running mean of squares s = d s + (1 - d) g² and d = RMSPROP_DECAY:
    theta - lr g / (sqrt(s) + EPSILON).
    """

    memory: tuple[Floats, ...]
    steps = 0

    def __init__(self, size: int):
        self._squares = np.zeros(size)
        self.memory = (self._squares,)
        self._change = np.empty(size)

    def step(
        self, theta: Floats, gradient: AnyFloats, learning_rate: Floats, momentum: float
    ) -> None:
        """Move ``theta`` in place and keep s; there is no momentum."""
        change = self._change
        np.multiply(gradient, gradient, out=change)
        _average(self._squares, change, RMSPROP_DECAY, change)
        np.sqrt(self._squares, out=change)
        np.add(change, EPSILON, out=change)
        np.divide(gradient, change, out=change)
        np.multiply(change, learning_rate, out=change)
        np.subtract(theta, change, out=theta)


class Adam:
    """Adam (Kingma & Ba 2015); their beta1 is the momentum, their beta2 is ADAM_DECAY.

    With the running means m = mu m + (1 - mu) g and s = d s + (1 - d) g², after t steps:
    theta - lr m' / (sqrt(s') + EPSILON), where m' = m / (1 - mu^t) and s' = s / (1 - d^t).
    """

    memory: tuple[Floats, ...]
    _mean: Floats
    _squares: Floats
    _change: Floats
    _root: Floats

    def __init__(self, size: int):
        self._mean, self._squares = np.zeros((2, size))
        self._change, self._root = np.empty((2, size))
        self.memory = (self._mean, self._squares)
        self.steps = 0

    def step(
        self, theta: Floats, gradient: AnyFloats, learning_rate: Floats, momentum: float
    ) -> None:
        """Move ``theta`` in place and keep m, s and t."""
        change, root = self._change, self._root
        self.steps += 1
        _average(self._mean, gradient, momentum, change)
        np.multiply(gradient, gradient, out=change)
        _average(self._squares, change, ADAM_DECAY, change)
        np.divide(self._squares, 1 - ADAM_DECAY**self.steps, out=root)
        np.sqrt(root, out=root)
        np.add(root, EPSILON, out=root)
        np.divide(self._mean, root, out=change)
        np.multiply(change, learning_rate / (1 - momentum**self.steps), out=change)
        np.subtract(theta, change, out=theta)


def _average(mean: Floats, new: AnyFloats, decay: float, work: Floats) -> None:
    """Write decay * mean + (1 - decay) * new into ``mean``; ``work`` holds what is in between."""
    np.subtract(new, mean, out=work)
    np.multiply(work, 1 - decay, out=work)
    np.add(mean, work, out=mean)


OPTIMIZERS: dict[str, type[Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "rmsprop": RMSProp,
    "adam": Adam,
}


def clip_norm(gradient: AnyFloats, largest: float) -> None:
    """Shorten ``gradient`` (P,) in place to the Euclidean norm ``largest``, if it is longer.

    All parameters together have one norm, so that the direction stays (Pascanu et al. 2013).
    """
    share = largest / (np.sqrt(gradient @ gradient) + CLIP_MARGIN)
    if share < 1:
        np.multiply(gradient, share, out=gradient)
