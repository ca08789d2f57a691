"""Dropout: in training, hidden units are left out at random, other ones for every sample.

It is *inverted*: what is left is divided by the share that is left, so that the mean stays the same
and a network is evaluated as it is (Srivastava et al. 2014).
"""

from typing import TYPE_CHECKING

import numpy as np

from playground.arrays import AnyFloats, Floats

from .activations import UnitFunction
from .propagation import Pass

if TYPE_CHECKING:
    from .network import Network


class MaskedActivation:
    """An activation function whose result is multiplied by a mask, written anew for each pass.

    Parameters
    ----------
    function : Activation
        The activation function.
    mask : ndarray, shape (units, n)
        0 for what is left out.
    """

    def __init__(self, function: UnitFunction, mask: Floats):
        self._function = function
        self._mask = mask
        self._unmasked = np.empty_like(mask)

    def value(self, z: AnyFloats, out: AnyFloats) -> None:
        """Write f(z) times the mask."""
        self._function.value(z, self._unmasked)
        np.multiply(self._unmasked, self._mask, out=out)

    def derivative(self, z: AnyFloats, a: AnyFloats, out: AnyFloats) -> None:
        """Write f'(z) times the mask, by the unmasked f(z) of the last call of ``value``."""
        self._function.derivative(z, self._unmasked, out)
        np.multiply(out, self._mask, out=out)


class DropoutPass(Pass):
    """A pass that leaves out hidden units, drawn anew by every ``forward``.

    In a residual layer f(z) is left out, not what the layer adds to it.

    Parameters
    ----------
    network : Network
        The network.
    n_samples : int
        Number of samples.
    rate : float
        Probability that a unit is left out, at least 0 and less than 1.
    rng : numpy.random.Generator
        Draws which ones.
    """

    def __init__(self, network: "Network", n_samples: int, rate: float, rng: np.random.Generator):
        super().__init__(network, n_samples)
        hidden = self.layers[:-1]
        ends = np.cumsum([layer.z.size for layer in hidden], dtype=int)
        self._masks = np.empty(ends[-1] if hidden else 0)
        for layer, mask in zip(hidden, np.split(self._masks, ends)[: len(hidden)], strict=True):
            layer.function = MaskedActivation(layer.function, mask.reshape(layer.z.shape))
        self._rate = rate
        self._rng = rng

    def forward(self, inputs: AnyFloats) -> None:
        """Draw what to leave out, then propagate ``inputs`` through every layer."""
        self._rng.random(out=self._masks)
        np.greater_equal(self._masks, self._rate, out=self._masks)
        np.multiply(self._masks, 1 / (1 - self._rate), out=self._masks)
        super().forward(inputs)
