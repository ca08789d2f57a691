"""Optimizers take the steps that their papers write down, and clipping keeps the direction."""

import numpy as np
import pytest

from playground.engine import OPTIMIZERS, Network, Trainer
from playground.engine.optimizers import clip_norm

RATE, MU = 0.1, 0.8
RATE_ARRAY = np.array(RATE)
GRADIENTS = np.random.default_rng(0).normal(size=(6, 4))


def path(name, gradients, rate=RATE_ARRAY, momentum=MU):
    """Return the points an optimizer goes through from the origin."""
    optimizer = OPTIMIZERS[name](gradients.shape[1])
    theta = np.zeros(gradients.shape[1])
    points = []
    for gradient in gradients:
        optimizer.step(theta, gradient, rate, momentum)
        points.append(theta.copy())
    return np.array(points)


def decaying_sum(terms, decay):
    """Return the sum over i <= t of decay^(t - i) times the i-th term, for every t."""
    t = np.arange(len(terms))
    return np.tril(decay ** np.abs(t[:, None] - t)) @ terms


def steps_of_sgd():
    return GRADIENTS


def steps_of_momentum():
    return decaying_sum(GRADIENTS, MU)


def steps_of_nesterov():
    return GRADIENTS + MU * decaying_sum(GRADIENTS, MU)


def steps_of_rmsprop():
    return GRADIENTS / (np.sqrt(0.01 * decaying_sum(GRADIENTS**2, 0.99)) + 1e-8)


def steps_of_adam():
    """Kingma & Ba (2015), algorithm 1, with the moments as the sums of their section 3."""
    t = np.arange(1, len(GRADIENTS) + 1)[:, None]
    mean = (1 - MU) * decaying_sum(GRADIENTS, MU) / (1 - MU**t)
    square = 0.001 * decaying_sum(GRADIENTS**2, 0.999) / (1 - 0.999**t)
    return mean / (np.sqrt(square) + 1e-8)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_path_is_the_sum_of_the_steps_in_closed_form(name):
    """The tolerance is that of a few sums of six terms in another order."""
    steps = globals()[f"steps_of_{name}"]()
    np.testing.assert_allclose(path(name, GRADIENTS), -RATE * np.cumsum(steps, axis=0), rtol=1e-12)


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_without_momentum_it_is_gradient_descent(name):
    np.testing.assert_array_equal(path(name, GRADIENTS, momentum=0.0), path("sgd", GRADIENTS))


def test_momentum_in_a_constant_slope_approaches_steps_that_are_longer_by_1_over_1_minus_mu():
    points = path("momentum", np.ones((200, 1)))
    assert points[-2] - points[-1] == pytest.approx(RATE / (1 - MU), rel=1e-12)


def test_nesterov_is_sutskevers_form_seen_from_the_point_looked_ahead_to():
    """Sutskever et al. (2013), eq. 3 and 4, on f(x) = x' A x / 2; ours is their x + mu v."""
    A = np.diag([1.0, 3.0])
    optimizer, ours = OPTIMIZERS["nesterov"](2), np.array([1.0, -2.0])
    x, v = ours.copy(), np.zeros(2)
    for _ in range(30):
        optimizer.step(ours, A @ ours, RATE_ARRAY, MU)
        v = MU * v - RATE * A @ (x + MU * v)
        x = x + v
        np.testing.assert_allclose(ours, x + MU * v, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ["rmsprop", "adam"])
def test_steps_do_not_depend_on_the_scale_of_the_gradient(name):
    """Save for the 1e-8 beside the roots, which are 0.01 or more: steps of 1 differ by 1e-6."""
    scaled = path(name, 1000 * GRADIENTS)
    np.testing.assert_allclose(scaled, path(name, GRADIENTS), atol=RATE * 1e-5)


def test_the_first_step_of_adam_is_as_long_as_the_learning_rate():
    first = path("adam", GRADIENTS)[0]
    np.testing.assert_allclose(first, -RATE * np.sign(GRADIENTS[0]), rtol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_gradient_is_left_as_it_is(name):
    gradients = GRADIENTS.copy()
    path(name, gradients)
    np.testing.assert_array_equal(gradients, GRADIENTS)


def test_a_long_gradient_is_shortened_in_its_direction():
    gradient = np.array([3.0, -4.0])
    clip_norm(gradient, 0.5)
    # the margin of 1e-6 beside the norm of 5
    np.testing.assert_allclose(gradient, [0.3, -0.4], rtol=2.1e-7)


@pytest.mark.parametrize("gradient", [[0.0, 0.0], [0.3, -0.4], [1e-200, 0.0]])
def test_a_short_gradient_is_left_as_it_is(gradient):
    clipped = np.array(gradient)
    clip_norm(clipped, 0.6)
    assert clipped.tolist() == gradient


def test_training_clips_the_gradient_of_each_batch():
    """With "sgd" no step is longer than learning rate times norm; the first ones would be."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 2)), rng.normal(size=20)
    net = Network([2, 4, 1], output="linear")
    gradient = net.gradient(X, y)
    assert np.linalg.norm(gradient) > 0.01
    before = net.theta.copy()
    Trainer(net, learning_rate=0.5, batch_size=20, clip=0.01).run_epoch(X, y)
    step = net.theta - before
    expected = -0.5 * 0.01 * gradient / np.linalg.norm(gradient)
    # the margin of 1e-6 is less than 1e-4 of the norm
    np.testing.assert_allclose(step, expected, rtol=1e-4)


def test_decay_of_weights_is_apart_from_the_optimizer():
    """With no gradient at all, every optimizer leaves the decay 1 - rate * penalty alone."""
    for name in OPTIMIZERS:
        net = Network([1, 1], output="linear", initialization="zero")
        net.weights[0][:] = 0.5
        trainer = Trainer(net, "squared", name, 0.1, regularization="l2", regularization_rate=0.2)
        trainer.run_epoch(np.zeros((4, 1)), np.zeros(4))
        assert net.weights[0].item() == pytest.approx(0.5 * (1 - 0.1 * 0.2), rel=1e-15)
