"""Units and edges have names that people understand."""

import pytest

from playground.data import FEATURES
from playground.frame import Edge, Unit
from playground.views.labels import (
    class_label,
    edge_label,
    feature_label,
    sample_label,
    unit_label,
)

SHAPE = (2, 4, 2, 1)


def test_features_are_written_as_in_mathematics():
    assert [feature_label(name) for name in FEATURES] == [
        "x₁",
        "x₂",
        "x₁²",
        "x₂²",
        "x₁x₂",
        "sin x₁",
        "sin x₂",
        "cos x₁",
        "cos x₂",
    ]


def test_formulas_are_written_likewise():
    assert feature_label("=sin(3*x1)-x2*pi") == "sin(3·x₁)\N{MINUS SIGN}x₂·π"


@pytest.mark.parametrize(
    ("unit", "label"),
    [
        (Unit(1, 0), "Layer 1, neuron 1"),
        (Unit(2, 1), "Layer 2, neuron 2"),
        (Unit(3, 0), "Output"),
    ],
)
def test_units_are_counted_from_one(unit, label):
    assert unit_label(unit, SHAPE) == label


@pytest.mark.parametrize(
    ("edge", "label"),
    [
        (Edge(1, 1, 3), "Weight from sin x₁ to neuron 4 of layer 1"),
        (Edge(2, 0, 1), "Weight from neuron 1 of layer 1 to neuron 2 of layer 2"),
        (Edge(3, 1, 0), "Weight from neuron 2 of layer 2 to the output"),
    ],
)
def test_a_weight_is_named_by_what_it_connects(edge, label):
    assert edge_label(edge, SHAPE, ("x2", "sin_x1")) == label


def test_outputs_of_several_classes_are_counted_from_one():
    assert unit_label(Unit(2, 0), (2, 4, 3)) == "Output, class 1"
    assert edge_label(Edge(2, 3, 2), (2, 4, 3), ("x1", "x2")) == (
        "Weight from neuron 4 of layer 1 to the output of class 3"
    )


@pytest.mark.parametrize(("names", "label"), [((), "Class 2"), (("no", "yes"), "yes")])
def test_classes_have_their_names_or_numbers(names, label):
    assert class_label(1, names) == label


def test_without_hidden_layers_weights_go_from_feature_to_output():
    assert edge_label(Edge(1, 0, 0), (1, 1), ("x1",)) == "Weight from x₁ to the output"


@pytest.mark.parametrize(
    ("y", "classes", "names", "label"),
    [
        (1.0, 2, (), "+1"),
        (-1.0, 2, (), "−1"),
        (1.0, 2, ("cat", "dog"), "dog (+1)"),
        (-1.0, 2, ("cat", "dog"), "cat (−1)"),
        (2, 3, (), "Class 3"),
        (0, 3, ("ant", "bee", "fly"), "ant"),
        (-0.123456, 0, (), "−0.1235"),
    ],
)
def test_a_sample_is_named_by_its_class_or_value(y, classes, names, label):
    assert sample_label(y, classes, names) == label
