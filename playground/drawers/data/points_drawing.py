"""Points while they are being drawn: brush, eraser, and a way back."""

from collections import deque
from typing import NamedTuple

import numpy as np

from playground.arrays import Floats
from playground.data import EXTENT, PointSet
from playground.data.points import MAX_POINTS, MIN_POINTS

BRUSHES = ((0.0, 1), (0.4, 3), (0.8, 5), (1.2, 8), (1.6, 12))
"""Radius of each size of brush, in units of the plane, and how many points a dab of it makes."""

LEAST_REACH = 0.35
"""Radius of the eraser, unless the brush is larger; also the least distance between two dabs."""

MOST_STEPS_BACK = 100
"""Changes that can be undone."""


class Drawing(NamedTuple):
    """What has been drawn: points (n, 2) with class indices or values (n,)."""

    X: Floats
    labels: Floats
    classes: int
    names: tuple[str, ...]


BLANK = Drawing(np.empty((0, 2)), np.empty(0), 2, ())


def _drawing_of(points: PointSet) -> Drawing:
    return Drawing(points.X, points.labels.astype(float), points.classes, points.names)


class PointsDrawing:
    """A drawing that changes stroke by stroke.

    Parameters
    ----------
    rng : numpy.random.Generator
        Scatters the points of a broad brush.
    points : PointSet, optional
        What is drawn at first.

    Attributes
    ----------
    drawing : Drawing
        What there is at present; a change makes a new one.
    """

    def __init__(self, rng: np.random.Generator, points: PointSet | None = None) -> None:
        self._rng = rng
        self._before: deque[Drawing] = deque(maxlen=MOST_STEPS_BACK)
        self._last_dab: tuple[float, float] | None = None
        self.drawing = BLANK if points is None else _drawing_of(points)

    @property
    def points(self) -> PointSet | None:
        """The drawing as a data set, None while there are too few points for one."""
        if len(self.drawing.X) < MIN_POINTS:
            return None
        return PointSet.make(*self.drawing)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._before)

    def begin(self) -> None:
        """Begin a stroke: what follows, up to the next stroke, is undone at once."""
        self._before.append(self.drawing)
        self._last_dab = None

    def draw(self, x1: float, x2: float, label: float, size: int) -> None:
        """Dab a brush at a place, unless the stroke has only just left the last dab.

        Parameters
        ----------
        x1, x2 : float
            The place; points beyond the plane are left out, and so are those beyond `MAX_POINTS`.
        label : float
            The class or value of the points.
        size : int
            Size of the brush, an index of `BRUSHES`.
        """
        radius, count = BRUSHES[size]
        if not self._is_apart(x1, x2, radius):
            return
        angle = self._rng.uniform(0, 2 * np.pi, count)
        distance = radius * np.sqrt(self._rng.uniform(0, 1, count))
        X = np.column_stack([x1 + distance * np.cos(angle), x2 + distance * np.sin(angle)])
        X = X[(np.abs(X) <= EXTENT).all(axis=1)][: MAX_POINTS - len(self.drawing.X)]
        self._change(
            X=np.concatenate([self.drawing.X, X]),
            labels=np.concatenate([self.drawing.labels, np.full(len(X), float(label))]),
        )

    def erase(self, x1: float, x2: float, size: int) -> None:
        """Remove the points near a place."""
        reach = max(LEAST_REACH, BRUSHES[size][0])
        kept = np.hypot(*(self.drawing.X - (x1, x2)).T) > reach
        self._change(X=self.drawing.X[kept], labels=self.drawing.labels[kept])

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._before:
            self.drawing = self._before.pop()

    def clear(self) -> None:
        """Remove all points."""
        self.begin()
        self._change(X=np.empty((0, 2)), labels=np.empty(0))

    def load(self, points: PointSet) -> None:
        """Draw a `PointSet` instead."""
        self.begin()
        self.drawing = _drawing_of(points)

    def classify(self, classes: int) -> None:
        """Change the number of classes; 0 stands for values.

        Points of classes that there are no more are removed. Values and classes turn into each
        other in the order of their numbers: of two classes the first is -1, the second +1.
        """
        self.begin()
        X, labels, before, _ = self.drawing
        if before and classes:
            kept = labels < classes
            X, labels = X[kept], labels[kept]
        elif before:
            labels = 2 * labels / (before - 1) - 1
        elif classes:
            labels = np.minimum(np.floor((labels + 1) / 2 * classes), classes - 1)
        self.drawing = Drawing(X, labels, classes, ())

    def _is_apart(self, x1: float, x2: float, radius: float) -> bool:
        last, self._last_dab = self._last_dab, (x1, x2)
        if last is None or np.hypot(x1 - last[0], x2 - last[1]) >= max(LEAST_REACH, radius):
            return True
        self._last_dab = last
        return False

    def _change(self, X: Floats, labels: Floats) -> None:
        self.drawing = self.drawing._replace(X=X, labels=labels)
