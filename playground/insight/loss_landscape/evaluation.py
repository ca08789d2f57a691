"""The loss of one network at many parameter vectors at once, by batched matrix products.

The vectors are theta + c @ directions, one for each row c of coefficients. They are worked off in
chunks, and each chunk is small, so that a page can compute them in slices between its other work.
"""

from collections.abc import Generator

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.engine import Network
from playground.engine.layout import blocks
from playground.engine.losses import loss_for_output
from playground.engine.network import quiet

MAX_WORK_BYTES = 2**21
"""Bytes that the arrays of a chunk take at most, as long as one parameter vector fits."""

_FLOAT_BYTES = 8

# Of each pair of vector and sample there are at once: the activations below, z, the activations,
# and what an activation function or a loss needs in between.
_ARRAYS_PER_PAIR = 6

# Of each vector: itself, and the copy whose blocks are matrices.
_ARRAYS_PER_VECTOR = 2


class Evaluation:
    """The mean loss at the points of a line, a plane, ... through a network's parameters.

    Parameters
    ----------
    net : Network
        The network; its present parameters are theta. It may change while the losses are computed.
    X, y, loss
        As for ``Network.loss``.
    directions : ndarray, shape (d, P)
        What spans the line, plane, ...
    coefficients : ndarray, shape (K, d)
        The points.

    Attributes
    ----------
    losses : ndarray, shape (K,)
        The mean loss at each point, infinite where it overflows; complete after ``steps``.

    Raises
    ------
    ValueError
        As ``Network.loss`` does.
    """

    def __init__(
        self,
        net: Network,
        X: ArrayLike,
        y: ArrayLike,
        loss: str,
        directions: Floats,
        coefficients: Floats,
    ):
        self.losses = np.zeros(len(coefficients))
        self._theta = net.theta.copy()
        self._directions = directions
        self._coefficients = coefficients
        self._inputs, self._targets = net.columns(X, y, loss)
        self._loss = loss_for_output(loss, net.output)
        positions = blocks(np.arange(net.theta.size), net.shape)
        self._layers = list(zip(positions, net.functions, net.residual, strict=True))
        self._logit_scale = net.functions[-1].logit_scale
        self._units = max(net.shape) + 1

    def steps(self) -> Generator[float, None, None]:
        """Compute the losses chunk by chunk; yield the share done, in (0, 1], after each."""
        points, n_samples = len(self.losses), self._inputs.shape[1]
        per_chunk, samples = self._chunk_size()
        for first in range(0, points, per_chunk):
            rows = slice(first, first + per_chunk)
            for start in range(0, n_samples, samples):
                self._add(rows, slice(start, start + samples))
                finished = min(start + samples, n_samples) / n_samples
                yield (first + finished * len(self.losses[rows])) / points

    def run(self) -> Floats:
        """Compute all losses and return them."""
        for _ in self.steps():
            pass
        return self.losses

    def _chunk_size(self) -> tuple[int, int]:
        """Return how many vectors and how many samples a chunk has."""
        floats = MAX_WORK_BYTES // _FLOAT_BYTES
        per_vector = _ARRAYS_PER_VECTOR * self._theta.size
        per_pair = _ARRAYS_PER_PAIR * self._units
        samples = min(self._inputs.shape[1], max(1, (floats - per_vector) // per_pair))
        return max(1, floats // (per_vector + per_pair * samples)), samples

    @quiet
    def _add(self, rows: slice, samples: slice) -> None:
        thetas = self._theta + self._coefficients[rows] @ self._directions
        z, outputs = self._forward(thetas, self._inputs[:, samples])
        targets = self._targets[:, np.newaxis, samples]
        losses = self._loss.value(
            _units_first(z), _units_first(outputs), targets, self._logit_scale
        )
        share = losses.sum(axis=(0, 2)) / self._inputs.shape[1]
        # inf - inf on the way to a loss is an overflow, too
        self.losses[rows] += np.where(np.isnan(share), np.inf, share)

    def _forward(self, thetas: Floats, inputs: Floats) -> tuple[Floats, Floats]:
        """Return z and the activations of the outputs, (vectors, outputs, samples)."""
        for positions, function, residual in self._layers:
            z = np.matmul(thetas[:, positions].swapaxes(1, 2), inputs)
            vectors, units, samples = z.shape
            with_ones = np.empty((vectors, units + 1, samples))
            with_ones[:, -1] = 1
            activations = with_ones[:, :-1]
            function.value(_units_first(z), _units_first(activations))
            if residual:
                np.add(activations, inputs[:, :-1], out=activations)
            inputs = with_ones
        return z, activations


def _units_first(array: Floats) -> Floats:
    """Return a view (units, vectors, samples), since the engine's functions want units first."""
    return array.swapaxes(0, 1)
