"""The colours of the data: light fills, dark tones for marks, and palettes that index them."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from playground.arrays import AnyFloats, Floats, Ints

ColorIndices = NDArray[np.uint8]
"""Places of colours in a palette of 256."""

NEGATIVE_FILL, ZERO_FILL, POSITIVE_FILL = "#f59322", "#e8eaeb", "#0877bd"
"""Those of TensorFlow Playground."""

CLASS_FILLS = ("#e79f4a", "#76b1ff", "#c3f2bf", "#fde91b", "#c7a3bd", "#aeaf9d")
"""Fills of more than two classes; light, so that each class's marks stand out on all of them."""

CLASS_INK = ("#864207", "#002dfd", "#053a3c", "#5d5345", "#6d2482", "#0b0400")
"""Marks of these classes, in either theme. Both series stay distinct for colour-blind eyes."""

NEUTRAL_FILLS = ("#3c454e", "#ffffff")
"""Fills of -1 and +1 beside more than two classes: darker and lighter than that of zero."""

Theme = Literal["light", "dark"]
"""The looks of the page."""

INK: dict[Theme, dict[str, str]] = {
    "light": {
        "negative": "#b35900",
        "positive": "#005a9c",
        "text": "#1b2733",
        "muted": "#55636f",
        "wrong": "#a32020",
        "line": "#d5dbe1",
        "paper": "#ffffff",
        "ground": "#f6f7f9",
    },
    "dark": {
        "negative": "#f0a04b",
        "positive": "#5fb0ea",
        "text": "#e7edf3",
        "muted": "#a4b3c1",
        "wrong": "#ff9c92",
        "line": "#33414e",
        "paper": "#182129",
        "ground": "#10181f",
    },
}
"""Colours of marks, lines and text by theme, of drawers (paper) and of the page behind (ground).

Marks have at least 3 : 1 against both, text has 4.5 : 1.
"""

_BADGE_COLORS = tuple(INK["light"][name] for name in ("negative", "positive", "paper"))

RAMP_SIZE = 256 - len(_BADGE_COLORS)
"""Entries of `PALETTE` that run from -1 to +1; the rest are the badges' colours."""

CLASS_LEVELS = 21
"""Entries of `CLASS_PALETTE` for each class, from no confidence to certainty."""

CLASS_RAMP_SIZE = RAMP_SIZE - len(CLASS_FILLS) * (CLASS_LEVELS + 1)
"""Entries of `CLASS_PALETTE` that run from -1 to +1."""

BADGE_NEGATIVE, BADGE_POSITIVE, BADGE_SIGN = range(RAMP_SIZE, 256)


STYLE_COLORS = {
    "negative-fill": NEGATIVE_FILL,
    "zero-fill": ZERO_FILL,
    "positive-fill": POSITIVE_FILL,
    "neutral-low": NEUTRAL_FILLS[0],
    "neutral-high": NEUTRAL_FILLS[1],
    **{f"{name}-mark": INK["light"][name] for name in ("negative", "positive", "paper", "text")},
}
"""Colours of style sheets that are the same in either theme; marks stand on fills, which are light.

Those of `INK` are the others. The page hands both to its style sheets as custom properties.
"""

HALO = "#ffffff", INK["light"]["text"]
"""A light line below a dark one: both together show on every colour of a map."""

RUN_COLORS = ("#0072b2", "#b35900", "#1f8a5b", "#a83e7d", "#6f6f6f")
"""Colours of kept runs, distinct for colour-blind eyes too: after Okabe and Ito (2008), darker."""


def _rgb(color: str) -> Floats:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def _blend(fill: str, share: Floats) -> list[str]:
    """Mix the fill of zero with another one; shares (n, 1) are from 0 to 1."""
    mixed = _rgb(ZERO_FILL) + share * (_rgb(fill) - _rgb(ZERO_FILL))
    return ["#{:02x}{:02x}{:02x}".format(*row) for row in np.rint(mixed).astype(int)]


