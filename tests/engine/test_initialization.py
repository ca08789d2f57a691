"""Initial weights have the distributions of the literature, initial biases their constants.

With 40,000 weights the standard error of a variance is below 1 % of it: sqrt(2 / n) for a normal,
sqrt(0.8 / n) for a uniform distribution. The tolerance is 5 %.
"""

import numpy as np
import pytest

from playground.engine import INITIALIZATIONS, Network

FAN_IN, FAN_OUT = 100, 400

VARIANCES = {
    "uniform": 1 / 12,
    "xavier": 2 / (FAN_IN + FAN_OUT),  # Glorot & Bengio (2010), eq. 12
    "he": 2 / FAN_IN,  # He et al. (2015), eq. 10
    "zero": 0,
}


def weights(name):
    return Network([FAN_IN, FAN_OUT], initialization=name, seed=1).weights[0]


@pytest.mark.parametrize("name", INITIALIZATIONS)
def test_mean_and_variance(name):
    w = weights(name)
    assert w.var() == pytest.approx(VARIANCES[name], rel=0.05)
    assert abs(w.mean()) <= 5 * np.sqrt(VARIANCES[name] / w.size)


@pytest.mark.parametrize("name", ["uniform", "xavier"])
def test_uniform_weights_reach_their_bounds_and_no_further(name):
    bound = np.sqrt(3 * VARIANCES[name])
    largest = np.abs(weights(name)).max()
    assert 0.999 * bound < largest <= bound


def test_he_weights_are_normal():
    within = np.abs(weights("he")) < np.sqrt(VARIANCES["he"])
    assert within.mean() == pytest.approx(0.6827, abs=0.01)


@pytest.mark.parametrize(
    ("name", "bias"), [("uniform", 0.1), ("xavier", 0), ("he", 0), ("zero", 0)]
)
def test_biases(name, bias):
    for biases in Network([2, 4, 3, 1], initialization=name).biases:
        np.testing.assert_array_equal(biases, bias)
