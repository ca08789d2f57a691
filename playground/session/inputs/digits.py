"""Handwritten digits as input: the network is given the pixels of small images."""

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Floats
from playground.data import DIGIT_SHAPE, PIXELS, load_digits
from playground.engine import Network
from playground.engine.network import quiet
from playground.experiment.experiment import Experiment
from playground.experiment.setting_choices import NO_DIGIT
from playground.frame import Points, Unit
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
    offered: tuple[str, ...] = ()

    def __init__(self, experiment: Experiment):
        self._experiment = experiment

    def samples(self) -> tuple[Points, Points]:
        """Load the training and the test digits, a pair of `Points`."""
        experiment = self._experiment
        name = experiment.marked_digit
        marked = None if name == NO_DIGIT else experiment.class_names.index(name)
        train, test = load_digits(experiment.train_fraction, experiment.data_seed, marked)
        return Points(train.X, train.y), Points(test.X, test.y)

    def matrix(self, X: ArrayLike) -> Floats:
        """Return images (n, pixels) as they are."""
        return np.asarray(X, float)

    def pictures(
        self, network: Network, shown: Unit | str | None, coarse: bool = False
    ) -> Pictures:
        """Draw the weights of all units, from the pixels on; the largest of each unit is ±1.

        Parameters
        ----------
        network : Network
        shown : Unit, str or None
            The unit to show large; the output is shown by its answers, and a pixel is not shown.

        Returns
        -------
        Pictures
        """
        images = [unit_images(weights) for weights in projected_weights(network)]
        units = tuple(layer.repeat(PIXEL, axis=1).repeat(PIXEL, axis=2) for layer in images)
        large = images[shown.layer - 1][shown.index] if isinstance(shown, Unit) else None
        return Pictures(np.empty((0, *units[0].shape[1:]), np.float32), units, large)


@quiet
def unit_images(weights: Floats) -> AnyFloats:
    """Turn weights (units, pixels) into images (units, rows, columns), the bottom row first.

    Each is divided by its largest size, unless all its weights are zero.
    """
    largest = np.abs(weights).max(axis=1, keepdims=True)
    scaled = np.divide(weights, largest, out=np.zeros_like(weights), where=largest > 0)
    images: AnyFloats = scaled.reshape(-1, *DIGIT_SHAPE)[:, ::-1].astype(np.float32)
    return images
