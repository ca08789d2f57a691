"""The derivative of a unit with respect to the inputs equals numerical differentiation.

Central differences err by h² times the third derivative, some 1e-10 for h = 1e-5, and by rounding
1e-16 / h = 1e-11; the tolerance is 1e-8 and the derivatives are of order 0.1.
"""

import numpy as np

from playground.engine import ACTIVATIONS, Network
from tests.cases import every
from tests.pairwise import pairwise_cases

H = 1e-5
TOLERANCE = 1e-8
SHAPE = [3, 4, 4, 4, 2]


def network(activation, skip):
    return Network(SHAPE, activation, "softmax", skip, "xavier", seed=1)


def pre_activations(net, X, layer):
    """Compute the pre-activations of a layer from the activations below it."""
    return net.forward(X)[layer - 1] @ net.weights[layer - 1] + net.biases[layer - 1]


def numerical_derivative(net, X, layer, unit):
    columns = []
    for direction in np.eye(X.shape[1]):
        above = pre_activations(net, X + H * direction, layer)
        below = pre_activations(net, X - H * direction, layer)
        columns.append((above - below)[:, unit] / (2 * H))
    return np.stack(columns)


@every(
    ("activation", "skip", "layer"),
    pairwise_cases(list(ACTIVATIONS), [False, True], range(1, len(SHAPE))),
)
def test_derivative_of_a_unit_is_the_slope_of_its_pre_activation(activation, skip, layer):
    net = network(activation, skip)
    X = np.random.default_rng(0).normal(size=(6, 3))
    start = np.zeros((SHAPE[layer], len(X)))
    start[1] = 1.0
    derivative = net.forward_pass(X).backward_to_inputs(layer, start)
    expected = numerical_derivative(net, X, layer, 1)
    np.testing.assert_allclose(derivative, expected, atol=TOLERANCE)


def test_a_rule_for_functions_is_applied_to_each_layer_below_the_start_from_the_top():
    net = network("tanh", skip=False)
    propagation = net.forward_pass(np.ones((2, 3)))
    seen = []

    def linearly(layer):
        seen.append(layer)
        np.copyto(layer.delta_z, layer.delta)

    derivative = propagation.backward_to_inputs(3, np.ones((4, 2)), linearly)
    assert seen == [propagation.layers[1], propagation.layers[0]]
    product = net.weights[0] @ net.weights[1] @ net.weights[2]
    # sums of four products, in another order
    np.testing.assert_allclose(derivative.T, np.tile(product.sum(axis=1), (2, 1)), rtol=1e-12)


def test_forward_pass_holds_what_forward_returns():
    net = network("relu", skip=True)
    X = np.random.default_rng(0).normal(size=(5, 3))
    propagation = net.forward_pass(X)
    held = [propagation.inputs[:-1], *(layer.activations for layer in propagation.layers)]
    for columns, rows in zip(held, net.forward(X), strict=True):
        np.testing.assert_array_equal(columns.T, rows)
