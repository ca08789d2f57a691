"""Relevance is what the papers define: by identities, by hand, and sample by sample in plain loops.

Unless a test says otherwise, tolerances are rounding errors: sums of at most ten products of
numbers around 1, taken in another order. Denominators near 0 magnify them.
"""

import numpy as np
import pytest

from playground.data import feature_matrix, load_digits
from playground.engine import Network
from playground.insight import (
    METHODS,
    RuleSettings,
    methods_for,
    plane_grid,
    relevance,
    relevance_by_layer,
    relevance_maps,
)
from tests.cases import every
from tests.pairwise import pairwise_cases

from . import plain_relevance

LRP = ["lrp-zero", "lrp-epsilon", "lrp-gamma", "lrp-alpha-beta"]
RELU_ONLY = ["deconvolution"]
LAYOUTS = {
    "no hidden layer": ([3, 2], False),
    "one": ([3, 4, 2], False),
    "three": ([3, 4, 4, 4, 2], False),
    "residual": ([3, 4, 4, 4, 2], True),
    "one output": ([3, 5, 1], False),
}
"""Layers, and whether a hidden one adds the one before it if that is as wide."""
in_every_layout = every(("shape", "skip"), LAYOUTS.values(), ids=list(LAYOUTS))
ROUNDING = {"rtol": 1e-7, "atol": 1e-9}
H = 1e-5


def network(shape, activation="relu", skip=False, biases=True, seed=0, output="linear"):
    """Return a network with normal weights and, if asked for, normal biases."""
    net = Network(shape, activation, output, skip)
    net.theta = np.random.default_rng(seed).normal(size=net.theta.size)
    if not biases:
        for b in net.biases:
            b[:] = 0
    return net


def samples(net, n=20, seed=1):
    return np.random.default_rng(seed).normal(size=(n, net.shape[0]))


def scores(net, X):
    """Return the pre-activations of the outputs, (n, outputs)."""
    return net.forward(X)[-2] @ net.weights[-1] + net.biases[-1]


def defined_cases():
    """Return methods, activations and layouts such that any two that go together meet."""
    cases = pairwise_cases(list(METHODS), list(plain_relevance.FUNCTIONS), list(LAYOUTS))
    cases = [case for case in cases if case[0] not in RELU_ONLY]
    return cases + [(method, "relu", layout) for method in RELU_ONLY for layout in LAYOUTS]


class TestAgainstPlainLoops:
    @every(("method", "activation", "layout"), defined_cases())
    def test_every_method(self, method, activation, layout):
        shape, skip = LAYOUTS[layout]
        net = network(shape, activation, skip)
        X = samples(net)
        expected = [plain_relevance.relevance(net, activation, x, method) for x in X]
        np.testing.assert_allclose(relevance(net, X, method), expected, **ROUNDING)

    @pytest.mark.parametrize("numbers", [{"alpha": 1, "beta": 0}, {"alpha": 3.5, "beta": 2.5}])
    def test_alpha_and_beta(self, numbers):
        self.check("lrp-alpha-beta", numbers)

    @pytest.mark.parametrize("gamma", [0, 0.1, 10])
    def test_gamma(self, gamma):
        self.check("lrp-gamma", {"gamma": gamma})

    @pytest.mark.parametrize("epsilon", [0, 0.1, 10])
    def test_epsilon(self, epsilon):
        self.check("lrp-epsilon", {"epsilon": epsilon})

    def check(self, method, numbers):
        net = network([3, 4, 4, 2], "tanh")
        X = samples(net)
        expected = [plain_relevance.relevance(net, "tanh", x, method, **numbers) for x in X]
        np.testing.assert_allclose(relevance(net, X, method, **numbers), expected, **ROUNDING)

    def test_trained_images(self):
        """Blank pixels and silent units, which have denominators of 0, need care."""
        train, _ = load_digits()
        net = Network([64, 12, 10], "relu", "softmax", initialization="he")
        for b in net.biases:
            b[:] = 0
        X = train.X[:5] * (np.arange(64) < 30)
        for method in METHODS:
            expected = [plain_relevance.relevance(net, "relu", x, method) for x in X]
            np.testing.assert_allclose(relevance(net, X, method), expected, **ROUNDING)


