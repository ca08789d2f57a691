"""Activation maximisation climbs along the gradient, held back by the regularizers of the paper."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from playground.data import FEATURES, feature_matrix, load_digits
from playground.engine import Network, Trainer
from playground.insight import PRESETS, maximise, random_starts, relevance
from playground.insight.feature_visualization.regularizers import clip_small
from playground.insight.feature_visualization.unit_response import differentiate
from tests.cases import every

IMAGE = {"image_shape": (8, 8)}


def network(shape, activation="tanh", skip=False, output="linear"):
    """Return a network with normal parameters, in which no ReLU blocks the way to the inputs."""
    net = Network(shape, activation, output, skip)
    net.theta = np.random.default_rng(1).normal(size=net.theta.size)
    return net


def step_by_hand(net, layer, unit, x, step_size):
    return x + step_size * relevance(net, x[np.newaxis], "gradient", unit, layer=layer)[0]


class TestAscent:
    @every("activation", ["relu", "tanh", "sigmoid", "linear"])
    @every("skip", [False, True])
    @every(("layer", "unit"), [(1, 2), (2, 0), (3, 3), (4, 1)])
    def test_each_step_follows_the_gradient_of_the_pre_activation(
        self, activation, skip, layer, unit
    ):
        net = network([3, 4, 4, 4, 2], activation, skip)
        start = np.array([0.3, -0.2, 0.5])
        found = maximise(net, layer, unit, start, steps=5, step_size=0.1)
        assert found.path.shape == (6, 3)
        np.testing.assert_array_equal(found.path[0], start)
        for before, after in zip(found.path, found.path[1:], strict=False):
            expected = step_by_hand(net, layer, unit, before, 0.1)
            # both gradients come from the same pass, one of them for a single sample
            np.testing.assert_allclose(after, expected, rtol=1e-12)

    @pytest.mark.parametrize("output", ["linear", "softmax"])
    def test_score_and_activation_are_those_along_the_path(self, output):
        net = network([3, 4, 2], output=output)
        for layer in (1, 2):
            found = maximise(net, layer, 1, np.zeros(3), steps=7)
            below, reached = net.forward(found.path)[layer - 1 : layer + 1]
            scores = below @ net.weights[layer - 1] + net.biases[layer - 1]
            assert found.score.shape == found.activation.shape == (8,)
            np.testing.assert_allclose(found.score, scores[:, 1], rtol=1e-12)
            np.testing.assert_allclose(found.activation, reached[:, 1], rtol=1e-12)

    def test_small_steps_always_climb(self):
        found = maximise(network([3, 4, 4, 2]), 3, 0, np.zeros(3), steps=200, step_size=0.01)
        assert (np.diff(found.score) > 0).all()

    def test_a_linear_unit_climbs_in_a_straight_line(self):
        """Each step adds step_size · w to x, and so step_size · |w|² to the pre-activation."""
        net = network([3, 4])
        w = net.weights[0][:, 1]
        found = maximise(net, 1, 1, np.zeros(3), steps=10, step_size=0.5)
        np.testing.assert_allclose(found.path, np.arange(11)[:, np.newaxis] / 2 * w, rtol=1e-12)
        np.testing.assert_allclose(np.diff(found.score), 0.5 * w @ w, rtol=1e-10)

    def test_a_saturated_unit_still_climbs(self):
        net = Network([1, 1], output="sigmoid")
        net.theta = [1, 100]
        found = maximise(net, 1, 0, [0.0], steps=3)
        assert (found.activation == 1).all()
        assert (np.diff(found.score) > 0).all()

    def test_several_starts_climb_side_by_side(self):
        net = network([3, 4, 4, 2])
        starts = random_starts(4, 3, seed=5)
        together = maximise(net, 3, 1, starts, steps=10)
        assert together.path.shape == (11, 4, 3)
        assert together.score.shape == together.activation.shape == (11, 4)
        assert together.stalled.shape == (4,)
        for i, start in enumerate(starts):
            alone = maximise(net, 3, 1, start, steps=10)
            for name in ("path", "score", "activation", "stalled"):
                # products of matrices may round differently for another number of columns
                np.testing.assert_allclose(
                    getattr(together.of_start(i), name), getattr(alone, name), rtol=1e-10
                )

    def test_random_starts_are_seeded_and_uniform(self):
        starts = random_starts(1000, 3, seed=1, low=-2, high=4)
        np.testing.assert_array_equal(starts, random_starts(1000, 3, seed=1, low=-2, high=4))
        assert (starts != random_starts(1000, 3, seed=2, low=-2, high=4)).all()
        assert -2 <= starts.min() < -1.9
        assert 3.9 < starts.max() < 4
        # standard error 6 / sqrt(12 · 3000) = 0.03
        assert starts.mean() == pytest.approx(1, abs=0.15)


class TestPlane:
    NAMES = tuple(FEATURES)

    def inputs(self, points):
        return feature_matrix(points, self.NAMES)

    def test_derivatives_of_features_are_those_of_calculus(self):
        """Central differences err by h²/6 = 2e-11 and by 1e-16 · 36 / h = 4e-10."""
        points = np.random.default_rng(0).uniform(-6, 6, (50, 2))
        (x, y), zero, one = points.T, np.zeros(50), np.ones(50)
        by_x = [one, zero, 2 * x, zero, y, np.cos(x), zero, -np.sin(x), zero]
        by_y = [zero, one, zero, 2 * y, x, zero, np.cos(y), zero, -np.sin(y)]
        values, derivatives = differentiate(self.inputs, points)
        np.testing.assert_array_equal(values, self.inputs(points))
        np.testing.assert_allclose(derivatives, np.transpose([by_x, by_y], (0, 2, 1)), atol=1e-8)

    def test_the_ascent_runs_on_the_plane(self):
        """The unit answers x1² - x2², so a step multiplies x1 by 1 + 2η and x2 by 1 - 2η."""
        net = Network([2, 1], output="linear")
        net.theta = [1, -1, 0]
        found = maximise(
            net,
            1,
            0,
            [1.0, 2.0],
            steps=10,
            step_size=0.1,
            inputs=lambda points: feature_matrix(points, ["x1_squared", "x2_squared"]),
        )
        k = np.arange(11)
        # each of the ten differentiations errs by some 1e-10
        np.testing.assert_allclose(found.path, np.stack([1.2**k, 2 * 0.8**k], 1), rtol=1e-8)
        np.testing.assert_allclose(found.score, 1.44**k - 4 * 0.64**k, rtol=1e-7)

    def test_from_several_tapped_points_within_the_map(self):
        net = network([len(FEATURES), 4, 1])
        net.theta /= 20  # a tanh far from 0 has no slope in floating point
        starts = [[0.0, 0.0], [5.0, 5.0], [-6.0, 1.0]]
        found = maximise(net, 2, 0, starts, bounds=(-6, 6), inputs=self.inputs)
        assert found.path.shape == (101, 3, 2)
        assert np.abs(found.path).max() <= 6
        assert (found.score[-1] > found.score[0]).all()

    def test_the_identity_changes_nothing(self):
        net = network([2, 4, 1])
        plain = maximise(net, 2, 0, [0.5, -0.5], steps=20)
        mapped = maximise(net, 2, 0, [0.5, -0.5], steps=20, inputs=lambda points: points)
        np.testing.assert_allclose(mapped.path, plain.path, atol=1e-8)


class TestRegularizers:
    """The linear unit z = w x with weights 1, 2, 3, ... steps by a known amount."""

    @pytest.fixture
    def net(self):
        net = Network([64, 1], output="linear")
        net.weights[0][:, 0] = np.arange(64) / 64
        net.biases[0][:] = 0
        return net

    @pytest.fixture
    def start(self):
        return np.random.default_rng(0).uniform(-1, 1, 64)

    def stepped(self, net, start, steps=1, **settings):
        """Return the input before and after the last step, and that step along the gradient."""
        path = maximise(net, 1, 0, start, steps, 0.5, **settings).path
        return path[-2], path[-1], path[-2] + 0.5 * net.weights[0][:, 0]

    def test_l2_decay_shrinks_the_input_after_the_step(self, net, start):
        _, after, step = self.stepped(net, start, l2_decay=0.1)
        np.testing.assert_allclose(after, 0.9 * step, rtol=1e-14)

    def test_l2_decay_makes_the_ascent_settle(self, net, start):
        """Where x = 0.9 (x + η w), so at 9 η w; the distance to it shrinks by 0.9 per step."""
        path = maximise(net, 1, 0, start, steps=400, step_size=0.5, l2_decay=0.1).path
        np.testing.assert_allclose(path[-1], 4.5 * net.weights[0][:, 0], atol=1e-12)

    @pytest.mark.parametrize("radius", [0.3, 0.5, 1, 3])
    def test_blur_is_scipys_gaussian_filter(self, net, start, radius):
        _, after, step = self.stepped(net, start, blur_radius=radius, blur_every=1, **IMAGE)
        expected = gaussian_filter(step.reshape(8, 8), radius, mode="reflect")
        np.testing.assert_allclose(after, expected.ravel(), rtol=1e-10, atol=1e-14)

    def test_blur_keeps_rows_and_columns_apart(self, net, start):
        settings = {"blur_radius": 1, "blur_every": 1, "image_shape": (4, 16)}
        _, after, step = self.stepped(net, start, **settings)
        expected = gaussian_filter(step.reshape(4, 16), 1, mode="reflect")
        np.testing.assert_allclose(after, expected.ravel(), rtol=1e-10, atol=1e-14)

    @pytest.mark.parametrize(("steps", "blurred"), [(1, False), (2, False), (3, True), (4, False)])
    def test_blur_happens_at_every_nth_step(self, net, start, steps, blurred):
        settings = {"blur_radius": 1, "blur_every": 3, **IMAGE}
        _, after, step = self.stepped(net, start, steps, **settings)
        assert (np.abs(after - step).max() > 0.01) == blurred

    def test_pixels_of_small_norm_are_clipped(self, net, start):
        _, after, step = self.stepped(net, start, norm_percentile=25)
        small = np.abs(step) < np.percentile(np.abs(step), 25)
        assert small.sum() == 16
        np.testing.assert_array_equal(after, np.where(small, 0, step))

    def test_pixels_of_small_contribution_are_clipped(self, net, start):
        """For a linear unit the contribution is exactly how z changes without the pixel."""
        _, after, step = self.stepped(net, start, contribution_percentile=75)
        contribution = np.abs(step * net.weights[0][:, 0])
        small = contribution < np.percentile(contribution, 75)
        assert small.sum() == 48
        np.testing.assert_array_equal(after, np.where(small, 0, step))

    def test_each_image_has_its_own_percentiles(self):
        x = np.array([[1.0, 2, 3, 4], [40, 30, 20, 10]])
        np.testing.assert_array_equal(clip_small(x, x, 50), [[0, 0, 3, 4], [40, 30, 0, 0]])

    def test_bounds_hold_after_every_step(self, net, start):
        path = maximise(net, 1, 0, np.abs(start), 10, 0.5, bounds=(0, 1)).path
        free = maximise(net, 1, 0, np.abs(start), 10, 0.5).path
        np.testing.assert_allclose(path, np.minimum(free, 1), rtol=1e-14)

    def test_they_act_in_the_order_of_the_toolbox(self, net, start):
        """Decay, blur, small norm, small contribution, and the bounds at last."""
        _, after, step = self.stepped(
            net,
            start,
            l2_decay=0.2,
            blur_radius=0.7,
            blur_every=1,
            norm_percentile=30,
            contribution_percentile=40,
            bounds=(-0.2, 0.2),
            **IMAGE,
        )
        x = gaussian_filter((0.8 * step).reshape(8, 8), 0.7, mode="reflect").ravel()
        x[np.abs(x) < np.percentile(np.abs(x), 30)] = 0
        contribution = np.abs(x * net.weights[0][:, 0])
        x[contribution < np.percentile(contribution, 40)] = 0
        np.testing.assert_allclose(after, np.clip(x, -0.2, 0.2), rtol=1e-10, atol=1e-14)


class TestPresets:
    def test_the_papers_are_those_of_its_first_table(self):
        names = ("l2_decay", "blur_radius", "blur_every", "norm_percentile")
        names = (*names, "contribution_percentile")
        rows = [[PRESETS[f"yosinski-{i}"].get(name, 0) for name in names] for i in range(1, 5)]
        assert rows == [
            [0, 0.5, 4, 50, 0],
            [0.3, 0, 0, 20, 0],
            [0.0001, 1.0, 4, 0, 0],
            [0, 0.5, 4, 0, 90],
        ]

    @pytest.mark.slow
    @pytest.mark.parametrize("preset", PRESETS)
    def test_images_of_a_class_are_read_as_that_class(self, preset):
        """From random starts all four starts of most of the ten digits end in their class."""
        train, _ = load_digits()
        net = Network([64, 16, 10], "relu", "softmax", initialization="xavier")
        trainer = Trainer(net, "cross-entropy", learning_rate=0.1)
        for _ in range(10):
            trainer.run_epoch(train.X, train.y)
        starts = random_starts(4, 64, seed=0, high=0.2)
        read = []
        for digit in range(10):
            found = maximise(net, 2, digit, starts, bounds=(0, 1), **PRESETS[preset], **IMAGE)
            read.append((net.forward(found.path[-1])[-1].argmax(axis=1) == digit).all())
        assert sum(read) >= 8


class TestBadRequests:
    def test_a_dead_unit_says_that_it_does_not_answer(self):
        net = network([3, 4, 2], "relu")
        net.weights[0][:, 2] = 0
        with pytest.raises(ValueError, match="unit 2 of layer 1 does not answer to changes"):
            maximise(net, 1, 2, np.ones(3))

    def test_a_start_from_which_there_is_no_way_up_is_marked(self):
        """Behind relu(x) there is nothing to follow at x = -1, but there is at x = 1."""
        net = Network([1, 1, 1], "relu", "linear")
        net.theta = [1, 0, 1, 0]
        found = maximise(net, 2, 0, [[-1.0], [1.0]], steps=3, step_size=1)
        assert found.stalled.tolist() == [True, False]
        np.testing.assert_array_equal(found.path[:, 0], -np.ones((4, 1)))
        np.testing.assert_array_equal(found.path[:, 1, 0], [1, 2, 3, 4])

    def test_an_ascent_to_infinity_is_stopped(self):
        net = Network([1, 1], output="linear")
        net.theta = [3, 0]
        with pytest.raises(ValueError, match=r"the input after step 6 must be finite, got inf"):
            maximise(net, 1, 0, [0.0], steps=10, step_size=1e307)

    @every(
        ("arguments", "message"),
        [
            ({"layer": 3}, "layer must be a whole number between 1 and 2, got 3"),
            ({"unit": 4}, "unit of layer 1 must be a whole number between 0 and 3, got 4"),
            ({"unit": -1}, "unit of layer 1 must be a whole number between 0 and 3, got -1"),
            ({"start": np.zeros(4)}, r"start must have shape \(3,\) or \(starts, 3\), got \(4,\)"),
            ({"start": np.zeros((0, 3))}, r"start must have shape .*, got \(0, 3\)"),
            ({"start": [0, np.nan, 0]}, "start must be finite, got nan"),
            ({"steps": 0}, "steps must be a whole number of at least 1, got 0"),
            ({"step_size": 0}, "step_size must be a finite number greater than 0, got 0"),
            ({"l2_decay": 1.5}, "l2_decay must be a number between 0 and 1, got 1.5"),
            ({"blur_radius": -1}, "blur_radius must be a finite number, 0 or greater, got -1"),
            ({"blur_radius": 1}, "blur_radius greater than 0 needs an image_shape, got None"),
            ({"blur_every": 0}, "blur_every must be a whole number of at least 1, got 0"),
            ({"norm_percentile": 101}, "norm_percentile must be a number between 0 and 100, got"),
            ({"contribution_percentile": -1}, "contribution_percentile must be a number between"),
            ({"bounds": (1, 0)}, r"bounds must be \(low, high\) with low < high, got \(1, 0\)"),
            (
                {"blur_radius": 1, "image_shape": (2, 2)},
                r"image_shape must have as many pixels as the input \(3\), got \(2, 2\)",
            ),
            ({"blur_radius": 1, "image_shape": (3,)}, r"image_shape must be \(rows, columns\)"),
        ],
    )
    def test_each_gets_a_sentence(self, arguments, message):
        request = {"layer": 1, "unit": 0, "start": np.zeros(3), **arguments}
        with pytest.raises(ValueError, match=message):
            maximise(network([3, 4, 2]), **request)

    def test_parameters_that_are_not_finite_are_refused(self):
        net = network([3, 4, 2])
        net.weights[1][0, 0] = np.nan
        with pytest.raises(ValueError, match=r"network's parameters must be finite, got nan"):
            maximise(net, 1, 0, np.zeros(3))


def test_it_goes_on_in_slices_and_explores_the_network_as_it_was():
    net = network([3, 4, 2])
    expected = maximise(net, 2, 0, np.zeros(3), steps=8)
    computation = maximise.in_slices(net, 2, 0, np.zeros(3), steps=8)
    shares = []
    for share in computation.steps():
        shares.append(share)
        net.theta[:] = 0
    assert shares == [k / 8 for k in range(1, 9)]
    np.testing.assert_array_equal(computation.result.path, expected.path)
