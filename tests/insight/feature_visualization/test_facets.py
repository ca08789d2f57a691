"""A unit that fires for several kinds of input is shown by one input of each kind."""

import numpy as np
import pytest

from playground.data import feature_matrix, load_digits
from playground.engine import Network
from playground.insight import PRESETS, facets, maximise
from tests.cases import every

TRAIN = load_digits()[0]
MEANS = np.stack([TRAIN.X[TRAIN.y == digit].mean(axis=0) for digit in range(10)])
IMAGES = {"bounds": (0, 1), "image_shape": (8, 8)}


def two_digit_network(one, other):
    """Return a network whose output fires for two digits, by a ReLU detector of each.

    The ten detectors are the ridge regressions of being that digit, shifted so that they are
    silent for most others; the output adds up two of them.
    """
    net = Network([64, 10, 1], "relu", "linear")
    with_ones = np.column_stack([TRAIN.X, np.ones(len(TRAIN.X))])
    is_digit = (TRAIN.y[:, np.newaxis] == np.arange(10)).astype(float)
    ridge = with_ones.T @ with_ones + 3 * np.eye(65)
    solution = np.linalg.solve(ridge, with_ones.T @ is_digit)
    net.weights[0][:], net.biases[0][:] = solution[:-1], solution[-1] - 0.3
    net.weights[1][:], net.biases[1][:] = 0, 0
    net.weights[1][[one, other]] = 1
    return net


def digit_of(image):
    """Read an image without the network: the digit whose mean it resembles most.

    Resemblance is the correlation with what sets the mean apart from the mean of all digits.
    """
    apart = MEANS - MEANS.mean(axis=0)
    return (apart @ (image - MEANS.mean(axis=0)) / np.linalg.norm(apart, axis=1)).argmax()


PAIRS = [(0, 7), (1, 4), (2, 6), (3, 8), (5, 9)]


class TestTwoDigits:
    @every("pair", PAIRS)
    @every("n_facets", [2, 4])
    def test_both_are_found(self, pair, n_facets):
        net = two_digit_network(*pair)
        settings = {"step_size": 0.5, **PRESETS["facets"], **IMAGES}
        found = facets(net, TRAIN.X, 2, 0, n_facets, **settings)
        digits = [digit_of(facet.ascent.path[-1]) for facet in found.facets]
        assert set(digits) == set(pair)
        for digit, facet in zip(digits, found.facets, strict=True):
            assert np.mean(TRAIN.y[facet.samples] == digit) > 0.8

    @pytest.mark.parametrize("pair", PAIRS)
    def test_both_are_found_without_regularizers(self, pair):
        found = facets(two_digit_network(*pair), TRAIN.X, 2, 0, n_facets=2)
        assert {digit_of(facet.ascent.path[-1]) for facet in found.facets} == set(pair)

    def test_the_single_image_starts_from_both_and_shows_one(self):
        found = facets(two_digit_network(0, 7), TRAIN.X, 2, 0, n_facets=2)
        assert set(TRAIN.y[found.single.samples]) == {0, 7}
        assert digit_of(found.single.ascent.path[-1]) in {0, 7}


@pytest.fixture(scope="module")
def net():
    return Network([64, 12, 6, 10], "relu", "softmax", initialization="he", seed=1)


