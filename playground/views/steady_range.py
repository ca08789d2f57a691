"""A square part of a plane that stays where it is as long as it suits what is to be seen."""

from math import nan

import numpy as np

from playground.arrays import AnyFloats, Floats

MARGIN = 1.1
"""Size of a new window in sizes of what it has to show."""

LEAST_SHARE = 0.4
"""A window that what it shows fills to a smaller share is too large."""

LEAST_SIZE = 1e-6
"""Half the side of a window at least."""


Window = tuple[float, float, float, float]
"""Left, right, lower and upper end."""


class SteadyRange:
    """Follows points that move, in leaps instead of at every step.

    Attributes
    ----------
    ends : tuple of float
        Left, right, lower and upper end; not numbers until there is something to follow.
    """

    def __init__(self) -> None:
        self.ends: Window = (nan, nan, nan, nan)

    def follow(self, points: AnyFloats) -> bool:
        """Move or resize the window if the points (n, 2) leave it or get lost in it.

        Returns
        -------
        bool
            Whether it has changed.
        """
        low, high = points.min(axis=0), points.max(axis=0)
        half = max(float((high - low).max()) / 2, LEAST_SIZE)
        if self._suits(low, high, half):
            return False
        (x, y), half = (low + high) / 2, MARGIN * half
        self.ends = (float(x - half), float(x + half), float(y - half), float(y + half))
        return True

    def _suits(self, low: AnyFloats, high: AnyFloats, half: float) -> bool:
        left, right, bottom, top = self.ends
        inside = left <= low[0] and high[0] <= right and bottom <= low[1] and high[1] <= top
        return inside and half >= LEAST_SHARE * (right - left) / 2

    def place(self, plane: Floats) -> Floats:
        """Give coordinates of the window to points (…, 2) of the square [-1, 1]²."""
        left, right, bottom, top = self.ends
        middle = np.array([left + right, bottom + top]) / 2
        return middle + plane * (right - left) / 2 / MARGIN
