"""Where activation maximisation takes place, for each kind of input."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Literal, TypedDict

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.data import DIGIT_SHAPE, EXTENT
from playground.experiment import DIGITS, PLANE
from playground.frame import Unit
from playground.insight import (
    PRESETS,
    Computation,
    Facets,
    Maximisation,
    facets,
    maximise,
    random_starts,
)
from playground.insight.feature_visualization.regularizers import Preset
from playground.session import Session

Regularizer = Literal["l2_decay", "blur_radius", "norm_percentile", "contribution_percentile"]
"""What can be set by a slider."""


class Surroundings(TypedDict):
    """Parameters of `maximise` and `facets` that the kind of input determines."""

    bounds: tuple[float, float]
    step_size: float
    image_shape: tuple[int, int] | None
    inputs: Callable[[Floats], Floats] | None


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
    sliders: tuple[Regularizer, ...]
    preset: str
    facet_preset: str

    @property
    def dimensions(self) -> int:
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


def starts_of(ground: SearchSpace, count: int, seed: int) -> Floats:
    """Return random starts of an ascent, (count, dimensions)."""
    low, high = ground.bounds
    return random_starts(count, ground.dimensions, seed, low, high)


def ascent(
    session: Session, unit: Unit, starts: ArrayLike, settings: Preset
) -> Computation[Maximisation]:
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


def facets_of(session: Session, unit: Unit) -> Computation[Facets]:
    """Prepare the search for the facets of a unit, a `Computation`."""
    ground = SEARCH_SPACES[session.experiment.inputs]
    preset, place = PRESETS[ground.facet_preset], _place(session)
    return facets.in_slices(session.network, session.train.X, *unit, **place, **preset)


def _place(session: Session) -> Surroundings:
    ground = SEARCH_SPACES[session.experiment.inputs]
    return {
        "bounds": ground.bounds,
        "step_size": ground.step_size,
        "image_shape": ground.image_shape,
        "inputs": session.inputs.matrix if ground.image_shape is None else None,
    }


def as_images(pixels: ArrayLike, shape: tuple[int, int]) -> Floats:
    """Turn inputs (n, pixels) into images (n, rows, columns) with one black pixel at least.

    Weak units and strong regularizers leave images pale; their form is what is to be seen.
    """
    images = np.asarray(pixels).reshape(-1, *shape)
    darkest = images.max(axis=(1, 2), keepdims=True)
    stretched: Floats = np.divide(images, darkest, out=np.zeros_like(images), where=darkest > 0)
    return stretched
