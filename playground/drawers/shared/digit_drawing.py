"""A digit while it is being drawn: strokes on paper, and the small image that a network gets."""

from collections import deque

import numpy as np

from playground.arrays import Bools, Floats

SIDE = 32
"""Points along each side of the paper: the digits were scanned as 32 by 32 black or white ones."""

BLOCK = 4
"""Points along each side of a pixel of the image, whose ink is their share that is black."""

RADIUS = 1.9
"""Radius of the pen in points; a stroke is about as wide as those of the data."""

MOST_STEPS_BACK = 100
"""Strokes that can be undone."""


class DigitDrawing:
    """Black points on white paper, stroke by stroke.

    Attributes
    ----------
    points : ndarray of bool, shape (SIDE, SIDE)
        The paper, from the top row on; a stroke makes a new one.
    """

    def __init__(self) -> None:
        self._before: deque[Bools] = deque(maxlen=MOST_STEPS_BACK)
        self._pen: Floats | None = None
        self.points = np.zeros((SIDE, SIDE), bool)

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to undo."""
        return bool(self._before)

    def begin(self) -> None:
        """Begin a stroke: what follows, up to the next one, is undone at once."""
        self._before.append(self.points)
        self._pen = None

    def draw(self, x: float, y: float, erase: bool = False) -> None:
        """Move the pen to a place, drawing a line or erasing along it.

        Parameters
        ----------
        x, y : float
            To the right and downwards, from 0 to 1 across the paper.
        erase : bool
            Whether the pen takes ink away.
        """
        end = SIDE * np.array([x, y])
        start, self._pen = self._pen if self._pen is not None else end, end
        near = _distances(start, end) <= RADIUS
        self.points = self.points & ~near if erase else self.points | near

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._before:
            self.points = self._before.pop()

    def clear(self) -> None:
        """Take a new sheet."""
        self.begin()
        self.points = np.zeros((SIDE, SIDE), bool)

    def image(self, fit: bool = True) -> Floats:
        """Return what the network gets, pixels (64,) from 0 to 1.

        Parameters
        ----------
        fit : bool
            Whether the digit is moved and enlarged until it is as high or as wide as the image, as
            those of the data are.
        """
        points = fitted(self.points) if fit and self.points.any() else self.points
        side = SIDE // BLOCK
        blocks = points.reshape(side, BLOCK, side, BLOCK)
        pixels: Floats = blocks.mean(axis=(1, 3)).ravel()
        return pixels


def _distances(start: Floats, end: Floats) -> Floats:
    """Return the distance of the middle of each point of the paper to a line, (SIDE, SIDE)."""
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5
    along = end - start
    length = along @ along
    share = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length if length else 0.0
    share = np.clip(share, 0, 1)
    distances: Floats = np.hypot(x - start[0] - share * along[0], y - start[1] - share * along[1])
    return distances


def fitted(points: Bools) -> Bools:
    """Return the ink enlarged or shrunk to the whole height or width of the paper, in its middle.

    Parameters
    ----------
    points : ndarray of bool, shape (SIDE, SIDE)
        With some ink.
    """
    rows, columns = np.flatnonzero(points.any(axis=1)), np.flatnonzero(points.any(axis=0))
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    scale = max(height, width) / SIDE
    middle = (rows[0] + rows[-1] + 1) / 2, (columns[0] + columns[-1] + 1) / 2
    offsets = (np.arange(SIDE) + 0.5 - SIDE / 2) * scale
    row, column = (np.floor(centre + offsets).astype(int) for centre in middle)
    on_paper = ((row >= 0) & (row < SIDE))[:, None] & ((column >= 0) & (column < SIDE))
    row, column = (np.clip(index, 0, SIDE - 1) for index in (row, column))
    moved: Bools = points[np.ix_(row, column)] & on_paper
    return moved
