"""Pixel flipping removes inputs in the order of their relevance and measures the fall."""

import numpy as np
import pytest

from playground.data import load_digits
from playground.engine import Network, Trainer
from playground.insight import METHODS, REMOVALS, pixel_flipping, relevance


@pytest.fixture(scope="module")
def digits():
    """A network that reads digits, and digits that it was not trained on."""
    train, test = load_digits()
    net = Network([64, 16, 10], "relu", "softmax", initialization="xavier")
    trainer = Trainer(net, "cross-entropy", learning_rate=0.1)
    for _ in range(10):
        trainer.run_epoch(train.X, train.y)
    return net, test.X[:200]


def linear_network(weights, bias=0.0):
    net = Network([len(weights), 1], output="linear")
    net.weights[0][:, 0] = weights
    net.biases[0][:] = bias
    return net


def by_loops(net, X, method, replacement, flips):
    """Flip one sample at a time and forward each anew; relevances must be distinct."""
    falls = []
    for x, r in zip(X, relevance(net, X, method), strict=True):
        unit = scores(net, x).argmax()
        x = x.copy()
        fall = [scores(net, x)[unit]]
        for i in sorted(range(len(x)), key=lambda i: -r[i])[:flips]:
            x[i] = replacement
            fall.append(scores(net, x)[unit])
        falls.append(fall)
    return np.mean(falls, axis=0)


def scores(net, x):
    return (net.forward(x[np.newaxis])[-2] @ net.weights[-1] + net.biases[-1])[0]


@pytest.mark.parametrize("method", METHODS)
def test_curves_are_those_of_plain_loops(method):
    net = Network([6, 5, 3], "relu", "softmax", initialization="he", seed=2)
    X = np.random.default_rng(0).uniform(0.1, 1, (8, 6))
    if method == "deconvolution":
        net.theta = np.abs(net.theta)  # else some signals are zero and their order is random
    curves = pixel_flipping(net, X, [method])
    np.testing.assert_allclose(curves.scores[method], by_loops(net, X, method, 0, 6), rtol=1e-12)


def test_a_linear_score_falls_by_the_contributions_from_the_largest_on():
    """Contributions of 1, 2 and -1, 6 and 1, 3: removed are first 2, 6, then 1, 3, then -1, 1."""
    net = linear_network([1, 2, -1], bias=10)
    X = np.array([[1.0, 1, 1], [3, 3, -1]])
    curves = pixel_flipping(net, X, ["lrp-zero"])
    expected = [16, 12, 10, 10]
    np.testing.assert_allclose(curves.scores["lrp-zero"], expected, rtol=1e-14)
    # the mean of falls of 0, 4, 6 and 6
    assert curves.aopc["lrp-zero"] == pytest.approx(16 / 4, rel=1e-14)


def test_random_order_falls_evenly_on_average():
    """Of a linear score each removal takes the same on average; the mean of 4,000 errs by 1/60."""
    net = linear_network([1, 2, 3, 4])
    curves = pixel_flipping(net, np.ones((4000, 4)), [])
    assert list(curves.scores) == ["random"]
    np.testing.assert_allclose(curves.scores["random"], [10, 7.5, 5, 2.5, 0], atol=0.1)


def test_equal_relevance_is_removed_in_random_order():
    net = linear_network([1, 1, 1, 1])
    X = np.ones((4000, 4))
    X[:, 3] = 0.5
    removed_first = pixel_flipping(net, X, ["gradient"], flips=1)
    # three of four are worth 1, one is worth 0.5; the standard error is 0.004
    assert removed_first.scores["gradient"][1] == pytest.approx(3.5 - 0.875, abs=0.02)


@pytest.mark.parametrize("removal", REMOVALS)
def test_after_the_last_removal_the_order_does_not_matter(digits, removal):
    curves = pixel_flipping(*digits, removal=removal)
    first, last = np.transpose([(curve[0], curve[-1]) for curve in curves.scores.values()])
    np.testing.assert_allclose(first, first[0], rtol=1e-12)
    np.testing.assert_allclose(last, last[0], rtol=1e-10)


