"""Losses take the values of their formulas, also where a careless one would overflow."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

from playground.engine import LOSSES, OUTPUTS, Network
from tests.cases import every

rng = np.random.default_rng(1)
X = rng.normal(size=(12, 2))
SIGNS = np.where(X[:, 0] > 0.2, 1.0, -1.0)


def network(output="tanh", outputs=1):
    return Network([2, 3, outputs], output=output, seed=2)


def constant_output(output, z, n_outputs=1):
    """Return a network whose output's pre-activation is ``z`` whatever the input."""
    net = Network([2, n_outputs], output=output)
    net.theta = 0
    net.biases[-1][:] = z
    return net


@pytest.mark.parametrize("output", ["tanh", "sigmoid", "linear"])
def test_squared_is_the_mean_of_half_the_squared_error(output):
    net = network(output)
    errors = [net.forward(X)[-1][i, 0] - SIGNS[i] for i in range(len(X))]
    expected = sum(e**2 / 2 for e in errors) / len(errors)
    assert net.loss(X, SIGNS) == pytest.approx(expected, rel=1e-14)


def test_loss_sums_over_outputs():
    net = network("linear", outputs=2)
    y = rng.normal(size=(12, 2))
    errors = net.forward(X)[-1] - y
    assert net.loss(X, y) == pytest.approx((errors**2).sum() / 2 / 12, rel=1e-14)


@pytest.mark.parametrize(
    ("residual", "expected"), [(0.0, 0), (0.5, 0.125), (-1, 0.5), (3, 2.5), (-10, 9.5)]
)
def test_huber_is_squared_up_to_1_and_linear_beyond(residual, expected):
    net = constant_output("linear", residual)
    assert net.loss([[0, 0]], [0], loss="huber") == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("output", ["tanh", "sigmoid", "linear"])
def test_logistic_is_the_log_loss_of_the_probability(output):
    net = network(output)
    a = net.forward(X)[-1][:, 0]
    positive = {"tanh": (1 + a) / 2, "sigmoid": a, "linear": 1 / (1 + np.exp(-a))}[output]
    expected = log_loss(SIGNS, positive)
    assert net.loss(X, SIGNS, loss="logistic") == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(("output", "scale"), [("tanh", 2), ("sigmoid", 1), ("linear", 1)])
def test_logistic_of_a_confident_error_grows_with_the_log_odds(output, scale):
    """The output itself is saturated to the last bit here: log(1 + exp(s)) = s for large s."""
    net = constant_output(output, 500)
    assert net.loss([[0, 0]], [-1], loss="logistic") == pytest.approx(500 * scale, rel=1e-15)
    assert net.loss([[0, 0]], [1], loss="logistic") == pytest.approx(0, abs=1e-200)
    biases = net.gradient([[0, 0]], [-1], loss="logistic")[-1]
    assert biases == pytest.approx(scale, rel=1e-15)


def test_cross_entropy_is_the_log_loss_of_the_classes():
    net = network("softmax", outputs=3)
    y = rng.integers(0, 3, size=12)
    expected = log_loss(y, net.forward(X)[-1], labels=[0, 1, 2])
    assert net.loss(X, y, loss="cross-entropy") == pytest.approx(expected, rel=1e-13)


def test_cross_entropy_of_a_confident_error_is_the_difference_of_the_pre_activations():
    net = constant_output("softmax", [900, 0, -100], n_outputs=3)
    assert net.loss([[0, 0]], [2], loss="cross-entropy") == pytest.approx(1000, rel=1e-15)


def test_cross_entropy_of_two_classes_is_logistic_in_their_difference():
    """softmax(z)[1] = sigmoid(z1 - z0)."""
    net = network("softmax", outputs=2)
    logits = Network([2, 3, 1], output="linear")
    for source, target in zip(net.weights[:-1], logits.weights[:-1], strict=True):
        target[:] = source
    logits.weights[-1][:, 0] = net.weights[-1][:, 1] - net.weights[-1][:, 0]
    logits.biases[0][:] = net.biases[0]
    logits.biases[-1][:] = net.biases[-1][1] - net.biases[-1][0]
    assert net.loss(X, SIGNS > 0, "cross-entropy") == pytest.approx(
        logits.loss(X, SIGNS, "logistic"), rel=1e-14
    )


@pytest.mark.parametrize("outputs", [1, 2])
def test_linear_network_has_the_gradient_of_least_squares(outputs):
    """For outputs X̃ B, with a column of ones in X̃, it is X̃' (X̃ B - y) / n."""
    net = Network([2, outputs], output="linear", seed=4)
    y = rng.normal(size=(12, outputs))
    with_ones = np.column_stack([X, np.ones(12)])
    B = np.vstack([net.weights[0], net.biases[0]])
    expected = with_ones.T @ (with_ones @ B - y) / 12
    np.testing.assert_allclose(net.gradient(X, y), expected.ravel(), rtol=1e-12)


def test_gradient_vanishes_at_the_least_squares_solution():
    y = rng.normal(size=12)
    net = Network([2, 1], output="linear")
    net.theta = np.linalg.lstsq(np.column_stack([X, np.ones(12)]), y, rcond=None)[0]
    np.testing.assert_allclose(net.gradient(X, y), 0, atol=1e-14)


@pytest.mark.parametrize("loss", ["squared", "logistic", "huber"])
def test_targets_of_one_output_may_be_a_column(loss):
    net = network()
    assert net.loss(X, SIGNS[:, np.newaxis], loss) == net.loss(X, SIGNS, loss)


@every(
    ("output", "loss", "y", "message"),
    [
        ("tanh", "hinge", SIGNS, "loss must be one of 'squared', .*, got 'hinge'"),
        ("tanh", "cross-entropy", SIGNS, "'cross-entropy' needs an output of 'softmax', got 'ta"),
        ("softmax", "logistic", SIGNS, "'logistic' needs an output of 'tanh', .*, got 'softmax'"),
        ("softmax", "squared", SIGNS, "'squared' needs an output of 'tanh', .*, got 'softmax'"),
        ("tanh", "logistic", [0.5] * 12, "y must be -1 or \\+1 for loss 'logistic', got 0.5"),
        ("softmax", "cross-entropy", [2] * 12, "y must be a class index from 0 to 1, got 2"),
        ("softmax", "cross-entropy", [0.5] * 12, "y must be a class index from 0 to 1, got 0.5"),
        ("tanh", "squared", [[1, 1]] * 12, r"y must have shape \(n,\) or \(n, 1\), got \(12, 2\)"),
        ("tanh", "squared", 1.0, r"y must have shape \(n,\) or \(n, 1\), got \(\)"),
        ("tanh", "squared", [1] * 11, r"y must have one row per sample of X \(12\), got 11"),
        ("tanh", "squared", [np.nan] * 12, r"y must be finite, got nan at index \[0\]"),
    ],
)
def test_unsuitable_losses_and_targets_are_refused(output, loss, y, message):
    net = network(output, outputs=2 if output == "softmax" else 1)
    with pytest.raises(ValueError, match=message):
        net.loss(X, y, loss)


def test_every_loss_goes_with_known_outputs_and_every_output_with_a_loss():
    assert {output for loss in LOSSES.values() for output in loss.outputs} == set(OUTPUTS)
