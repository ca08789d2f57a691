"""Where activation maximisation takes place, for each kind of input."""

from dataclasses import dataclass
from math import prod

import numpy as np

from playground.data import DIGIT_SHAPE, EXTENT
from playground.experiment import DIGITS, PLANE
from playground.insight import PRESETS, facets, maximise, random_starts


@dataclass(frozen=True)
class SearchSpace:
    """The inputs among which an ascent goes, and how it goes there.

    Attributes
    ----------
    bounds : tuple of float
        The least and the largest number of an input, a pixel or a coordinate.
    image_shape : tuple of int or None
        Rows and columns, if they are pixels.
    step_size : float
        Length of a step as a multiple of the gradient.
    sliders : tuple of str
        Regularizers that make sense there.
    preset, facet_preset : str
        Names in PRESETS of the usual regularizers.
    """

    bounds: tuple[float, float]
    image_shape: tuple[int, int] | None
    step_size: float
    sliders: tuple[str, ...]
    preset: str
    facet_preset: str

    @property
    def dimensions(self):
        """Numbers of an input: pixels, or coordinates of a point."""
        return prod(self.image_shape or (2,))


SEARCH_SPACES = {
    PLANE: SearchSpace((-EXTENT, EXTENT), None, 0.2, ("l2_decay",), "none", "none"),
    DIGITS: SearchSpace(
        (0.0, 1.0),
        DIGIT_SHAPE,
        0.05,
        ("l2_decay", "blur_radius", "norm_percentile", "contribution_percentile"),
        "digits",
        "facets",
    ),
}
"""By the kind of input."""


def starts_of(ground, count, seed):
    """Return random starts of an ascent, (count, dimensions)."""
    low, high = ground.bounds
    return random_starts(count, ground.dimensions, seed, low, high)


def ascent(session, unit, starts, settings):
    """Prepare the ascent of a unit.

    Parameters
    ----------
    session : Session
    unit : Unit
    starts : ndarray, shape (starts, dimensions)
    settings : dict
        Regularizers, as `maximise` takes them.

    Returns
    -------
    Computation
    """
    place = _place(session)
    return maximise.in_slices(session.network, *unit, starts, **place, **settings)


def facets_of(session, unit):
    """Prepare the search for the facets of a unit, a `Computation`."""
    ground = SEARCH_SPACES[session.experiment.inputs]
    settings = {**PRESETS[ground.facet_preset], **_place(session)}
    return facets.in_slices(session.network, session.train.X, *unit, **settings)


def _place(session):
    ground = SEARCH_SPACES[session.experiment.inputs]
    place = {"bounds": ground.bounds, "step_size": ground.step_size}
    if ground.image_shape is None:
        return {**place, "inputs": session.inputs.matrix}
    return {**place, "image_shape": ground.image_shape}


def as_images(pixels, shape):
    """Turn inputs (n, pixels) into images (n, rows, columns) with one black pixel at least.

    Weak units and strong regularizers leave images pale; their form is what is to be seen.
    """
    images = np.asarray(pixels).reshape(-1, *shape)
    darkest = images.max(axis=(1, 2), keepdims=True)
    return np.divide(images, darkest, out=np.zeros_like(images), where=darkest > 0)
