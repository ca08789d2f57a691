"""What keeps an input recognizable while it is changed to excite a unit.

Yosinski et al. (2015), "Understanding Neural Networks Through Deep Visualization", section 3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

import numpy as np

from playground.arrays import AnyFloats, Floats
from playground.engine.validation import not_negative, whole_number
from playground.insight.checks import between
from playground.insight.feature_visualization.blur import gaussian_blur


class Preset(TypedDict, total=False):
    """Parameters of `maximise` that regularize it."""

    l2_decay: float
    blur_radius: float
    blur_every: int
    norm_percentile: float
    contribution_percentile: float


PRESETS: dict[str, Preset] = {
    "none": {},
    "digits": {"l2_decay": 0.1, "blur_radius": 0.5, "blur_every": 4, "norm_percentile": 40.0},
    "facets": {"l2_decay": 0.03, "blur_radius": 0.5, "blur_every": 8, "norm_percentile": 40.0},
    "yosinski-1": {"blur_radius": 0.5, "blur_every": 4, "norm_percentile": 50.0},
    "yosinski-2": {"l2_decay": 0.3, "norm_percentile": 20.0},
    "yosinski-3": {"l2_decay": 0.0001, "blur_radius": 1.0, "blur_every": 4},
    "yosinski-4": {"blur_radius": 0.5, "blur_every": 4, "contribution_percentile": 90.0},
}
"""Regularization by name.

"yosinski-1" to "yosinski-4" are the rows of table 1 of Yosinski et al., chosen by them for images
of 227 by 227 pixels. "digits" is tuned for 8 by 8: most units of a digit's class draw that digit.
"facets" is weaker, so that `facets` keeps what tells its starts apart. Both want ``bounds=(0, 1)``.
"""


@dataclass(frozen=True)
class Regularizers:
    """What Yosinski et al. do to the input after each step, in the order of their toolbox.

    Attributes
    ----------
    l2_decay, blur_radius, blur_every, norm_percentile, contribution_percentile, image_shape
        As in `maximise`.
    """

    l2_decay: float
    blur_radius: float
    blur_every: int
    norm_percentile: float
    contribution_percentile: float
    image_shape: tuple[int, int] | None

    def __post_init__(self) -> None:
        between("l2_decay", self.l2_decay, 0, 1)
        not_negative("blur_radius", self.blur_radius)
        whole_number("blur_every", self.blur_every, minimum=1)
        between("norm_percentile", self.norm_percentile, 0, 100)
        between("contribution_percentile", self.contribution_percentile, 0, 100)
        if self.blur_radius > 0 and self.image_shape is None:
            raise ValueError("blur_radius greater than 0 needs an image_shape, got None")

    @cached_property
    def _blur(self) -> Callable[[Floats], Floats]:
        assert self.image_shape is not None  # __post_init__ has seen to that
        return gaussian_blur(self.image_shape, self.blur_radius)

    def __call__(self, x: Floats, gradient: AnyFloats, step: int) -> Floats:
        """Return what becomes of inputs (n, d) after a step along the gradient; the first is 1."""
        x = x * (1 - self.l2_decay)
        if self.blur_radius > 0 and step % self.blur_every == 0:
            x = self._blur(x)
        if self.norm_percentile > 0:
            x = clip_small(x, np.abs(x), self.norm_percentile)
        if self.contribution_percentile > 0:
            x = clip_small(x, np.abs(x * gradient), self.contribution_percentile)
        return x


def clip_small(x: Floats, sizes: AnyFloats, percentile: float) -> Floats:
    """Return ``x`` (n, d) with 0 where the size is under that percentile of its row's sizes."""
    return np.where(sizes < np.percentile(sizes, percentile, axis=1, keepdims=True), 0.0, x)
