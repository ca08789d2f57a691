"""A computed loss landscape and the numbers that describe it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.engine.validation import positive


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss at theta + alpha * d1 + beta * d2, for every alpha and beta of a square grid.

    Attributes
    ----------
    alphas, betas : ndarray, shape (resolution,)
        Multiples of ``d1`` and ``d2``, from -span to span.
    loss : ndarray, shape (betas, alphas)
        The mean loss at each point of the grid, infinite where it overflows.
    d1, d2 : ndarray, shape (P,)
        The directions.
    theta : ndarray, shape (P,)
        The parameters in the middle.
    center_loss : float
        The loss at ``theta``.
    curvature : tuple of float
        Second derivative of the loss with respect to alpha and to beta at ``theta``: d1'H d1 and
        d2'H d2 with the Hessian matrix H.
    path : ndarray, shape (steps, 2), or None
        Alpha and beta of each point of the training path, dropped onto the plane.
    path_share : float or None
        Share of the path's variance, between 0 and 1, that the plane holds; None if there is no
        path or it stands still.
    """

    alphas: Floats
    betas: Floats
    loss: Floats
    d1: Floats
    d2: Floats
    theta: Floats
    center_loss: float
    curvature: tuple[float, float]
    path: Floats | None
    path_share: float | None

    def project(self, thetas: ArrayLike) -> Floats:
        """Return alpha and beta (..., 2) of the points of the plane nearest to ``thetas`` (..., P).

        As `path` it holds that the directions need not be at a right angle.
        """
        return coordinates(np.asarray(thetas, float) - self.theta, np.stack([self.d1, self.d2]))

    @property
    def minimum(self) -> tuple[float, float, float]:
        """Alpha, beta and loss at the lowest point of the grid."""
        row, column = np.unravel_index(np.argmin(self.loss), self.loss.shape)
        return float(self.alphas[column]), float(self.betas[row]), float(self.loss[row, column])

    def sharpness(self, radius: float | None = None) -> float:
        """Return how far the loss rises above ``center_loss`` within a radius.

        Keskar et al. (2017) take the largest rise within a box, divided by 1 + center_loss.

        Parameters
        ----------
        radius : float, optional
            Largest distance from the middle in alpha and beta; half the span by default.

        Returns
        -------
        float
            The largest rise over the points of the grid within the radius; 0 if it only falls.

        Raises
        ------
        ValueError
            If the radius is not a positive number.
        """
        radius = positive("radius", self.alphas[-1] / 2 if radius is None else radius)
        within = np.hypot(self.alphas, self.betas[:, np.newaxis]) <= radius
        return float(self.loss[within].max(initial=self.center_loss) - self.center_loss)

    @cached_property
    def roughness(self) -> float:
        """Share of the ups and downs of the loss that one smooth valley would not have, 0 to 1.

        Along each row and column of the grid the loss goes up and down by its total variation.
        A valley needs only the way from either end down to the lowest point. Roughness is what the
        total variation of all rows and columns has in excess of that, as a share of it: 0 if each
        is one valley, as in any convex loss, and nearly 1 if there is nothing but ripples. It is
        the same in whatever unit the loss is measured. Total variation along lines is also what
        the roughness index of Wu et al. (2021, arXiv:2103.11069) is made of. An infinite loss
        counts as the largest finite one.
        """
        is_finite = np.isfinite(self.loss)
        highest = self.loss[is_finite].max(initial=self.center_loss)
        lines = np.where(is_finite, self.loss, highest)
        lines = np.concatenate([lines, lines.T])
        total = np.abs(np.diff(lines)).sum()
        needed = (lines[:, 0] + lines[:, -1] - 2 * lines.min(axis=1)).sum()
        return float(1 - needed / total) if total > needed else 0.0


def coordinates(offsets: Floats, pair: Floats) -> Floats:
    """Return alpha and beta (..., 2) of the points nearest to ``offsets`` (..., P) in a plane.

    The plane is spanned by the directions ``pair`` (2, P), which need not be at a right angle.
    """
    return offsets @ np.linalg.pinv(pair)


def variance_share(path: Floats, pair: Floats) -> float | None:
    """Return the share of the variance of a path (steps, P) that lies in the plane of ``pair``.

    The variance is that about the mean of the path, summed over parameters; None if it is zero.
    """
    # The mean of equal numbers may be off by rounding, so deviations of 0 would not tell.
    if not np.ptp(path, axis=0).any():
        return None
    deviations = path - path.mean(axis=0)
    in_plane = np.square(deviations @ np.linalg.qr(pair.T)[0]).sum()
    return float(in_plane / np.square(deviations).sum())
