"""A trace agrees with the engine's own results, and each of its values follows from the others.

Tolerances: what is computed twice in float64 may differ by the order of a few additions, 1e-12.
Central differences with h = 1e-5 err by some h² = 1e-10 and by rounding 1e-16 / h = 1e-11.
"""

from itertools import pairwise

import numpy as np
import pytest

from playground.engine import ACTIVATIONS, LOSSES, OPTIMIZERS, Network, Trainer
from playground.engine.layout import blocks
from playground.insight.trace import next_step, trace
from tests.cases import every

H = 1e-5
EXACT = {"rtol": 1e-12, "atol": 1e-12}
NUMERIC = {"rtol": 0, "atol": 1e-8}

PAIRS = [(output, loss) for loss, row in LOSSES.items() for output in row.outputs]
SMOOTH = [name for name in ACTIVATIONS if name != "step"]


def example(activation="tanh", output="tanh", loss="squared", skip=True):
    """Return a network whose second hidden layer can be residual, and a sample that suits."""
    outputs = 3 if output == "softmax" else 1
    net = Network([2, 3, 3, outputs], activation, output, skip, "xavier", seed=1)
    net.theta += np.random.default_rng(2).normal(size=net.theta.size) / 5
    return net, np.array([0.7, -1.3]), 2 if outputs == 3 else -1.0


def example_trace(*settings, **more):
    net, x, y = example(*settings, **more)
    return trace(net, x, y, more.get("loss", "squared"))


def central_difference(function, array, index):
    """Differentiate a function of nothing by one entry of an array that it depends on."""
    value = array[index]
    array[index] = value + H
    above = function()
    array[index] = value - H
    below = function()
    array[index] = value
    return (above - below) / (2 * H)


@every("skip", [False, True])
@every("activation", ACTIVATIONS)
def test_forward_values_are_those_of_the_network(activation, skip):
    net, x, y = example(activation, skip=skip)
    followed = trace(net, x, y)
    inputs, *activations = net.forward([x])
    np.testing.assert_array_equal(followed.inputs, inputs[0])
    for layer, expected in zip(followed.layers, activations, strict=True):
        np.testing.assert_allclose(layer.activations, expected[0], **EXACT)
    assert followed.outputs is followed.layers[-1].activations


@every(("output", "loss"), PAIRS)
def test_loss_and_gradient_are_those_of_the_network(output, loss):
    net, x, y = example(output=output, loss=loss)
    followed = trace(net, x, y, loss)
    assert followed.loss == pytest.approx(net.loss([x], [y], loss), rel=1e-12)
    for layer, block in zip(
        followed.layers, blocks(net.gradient([x], [y], loss), net.shape), strict=True
    ):
        np.testing.assert_allclose(layer.weight_gradient, block[:-1], **EXACT)
        np.testing.assert_allclose(layer.bias_gradient, block[-1], **EXACT)


@every(("output", "loss"), PAIRS)
def test_delta_z_is_the_slope_of_the_loss_by_each_pre_activation(output, loss):
    """A change of a bias changes z by as much."""
    net, x, y = example(output=output, loss=loss)
    for layer, biases in zip(trace(net, x, y, loss).layers, net.biases, strict=True):
        for i, delta in enumerate(layer.delta_z):
            numeric = central_difference(lambda: net.loss([x], [y], loss), biases, i)
            np.testing.assert_allclose(delta, numeric, **NUMERIC)


@every("activation", SMOOTH)
def test_slope_is_that_of_the_activation_function(activation):
    for layer in example_trace(activation).layers[:-1]:
        ends = [np.empty_like(layer.z) for _ in range(2)]
        for end, shift in zip(ends, (-H, H), strict=True):
            ACTIVATIONS[activation].value(layer.z + shift, end)
        numeric = (ends[1] - ends[0]) / (2 * H)
        np.testing.assert_allclose(layer.slope, numeric, **NUMERIC)


def test_pre_activations_follow_from_inputs_weights_and_biases():
    for layer in example_trace().layers:
        by_hand = [
            sum(w * a for w, a in zip(column, layer.inputs, strict=True)) + bias
            for column, bias in zip(layer.weights.T, layer.biases, strict=True)
        ]
        np.testing.assert_allclose(layer.z, by_hand, **EXACT)


def test_a_residual_layer_adds_what_it_gets():
    first, second, top = example_trace(skip=True).layers
    assert [layer.residual for layer in (first, second, top)] == [False, True, False]
    np.testing.assert_allclose(second.activations, np.tanh(second.z) + second.inputs, **EXACT)


def test_a_delta_is_the_sum_over_the_layer_above_times_the_slope():
    layers = example_trace(skip=False).layers
    for layer, above in pairwise(layers):
        np.testing.assert_allclose(layer.delta_a, above.weights @ above.delta_z, **EXACT)
        np.testing.assert_allclose(layer.delta_z, layer.delta_a * layer.slope, **EXACT)


