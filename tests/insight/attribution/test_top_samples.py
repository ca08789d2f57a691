"""The samples that excite a unit most are found, and the inputs that are responsible."""

import numpy as np
import pytest

from playground.data import load_digits
from playground.engine import Network
from playground.insight import METHODS, relevance, top_samples
from tests.cases import every

X = load_digits()[0].X


def network(activation="relu"):
    return Network([64, 12, 8, 10], activation, "softmax", initialization="he", seed=1)


@pytest.mark.parametrize("layer", [1, 2, 3])
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_the_nine_strongest_come_first(layer, activation):
    net = network(activation)
    top = top_samples(net, X, layer, 2)
    below, reached = net.forward(X)[layer - 1 : layer + 1]
    scores = (below @ net.weights[layer - 1] + net.biases[layer - 1])[:, 2]
    assert len(top.indices) == 9
    # sums of up to 64 products in another order
    np.testing.assert_allclose(top.scores, scores[top.indices], rtol=1e-12)
    np.testing.assert_array_equal(top.activations, np.sort(reached[:, 2])[::-1][:9])
    np.testing.assert_array_equal(top.activations, reached[top.indices, 2])


def test_an_output_is_excited_most_where_its_probability_is_largest_not_its_score():
    """The second sample has the larger score, and another output has a larger one still."""
    net = Network([2, 2], output="softmax", initialization="zero")
    net.weights[0][:] = np.eye(2)
    top = top_samples(net, [[1.0, 0], [5, 9]], 1, 0)
    assert top.indices.tolist() == [0, 1]
    assert top.scores.tolist() == [1, 5]


def test_responsible_inputs_are_told_apart_where_deconvolution_gives_one_picture_for_all():
    net = Network([64, 12, 10], "relu", "softmax", initialization="he", seed=1)
    top = top_samples(net, X, 2, 3)
    assert top.method == "lrp-epsilon"
    expected = relevance(net, X[top.indices], "lrp-epsilon", 3, layer=2)
    np.testing.assert_array_equal(top.responsible, expected)
    assert len(np.unique(top.responsible.round(6), axis=0)) == 9
    same = top_samples(net, X, 2, 3, method="deconvolution").responsible
    assert len(np.unique(same, axis=0)) == 1


@pytest.mark.parametrize("method", METHODS)
def test_any_method_can_be_asked_for(method):
    top = top_samples(network(), X, 3, 0, count=4, method=method)
    assert top.method == method
    assert top.responsible.shape == (4, 64)


def test_units_that_saturate_are_told_apart_by_their_pre_activation():
    net = Network([1, 1, 1], "sigmoid")
    net.weights[0][:] = 1000
    found = top_samples(net, [[1.0], [3], [2]], 1, 0)
    assert found.activations.tolist() == [1, 1, 1]
    assert found.indices.tolist() == [1, 2, 0]


def test_equally_strong_samples_keep_their_order():
    assert top_samples(network(), np.ones((5, 64)), 1, 0, count=3).indices.tolist() == [0, 1, 2]


def test_a_small_data_set_is_found_whole():
    assert len(top_samples(network(), X[:4], 1, 0).indices) == 4


@every(
    ("arguments", "message"),
    [
        ({"layer": 4}, "layer must be a whole number between 1 and 3, got 4"),
        ({"layer": 0}, "layer must be a whole number between 1 and 3, got 0"),
        ({"unit": 12}, "unit of layer 1 must be a whole number between 0 and 11, got 12"),
        ({"unit": True}, "unit of layer 1 must be a whole number between 0 and 11, got True"),
        ({"count": 0}, "count must be a whole number of at least 1, got 0"),
        ({"method": "guess"}, "method must be one of .*, got 'guess'"),
        ({"X": X[:, :5]}, r"X must have shape \(n, 64\) with n > 0, got \(898, 5\)"),
        ({"X": X[:0]}, r"X must have shape \(n, 64\) with n > 0, got \(0, 64\)"),
    ],
)
def test_a_bad_request_gets_a_sentence(arguments, message):
    with pytest.raises(ValueError, match=message):
        top_samples(network(), **{"X": X, "layer": 1, "unit": 0, **arguments})


def test_parameters_that_are_not_finite_are_refused():
    net = network()
    net.biases[2][4] = np.inf
    with pytest.raises(ValueError, match=r"network's parameters must be finite, got inf"):
        top_samples(net, X, 1, 0)
