"""Toy data sets of points on the plane: those of TensorFlow Playground, and more of their kind.

The formulas of circle, xor, gauss, spiral, plane and multi-gauss are those of Smilkov et al.
(2017), "Direct-manipulation visualization of deep networks". Every generator draws the same random
numbers whatever the noise, so that for one seed noise only moves things: points where they lie in
clouds or along curves, the places where labels are read elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from playground.arrays import Floats, Numbers

from .bounds import EXTENT, MAX_SAMPLES

Drawn = tuple[Floats, Numbers]
"""Points (samples, 2) and their labels (samples,)."""

Generate = Callable[[np.random.Generator, int, float], Drawn]


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples and what a network shall answer for them.

    Attributes
    ----------
    X : ndarray, shape (n, 2) or (n, pixels)
        Points (x1, x2) of the plane, or images row by row.
    y : ndarray, shape (n,)
        Labels -1 and +1 for two classes, class indices 0, 1, ... for more, target values in
        regression.
    """

    X: Floats
    y: Numbers


@dataclass(frozen=True)
class Dataset:
    """A row of DATASETS.

    Attributes
    ----------
    generate : callable ``(rng, samples, noise)``
        Returns points (samples, 2) and labels (samples,), not shuffled.
    classes : int
        Number of classes, 0 in regression.
    """

    generate: Generate
    classes: int

    @property
    def problem(self) -> str:
        """What is to be learned: "classification" or "regression"."""
        return "classification" if self.classes else "regression"


def _jitter(rng: np.random.Generator, samples: int, size: float) -> Floats:
    """Return moves (samples, 2), uniform within ``size`` along each axis."""
    return size * rng.uniform(-1, 1, (samples, 2))


