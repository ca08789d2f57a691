"""Handwritten digits as input: the network is given the pixels of small images."""

import numpy as np

from playground.data import DIGIT_SHAPE, PIXELS, load_digits
from playground.engine.network import quiet
from playground.frame import Points
from playground.insight.projected_weights import projected_weights
from playground.session.inputs.pictures import Pictures

PIXEL = 6
"""How many times larger than a pixel of an image its square in a unit's picture is."""


class Inputs:
    """The digits, their pixels, and the weights of units as images.

    It has the same methods as `plane.Inputs`.

    Parameters
    ----------
    experiment : Experiment
        Read anew at every use.
    """

    names = PIXELS
    offered = ()

    def __init__(self, experiment):
        self._experiment = experiment

    def samples(self):
        """Load the training and the test digits, a pair of `Points`."""
        experiment = self._experiment
        parts = load_digits(experiment.train_fraction, experiment.data_seed)
        return tuple(Points(part.X, part.y) for part in parts)

    def matrix(self, X):
        """Return images (n, pixels) as they are."""
        return X

    def pictures(self, network, shown):
        """Draw the weights of all units, from the pixels on; the largest of each unit is ±1.

        Parameters
        ----------
        network : Network
        shown : Unit or None
            The unit to show large; the output is shown by its answers.

        Returns
        -------
        Pictures
        """
        images = [unit_images(weights) for weights in projected_weights(network)]
        units = tuple(layer.repeat(PIXEL, axis=1).repeat(PIXEL, axis=2) for layer in images)
        large = None if shown is None else images[shown.layer - 1][shown.index]
        return Pictures(np.empty((0, *units[0].shape[1:]), np.float32), units, large)


@quiet
def unit_images(weights):
    """Turn weights (units, pixels) into images (units, rows, columns), the bottom row first.

    Each is divided by its largest size, unless all its weights are zero.
    """
    largest = np.abs(weights).max(axis=1, keepdims=True)
    scaled = np.divide(weights, largest, out=np.zeros_like(weights), where=largest > 0)
    return scaled.reshape(-1, *DIGIT_SHAPE)[:, ::-1].astype(np.float32)
