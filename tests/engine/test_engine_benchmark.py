"""How long the engine takes for what the playground does in every frame."""

import numpy as np
import pytest

from playground.data import FEATURES
from playground.engine import Network, Trainer
from playground.insight import decision_maps

FEATURE_NAMES = list(FEATURES)
SHAPES = [[2, 4, 2, 1], [2, 8, 8, 1], [7, 8, 8, 8, 8, 8, 8, 1]]

pytestmark = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "-".join(map(str, shape)))


def samples(shape):
    X = np.random.default_rng(0).normal(size=(250, shape[0]))
    return X, np.sign(X[:, 0] * X[:, 1])


def test_epoch_of_250_samples_in_batches_of_10(benchmark, shape):
    X, y = samples(shape)
    trainer = Trainer(Network(shape))
    benchmark(trainer.run_epoch, X, y)
    assert trainer.network.loss(X, y) < 1


def test_loss_of_250_samples(benchmark, shape):
    X, y = samples(shape)
    assert benchmark(Network(shape).loss, X, y) > 0


def test_maps_of_all_units(benchmark, shape):
    maps = benchmark(decision_maps, Network(shape), FEATURE_NAMES[: shape[0]])
    assert [layer.shape for layer in maps] == [(units, 100, 100) for units in shape[1:]]