def _parts(samples: int, count: int) -> list[int]:
    """Return the sizes of ``count`` parts, larger ones first, that differ by at most one."""
    return [(samples + count - 1 - part) // count for part in range(count)]


def circle(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw a disc of label +1 (radius to 2.5) in a ring of label -1 (radius 3.5 to 5)."""
    inner, outer = _parts(samples, 2)
    radius = np.concatenate([rng.uniform(0, 2.5, inner), rng.uniform(3.5, 5, outer)])
    angle = rng.uniform(0, 2 * np.pi, samples)
    X = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    moved = X + _jitter(rng, samples, 5 * noise)
    return X, np.where(np.hypot(*moved.T) < 2.5, 1.0, -1.0)


def xor(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw points 0.3 to 5.3 off each axis, label +1 where both coordinates have the same sign."""
    X = rng.uniform(-5, 5, (samples, 2))
    X += np.where(X > 0, 0.3, -0.3)
    moved = X + _jitter(rng, samples, 5 * noise)
    return X, np.where(moved[:, 0] * moved[:, 1] >= 0, 1.0, -1.0)


def gauss(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw normal clouds at (2, 2), label +1, and (-2, -2), label -1; variance 0.5 + 7 noise."""
    y = np.repeat([1.0, -1.0], _parts(samples, 2))
    spread = np.sqrt(0.5 + 7 * noise)
    return 2 * y[:, np.newaxis] + spread * rng.standard_normal((samples, 2)), y


def _arms(sizes: list[int], turns: float) -> Floats:
    """Return points evenly along spiral arms from the origin to radius 5, arm after arm."""
    along = np.concatenate([np.arange(size) / size for size in sizes])
    starts = np.repeat(np.arange(len(sizes)) / len(sizes), sizes)
    angle = turns * 2 * np.pi * along + 2 * np.pi * starts
    points: Floats = 5 * along[:, np.newaxis] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points


def spiral(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw two arms of 1.75 turns from the origin to radius 5, label -1 half a turn after +1."""
    sizes = _parts(samples, 2)
    return _arms(sizes, 1.75) + _jitter(rng, samples, noise), np.repeat([1.0, -1.0], sizes)


def moons(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw two interleaving half circles of radius 3.2, label +1 open below, -1 open above.

    The upper one is round (-1.6, -0.8), the lower one round (1.6, 0.8); angles are uniform, and
    noise moves points by up to 3 noise along each axis.
    """
    y = np.repeat([1.0, -1.0], _parts(samples, 2))
    angle = rng.uniform(0, np.pi, samples)
    arcs = y[:, np.newaxis] * (3.2 * np.stack([np.cos(angle), np.sin(angle)], axis=1) - (1.6, 0.8))
    return arcs + _jitter(rng, samples, 3 * noise), y


def rings(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw three rings one in another: label -1 round radius 3 between +1 round 1 and 5.

    Each is 0.8 wide. Of the points of label +1 half are on the inner ring; noise moves points by
    up to 2 noise along each axis.
    """
    positive, negative = _parts(samples, 2)
    sizes = [*_parts(positive, 2), negative]
    radius = np.repeat([1.0, 5.0, 3.0], sizes) + rng.uniform(-0.4, 0.4, samples)
    angle = rng.uniform(0, 2 * np.pi, samples)
    X = radius[:, np.newaxis] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return X + _jitter(rng, samples, 2 * noise), np.repeat([1.0, 1.0, -1.0], sizes)


def checkerboard(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw points within 5 along each axis, labels alternating in squares of side 2.5."""
    X = rng.uniform(-5, 5, (samples, 2))
    moved = X + _jitter(rng, samples, 2.5 * noise)
    return X, np.where(np.floor(moved / 2.5).sum(axis=1) % 2 == 0, 1.0, -1.0)


def sine(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw points within 5 along each axis, label +1 above the curve x2 = 2.5 sin(x1)."""
    X = rng.uniform(-5, 5, (samples, 2))
    moved = X + _jitter(rng, samples, 5 * noise)
    return X, np.where(moved[:, 1] > 2.5 * np.sin(moved[:, 0]), 1.0, -1.0)


def blobs(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw three normal clouds, 3.5 from the origin and 120° apart; variance 0.5 + 4 noise."""
    y = np.repeat(np.arange(3), _parts(samples, 3))
    angle = 2 * np.pi * y / 3
    centers = 3.5 * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return centers + np.sqrt(0.5 + 4 * noise) * rng.standard_normal((samples, 2)), y


def three_spiral(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw three arms of one turn from the origin to radius 5, a third of a turn apart."""
    sizes = _parts(samples, 3)
    return _arms(sizes, 1) + _jitter(rng, samples, noise), np.repeat(np.arange(3), sizes)


def plane(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw the slope (x1 + x2) / 10 on the plane."""
    X = rng.uniform(-EXTENT, EXTENT, (samples, 2))
    moved = X + _jitter(rng, samples, EXTENT * noise)
    return X, moved.sum(axis=1) / 10


_PEAKS = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
_PEAK_SIGNS = np.array([1, -1, 1, -1, 1, -1])


def multi_gauss(rng: np.random.Generator, samples: int, noise: float) -> Drawn:
    """Draw six cones of height ±1 and radius 2 on level ground, on the plane."""
    X = rng.uniform(-EXTENT, EXTENT, (samples, 2))
    moved = X + _jitter(rng, samples, EXTENT * noise)
    distance = np.linalg.norm(moved[:, np.newaxis] - _PEAKS, axis=2)
    height = _PEAK_SIGNS * np.clip(1 - distance / 2, 0, 1)
    largest = np.abs(height).argmax(axis=1)
    return X, height[np.arange(samples), largest]


DATASETS = {
    "circle": Dataset(circle, 2),
    "xor": Dataset(xor, 2),
    "gauss": Dataset(gauss, 2),
    "spiral": Dataset(spiral, 2),
    "moons": Dataset(moons, 2),
    "rings": Dataset(rings, 2),
    "checkerboard": Dataset(checkerboard, 2),
    "sine": Dataset(sine, 2),
    "blobs": Dataset(blobs, 3),
    "three-spiral": Dataset(three_spiral, 3),
    "plane": Dataset(plane, 0),
    "multi-gauss": Dataset(multi_gauss, 0),
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
    _check_between("samples", samples, 2, MAX_SAMPLES, Integral)
    _check_between("noise", noise, 0, 0.5)
    rng = np.random.default_rng(seed)
    X, y = DATASETS[name].generate(rng, samples, noise)
    return split(X, y, train_fraction, rng)


def split(
    X: Floats, y: Numbers, train_fraction: float, rng: np.random.Generator
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
