"""Measures are laid out class by class, and written with the digits to compare runs by."""

import re

import numpy as np
import pytest

from playground.drawers.metrics.measures import (
    KINDS,
    class_labels,
    classification_texts,
    confusion_html,
    regression_texts,
    values_html,
)


def one_hot(classes, count):
    """Return outputs of a network that is sure of each of these classes."""
    return np.eye(count)[classes]


def keys(html):
    return set(re.findall(r'data-(?:key|share)="([^"]+)"', html))


@pytest.mark.parametrize(("outputs", "labels"), [(1, (1, -1)), (3, (0, 1, 2))])
def test_one_output_has_two_classes_and_several_one_each(outputs, labels):
    assert class_labels(outputs) == labels


def test_two_classes_are_counted_by_true_and_predicted_class():
    outputs = np.array([[0.9], [0.2], [-0.3], [-0.8], [0.1]])
    texts = classification_texts("test", outputs, np.array([1, 1, 1, -1, -1]))
    counts = [[texts[f"test {i} {j}"] for j in range(2)] for i in range(2)]
    assert counts == [["2", "1"], ["1", "1"]]
    assert texts["test accuracy"] == "60.0 %"
    assert (texts["test recall 0"], texts["test precision 0"]) == ("66.7 %", "66.7 %")
    assert (texts["share test 0 1"], texts["share test 1 1"]) == ("0.333", "0.500")


def test_three_classes_are_counted_as_well():
    texts = classification_texts("train", one_hot([0, 1, 1, 2], 3), np.array([0, 1, 2, 2]))
    counts = [[texts[f"train {i} {j}"] for j in range(3)] for i in range(3)]
    assert counts == [["1", "0", "0"], ["0", "1", "0"], ["0", "1", "1"]]


def test_a_class_without_samples_has_no_share():
    texts = classification_texts("train", one_hot([0, 0], 3), np.array([0, 0]))
    assert texts["train recall 2"] == texts["train precision 1"] == "–"
    assert texts["share train 2 2"] == "0.000"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("outputs", [1, 3, 5])
def test_every_text_of_a_confusion_matrix_has_its_place(kind, outputs):
    labels = class_labels(outputs)
    html = confusion_html(kind, [f"<{label}>" for label in labels])
    answers = np.zeros((4, outputs))
    assert keys(html) == set(classification_texts(kind, answers, np.array(labels)[[0, 1, 0, 1]]))
    assert html.count("<tr>") == 1 + len(labels) + 1
    assert f"&lt;{labels[0]}&gt;" in html


def test_every_text_of_a_regression_has_its_place():
    texts = regression_texts("test", np.array([0.1, 0.4]), np.array([0.2, 0.2]))
    assert set(texts) < keys(values_html(["r_squared", "mean_absolute_error"]))
    assert texts == {"test r_squared": "–", "test mean_absolute_error": "0.150000"}


def test_the_measures_of_many_samples_do_not_seem_perfect_before_they_are():
    outputs, y = np.ones((2000, 1)), np.ones(2000)
    y[0] = -1
    texts = classification_texts("test", outputs, y)
    assert (texts["test accuracy"], texts["test recall 0"]) == ("99.95 %", "100.0 %")


@pytest.mark.parametrize("value", [0.1, 0.3, -0.7, 1 / 3])
def test_equal_values_have_no_variance_to_explain(value):
    """The mean of such numbers is not exactly one of them."""
    texts = regression_texts("test", np.zeros(600), np.full(600, value))
    assert texts["test r_squared"] == "–"
