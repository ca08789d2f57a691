"""Maps of the plane: what every input and every unit of a network answers at each point.

A map is an array (resolution, resolution) over the whole plane, both ends included. Row 0 is
x2 = -EXTENT, the bottom; column 0 is x1 = -EXTENT, the left.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.data import EXTENT, feature_matrix
from playground.engine import Network


def plane_grid(resolution: int = 100) -> Floats:
    """Return the points of a map, (resolution², 2), row by row.

    Raises
    ------
    ValueError
        If the resolution is less than 2.
    """
    if resolution < 2:
        raise ValueError(f"resolution must be at least 2, got {resolution}")
    axis = np.linspace(-EXTENT, EXTENT, resolution)
    x2, x1 = np.meshgrid(axis, axis, indexing="ij")
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


@lru_cache(maxsize=32)
def _grid_features(features: tuple[str, ...], resolution: int) -> AnyFloats:
    """Return the features of the grid, (features, resolution²), not to be written to.

    Maps are pictures, so single precision is enough, and it is faster.
    """
    columns = np.ascontiguousarray(feature_matrix(plane_grid(resolution), features).T, np.float32)
    columns.setflags(write=False)
    return columns


def feature_maps(features: Sequence[str], resolution: int = 100) -> AnyFloats:
    """Return the map of every input feature.

    Parameters
    ----------
    features : sequence of str
        Names in FEATURES, at least one.
    resolution : int
        Points along each side of a map, at least 2.

    Returns
    -------
    ndarray of float32, shape (features, resolution, resolution)
        Shared between calls and therefore read-only.

    Raises
    ------
    ValueError
        If a feature is unknown or the resolution is less than 2.
    """
    columns = _grid_features(tuple(features), resolution)
    return columns.reshape(-1, resolution, resolution)


def decision_maps(net: Network, features: Sequence[str], resolution: int = 100) -> list[AnyFloats]:
    """Return the maps of every unit, layer by layer from the first hidden layer to the output.

    Parameters
    ----------
    net : Network
        A network whose inputs are ``features``.
    features : sequence of str
        Names in FEATURES, one for each input of the network.
    resolution : int
        Points along each side of a map, at least 2.

    Returns
    -------
    list of ndarray of float32, shape (units, resolution, resolution)

    Raises
    ------
    ValueError
        If the features are unknown or not as many as the network's inputs, or the resolution is
        less than 2.
    """
    if len(features) != net.shape[0]:
        raise ValueError(
            f"features must be as many as the network's inputs ({net.shape[0]}), "
            f"got {list(features)}"
        )
    activations = net.forward(_grid_features(tuple(features), resolution).T)
    return [layer.T.reshape(-1, resolution, resolution) for layer in activations[1:]]
