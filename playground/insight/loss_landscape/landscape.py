"""The loss of a network over a plane through its parameters (Li et al. 2017).

A landscape is a slice: two directions out of as many as there are parameters. A valley in it can
be a ridge along any other direction, and a smooth slice does not prove a smooth loss.
"""

from collections.abc import Generator

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.engine import Network
from playground.engine.validation import positive
from playground.insight.checks import finite_parameters, index
from playground.insight.loss_landscape.directions import Source, direction_pair, parameter_vectors
from playground.insight.loss_landscape.evaluation import Evaluation
from playground.insight.loss_landscape.surface import Landscape, coordinates, variance_share
from playground.insight.sliced import sliced

MAX_RESOLUTION = 101
"""Points along each side of a landscape at most."""

# The step of a central difference that balances its own error against that of rounding.
_STEP = np.cbrt(np.finfo(float).eps)


@sliced
def landscape(
    net: Network,
    X: ArrayLike,
    y: ArrayLike,
    loss: str = "squared",
    span: float = 1.0,
    resolution: int = 41,
    normalise: str = "filter",
    directions: str = "random",
    seed: int = 0,
    *,
    path: ArrayLike | None = None,
    kept: ArrayLike | None = None,
) -> Generator[float, None, Landscape]:
    """Return the loss over a plane through a network's parameters.

    If a ReLU layer's weights and biases are multiplied by c and the next layer's weights by 1/c,
    the network computes the same. With ``normalise="filter"`` its landscape is the same, too,
    since random directions grow with the weights and leave the biases alone.

    It can also be computed in slices, see `playground.insight.sliced`. The network may be trained
    meanwhile; its parameters are those at the first slice.

    Parameters
    ----------
    net : Network
        The network, whose parameters are the middle of the plane. It is not changed.
    X, y, loss
        As for ``Network.loss``.
    span : float
        The grid reaches from -span to span along both directions; greater than 0.
    resolution : int
        Points along each side of the grid, 3 to 101.
    normalise : str
        What random directions are scaled to: "filter", "layer" and "vector" give each neuron's
        incoming weights, each layer's weights or the whole vector the norm of the network's;
        "none" leaves them standard normal. "filter" and "layer" leave the biases where they are.
    directions : str
        "random": both drawn at random. "path": the first two principal components of ``path``, so
        long that it stays within -1 and 1. "between": the steps from the present parameters to
        those of ``kept``, so that alpha = 1 is the first of them and beta = 1 the second; with
        only one, the second direction is random, at a right angle to the first and as long.
    seed : int
        Seed of the random directions.
    path : array_like, shape (steps, P), optional
        Parameters in the course of a training run, three or more for directions "path"; with
        other directions it is only dropped onto the plane.
    kept : array_like, shape (P,), (1, P) or (2, P), optional
        Parameters of one or two other networks of the same shape, for directions "between".

    Returns
    -------
    Landscape

    Raises
    ------
    ValueError
        If a setting is out of its range, what the directions need is missing, a direction is zero
        or both lie on one line, a parameter or the loss in the middle is not finite, or as
        ``Network.loss`` does.

    References
    ----------
    Li, Xu, Taylor, Studer & Goldstein (2017), "Visualizing the loss landscape of neural nets".
    """
    net = _checked_copy(net)
    axis = _axis(span, resolution)
    source = Source(net, normalise, np.random.default_rng(seed), path, kept)
    pair = np.stack(direction_pair(directions, source))
    walked = None if path is None else parameter_vectors("path", path, net, at_least=1)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    evaluation = Evaluation(net, X, y, loss, pair, grid)
    surface = Landscape(
        alphas=axis,
        betas=axis.copy(),
        loss=evaluation.losses.reshape(resolution, resolution),
        d1=pair[0],
        d2=pair[1],
        theta=net.theta,
        center_loss=_center_loss(net, X, y, loss),
        curvature=(_curvature(net, X, y, loss, pair[0]), _curvature(net, X, y, loss, pair[1])),
        path=None if walked is None else coordinates(walked - net.theta, pair),
        path_share=None if walked is None else variance_share(walked, pair),
    )
    yield from evaluation.steps()
    return surface


def _checked_copy(net: Network) -> Network:
    finite_parameters(net)
    return net.copy()


def _axis(span: float, resolution: int) -> Floats:
    span = positive("span", span)
    return np.linspace(-span, span, index("resolution", resolution, 3, MAX_RESOLUTION))


def _center_loss(net: Network, X: ArrayLike, y: ArrayLike, loss: str) -> float:
    center_loss = net.loss(X, y, loss)
    if not np.isfinite(center_loss):
        raise ValueError(f"loss in the middle of the landscape must be finite, got {center_loss}")
    return center_loss


def _curvature(net: Network, X: ArrayLike, y: ArrayLike, loss: str, direction: Floats) -> float:
    """Return direction' H direction, by a central difference of the gradient."""
    near = net.copy()
    slopes = []
    for step in (_STEP, -_STEP):
        near.theta = net.theta + step * direction
        slopes.append(near.gradient(X, y, loss) @ direction)
    return float((slopes[0] - slopes[1]) / (2 * _STEP))
