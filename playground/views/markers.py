"""The shapes of the marks, so that a class is told by more than its colour."""

from collections.abc import Callable

import numpy as np

from playground.arrays import Bools, Floats, Numbers
from playground.views.palette import CLASS_INK, INK

CLASS_MARKERS = ("square", "circle", "triangle", "diamond", "inverted_triangle", "plus")
"""Bokeh's markers of more than two classes."""

SHAPES = {
    "square": "M-.8-.8H.8V.8H-.8z",
    "circle": "M0-.9A.9.9 0 1 1 0 .9A.9.9 0 1 1 0-.9z",
    "triangle": "M0-.9L1 .8H-1z",
    "diamond": "M0-1L.8 0L0 1L-.8 0z",
    "inverted_triangle": "M0 .9L1-.8H-1z",
    "plus": "M-.3-1H.3V-.3H1V.3H.3V1H-.3V.3H-1V-.3H-.3z",
}
"""The same shapes as SVG paths within 1 of the origin."""

_MIDDLE = "#6f6f6f"
"""Marks of values that are nearer to zero than a tenth."""


def mark_styles(y: Numbers, classes: int) -> tuple[list[str], list[str]]:
    """Give the marker and the colour of each sample.

    Parameters
    ----------
    y : ndarray, shape (n,)
        Labels, as in `Points`.
    classes : int
        Number of classes, 0 for regression.

    Returns
    -------
    markers, colors : list of str
    """
    if classes > 2:
        return [CLASS_MARKERS[i] for i in y], [CLASS_INK[i] for i in y]
    ink = INK["light"]
    above = np.where(y < 0.1, _MIDDLE, ink["positive"])
    colors = np.where(y < -0.1, ink["negative"], above)
    return np.where(y >= 0, "circle", "square").tolist(), colors.tolist()


def marker_mask(index: int, size: int) -> Bools:
    """Draw the marker of a class into a square of pixels.

    Returns
    -------
    ndarray of bool, shape (size, size)
        Row 0 is the bottom.
    """
    v, u = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    return _INSIDE[CLASS_MARKERS[index]](u, v)


_INSIDE: dict[str, Callable[[Floats, Floats], Bools]] = {
    "square": lambda u, v: np.maximum(np.abs(u), np.abs(v)) <= 0.85,
    "circle": lambda u, v: np.hypot(u, v) <= 1.05,
    "triangle": lambda u, v: 2 * np.abs(u) + v <= 1.1,
    "diamond": lambda u, v: np.abs(u) + np.abs(v) <= 1,
    "inverted_triangle": lambda u, v: 2 * np.abs(u) - v <= 1.1,
    "plus": lambda u, v: np.minimum(np.abs(u), np.abs(v)) <= 0.35,
}
