"""Where a layer of a network takes the plane and the samples, frame by frame."""

from collections.abc import Callable

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.data import EXTENT, feature_matrix
from playground.frame import Frame, Points
from playground.insight.hidden_space import (
    Axes,
    class_boundaries,
    component_axes,
    neuron_axes,
    output_axes,
    plane_lines,
    shows_boundaries,
)
from playground.session import Session
from playground.views.hidden_space import BentPlane
from playground.views.palette import ColorIndices, color_index, winner_index
from playground.views.steady_range import SteadyRange, Window

LINES, POINTS = 17, 49
"""Lines of the grid in each direction, and points along each."""


class HiddenSpaceProjection:
    """Follows one layer of a session's network in two coordinates, with the same input features.

    Parameters
    ----------
    session : Session
    layer : int
        0 for the input features, 1 for the first hidden layer.
    coordinates : str
        One of `COORDINATES`.
    neurons : tuple of int
        The two neurons, if they are the coordinates.
    """

    def __init__(
        self, session: Session, layer: int, coordinates: str, neurons: tuple[int, int]
    ) -> None:
        self._session = session
        self._layer = layer
        self._find_axes = COORDINATES[coordinates]
        self._neurons = neurons
        self._axes: Axes | None = None
        self._window = SteadyRange()
        self._train: Points | None = None
        self._embedded: tuple[Floats, AnyFloats]

    @property
    def ends(self) -> Window:
        """Left, right, lower and upper end of the part of the coordinates' plane to show."""
        return self._window.ends

    def picture(self, frame: Frame, share: float = 1.0) -> BentPlane:
        """Take a picture of the present network.

        Parameters
        ----------
        frame : Frame
            Its samples and input features are shown.
        share : float
            How far the plane is on its way, from 0 (flat) to 1 (as the layer bends it).

        Returns
        -------
        BentPlane
            The places of the samples are those of the training samples, then of the test samples.
        """
        plane, inputs = self._embed(frame)
        activations = self._session.network.forward(inputs)
        hidden, output = activations[self._layer], activations[-1]
        grid, trained = 2 * LINES * POINTS, len(frame.train.y)
        self._axes = self._find_axes(self, hidden[grid : grid + trained])
        bent = self._axes.coordinates(hidden)
        self._window.follow(bent)
        places = (1 - share) * self._window.place(plane / EXTENT) + share * bent
        return BentPlane(
            lines=places[:grid].reshape(2 * LINES, POINTS, 2),
            shades=_shades(output[:grid]).reshape(2 * LINES, POINTS),
            train=places[grid : grid + trained],
            test=places[grid + trained :],
            boundaries=self._boundaries(frame) if share == 1 else np.empty((0, 4)),
        )

    @property
    def is_last(self) -> bool:
        """Whether the layer is the one below the outputs."""
        return self._layer == len(self._session.network.shape) - 2

    def _embed(self, frame: Frame) -> tuple[Floats, AnyFloats]:
        """Return the points of the grid and of the samples, (n, 2), and their features."""
        if self._train is not frame.train:
            self._train = frame.train
            lines = plane_lines(LINES, POINTS).reshape(-1, 2)
            plane = np.concatenate([lines, frame.train.X, frame.test.X])
            self._embedded = plane, feature_matrix(plane, frame.features)
        return self._embedded

    @property
    def has_boundaries(self) -> bool:
        """Whether the class of a sample can be told from its place in the last picture."""
        if self._axes is None or not self.is_last:
            return False
        return shows_boundaries(self._session.network.weights[-1], self._axes)

    def _boundaries(self, frame: Frame) -> AnyFloats:
        if not frame.classes or self._axes is None or not self.has_boundaries:
            return np.empty((0, 4))
        network = self._session.network
        return class_boundaries(network.weights[-1], network.biases[-1], self._axes, self.ends)

    def _by_neurons(self, activations: AnyFloats) -> Axes:
        return neuron_axes(activations, *self._neurons)

    def _by_components(self, activations: AnyFloats) -> Axes:
        return component_axes(activations, self._axes)

    def _by_output(self, activations: AnyFloats) -> Axes:
        network = self._session.network
        return output_axes(activations, network.weights[-1], network.biases[-1], self._axes)


COORDINATES: dict[str, Callable[[HiddenSpaceProjection, AnyFloats], Axes]] = {
    "neurons": HiddenSpaceProjection._by_neurons,
    "components": HiddenSpaceProjection._by_components,
    "output": HiddenSpaceProjection._by_output,
}
"""Two neurons of the layer, its first two principal components, or, if it is the last hidden one,
the directions along which the output tells classes apart."""


def _shades(output: AnyFloats) -> ColorIndices:
    """Give the colours of the network's answers (n, outputs)."""
    return color_index(output[:, 0]) if output.shape[1] == 1 else winner_index(output.T)
