"""Dropout leaves out hidden units in training only, and its gradient is that of what is left."""

import numpy as np
import pytest

from playground.engine import LOSSES, Network, Trainer
from playground.engine.dropout import DropoutPass
from tests.cases import every

rng = np.random.default_rng(0)
X = rng.normal(size=(9, 2))
Y = np.where(X[:, 0] > 0, 1.0, -1.0)
LOSS = LOSSES["squared"]


def network(**settings):
    return Network([2, 5, 5, 1], **{"seed": 1, "initialization": "xavier"} | settings)


def propagate(net, rate, samples=X, seed=3):
    """Return a pass over samples with what the seed leaves out."""
    inputs, targets = net.columns(samples, np.resize(Y, len(samples)), "squared")
    propagation = DropoutPass(net, len(samples), rate, np.random.default_rng(seed))
    propagation.forward(inputs)
    return propagation, targets


@every("skip", [False, True])
@every("activation", ["tanh", "relu", "gelu", ["swish", "elu"]])
def test_gradient_is_the_slope_of_the_loss_with_the_same_units_left_out(activation, skip):
    """Central differences err by about h² = 1e-10 and by rounding, 1e-16 / h = 1e-11."""
    net = network(activation=activation, skip=skip)
    net.theta += np.random.default_rng(1).normal(size=net.theta.size) / 5  # biases off the kinks
    propagation, targets = propagate(net, 0.4)
    gradient = propagation.backward(LOSS, targets).copy()
    h = 1e-5
    slopes = np.empty_like(net.theta)
    for i, value in enumerate(net.theta.copy()):
        losses = []
        for net.theta[i] in (value + h, value - h):
            losses.append(propagate(net, 0.4)[0].loss(LOSS, targets))
        net.theta[i] = value
        slopes[i] = (losses[0] - losses[1]) / (2 * h)
    np.testing.assert_allclose(gradient, slopes, atol=1e-8)


def test_a_unit_is_left_out_or_made_up_for_by_the_others():
    net = network()
    first = propagate(net, 0.2)[0].layers[0].activations.T
    whole = net.forward(X)[1]
    ratio = first / whole
    left_out = ratio == 0
    assert left_out.any()
    np.testing.assert_allclose(ratio[~left_out], 1 / 0.8, rtol=1e-14)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_rate_is_the_share_of_units_left_out_and_the_mean_stays(rate):
    """40,000 units: five standard errors are 5 sqrt(rate (1 - rate) / 40000)."""
    samples = np.resize(X, (8000, 2))
    net = network(activation="sigmoid")
    first = propagate(net, rate, samples)[0].layers[0].activations
    error = 5 * np.sqrt(rate * (1 - rate) / first.size)
    assert (first == 0).mean() == pytest.approx(rate, abs=error)
    assert first.mean() == pytest.approx(net.forward(samples)[1].mean(), abs=error / (1 - rate))


def test_inputs_and_outputs_are_never_left_out():
    net = network()
    propagation = propagate(net, 0.9)[0]
    np.testing.assert_array_equal(propagation.inputs[:-1].T, X)
    second, output = (layer.activations for layer in propagation.layers[1:])
    expected = np.tanh(net.weights[2].T @ second + net.biases[2][:, np.newaxis])
    # sums of five products, in another order
    np.testing.assert_allclose(output, expected, rtol=1e-13)


def test_a_residual_layer_keeps_what_it_adds_to():
    net = network(skip=True)
    first, second, _ = propagate(net, 0.5)[0].layers
    left_out = second.value == 0
    assert left_out.any()
    np.testing.assert_array_equal(second.activations[left_out], first.activations[left_out])


def test_each_pass_draws_anew():
    propagation = propagate(network(), 0.5)[0]
    before = propagation.layers[0].activations.copy()
    propagation.forward(propagation.inputs)
    assert not np.array_equal(propagation.layers[0].activations == 0, before == 0)


def test_a_network_without_hidden_layers_has_nothing_to_leave_out():
    nets = [Network([2, 1], seed=1) for _ in range(2)]
    for net, dropout in zip(nets, [0.0, 0.5], strict=True):
        Trainer(net, dropout=dropout).run_epoch(X, Y)
    np.testing.assert_array_equal(nets[0].theta, nets[1].theta)


def train(epochs=3, **settings):
    net = network()
    trainer = Trainer(net, batch_size=4, **settings)
    for _ in range(epochs):
        trainer.run_epoch(X, Y)
    return net


def test_the_seed_determines_what_is_left_out():
    assert (train(dropout=0.3, seed=1).theta == train(dropout=0.3, seed=1).theta).all()
    one, other = (train(dropout=0.3, seed=seed, shuffle=False) for seed in (1, 2))
    assert (one.theta != other.theta).any()


def test_dropout_leaves_the_order_of_samples_as_it_is():
    orders = [
        [batch.samples.tolist() for batch in Trainer(network(), dropout=rate).batches(X, Y)]
        for rate in (0.0, 0.5)
    ]
    assert orders[0] == orders[1]


def test_evaluation_leaves_nothing_out():
    net = network()
    loss = net.loss(X, Y)
    trainer = Trainer(net, dropout=0.9)
    next(trainer.batches(X, Y))
    assert net.loss(X, Y) == loss
    np.testing.assert_array_equal(net.forward(X)[-1], network().forward(X)[-1])


def test_dropout_can_be_switched_off_again():
    net, never = network(), network()
    trainers = [Trainer(net, shuffle=False, dropout=0.5), Trainer(never, shuffle=False)]
    trainers[0].run_epoch(X, Y)
    trainers[0].dropout = 0.0
    never.theta = net.theta
    for trainer in trainers:
        trainer.run_epoch(X, Y)
    np.testing.assert_array_equal(net.theta, never.theta)