def test_removals_put_blanks_noise_or_the_opposite_in_place():
    rng = np.random.default_rng(0)
    X = np.array([[0.0, 1, 0.25], [0.5, 0, 1]])
    np.testing.assert_array_equal(REMOVALS["blank"](rng, X), np.zeros((2, 3)))
    np.testing.assert_array_equal(REMOVALS["mirror"](rng, X), 1 - X)
    noise = REMOVALS["uniform"](rng, np.tile(X, (1000, 1)))
    assert (noise.min(), noise.max()) == (pytest.approx(0, abs=0.01), pytest.approx(1, abs=0.01))
    assert noise.mean() == pytest.approx(0.5, abs=0.02)


def test_every_method_finds_what_the_network_relies_on_better_than_chance(digits):
    """As Samek et al. find, LRP beats deconvolution, and that sensitivity."""
    aopc = pixel_flipping(*digits).aopc
    assert set(aopc) == {*METHODS, "random"}
    assert min(aopc, key=aopc.get) == "random"
    assert aopc["lrp-epsilon"] > aopc["deconvolution"] > aopc["sensitivity"]


def test_curves_have_as_many_flips_as_asked_for(digits):
    curves = pixel_flipping(*digits, ["gradient"], flips=10)
    whole = pixel_flipping(*digits, ["gradient"])
    assert {len(curve) for curve in curves.scores.values()} == {11}
    np.testing.assert_array_equal(curves.scores["gradient"], whole.scores["gradient"][:11])


def test_target_chooses_the_score(digits):
    net, X = digits
    curves = pixel_flipping(net, X, ["gradient"], target=3)
    score = net.forward(X)[-2] @ net.weights[-1] + net.biases[-1]
    assert curves.scores["gradient"][0] == pytest.approx(score[:, 3].mean(), rel=1e-12)


def test_seed_determines_everything_random(digits):
    settings = {"methods": ["lrp-zero"], "removal": "uniform"}
    one, same, other = (pixel_flipping(*digits, **settings, seed=s) for s in (1, 1, 2))
    for name in ("lrp-zero", "random"):
        np.testing.assert_array_equal(one.scores[name], same.scores[name])
        assert (one.scores[name] != other.scores[name]).any()


def test_a_method_that_is_not_defined_is_left_out_unless_asked_for():
    net = Network([3, 2, 1], "tanh")
    X = np.ones((2, 3))
    assert set(pixel_flipping(net, X).aopc) == {*METHODS, "random"} - {"deconvolution"}
    with pytest.raises(ValueError, match="'deconvolution' is defined for"):
        pixel_flipping(net, X, ["deconvolution"])


def test_it_goes_on_in_slices_and_explains_the_network_as_it_was(digits):
    net, X = digits
    net = net.copy()
    expected = pixel_flipping(net, X, ["lrp-zero"])
    computation = pixel_flipping.in_slices(net, X, ["lrp-zero"])
    shares = []
    for share in computation.steps():
        shares.append(share)
        net.theta[:] = 0
    assert len(shares) == 2 * 65
    assert (np.diff(shares) > 0).all()
    assert shares[-1] == 1
    for name, curve in expected.scores.items():
        np.testing.assert_array_equal(computation.result.scores[name], curve)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"methods": ["best"]}, "method must be one of .*, got 'best'"),
        ({"removal": "black"}, "removal must be one of 'blank', 'uniform', 'mirror', got 'black'"),
        ({"flips": 0}, "flips must be a whole number between 1 and 3, got 0"),
        ({"flips": 4}, "flips must be a whole number between 1 and 3, got 4"),
        ({"target": 1}, "unit of layer 1 must be a whole number between 0 and 0, got 1"),
        ({"X": np.ones((2, 2))}, r"X must have shape \(n, 3\) with n > 0, got \(2, 2\)"),
        ({"X": np.full((2, 3), np.nan)}, "X must be finite, got nan"),
    ],
)
def test_a_bad_request_gets_a_sentence(arguments, message):
    request = {"X": np.ones((2, 3)), **arguments}
    with pytest.raises(ValueError, match=message):
        pixel_flipping(linear_network([1, 2, 3]), **request)


def test_parameters_that_are_not_finite_are_refused():
    with pytest.raises(ValueError, match=r"network's parameters must be finite, got nan"):
        pixel_flipping(linear_network([1, np.nan, 3]), np.ones((2, 3)))
