"""Ink on paper: how images of digits are drawn, in either theme."""

from bokeh.models import LinearColorMapper

from playground.arrays import AnyFloats
from playground.views.palette import ink_ramp

SHAPE = (8, 8)
"""Rows and columns of an image."""

SHADES = 64
"""Steps from paper to ink."""


def ink_colors() -> LinearColorMapper:
    """Make the mapper of pixels, from 0 for paper to 1 for ink."""
    return LinearColorMapper(palette=ink_ramp(SHADES), low=0, high=1)


def as_image(pixels: AnyFloats) -> AnyFloats:
    """Turn pixels (64,), row by row from the top, into an image, the bottom row first."""
    return pixels.reshape(SHAPE)[::-1]