def test_a_residual_layer_hands_its_delta_on():
    first, second, _ = example_trace(skip=True).layers
    np.testing.assert_allclose(
        first.delta_a, second.weights @ second.delta_z + second.delta_a, **EXACT
    )


def test_a_gradient_is_input_times_delta():
    for layer in example_trace().layers:
        np.testing.assert_allclose(
            layer.weight_gradient, np.outer(layer.inputs, layer.delta_z), **EXACT
        )
        np.testing.assert_array_equal(layer.bias_gradient, layer.delta_z)


@every(("output", "loss"), PAIRS)
def test_the_output_has_a_slope_unless_the_loss_is_differentiated_by_z(output, loss):
    top = example_trace(output=output, loss=loss).layers[-1]
    expected = LOSSES[loss].by_pre_activation
    assert (top.slope is None) == (top.delta_a is None) == expected


@pytest.mark.parametrize(
    ("output", "loss", "targets"),
    [("tanh", "squared", [-1]), ("tanh", "logistic", [0]), ("softmax", "cross-entropy", [0, 0, 1])],
)
def test_targets_are_what_the_loss_compares_with(output, loss, targets):
    np.testing.assert_array_equal(example_trace(output=output, loss=loss).targets, targets)


def test_a_trace_stays_as_it_is_while_training_goes_on():
    net, x, y = example()
    before = trace(net, x, y)
    kept = [np.copy(array) for array in vars(before.layers[1]).values()]
    net.theta *= 2
    for array, copy in zip(vars(before.layers[1]).values(), kept, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize(
    ("x", "message"), [([1.0], r"X must have shape \(n, 2\)"), ([1.0, np.nan], "X must be finite")]
)
def test_a_sample_that_does_not_fit_is_refused(x, message):
    with pytest.raises(ValueError, match=message):
        trace(example()[0], x, 1.0)


# The step


def test_a_step_follows_the_gradient():
    net, x, y = example()
    trainer = Trainer(net, learning_rate=0.3)
    expected = net.theta - 0.3 * net.gradient([x], [y])
    np.testing.assert_allclose(next_step(trainer, x, y), expected, **EXACT)


def test_a_step_adds_the_penalty_of_the_weights_alone():
    net, x, y = example()
    trainer = Trainer(net, learning_rate=0.3, regularization="l2", regularization_rate=0.1)
    change = next_step(trainer, x, y) - (net.theta - 0.3 * net.gradient([x], [y]))
    for block, weights in zip(blocks(change, net.shape), net.weights, strict=True):
        np.testing.assert_allclose(block[:-1], -0.03 * weights, **EXACT)
        np.testing.assert_allclose(block[-1], 0, **EXACT)


def test_a_step_leaves_dead_weights_dead():
    net, x, y = example()
    net.weights[0][0, 0] = 1e-9
    trainer = Trainer(net, learning_rate=1.0, regularization="l1", regularization_rate=1.0)
    trainer.run_epoch([x], [y])
    assert trainer.dead.any()
    np.testing.assert_array_equal(next_step(trainer, x, y)[trainer.dead], 0)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_is_the_one_that_the_trainer_takes_next(optimizer):
    """Two trainers do the same; then one predicts the step and the other takes it."""
    settings = {
        "optimizer": optimizer,
        "clip": 0.05,
        "schedule": "step",
        "schedule_period": 3,
        "regularization": "l2",
        "regularization_rate": 0.1,
    }
    X = np.random.default_rng(3).normal(size=(20, 2))
    y = np.sign(X[:, 0])
    trainers = [Trainer(example()[0], **settings) for _ in range(2)]
    for trainer in trainers:
        for _ in range(3):
            trainer.run_epoch(X, y)
    before = trainers[0].network.theta.copy()
    predicted = next_step(trainers[0], X[4], y[4])
    np.testing.assert_array_equal(trainers[0].network.theta, before)
    np.testing.assert_array_equal(next_step(trainers[0], X[4], y[4]), predicted)
    trainers[1].run_epoch(X[4:5], y[4:5])
    np.testing.assert_array_equal(predicted, trainers[1].network.theta)


def test_a_step_leaves_dropout_out():
    net, x, y = example()
    trainer = Trainer(net, learning_rate=0.3, dropout=0.5)
    expected = net.theta - 0.3 * net.gradient([x], [y])
    np.testing.assert_allclose(next_step(trainer, x, y), expected, **EXACT)


def test_a_step_is_taken_on_a_copy():
    net, x, y = example()
    before = net.theta.copy()
    next_step(Trainer(net, learning_rate=0.3), x, y)
    np.testing.assert_array_equal(net.theta, before)