class TestFacets:
    def test_samples_are_those_that_excite_the_unit_most(self, net):
        found = facets(net, TRAIN.X, 2, 3, n_samples=50)
        activations = net.forward(TRAIN.X)[2][:, 3]
        strongest = set(np.argsort(-activations)[:50])
        assert set(found.single.samples) == strongest
        assert sorted(i for facet in found.facets for i in facet.samples) == sorted(strongest)
        for facet in (found.single, *found.facets):
            assert (np.diff(activations[facet.samples]) <= 0).all()

    def test_facets_start_from_the_means_of_their_samples(self, net):
        found = facets(net, TRAIN.X, 2, 3)
        for facet in (found.single, *found.facets):
            np.testing.assert_array_equal(facet.start, TRAIN.X[facet.samples].mean(axis=0))
            np.testing.assert_array_equal(facet.ascent.path[0], facet.start)

    def test_ascents_are_those_of_maximise(self, net):
        settings = {"steps": 7, **PRESETS["facets"], **IMAGES}
        found = facets(net, TRAIN.X, 2, 3, **settings)
        for facet in (found.single, *found.facets):
            alone = maximise(net, 2, 3, facet.start, **settings)
            # products of matrices may round differently for another number of columns
            np.testing.assert_allclose(facet.ascent.path, alone.path, rtol=1e-9, atol=1e-12)

    def test_the_facet_with_most_samples_comes_first(self, net):
        sizes = [len(facet.samples) for facet in facets(net, TRAIN.X, 2, 3).facets]
        assert len(sizes) == 4
        assert sizes == sorted(sizes, reverse=True)

    def test_codes_are_the_components_of_the_last_hidden_layer_by_default(self, net):
        found = facets(net, TRAIN.X, 1, 3, components=6)
        activations = net.forward(TRAIN.X[found.single.samples])[2]
        centered = activations - activations.mean(axis=0)
        # all six components together only turn the codes
        np.testing.assert_allclose(found.codes @ found.codes.T, centered @ centered.T, atol=1e-10)

    @pytest.mark.parametrize(("code_layer", "units"), [(0, 64), (1, 12), (2, 6), (3, 10)])
    def test_codes_can_be_taken_from_any_layer(self, net, code_layer, units):
        found = facets(net, TRAIN.X, 2, 3, code_layer=code_layer, components=99)
        assert found.codes.shape == (100, units)

    def test_seed_determines_the_clusters(self, net):
        one, other = (facets(net, TRAIN.X, 2, 3, n_facets=5, seed=4) for _ in range(2))
        for a, b in zip(one.facets, other.facets, strict=True):
            np.testing.assert_array_equal(a.samples, b.samples)
            np.testing.assert_array_equal(a.ascent.path, b.ascent.path)

    def test_few_samples_make_few_facets(self, net):
        found = facets(net, TRAIN.X[:3], 2, 3, n_facets=5)
        assert [len(facet.samples) for facet in found.facets] == [1, 1, 1]

    def test_a_network_without_hidden_layers_has_its_inputs_as_codes(self):
        found = facets(Network([64, 10], output="softmax"), TRAIN.X, 1, 3)
        assert found.codes.shape == (100, 10)

    def test_on_the_plane_the_facets_are_places(self):
        """An output of relu(x1 - 2) + relu(-x1 - 2) is large on both sides of the plane."""
        net = Network([1, 2, 1], "relu", "linear")
        net.theta = [1, -1, -2, -2, 1, 1, 0]
        points = np.random.default_rng(0).uniform(-6, 6, (200, 2))
        settings = {
            "inputs": lambda X: feature_matrix(X, ["x1"]),
            "bounds": (-6, 6),
            "step_size": 0.5,
        }
        found = facets(net, points, 2, 0, n_facets=2, **settings)
        sides = sorted(facet.ascent.path[-1, 0] for facet in found.facets)
        np.testing.assert_array_equal(sides, [-6, 6])


class TestBadRequests:
    @every(
        ("arguments", "message"),
        [
            ({"layer": 3}, "layer must be a whole number between 1 and 2, got 3"),
            ({"unit": 1}, "unit of layer 2 must be a whole number between 0 and 0, got 1"),
            ({"n_facets": 0}, "n_facets must be a whole number of at least 1, got 0"),
            ({"n_samples": 0}, "n_samples must be a whole number of at least 1, got 0"),
            ({"components": 0}, "components must be a whole number of at least 1, got 0"),
            ({"code_layer": 3}, "code_layer must be a whole number between 0 and 2, got 3"),
            ({"steps": 0}, "steps must be a whole number of at least 1, got 0"),
            ({"X": TRAIN.X[0]}, r"X must have shape \(n, 64\) with n > 0, got \(64,\)"),
        ],
    )
    def test_each_gets_a_sentence(self, arguments, message):
        request = {"X": TRAIN.X, "layer": 2, "unit": 0, **arguments}
        with pytest.raises(ValueError, match=message):
            facets(two_digit_network(0, 1), **request)

    def test_a_dead_unit_says_that_it_does_not_answer(self):
        net = two_digit_network(0, 1)
        net.weights[1][:] = 0
        with pytest.raises(ValueError, match="unit 0 of layer 2 does not answer to changes"):
            facets(net, TRAIN.X, 2, 0)

    def test_parameters_that_are_not_finite_are_refused(self):
        net = two_digit_network(0, 1)
        net.biases[0][3] = np.nan
        with pytest.raises(ValueError, match=r"network's parameters must be finite, got nan"):
            facets(net, TRAIN.X, 2, 0)


def test_it_goes_on_in_slices_and_explores_the_network_as_it_was():
    net = two_digit_network(0, 1)
    expected = facets(net, TRAIN.X, 2, 0)
    computation = facets.in_slices(net, TRAIN.X, 2, 0)
    shares = []
    for share in computation.steps():
        shares.append(share)
        net.theta[:] = 0
    assert (np.diff(shares) > 0).all()
    assert shares[-1] == 1
    for a, b in zip(computation.result.facets, expected.facets, strict=True):
        np.testing.assert_array_equal(a.ascent.path, b.ascent.path)
