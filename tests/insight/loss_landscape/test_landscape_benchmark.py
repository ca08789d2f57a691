"""How long a landscape takes: pytest --benchmark-only."""

import numpy as np

from playground.data import make_dataset
from playground.engine import Network
from playground.insight import landscape


def test_default_landscape_on_250_points(benchmark):
    train, _ = make_dataset("circle")
    net = Network([2, 8, 8, 1])
    surface = benchmark(landscape, net, train.X, train.y)
    assert len(train.X) == 250
    assert np.isfinite(surface.loss).all()
