"""Toy data sets of points on the plane, after those of TensorFlow Playground.

The formulas are those of Smilkov et al. (2017), "Direct-manipulation visualization of deep
networks". Every generator draws the same random numbers whatever the noise, so that for one seed
noise only moves things: points in "gauss" and "spiral", the places where labels are read elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

Generate = Callable[[np.random.Generator, int, float], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples and what a network shall answer for them.

    Attributes
    ----------
    X : ndarray, shape (n, 2) or (n, pixels)
        Points (x1, x2) of the plane, or images row by row.
    y : ndarray, shape (n,)
        Labels -1 and +1 or class indices in classification, target values in regression.
    """

    X: np.ndarray
    y: np.ndarray


@dataclass(frozen=True)
class Dataset:
    """A row of DATASETS.

    Attributes
    ----------
    generate : callable ``(rng, samples, noise)``
        Returns points (samples, 2) and labels (samples,), not shuffled.
    problem : str
        "classification" or "regression".
    """

    generate: Generate
    problem: str


def _jitter(rng: np.random.Generator, samples: int, size: float) -> np.ndarray:
    """Return moves (samples, 2), uniform within ``size`` along each axis."""
    return size * rng.uniform(-1, 1, (samples, 2))


def _halves(samples: int) -> tuple[int, int]:
    """Return the sizes of two classes that differ by at most one."""
    return samples - samples // 2, samples // 2


def circle(rng, samples, noise):
    """Draw a disc of label +1 (radius to 2.5) in a ring of label -1 (radius 3.5 to 5)."""
    inner, outer = _halves(samples)
    radius = np.concatenate([rng.uniform(0, 2.5, inner), rng.uniform(3.5, 5, outer)])
    angle = rng.uniform(0, 2 * np.pi, samples)
    X = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    moved = X + _jitter(rng, samples, 5 * noise)
    return X, np.where(np.hypot(*moved.T) < 2.5, 1.0, -1.0)


def xor(rng, samples, noise):
    """Draw points 0.3 to 5.3 off each axis, label +1 where both coordinates have the same sign."""
    X = rng.uniform(-5, 5, (samples, 2))
    X += np.where(X > 0, 0.3, -0.3)
    moved = X + _jitter(rng, samples, 5 * noise)
    return X, np.where(moved[:, 0] * moved[:, 1] >= 0, 1.0, -1.0)


def gauss(rng, samples, noise):
    """Draw normal clouds at (2, 2), label +1, and (-2, -2), label -1; variance 0.5 + 7 noise."""
    y = np.repeat([1.0, -1.0], _halves(samples))
    spread = np.sqrt(0.5 + 7 * noise)
    return 2 * y[:, np.newaxis] + spread * rng.standard_normal((samples, 2)), y


def spiral(rng, samples, noise):
    """Draw two arms of 1.75 turns from the origin to radius 5, label -1 half a turn after +1."""
    sizes = _halves(samples)
    y = np.repeat([1.0, -1.0], sizes)
    along = np.concatenate([np.arange(size) / size for size in sizes])
    angle = 1.75 * 2 * np.pi * along + np.where(y > 0, 0, np.pi)
    arms = 5 * along[:, np.newaxis] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return arms + _jitter(rng, samples, noise), y


def plane(rng, samples, noise):
    """Draw the slope (x1 + x2) / 10 within 6 along each axis."""
    X = rng.uniform(-6, 6, (samples, 2))
    moved = X + _jitter(rng, samples, 6 * noise)
    return X, moved.sum(axis=1) / 10


_PEAKS = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
_PEAK_SIGNS = np.array([1, -1, 1, -1, 1, -1])


def multi_gauss(rng, samples, noise):
    """Draw six cones of height ±1 and radius 2 on level ground, within 6 along each axis."""
    X = rng.uniform(-6, 6, (samples, 2))
    moved = X + _jitter(rng, samples, 6 * noise)
    distance = np.linalg.norm(moved[:, np.newaxis] - _PEAKS, axis=2)
    height = _PEAK_SIGNS * np.clip(1 - distance / 2, 0, 1)
    largest = np.abs(height).argmax(axis=1)
    return X, height[np.arange(samples), largest]


DATASETS = {
    "circle": Dataset(circle, "classification"),
    "xor": Dataset(xor, "classification"),
    "gauss": Dataset(gauss, "classification"),
    "spiral": Dataset(spiral, "classification"),
    "plane": Dataset(plane, "regression"),
    "multi-gauss": Dataset(multi_gauss, "regression"),
}


def make_dataset(
    name: str,
    samples: int = 500,
    noise: float = 0.0,
    train_fraction: float = 0.5,
    seed: int = 0,
) -> tuple[Samples, Samples]:
    """Draw a data set, shuffle it once and split it.

    Parameters
    ----------
    name : str
        A name in DATASETS.
    samples : int
        Number of points, 2 to 10,000.
    noise : float
        Fraction of noise, 0 to 0.5. With the same seed it moves the same points.
    train_fraction : float
        Share of the points to train on, 0.1 to 0.9. With the same seed it splits the same points
        in the same order.
    seed : int
        Seed of everything random.

    Returns
    -------
    train, test : Samples
        Each holds at least one point.

    Raises
    ------
    ValueError
        If the name is unknown or a number is out of its range.
    """
    if not isinstance(name, str) or name not in DATASETS:
        names = ", ".join(repr(known) for known in DATASETS)
        raise ValueError(f"dataset must be one of {names}, got {name!r}")
    _check_between("samples", samples, 2, 10_000, Integral)
    _check_between("noise", noise, 0, 0.5)
    rng = np.random.default_rng(seed)
    X, y = DATASETS[name].generate(rng, samples, noise)
    return split(X, y, train_fraction, rng)


def split(
    X: np.ndarray, y: np.ndarray, train_fraction: float, rng: np.random.Generator
) -> tuple[Samples, Samples]:
    """Shuffle samples and split them into training and test data of at least one sample each.

    Raises
    ------
    ValueError
        If ``train_fraction`` is not between 0.1 and 0.9.
    """
    _check_between("train_fraction", train_fraction, 0.1, 0.9)
    order = rng.permutation(len(X))
    size = min(max(round(len(X) * train_fraction), 1), len(X) - 1)
    train, test = order[:size], order[size:]
    return Samples(X[train], y[train]), Samples(X[test], y[test])


def _check_between(setting: str, value: float, low: float, high: float, kind: type = Real) -> None:
    if not isinstance(value, kind) or not low <= value <= high:
        noun = "a whole number" if kind is Integral else "a number"
        raise ValueError(f"{setting} must be {noun} between {low} and {high}, got {value!r}")
