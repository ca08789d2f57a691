"""How long an explanation of one unit takes at default settings, for the largest digit network."""

import numpy as np
import pytest

from playground.data import feature_matrix, load_digits
from playground.engine import Network
from playground.insight import (
    METHODS,
    PRESETS,
    facets,
    maximise,
    pixel_flipping,
    random_starts,
    relevance,
    relevance_maps,
    top_samples,
)

TRAIN, TEST = load_digits()
PLANE = ["x1", "x2"]


@pytest.fixture
def digits():
    return Network([64, *[32] * 6, 10], "relu", "softmax", initialization="he")


@pytest.mark.parametrize("method", METHODS)
def test_relevance_of_one_digit(benchmark, digits, method):
    assert benchmark(relevance, digits, TEST.X[:1], method).shape == (1, 64)


@pytest.mark.parametrize("method", METHODS)
def test_relevance_on_the_plane(benchmark, method):
    net = Network([2, *[8] * 6, 1], "relu", initialization="he")
    assert benchmark(relevance_maps, net, PLANE, method).shape == (2, 50, 50)


def test_pixel_flipping_over_the_test_set(benchmark, digits):
    curves = benchmark(pixel_flipping, digits, TEST.X)
    assert len(curves.aopc) == len(METHODS) + 1


@pytest.mark.parametrize("preset", PRESETS)
def test_maximisation_from_four_starts(benchmark, digits, preset):
    settings = {**PRESETS[preset], "bounds": (0, 1), "image_shape": (8, 8)}
    found = benchmark(maximise, digits, 7, 3, random_starts(4, 64), **settings)
    assert found.path.shape == (101, 4, 64)


def test_maximisation_on_the_plane(benchmark):
    net = Network([2, 8, 8, 1], initialization="xavier")

    def inputs(points):
        return feature_matrix(points, PLANE)

    assert benchmark(maximise, net, 3, 0, np.ones(2), inputs=inputs).path.shape == (101, 2)


def test_top_samples(benchmark, digits):
    assert len(benchmark(top_samples, digits, TRAIN.X, 7, 3).indices) == 9


def test_facets(benchmark, digits):
    settings = {**PRESETS["facets"], "bounds": (0, 1), "image_shape": (8, 8)}
    assert len(benchmark(facets, digits, TRAIN.X, 7, 3, **settings).facets) == 4
