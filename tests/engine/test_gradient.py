"""The gradient, and the step that training takes, equal numerical differentiation.

Central differences err by h² times the third derivative, some 1e-10 for h = 1e-5, and by rounding
1e-16 / h = 1e-11. Both are far below the tolerance of 1e-8; the gradients are of order 0.1.
"""

from itertools import combinations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.engine import ACTIVATIONS, LOSSES, REGULARIZATIONS, Network, Trainer
from tests.cases import every
from tests.pairwise import pairs_of, pairwise_cases

H = 1e-5
TOLERANCE = 1e-8
RATE = 0.7
PAIRS = [(output, loss) for loss, row in LOSSES.items() for output in row.outputs]


def problem(shape, activation, output, skip, seed=0, samples=7):
    """Return a network, with biases, too, and data that suit its loss."""
    rng = np.random.default_rng(seed)
    net = Network(shape, activation, output, skip, "xavier", seed)
    net.theta += rng.normal(size=net.theta.size) / 5
    X = rng.normal(size=(samples, shape[0]))
    classes = rng.integers(0, shape[-1], size=samples)
    signs = rng.choice([-1.0, 1.0], size=(samples, shape[-1]))
    return net, X, classes if output == "softmax" else signs


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


PENALTIES = {
    "none": lambda w: 0.0,
    "l1": lambda w: np.abs(w).sum(),
    "l2": lambda w: (w**2).sum() / 2,
}


def check(net, X, y, loss, regularization, tolerance=TOLERANCE):
    """Compare the gradient, and a step that is too small to carry a weight across zero.

    Dividing by the step's rate costs 1e-16 / 1e-4 digits.
    """
    slope = central_differences(lambda: net.loss(X, y, loss), net.theta)
    np.testing.assert_allclose(net.gradient(X, y, loss), slope, atol=tolerance)
    penalty = PENALTIES[regularization]
    of_penalty = central_differences(lambda: sum(penalty(w) for w in net.weights), net.theta)
    before = net.theta.copy()
    Trainer(net, loss, "sgd", 1e-4, len(X), regularization, RATE).run_epoch(X, y)
    step = (before - net.theta) / 1e-4
    np.testing.assert_allclose(step, slope + RATE * of_penalty, atol=tolerance)


MIXED = ("gelu", "sine", "tanh", "swish", "elu", "leaky-relu")
"""A function of its own for each hidden layer; a network takes what it needs."""

HIDDEN = [(1, False), (2, False), (2, True), (6, False), (6, True)]
"""How many hidden layers, and whether they add the one before: the first never does."""

FACTORS = ([*ACTIVATIONS, MIXED], PAIRS, HIDDEN, list(REGULARIZATIONS))
CASES = pairwise_cases(*FACTORS)


@every(("activation", "pair", "hidden", "regularization"), CASES)
def test_every_two_settings_together(activation, pair, hidden, regularization):
    (output, loss), (depth, skip) = pair, hidden
    activation = activation[:depth] if activation is MIXED else activation
    shape = [3, *[2] * depth, 3 if output == "softmax" else 1]
    net, X, y = problem(shape, activation, output, skip, seed=depth)
    check(net, X, y, loss, regularization)


def test_every_two_settings_were_together():
    met = set().union(*map(pairs_of, CASES))
    for (i, left), (j, right) in combinations(enumerate(FACTORS), 2):
        assert {((i, a), (j, b)) for a in left for b in right} <= met


@every("regularization", REGULARIZATIONS)
@every(("output", "loss"), PAIRS)
def test_without_hidden_layers(output, loss, regularization):
    net, X, y = problem([3, 3 if output == "softmax" else 2], "tanh", output, skip=False)
    check(net, X, y, loss, regularization)


@given(
    pair=st.sampled_from(PAIRS),
    inputs=st.integers(1, 3),
    hidden=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(list(ACTIVATIONS))), max_size=6),
    outputs=st.integers(1, 3),
    skip=st.booleans(),
    regularization=st.sampled_from(list(REGULARIZATIONS)),
    samples=st.integers(1, 9),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_settings(pair, inputs, hidden, outputs, skip, regularization, samples, seed):
    (output, loss), units = pair, [units for units, _ in hidden]
    outputs = max(outputs, 2) if output == "softmax" else outputs
    activations = [name for _, name in hidden]
    net, X, y = problem([inputs, *units, outputs], activations, output, skip, seed, samples)
    assume(far_from_kinks(net, X, y, loss))
    check(net, X, y, loss, regularization)


KINKED = {"relu", "leaky-relu", "elu", "step"}


def far_from_kinks(net, X, y, loss, distance=1e-3):
    """Tell whether no difference is taken across a place where a slope or its slope jumps."""
    layers = net.forward_pass(X).layers
    hidden = zip(layers, net.activations, strict=False)
    kinks = [*net.weights, *(layer.z for layer, name in hidden if name in KINKED)]
    if loss == "huber":
        kinks.append(np.abs(layers[-1].activations - y.T) - 1)
    return all(np.abs(kink).min() > distance for kink in kinks)


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
