"""Points of the plane as input: the network is given features of them."""

from playground import insight
from playground.data import feature_matrix, make_dataset, split_points
from playground.experiment.input_kinds import OWN_DATA
from playground.frame import Points
from playground.session.inputs.pictures import Pictures

RESOLUTION = 100
"""Pixels along each side of the large map, as in TensorFlow Playground."""

UNIT_STRIDE = 2
"""Every second pixel suffices for a map that is drawn some 50 pixels wide."""


class Inputs:
    """The samples of an experiment, its input features, and maps of what units answer.

    Parameters
    ----------
    experiment : Experiment
        Read anew at every use.
    """

    def __init__(self, experiment):
        self._experiment = experiment

    @property
    def names(self):
        """Names of the network's inputs."""
        return tuple(self._experiment.features)

    @property
    def offered(self):
        """Names of the inputs that have a box and can be switched on and off."""
        return self._experiment.offered_features

    def samples(self):
        """Draw the training and the test samples, a pair of `Points`."""
        experiment = self._experiment
        if experiment.dataset == OWN_DATA:
            parts = split_points(experiment.points, experiment.train_fraction, experiment.data_seed)
        else:
            parts = make_dataset(
                experiment.dataset,
                samples=experiment.sample_count,
                noise=experiment.noise,
                train_fraction=experiment.train_fraction,
                seed=experiment.data_seed,
            )
        return tuple(Points(part.X, part.y) for part in parts)

    def matrix(self, X):
        """Return what the network is given of samples (n, 2), (n, inputs)."""
        return feature_matrix(X, self._experiment.features)

    def pictures(self, network, shown):
        """Draw the maps of all inputs and units.

        Parameters
        ----------
        network : Network
        shown : Unit, str or None
            The unit or input feature to show large; None for the output.

        Returns
        -------
        Pictures
        """
        maps = insight.decision_maps(network, self._experiment.features, RESOLUTION)
        return Pictures(
            _thumbnails(insight.feature_maps(self.offered, RESOLUTION)),
            tuple(_thumbnails(layer) for layer in maps),
            _large_map(maps, shown),
        )


def _large_map(maps, shown):
    if shown is None:
        return maps[-1] if len(maps[-1]) > 1 else maps[-1][0]
    if isinstance(shown, str):
        return insight.feature_maps([shown], RESOLUTION)[0]
    return maps[shown.layer - 1][shown.index]


def _thumbnails(maps):
    return maps[:, ::UNIT_STRIDE, ::UNIT_STRIDE]