class TestByHand:
    """Inputs 1 and 2; two hidden units of weights (1, 1) and (2, -1); output h1 - 3 h2 + 1.

    For x = (1, 2): z = (3, 0.5) with the second bias 0.5, both on, and the output is 2.5.
    """

    @pytest.fixture
    def net(self):
        net = Network([2, 2, 1], "relu", "linear")
        net.weights[0][:] = [[1, 2], [1, -1]]
        net.biases[0][:] = [0, 0.5]
        net.weights[1][:] = [[1], [-3]]
        net.biases[1][:] = 1
        return net

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            # 1·(1, 1) - 3·(2, -1)
            ("gradient", (-5, 4)),
            ("sensitivity", (25, 16)),
            # the negative signal -3 does not pass the second unit
            ("deconvolution", (1, 1)),
            # hidden relevances 3 and -1.5; of them 1/3, 2/3 and 2/0.5, -2/0.5
            ("lrp-zero", (1 - 6, 2 + 6)),
        ],
    )
    def test_derivatives_and_lrp_zero(self, net, method, expected):
        np.testing.assert_allclose(relevance(net, [[1, 2]], method), [expected], rtol=1e-14)

    def test_lrp_epsilon(self, net):
        """With epsilon 0.5 the denominators are 3, 3.5 and 1."""
        first, second = 2.5 * 3 / 3, 2.5 * -1.5 / 3
        expected = (first / 3.5 + 2 * second, 2 * first / 3.5 - 2 * second)
        found = relevance(net, [[1, 2]], "lrp-epsilon", epsilon=0.5)
        np.testing.assert_allclose(found, [expected], rtol=1e-14)

    def test_lrp_gamma(self, net):
        """With gamma 1 positive weights double: denominators 6 - 1.5 + 2 = 6.5, 6 and 4 - 2 + 1."""
        first, second = 2.5 * 6 / 6.5, 2.5 * -1.5 / 6.5
        expected = (first * 2 / 6 + second * 4 / 3, first * 4 / 6 - second * 2 / 3)
        found = relevance(net, [[1, 2]], "lrp-gamma", gamma=1)
        np.testing.assert_allclose(found, [expected], rtol=1e-14)

    def test_lrp_alpha_beta(self, net):
        """Contributions to the output are 3, -1.5 and 1; to the second unit 2, -2 and 0.5."""
        first, second = 2 * 2.5 * 3 / 4, -1 * 2.5
        expected = (2 * first / 3 + 2 * second * 2 / 2.5, 2 * first * 2 / 3 - second)
        found = relevance(net, [[1, 2]], "lrp-alpha-beta")
        np.testing.assert_allclose(found, [expected], rtol=1e-14)

    def test_residual_layer_shares_relevance_out_to_both_summands(self):
        """A layer a = relu(2 x) + x of one unit behind another: of 3 x, two thirds come through it.

        Both lead to the same input, so together they conserve the score.
        """
        net = Network([1, 1, 1, 1], "relu", "linear", skip=True)
        net.theta = [1, 0, 2, 0, 5, 0]
        parts = relevance_by_layer(net, [[1.0]], "lrp-zero")
        assert [part.item() for part in parts] == [15, 15, 15, 15]
        # alpha 2, beta 1: nothing is negative, so each step doubles
        doubled = relevance_by_layer(net, [[1.0]], "lrp-alpha-beta")
        through_z = 2 * (15 * 2) * 2 / 3
        assert doubled[1].item() == pytest.approx(2 * through_z + 2 * (15 * 2) / 3, rel=1e-14)


