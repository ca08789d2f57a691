"""The weights of units as seen from the network's inputs."""

import numpy as np

from playground.arrays import Floats
from playground.engine import Network
from playground.engine.network import quiet


@quiet
def projected_weights(net: Network) -> list[Floats]:
    """Return the weight of every input in every unit as if all functions were the identity.

    In the first layer these are the weights themselves. Deeper ones are products of weight
    matrices: a linear view, which leaves out that units below saturate or are switched off.

    Returns
    -------
    list of ndarray, shape (units, inputs)
        For each layer after the inputs.
    """
    below = np.eye(net.shape[0])
    layers = []
    for weights, residual in zip(net.weights, net.residual, strict=True):
        above = weights.T @ below
        below = above + below if residual else above
        layers.append(below)
    return layers
