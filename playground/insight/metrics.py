"""How well a network does on some samples, in the numbers that its user cares about."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Bools, Floats, Ints

BINARY_LABELS = (1, -1)
"""Labels of the two classes of a network with one output."""


def predicted_classes(outputs: AnyFloats) -> Ints:
    """Return the class that a network takes each sample for, (n,) int.

    Parameters
    ----------
    outputs : ndarray, shape (n, outputs)
        One output per sample is read by its sign, as +1 or -1, where 0 counts as -1; of several
        the largest is the class index.
    """
    if outputs.shape[1] == 1:
        return np.where(outputs[:, 0] > 0, 1, -1)
    largest: Ints = outputs.argmax(axis=1)
    return largest


def confusion_matrix(
    y: ArrayLike, predicted: ArrayLike, classes: Sequence[int] = BINARY_LABELS
) -> Ints:
    """Count the samples of each class by the class that they are taken for.

    Parameters
    ----------
    y, predicted : array_like, shape (n,)
        True and predicted labels.
    classes : sequence of int
        All labels, in the order of the matrix.

    Returns
    -------
    ndarray of int, shape (classes, classes)
        Rows are true classes, columns predicted ones.

    Raises
    ------
    ValueError
        If a label is none of ``classes``.
    """
    pairs = [_class_numbers(labels, classes) for labels in (y, predicted)]
    count = len(classes)
    counts = np.bincount(pairs[0] * count + pairs[1], minlength=count**2)
    return counts.reshape(count, count)


def _class_numbers(labels: ArrayLike, classes: Sequence[int]) -> Ints:
    """Return the position in ``classes`` of each label."""
    matches: Bools = np.asarray(labels)[:, np.newaxis] == np.asarray(classes)
    if not matches.any(axis=1).all():
        stray = np.asarray(labels)[~matches.any(axis=1)][0]
        raise ValueError(f"labels must be among {list(classes)}, got {stray}")
    numbers: Ints = matches.argmax(axis=1)
    return numbers


def accuracy(confusion: Ints) -> float:
    """Return the share of samples that are taken for what they are; NaN if there is none."""
    return float(_shares(np.trace(confusion), confusion.sum()))


def precision(confusion: Ints) -> Floats:
    """Return which share of those taken for each class is of it, NaN where there is none."""
    return _shares(np.diagonal(confusion), confusion.sum(axis=0))


def recall(confusion: Ints) -> Floats:
    """Return which share of each class is taken for it, NaN where there is none of it."""
    return _shares(np.diagonal(confusion), confusion.sum(axis=1))


def _shares(parts: ArrayLike, wholes: ArrayLike) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.true_divide(parts, wholes)


def r_squared(y: ArrayLike, predicted: ArrayLike) -> float:
    """Return which share of the variance of ``y`` (n,) the predictions (n,) explain.

    1 minus the ratio of the squared errors to the squared deviations from the mean: 1 is perfect,
    0 is as good as the mean, less is worse. It is NaN if all of ``y`` is the same, or
    there is none.
    """
    y, predicted = np.asarray(y, float), np.asarray(predicted, float)
    # The mean of equal numbers may be off by rounding, so deviations of 0 would not tell.
    if len(y) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(1 - np.square(y - predicted).sum() / np.square(y - y.mean()).sum())


def mean_absolute_error(y: ArrayLike, predicted: ArrayLike) -> float:
    """Return the mean size of the errors of the predictions (n,) of ``y`` (n,); NaN if none."""
    return float(_shares(np.abs(np.subtract(y, predicted)).sum(), np.size(y)))
