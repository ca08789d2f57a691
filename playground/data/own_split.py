"""Points of one's own, parted into training and test data so that no class is lost on a side."""

import numpy as np

from playground.arrays import Bools, Numbers

from .datasets import Samples, split
from .points import PointSet


def split_points(points: PointSet, train_fraction: float, seed: int) -> tuple[Samples, Samples]:
    """Shuffle points and split them; by class if a class would be missing on one side.

    As long as every class is on both sides by chance, the split is that of any data set: results of
    exercises keep the split that they were made with. Else each class is split for itself. Both
    draw the same random numbers, so that the seed alone decides.

    Parameters
    ----------
    points : PointSet
        Points with classes or values.
    train_fraction : float
        Share of the points to train on, 0.1 to 0.9.
    seed : int
        Seed of the order.

    Returns
    -------
    train, test : Samples
        Each holds at least one point. Of a class of one point that is the training data.

    Raises
    ------
    ValueError
        If ``train_fraction`` is not between 0.1 and 0.9.
    """
    X, y = (samples := points.samples()).X, samples.y
    train, test = split(X, y, train_fraction, np.random.default_rng(seed))
    if not points.classes or not _loses_class(train.y, test.y, y):
        return train, test
    order = np.random.default_rng(seed).permutation(len(y))
    in_training = _stratified(y[order], train_fraction)
    if in_training.all() or not in_training.any():
        return train, test
    first, second = order[in_training], order[~in_training]
    return Samples(X[first], y[first]), Samples(X[second], y[second])


def _loses_class(train: Numbers, test: Numbers, y: Numbers) -> bool:
    """Whether a class is not learned, or has several points of which none is tested."""
    labels, counts = np.unique(y, return_counts=True)
    several = labels[counts > 1]
    return not (np.isin(labels, train).all() and np.isin(several, test).all())


def _stratified(y: Numbers, train_fraction: float) -> Bools:
    """Mark the first points of each class for training, as many as are its share.

    A class of several points has at least one on each side, one of a single point is learned.
    """
    marked = np.zeros(len(y), bool)
    for label in np.unique(y):
        places = np.flatnonzero(y == label)
        most = max(1, len(places) - 1)
        marked[places[: min(max(round(len(places) * train_fraction), 1), most)]] = True
    return marked
