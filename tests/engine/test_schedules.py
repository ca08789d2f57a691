"""Schedules change the learning rate between epochs, along the curves of their formulas."""

import numpy as np
import pytest

from playground.engine import SCHEDULES, Network, Trainer

X, Y = np.ones((6, 1)), np.zeros(6)


def factors(name, epochs, period=4, factor=0.5):
    return [SCHEDULES[name](epoch, period, factor) for epoch in range(epochs)]


def test_constant_is_1():
    assert factors("constant", 10) == [1] * 10


def test_step_multiplies_once_per_period():
    assert factors("step", 10) == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25]


def test_cosine_falls_along_half_a_wave_and_starts_anew():
    root = np.sqrt(0.5)
    wave = [1, (1 + root) / 2, 0.5, (1 - root) / 2]
    np.testing.assert_allclose(factors("cosine", 9), [*wave, *wave, 1], rtol=1e-14)


def test_a_period_of_one_epoch_is_valid():
    assert factors("step", 3, period=1) == [1, 0.5, 0.25]
    assert factors("cosine", 3, period=1) == [1, 1, 1]


def steps(trainer, epochs):
    """Train the bias of a line on a slope of 1, so that each step is the rate at that time."""
    lengths = []
    for _ in range(epochs):
        for batch in trainer.batches(X, Y):
            net = trainer.network
            net.theta = [0.0, 1.0]
            trainer.run_batch(batch)
            lengths.append(1 - net.biases[0].item())
    return lengths


def trainer(**settings):
    net = Network([1, 1], output="linear")
    return Trainer(net, learning_rate=0.25, batch_size=3, schedule_period=2, **settings)


def test_all_batches_of_an_epoch_have_the_same_rate():
    found = steps(trainer(schedule="step", schedule_factor=0.5), 6)
    assert found == [0.25] * 4 + [0.125] * 4 + [0.0625] * 4


def test_the_rate_of_the_next_epoch_is_known_beforehand():
    run = trainer(schedule="cosine")
    for _ in range(5):
        rate = run.next_rate
        assert steps(run, 1) == pytest.approx([rate] * 2, rel=1e-14)


def test_the_learning_rate_may_change_meanwhile():
    run = trainer(schedule="step", schedule_factor=0.5)
    steps(run, 2)
    run.learning_rate = 0.5
    assert steps(run, 1) == [0.25] * 2


def test_a_new_schedule_acts_from_the_next_epoch_on_at_its_own_time():
    run = trainer()
    steps(run, 4)
    run.schedule, run.schedule_factor = "step", 0.5
    assert run.epoch == 4
    assert steps(run, 1) == [0.0625] * 2


def test_the_decay_of_weights_follows_the_schedule():
    net = Network([1, 1], output="linear", initialization="zero")
    run = Trainer(
        net,
        learning_rate=0.25,
        regularization="l2",
        regularization_rate=0.5,
        schedule="step",
        schedule_period=1,
        schedule_factor=0.5,
    )
    net.weights[0][:] = 1.0
    for _ in range(2):
        run.run_epoch(np.zeros((1, 1)), np.zeros(1))
    assert net.weights[0].item() == (1 - 0.125) * (1 - 0.0625)


@pytest.mark.parametrize("name", SCHEDULES)
def test_factors_stay_between_0_and_1(name):
    assert all(0 <= factor <= 1 for factor in factors(name, 500, period=7, factor=0.9))