def ink_ramp(size: int) -> list[str]:
    """Return colours from the fill of zero, which is paper, to the dark of text, which is ink."""
    return _blend(INK["light"]["text"], np.linspace(0, 1, size)[:, None])


def _ramp(size: int, low: str = NEGATIVE_FILL, high: str = POSITIVE_FILL) -> list[str]:
    position = np.linspace(-1, 1, size)[:, None]
    negative, positive = position[position < 0, None], position[position >= 0, None]
    return [*_blend(low, -negative), *_blend(high, positive)]


def _class_ramps() -> list[str]:
    share = np.linspace(0, 1, CLASS_LEVELS)[:, None]
    return [color for fill in CLASS_FILLS for color in _blend(fill, share)]


PALETTE = (*_ramp(RAMP_SIZE), *_BADGE_COLORS)
"""256 colours: the ramp from orange through grey to blue, then the badges' colours."""

CLASS_PALETTE = (
    *_ramp(CLASS_RAMP_SIZE, *NEUTRAL_FILLS),
    *_class_ramps(),
    *CLASS_INK,
    *_BADGE_COLORS,
)
"""256 colours: a coarser ramp in colours of no class, one from grey for each class, marks and
badges' colours."""


def _rgba(palette: Sequence[str]) -> NDArray[np.uint32]:
    """Return colours as Bokeh's RGBA images hold them: red in the lowest byte."""
    numbers = [int(color[5:] + color[3:5] + color[1:3], 16) | 0xFF000000 for color in palette]
    return np.array(numbers, dtype=np.uint32)


RGBA, CLASS_RGBA = _rgba(PALETTE), _rgba(CLASS_PALETTE)
"""The palettes as Bokeh's images hold colours."""

IMAGES = {"image": RGBA, "class_image": CLASS_RGBA}
"""The columns of frames that are images, as indices of these palettes."""


def color_index(values: AnyFloats, ramp_size: int = RAMP_SIZE) -> ColorIndices:
    """Give each value the index of its colour in `PALETTE`.

    Parameters
    ----------
    values : ndarray
        Activations of any shape; beyond -1 and +1 the colour stays that of the end.
    ramp_size : int
        Entries of the ramp; with `CLASS_RAMP_SIZE` the indices are those of `CLASS_PALETTE`.

    Returns
    -------
    ndarray of uint8
        The same shape.
    """
    half = (ramp_size - 1) / 2
    scaled = values * half
    scaled += half + 0.5
    # unlike clip, fmax also gives a colour to what is not a number
    np.fmax(scaled, 0, out=scaled)
    np.fmin(scaled, ramp_size - 1, out=scaled)
    return scaled.astype(np.uint8)


def class_color_index(index: int | Ints, confidence: AnyFloats) -> ColorIndices:
    """Give classes the indices of their colours in `CLASS_PALETTE`.

    Parameters
    ----------
    index : int or ndarray of int
        The class.
    confidence : ndarray
        From 0 (the fill of zero) to 1 (the class's full fill), of a shape that fits the classes'.

    Returns
    -------
    ndarray of uint8
    """
    level = np.rint(confidence * (CLASS_LEVELS - 1))
    return (CLASS_RAMP_SIZE + index * CLASS_LEVELS + level).astype(np.uint8)


def winner_index(probabilities: AnyFloats, sure: bool = False) -> ColorIndices:
    """Give each place the colour of its most probable class; where all are alike it has none.

    Parameters
    ----------
    probabilities : ndarray, shape (classes, ...)
        Of each class, at each place.
    sure : bool
        Whether to give the winner its full fill, however probable it is.

    Returns
    -------
    ndarray of uint8, shape (...)
        Indices in `CLASS_PALETTE`.
    """
    least = 1 / len(probabilities)
    confidence = (probabilities.max(axis=0) - least) / (1 - least)
    if sure:
        confidence = np.ones_like(confidence)
    return class_color_index(probabilities.argmax(axis=0), confidence)


def class_mark_index(index: int) -> int:
    """Give a class the index of its mark's colour in `CLASS_PALETTE`."""
    return RAMP_SIZE - len(CLASS_INK) + index
