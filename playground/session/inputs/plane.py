"""Points of the plane as input: the network is given features of them."""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from playground import insight
from playground.arrays import AnyFloats, Floats
from playground.data import feature_matrix, make_dataset, split_points
from playground.engine import Network
from playground.experiment.experiment import Experiment
from playground.experiment.input_kinds import OWN_DATA
from playground.frame import Points, Unit
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

    def __init__(self, experiment: Experiment):
        self._experiment = experiment

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the network's inputs."""
        return tuple(self._experiment.features)

    @property
    def offered(self) -> tuple[str, ...]:
        """Names of the inputs that have a box and can be switched on and off."""
        offered: tuple[str, ...] = self._experiment.offered_features
        return offered

    def samples(self) -> tuple[Points, Points]:
        """Draw the training and the test samples, a pair of `Points`."""
        experiment = self._experiment
        if experiment.dataset == OWN_DATA:
            train, test = split_points(
                experiment.points, experiment.train_fraction, experiment.data_seed
            )
        else:
            train, test = make_dataset(
                experiment.dataset,
                samples=experiment.sample_count,
                noise=experiment.noise,
                train_fraction=experiment.train_fraction,
                seed=experiment.data_seed,
            )
        return Points(train.X, train.y), Points(test.X, test.y)

    def matrix(self, X: ArrayLike) -> Floats:
        """Return what the network is given of samples (n, 2), (n, inputs)."""
        return feature_matrix(X, self._experiment.features)

    def pictures(
        self, network: Network, shown: Unit | str | None, coarse: bool = False
    ) -> Pictures:
        """Draw the maps of all inputs and units.

        Parameters
        ----------
        network : Network
        shown : Unit, str or None
            The unit or input feature to show large; None for the output.
        coarse : bool
            Whether half the resolution will do, which takes a quarter of the time; only the large
            map has fewer pixels then.

        Returns
        -------
        Pictures
        """
        stride = 1 if coarse else UNIT_STRIDE
        resolution = RESOLUTION * stride // UNIT_STRIDE
        maps = insight.decision_maps(network, self._experiment.features, resolution)
        return Pictures(
            _thumbnails(insight.feature_maps(self.offered, resolution), stride),
            tuple(_thumbnails(layer, stride) for layer in maps),
            _large_map(maps, shown, resolution),
        )


def _large_map(maps: Sequence[AnyFloats], shown: Unit | str | None, resolution: int) -> AnyFloats:
    large: AnyFloats
    if shown is None:
        large = maps[-1] if len(maps[-1]) > 1 else maps[-1][0]
    elif isinstance(shown, str):
        (large,) = insight.feature_maps([shown], resolution)
    else:
        large = maps[shown.layer - 1][shown.index]
    return large


def _thumbnails(maps: AnyFloats, stride: int) -> AnyFloats:
    small: AnyFloats = maps[:, ::stride, ::stride]
    return small
