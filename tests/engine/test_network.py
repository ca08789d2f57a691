"""A network is its settings and one vector of parameters."""

import copy
import pickle

import numpy as np
import pytest

from playground.engine import Network
from tests.cases import every

X = np.random.default_rng(0).normal(size=(6, 2))


def test_theta_holds_layer_by_layer_the_weights_row_by_row_and_then_the_biases():
    net = Network([2, 3, 1])
    W0, W1 = net.weights
    b0, b1 = net.biases
    assert (W0.shape, b0.shape, W1.shape, b1.shape) == ((2, 3), (3,), (3, 1), (1,))
    np.testing.assert_array_equal(net.theta, [*W0.ravel(), *b0, *W1.ravel(), *b1])


def test_weights_and_biases_share_the_memory_of_theta():
    net = Network([2, 3, 1])
    net.weights[1][2, 0] = 5
    net.biases[0][:] = [6, 7, 8]
    np.testing.assert_array_equal(net.theta[[6, 7, 8, 11]], [6, 7, 8, 5])
    net.theta[:] = np.arange(13)
    np.testing.assert_array_equal(net.weights[0], [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(net.biases[1], [12])


def test_theta_keeps_its_memory_when_assigned():
    net = Network([2, 3, 1])
    weights = net.weights[0]
    net.theta = np.arange(13)
    net.theta += 1
    np.testing.assert_array_equal(weights, [[1, 2, 3], [4, 5, 6]])


def test_weights_of_a_layer_are_set_in_place_only():
    with pytest.raises(TypeError):
        Network([2, 1]).weights[0] = np.ones((2, 1))


def test_forward_applies_each_layer_to_the_one_before():
    net = Network([2, 3, 2, 1], activation="relu", output="tanh", seed=1)
    inputs, first, second, output = net.forward(X)
    # sums of two or three products, in another order
    np.testing.assert_array_equal(inputs, X)
    np.testing.assert_allclose(first, np.maximum(X @ net.weights[0] + net.biases[0], 0), rtol=1e-13)
    expected = np.maximum(first @ net.weights[1] + net.biases[1], 0)
    np.testing.assert_allclose(second, expected, rtol=1e-13)
    expected = np.tanh(second @ net.weights[2] + net.biases[2])
    np.testing.assert_allclose(output, expected, rtol=1e-13)


def test_each_hidden_layer_may_have_an_activation_of_its_own():
    net = Network([2, 3, 2, 1], activation=["sine", "relu"], output="linear", seed=1)
    _, first, second, _ = net.forward(X)
    # sums of two or three products, in another order
    np.testing.assert_allclose(first, np.sin(X @ net.weights[0] + net.biases[0]), rtol=1e-13)
    expected = np.maximum(first @ net.weights[1] + net.biases[1], 0)
    np.testing.assert_allclose(second, expected, rtol=1e-13)


def test_one_name_stands_for_all_hidden_layers():
    assert Network([2, 3, 2, 1], activation="elu").activations == ("elu", "elu")
    assert Network([2, 1], activation="elu").activations == ()


def test_forward_returns_arrays_that_nothing_else_changes():
    net = Network([2, 3, 1], output="linear")
    samples = X.copy()
    before = net.forward(samples)
    kept = [layer.copy() for layer in before]
    net.theta += 1
    samples += 1
    net.forward(samples)
    for layer, values in zip(before, kept, strict=True):
        np.testing.assert_array_equal(layer, values)


def test_forward_in_single_precision():
    net = Network([2, 8, 8, 1], seed=1)
    single = net.forward(X.astype(np.float32))
    for one, other in zip(single, net.forward(X), strict=True):
        assert one.dtype == np.float32
        np.testing.assert_allclose(one, other, atol=1e-6)  # float32 carries 7 digits


def test_same_seed_same_network():
    assert (Network([2, 4, 1], seed=3).theta == Network([2, 4, 1], seed=3).theta).all()
    assert (Network([2, 4, 1], seed=3).theta != Network([2, 4, 1], seed=4).theta).any()


@pytest.mark.parametrize(
    "duplicate", [Network.copy, copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))]
)
def test_copy_is_equal_and_shares_nothing(duplicate):
    activation = ["relu", "sine"]
    net = Network([2, 3, 3, 1], activation, "linear", skip=True, initialization="he", seed=5)
    net.theta += 0.25
    twin = duplicate(net)
    for before, after in zip(net.forward(X), twin.forward(X), strict=True):
        np.testing.assert_array_equal(before, after)
    settings = ["shape", "activations", "output", "skip", "initialization", "seed"]
    assert [getattr(twin, name) for name in settings] == [getattr(net, name) for name in settings]
    twin.weights[0][:] = 9
    assert not (net.theta == 9).any()
    assert (twin.theta == 9).sum() == 6


def test_a_diverged_network_has_no_finite_loss_and_warns_nobody(recwarn):
    net = Network([2, 4, 1], activation="relu", output="linear")
    net.theta = 1e200
    assert net.loss(np.abs(X), np.ones(6)) == np.inf
    net.theta = 1e308
    assert not np.isfinite(net.gradient(np.abs(X) + 1, np.ones(6))).all()
    net.forward(X.astype(np.float32))
    assert not recwarn.list


@every(
    ("settings", "message"),
    [
        ({"activation": "rellu"}, "activation must be one of 'relu', .*, got 'rellu'"),
        (
            {"activation": ["tanh"]},
            r"activation must be one name or one for each of 0 hidden layers, got \['tanh'\]",
        ),
        ({"shape": [2, 2, 1], "activation": ["tahn"]}, "activation must be one of .*, got 'tahn'"),
        ({"output": "relu"}, "output must be one of 'tanh', .*, got 'relu'"),
        ({"output": "softmax"}, "output 'softmax' needs 2 or more output units, got 1"),
        ({"initialization": "ones"}, "initialization must be one of 'uniform', .*, got 'ones'"),
        ({"shape": [2, 0, 1]}, "every entry of shape must be a whole number of at least 1, got 0"),
        ({"shape": [2, 1.5, 1]}, "every entry of shape must be a whole number .*, got 1.5"),
        ({"shape": [2]}, r"shape must name an input and an output layer, got \[2\]"),
    ],
)
def test_unknown_settings_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        Network(**{"shape": [2, 1]} | settings)


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        (np.ones((3, 5)), r"X must have shape \(n, 2\) with n > 0, got \(3, 5\)"),
        (np.ones(2), r"X must have shape \(n, 2\) with n > 0, got \(2,\)"),
        (np.ones((0, 2)), r"X must have shape \(n, 2\) with n > 0, got \(0, 2\)"),
        ([[0, 1], [np.inf, 0]], r"X must be finite, got inf at index \[1, 0\]"),
    ],
)
def test_unsuitable_samples_are_refused(samples, message):
    net = Network([2, 1])
    y = np.ones(len(samples))
    for use in (net.forward, lambda X: net.loss(X, y), lambda X: net.gradient(X, y)):
        with pytest.raises(ValueError, match=message):
            use(samples)