class TestIdentities:
    @pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "linear"])
    @in_every_layout
    def test_gradient_is_the_slope_of_the_score(self, activation, skip, shape):
        """Central differences err by some 1e-10 here; no ReLU is within H of its corner."""
        net = network(shape, activation, skip)
        X = samples(net)
        for target in range(shape[-1]):
            slopes = [
                (scores(net, X + H * d) - scores(net, X - H * d))[:, target] / (2 * H)
                for d in np.eye(shape[0])
            ]
            found = relevance(net, X, "gradient", target)
            np.testing.assert_allclose(found, np.transpose(slopes), atol=1e-8)

    def test_sensitivity_is_the_squared_gradient(self):
        net = network([3, 4, 2], "tanh")
        X = samples(net)
        squared = relevance(net, X, "gradient") ** 2
        np.testing.assert_allclose(relevance(net, X, "sensitivity"), squared, rtol=1e-14)

    def test_deconvolution_is_the_gradient_with_another_rule_at_each_relu(self):
        """Where all units are on and all signals are positive, the two rules are the same."""
        net = network([3, 4, 4, 2])
        net.theta = np.abs(net.theta)
        X = np.abs(samples(net))
        np.testing.assert_array_equal(
            relevance(net, X, "deconvolution"), relevance(net, X, "gradient")
        )

    def test_deconvolution_does_not_depend_on_which_units_are_on(self):
        net = network([3, 4, 4, 2])
        X = samples(net)
        signals = relevance(net, X, "deconvolution", target=1)
        np.testing.assert_array_equal(signals, np.tile(signals[0], (len(X), 1)))
        signal = np.maximum(net.weights[2][:, 1], 0)
        signal = net.weights[0] @ np.maximum(net.weights[1] @ signal, 0)
        np.testing.assert_allclose(signals[0], signal, rtol=1e-13)

    @pytest.mark.parametrize("activation", ["relu", "tanh", "linear"])
    @in_every_layout
    def test_lrp_zero_conserves_relevance_from_layer_to_layer_without_biases(
        self, activation, skip, shape
    ):
        net = network(shape, activation, skip, biases=False)
        X = samples(net)
        score = scores(net, X).max(axis=1)
        parts = relevance_by_layer(net, X, "lrp-zero")
        assert [part.shape[1] for part in parts] == shape
        for part in parts:
            # a unit with a small z hands large relevances of both signs on, which nearly cancel
            np.testing.assert_allclose(part.sum(axis=1), score, rtol=1e-7, atol=1e-9)

    @pytest.mark.parametrize("activation", ["relu", "tanh", "linear"])
    @in_every_layout
    def test_gamma_conserves_whatever_signs_inputs_and_scores_have(self, activation, skip, shape):
        """The larger gamma, the fewer shares of both signs there are; none grows beyond bounds."""
        net = network(shape, activation, skip, biases=False)
        X = samples(net)
        score = scores(net, X)[:, 0]
        for gamma in (0.25, 1e9):
            for part in relevance_by_layer(net, X, "lrp-gamma", 0, RuleSettings(gamma=gamma)):
                np.testing.assert_allclose(part.sum(axis=1), score, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(np.abs(part).sum(axis=1), np.abs(score), rtol=1e-6, atol=1e-9)

    @pytest.mark.parametrize(("alpha", "beta"), [(2, 1), (1.5, 0.5)])
    def test_alpha_beta_conserves_if_each_unit_is_both_excited_and_inhibited(self, alpha, beta):
        """Positive inputs and weights of each sign make sure of that, if all units are on."""
        net = network([4, 6, 6, 2], biases=False)
        for weights in net.weights:
            weights[:] = np.abs(weights)
            weights[::2] *= -0.05
        X = 1 + np.abs(samples(net))
        assert all((layer > 0).all() for layer in net.forward(X))
        for part in relevance_by_layer(
            net, X, "lrp-alpha-beta", 0, RuleSettings(alpha=alpha, beta=beta)
        ):
            np.testing.assert_allclose(part.sum(axis=1), scores(net, X)[:, 0], rtol=1e-10)

    def test_alpha_one_beta_zero_conserves_where_each_unit_is_excited(self):
        net = network([4, 6, 6, 2], biases=False)
        net.theta = np.abs(net.theta)
        X = np.abs(samples(net))
        found = relevance(net, X, "lrp-alpha-beta", 1, alpha=1, beta=0)
        np.testing.assert_allclose(found.sum(axis=1), scores(net, X)[:, 1], rtol=1e-12)

    @pytest.mark.parametrize("method", ["lrp-zero", "lrp-epsilon"])
    def test_of_a_linear_network_lrp_is_weight_times_input(self, method):
        """An epsilon of 1e-12 absorbs 1e-9 of a pre-activation of 0.001, and few are smaller."""
        net = network([3, 4, 4, 2], "linear", biases=False)
        X = samples(net)
        product_of_weights = net.weights[0] @ net.weights[1] @ net.weights[2]
        predicted = scores(net, X).argmax(axis=1)
        expected = X * product_of_weights[:, predicted].T
        found = relevance(net, X, method, epsilon=1e-12)
        np.testing.assert_allclose(found, expected, **ROUNDING)

    def test_of_a_single_layer_lrp_is_weight_times_input_with_biases_too(self):
        net = network([3, 2])
        X = samples(net)
        expected = X * net.weights[0][:, 1]
        np.testing.assert_allclose(relevance(net, X, "lrp-zero", 1), expected, rtol=1e-12)

    def test_gradient_times_input_is_lrp_zero_of_relus_without_biases(self):
        """Known from Shrikumar et al. (2016); it holds with biases, too, which only absorb."""
        net = network([3, 6, 6, 2])
        X = samples(net)
        expected = X * relevance(net, X, "gradient")
        np.testing.assert_allclose(relevance(net, X, "lrp-zero"), expected, rtol=1e-7, atol=1e-9)

    def test_biases_absorb_their_share(self):
        """A bias of a third of each pre-activation leaves two thirds to the inputs."""
        net = network([3, 2], biases=False)
        X = samples(net, n=1)
        score = scores(net, X)[0]
        net.biases[0][:] = score / 2
        found = relevance(net, X, "lrp-zero", 0)
        np.testing.assert_allclose(found.sum(), score[0], rtol=1e-12)
        assert scores(net, X)[0, 0] == pytest.approx(1.5 * score[0], rel=1e-12)

    def test_epsilon_absorbs_more_the_larger_it_is(self):
        net = network([3, 2], biases=False)
        X = samples(net)
        score = scores(net, X)[:, 0]
        for epsilon in [0, 0.1, 1, 10]:
            left = relevance(net, X, "lrp-epsilon", 0, epsilon=epsilon).sum(axis=1) / score
            np.testing.assert_allclose(left, np.abs(score) / (np.abs(score) + epsilon), rtol=1e-12)

    def test_epsilon_goes_to_lrp_zero_and_gamma_to_alpha_beta(self):
        """gamma = 1e9 leaves positive weights only, as alpha 1, beta 0 do with positive inputs."""
        net = network([3, 4, 4, 2])
        X = np.abs(samples(net))
        np.testing.assert_array_equal(
            relevance(net, X, "lrp-epsilon", epsilon=0), relevance(net, X, "lrp-zero")
        )
        np.testing.assert_array_equal(
            relevance(net, X, "lrp-gamma", gamma=0), relevance(net, X, "lrp-zero")
        )
        np.testing.assert_allclose(
            relevance(net, X, "lrp-gamma", gamma=1e9),
            relevance(net, X, "lrp-alpha-beta", alpha=1, beta=0),
            rtol=1e-6,
            atol=1e-6,
        )


class TestZeroDenominators:
    def test_zero_counts_as_positive_for_epsilon(self):
        """Contributions 1 and -1 cancel to z = 0, which epsilon makes 1e-6 and not -1e-6."""
        net = network([2, 1, 1], "sigmoid", biases=False)
        net.weights[0][:] = [[1], [-1]]
        net.weights[1][:] = 1
        found = relevance(net, [[1.0, 1.0]], "lrp-epsilon")
        of_unit = 0.5 * 0.5 / (0.5 + 1e-6)
        np.testing.assert_allclose(found, [[of_unit / 1e-6, -of_unit / 1e-6]], rtol=1e-12)

    @pytest.mark.parametrize("method", METHODS)
    def test_a_blank_image_has_finite_relevance(self, method):
        net = network([3, 4, 2], biases=False)
        assert np.isfinite(relevance(net, np.zeros((1, 3)), method)).all()

    @pytest.mark.parametrize("method", LRP)
    def test_an_input_of_zero_is_not_relevant(self, method):
        net = network([3, 4, 2])
        X = samples(net)
        X[:, 1] = 0
        assert (relevance(net, X, method)[:, 1] == 0).all()


class TestTargets:
    @pytest.mark.parametrize("method", METHODS)
    def test_the_predicted_unit_is_explained_by_default(self, method):
        net = network([3, 4, 3], output="softmax")
        X = samples(net)
        predicted = net.forward(X)[-1].argmax(axis=1)
        assert len(set(predicted)) > 1
        np.testing.assert_array_equal(
            relevance(net, X, method), relevance(net, X, method, target=predicted)
        )

    def test_each_sample_can_have_its_own(self):
        net = network([3, 4, 3])
        X = samples(net, n=3)
        together = relevance(net, X, "lrp-zero", target=[2, 0, 1])
        for i, target in enumerate([2, 0, 1]):
            alone = relevance(net, X[[i]], "lrp-zero", target=target)[0]
            # a product of matrices may round differently for another number of columns
            np.testing.assert_allclose(together[i], alone, rtol=1e-12)

    @pytest.mark.parametrize("output", ["tanh", "sigmoid", "linear"])
    def test_the_score_is_the_pre_activation(self, output):
        X = samples(network([3, 1]))
        net = network([3, 1], output=output)
        expected = X * net.weights[0][:, 0]
        np.testing.assert_allclose(relevance(net, X, "lrp-zero"), expected, rtol=1e-12)

    @pytest.mark.parametrize("method", METHODS)
    def test_a_hidden_unit_is_explained_as_if_it_were_an_output(self, method):
        net = network([3, 4, 5, 2])
        cut = Network([3, 4, 5], "relu", "linear")
        cut.theta = net.theta[: cut.theta.size]
        X = samples(net)
        np.testing.assert_array_equal(
            relevance(net, X, method, target=3, layer=2), relevance(cut, X, method, target=3)
        )


class TestMaps:
    FEATURES = ("x1", "x2_squared")

    @pytest.mark.parametrize("method", METHODS)
    def test_a_map_holds_the_relevance_at_each_point_of_the_plane(self, method):
        net = network([2, 4, 1])
        maps = relevance_maps(net, self.FEATURES, method, resolution=7)
        assert maps.shape == (2, 7, 7)
        inputs = feature_matrix(plane_grid(7), self.FEATURES)
        expected = relevance(net, inputs, method)
        np.testing.assert_array_equal(maps.reshape(2, -1).T, expected)

    def test_settings_are_passed_on(self):
        net = network([2, 4, 1])
        one, other = (
            relevance_maps(net, self.FEATURES, "lrp-gamma", 0, 7, gamma=gamma) for gamma in (0, 1)
        )
        assert (one != other).any()


class TestWhatIsDefined:
    @pytest.mark.parametrize("activation", ["tanh", "sigmoid", "linear"])
    def test_deconvolution_is_for_relus_only_and_says_so(self, activation):
        net = network([3, 4, 2], activation)
        message = f"'deconvolution' is defined .* 'relu' only, got '{activation}'"
        with pytest.raises(ValueError, match=message):
            relevance(net, samples(net), "deconvolution")
        assert methods_for(net) == tuple(m for m in METHODS if m != "deconvolution")

    def test_without_hidden_units_there_is_nothing_to_be_a_relu(self):
        net = network([3, 2], "tanh")
        assert methods_for(net) == tuple(METHODS)
        assert methods_for(network([3, 4, 2], "tanh"), layer=1) == tuple(METHODS)
        found = relevance(net, samples(net), "deconvolution", 1)
        np.testing.assert_array_equal(found, relevance(net, samples(net), "gradient", 1))

    @every(
        ("arguments", "message"),
        [
            ({"method": "lrp"}, "method must be one of 'gradient', .*, got 'lrp'"),
            ({"target": 2}, "unit of layer 2 must be a whole number between 0 and 1, got 2"),
            ({"target": -1}, "between 0 and 1, got -1"),
            ({"target": [0, 1]}, r"target must be one unit, or one for each of the 20 samples"),
            ({"target": 0.5}, "unit of layer 2 must be a whole number"),
            ({"layer": 3}, "layer must be a whole number between 1 and 2, got 3"),
            ({"layer": 0}, "layer must be a whole number between 1 and 2, got 0"),
            ({"epsilon": -1}, "epsilon must be a finite number, 0 or greater, got -1"),
            ({"gamma": np.inf}, "gamma must be a finite number, 0 or greater, got inf"),
            ({"alpha": np.nan}, "alpha must be a finite number, 0 or greater, got nan"),
            ({"beta": "one"}, "beta must be a finite number, 0 or greater, got 'one'"),
            ({"X": np.zeros((2, 4))}, r"X must have shape \(n, 3\) with n > 0, got \(2, 4\)"),
            ({"X": [[0, 0, np.nan]]}, "X must be finite, got nan"),
        ],
    )
    def test_a_bad_request_gets_a_sentence(self, arguments, message):
        net = network([3, 4, 2])
        request = {"X": samples(net), "method": "lrp-zero", **arguments}
        with pytest.raises(ValueError, match=message):
            relevance(net, **request)

    @pytest.mark.parametrize("method", METHODS)
    def test_parameters_that_are_not_finite_are_refused(self, method):
        net = network([3, 4, 2])
        net.weights[0][0, 1] = np.nan
        with pytest.raises(ValueError, match="network's parameters must be finite, got nan"):
            relevance(net, np.ones((1, 3)), method)
