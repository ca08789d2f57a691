"""Metrics are those of scikit-learn.

Both divide the same whole numbers or add the same errors in another order: 1e-12 is enough.
"""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics as oracle

from playground.insight import metrics

CLOSE = {"rel": 1e-12, "abs": 1e-12}
CLASSES = {"two": (1, -1), "three": (0, 1, 2), "five": (0, 1, 2, 3, 4)}


@pytest.fixture(params=CLASSES.values(), ids=CLASSES)
def labels(request):
    """Classes, true labels and somewhat similar predicted ones."""
    rng = np.random.default_rng(0)
    y = rng.choice(request.param, size=80)
    predicted = np.where(rng.random(80) < 0.6, y, rng.choice(request.param, size=80))
    return request.param, y, predicted


def test_confusion_matrix_has_true_classes_in_rows(labels):
    classes, y, predicted = labels
    expected = oracle.confusion_matrix(y, predicted, labels=classes)
    np.testing.assert_array_equal(metrics.confusion_matrix(y, predicted, classes), expected)


def test_accuracy_precision_and_recall(labels):
    classes, y, predicted = labels
    confusion = metrics.confusion_matrix(y, predicted, classes)
    options = {"labels": classes, "average": None}
    assert metrics.accuracy(confusion) == pytest.approx(oracle.accuracy_score(y, predicted))
    np.testing.assert_allclose(
        metrics.precision(confusion), oracle.precision_score(y, predicted, **options)
    )
    np.testing.assert_allclose(
        metrics.recall(confusion), oracle.recall_score(y, predicted, **options)
    )


def test_a_class_that_never_occurs_has_neither_precision_nor_recall():
    confusion = metrics.confusion_matrix([0, 1, 1], [0, 1, 0], classes=(0, 1, 2))
    np.testing.assert_array_equal(metrics.precision(confusion), [0.5, 1, np.nan])
    np.testing.assert_array_equal(metrics.recall(confusion), [1, 0.5, np.nan])


def test_without_samples_there_is_no_accuracy():
    assert np.isnan(metrics.accuracy(metrics.confusion_matrix([], [])))


def test_a_label_of_no_class_is_refused():
    with pytest.raises(ValueError, match=r"labels must be among \[1, -1\], got 3"):
        metrics.confusion_matrix([1, 3, -1], [1, 1, 1])


def test_one_output_is_read_by_its_sign():
    outputs = np.array([[0.2], [-0.1], [0.0]])
    np.testing.assert_array_equal(metrics.predicted_classes(outputs), [1, -1, -1])


def test_of_several_outputs_the_largest_is_the_class():
    outputs = np.array([[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]])
    np.testing.assert_array_equal(metrics.predicted_classes(outputs), [1, 0])


values = st.floats(-100, 100, allow_subnormal=False)
pairs = st.lists(st.tuples(values, values), min_size=2)


@given(pairs)
def test_mean_absolute_error(pairs):
    y, predicted = np.array(pairs).T
    expected = oracle.mean_absolute_error(y, predicted)
    assert metrics.mean_absolute_error(y, predicted) == pytest.approx(expected, **CLOSE)


# A standard deviation of 0.001 among values of 100 costs 5 of the 16 digits of float64.
@given(pairs.filter(lambda pairs: np.std([y for y, _ in pairs]) > 1e-3))
def test_r_squared(pairs):
    y, predicted = np.array(pairs).T
    expected = oracle.r2_score(y, predicted)
    assert metrics.r_squared(y, predicted) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_r_squared_of_the_mean_is_zero_and_of_the_truth_one():
    y = np.array([1.0, 2.0, 6.0])
    assert metrics.r_squared(y, np.full(3, 3.0)) == 0
    assert metrics.r_squared(y, y) == 1


def test_r_squared_needs_a_variance():
    assert np.isnan(metrics.r_squared([2.0, 2.0], [1.0, 2.0]))
    # 0.1 has no exact mean: its deviations from it are 1e-17, not 0.
    assert np.isnan(metrics.r_squared(np.full(600, 0.1), np.zeros(600)))


def test_of_no_samples_there_is_no_measure_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(metrics.r_squared([], []))
        assert np.isnan(metrics.mean_absolute_error([], []))
