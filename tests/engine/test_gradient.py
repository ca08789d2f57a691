"""The gradient, and the step that training takes, equal numerical differentiation.

Central differences err by h² times the third derivative, some 1e-10 for h = 1e-5, and by rounding
1e-16 / h = 1e-11. Both are far below the tolerance of 1e-8; the gradients are of order 0.1.
"""

from functools import cache

import numpy as np
import pytest

from playground.engine import ACTIVATIONS, LOSSES, REGULARIZATIONS, Network, Trainer

H = 1e-5
TOLERANCE = 1e-8
RATE = 0.7
PAIRS = [(output, loss) for loss, row in LOSSES.items() for output in row.outputs]


def problem(activation, output, loss, depth, skip):
    """Return a network of ``depth`` hidden layers with data that suit its loss."""
    rng = np.random.default_rng(depth)
    outputs = 3 if output == "softmax" else 1
    if activation == "mixed":
        activation = ("gelu", "sine", "tanh", "swish", "elu", "leaky-relu")[:depth]
    net = Network([3, *[2] * depth, outputs], activation, output, skip, "xavier", seed=depth)
    net.theta += rng.normal(size=net.theta.size) / 5
    X = rng.normal(size=(7, 3))
    y = rng.integers(0, 3, size=7) if outputs == 3 else rng.choice([-1.0, 1.0], size=7)
    return net, X, y


def central_differences(function, theta):
    """Differentiate a function of nothing that depends on the vector ``theta``, entry by entry."""
    slopes = np.empty_like(theta)
    for i, value in enumerate(theta.copy()):
        theta[i] = value + H
        above = function()
        theta[i] = value - H
        slopes[i] = (above - function()) / (2 * H)
        theta[i] = value
    return slopes


@cache
def numerical_gradient(activation, output, loss, depth, skip):
    net, X, y = problem(activation, output, loss, depth, skip)
    return central_differences(lambda: net.loss(X, y, loss), net.theta)


@cache
def numerical_penalty_gradient(regularization, *settings):
    net = problem(*settings)[0]
    penalty = {
        "none": lambda w: 0.0,
        "l1": lambda w: np.abs(w).sum(),
        "l2": lambda w: (w**2).sum() / 2,
    }[regularization]
    return central_differences(lambda: sum(penalty(w) for w in net.weights), net.theta)


# Each hidden layer has a function of its own in the last one; a network takes what it needs.
EVERY_ACTIVATION = [*ACTIVATIONS, "mixed"]

every_setting = [
    pytest.mark.parametrize("activation", EVERY_ACTIVATION),
    pytest.mark.parametrize(("output", "loss"), PAIRS),
    pytest.mark.parametrize("depth", range(7)),
    pytest.mark.parametrize("skip", [False, True]),
]


def with_every_setting(test):
    for mark in every_setting:
        test = mark(test)
    return test


@with_every_setting
def test_gradient_is_the_slope_of_the_loss(activation, output, loss, depth, skip):
    net, X, y = problem(activation, output, loss, depth, skip)
    expected = numerical_gradient(activation, output, loss, depth, skip)
    np.testing.assert_allclose(net.gradient(X, y, loss), expected, atol=TOLERANCE)


@pytest.mark.parametrize("regularization", REGULARIZATIONS)
@with_every_setting
def test_step_follows_the_slope_of_loss_and_penalty(
    activation, output, loss, depth, skip, regularization
):
    """So small a step carries no weight across zero; dividing by it costs 1e-16 / 1e-4 digits."""
    settings = (activation, output, loss, depth, skip)
    net, X, y = problem(*settings)
    before = net.theta.copy()
    Trainer(net, loss, "sgd", 1e-4, 7, regularization, RATE).run_epoch(X, y)
    slope = (before - net.theta) / 1e-4
    penalty = numerical_penalty_gradient(regularization, *settings)
    expected = numerical_gradient(*settings) + RATE * penalty
    np.testing.assert_allclose(slope, expected, atol=TOLERANCE)


def test_skip_makes_a_difference_only_between_hidden_layers_of_equal_width():
    shape = [2, 3, 3, 4, 4, 4, 1]
    net = Network(shape, skip=True)
    assert net.residual == (False, True, False, True, True, False)
    plain = Network(shape, skip=False)
    assert plain.residual == (False,) * 6


def test_residual_layer_adds_the_activations_before_it():
    net = Network([2, 3, 3, 1], skip=True, seed=3)
    X = np.random.default_rng(0).normal(size=(5, 2))
    _, first, second, output = net.forward(X)
    plain = np.tanh(first @ net.weights[1] + net.biases[1])
    # sums of three products, in another order
    np.testing.assert_allclose(second, plain + first, rtol=1e-13)
    np.testing.assert_allclose(output, np.tanh(second @ net.weights[2] + net.biases[2]), rtol=1e-13)
