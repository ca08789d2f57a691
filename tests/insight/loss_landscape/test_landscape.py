"""A landscape is the loss over a plane through a network's parameters."""

import tracemalloc

import numpy as np
import pytest
from sklearn.decomposition import PCA

from playground.engine import ACTIVATIONS, LOSSES, Network, Trainer
from playground.insight import landscape
from playground.insight.loss_landscape.evaluation import MAX_WORK_BYTES, Evaluation
from tests.cases import every

RNG = np.random.default_rng(0)
X = RNG.normal(size=(30, 2))
SIGNS = np.where(X[:, 0] * X[:, 1] > 0, 1.0, -1.0)

# Batched and single products add up in another order: some 1e-16 per term, of sums of few hundred.
SAME_SUMS = {"rtol": 1e-12, "atol": 1e-13}


def point_by_point(net, X, y, loss, surface):
    """Return the losses of a landscape, each from a network that is set to its parameters."""
    other = net.copy()
    losses = np.empty(surface.loss.shape)
    for row, beta in enumerate(surface.betas):
        for column, alpha in enumerate(surface.alphas):
            other.theta = net.theta + alpha * surface.d1 + beta * surface.d2
            losses[row, column] = other.loss(X, y, loss)
    return losses


def trained(shape=(2, 4, 1), epochs=5, **settings):
    """Return a network and the parameters that it had before, between and after its epochs."""
    net = Network(shape, **settings)
    trainer = Trainer(net, learning_rate=0.1)
    path = [net.theta.copy()]
    for _ in range(epochs):
        trainer.run_epoch(X, SIGNS)
        path.append(net.theta.copy())
    return net, np.array(path)


def orthonormal(pair):
    return np.linalg.qr(np.transpose(pair))[0]


# The grid


@every("skip", [False, True])
@every("activation", ACTIVATIONS)
def test_every_point_is_the_loss_of_the_network_with_its_parameters(activation, skip):
    net = Network([2, 3, 3, 3, 1], activation=activation, skip=skip, seed=1)
    surface = landscape(net, X, SIGNS, resolution=5)
    expected = point_by_point(net, X, SIGNS, "squared", surface)
    np.testing.assert_allclose(surface.loss, expected, **SAME_SUMS)


@every(("loss", "output"), [(loss, output) for loss in LOSSES for output in LOSSES[loss].outputs])
def test_every_loss_and_output_has_a_landscape(loss, output):
    outputs = 3 if output == "softmax" else 1
    y = np.arange(len(X)) % 3 if output == "softmax" else SIGNS
    net = Network([2, 4, outputs], output=output, seed=1)
    surface = landscape(net, X, y, loss=loss, resolution=5)
    expected = point_by_point(net, X, y, loss, surface)
    np.testing.assert_allclose(surface.loss, expected, **SAME_SUMS)


def test_several_outputs_and_no_hidden_layer():
    net = Network([2, 3], output="linear", seed=1)
    y = RNG.normal(size=(len(X), 3))
    surface = landscape(net, X, y, resolution=4)
    expected = point_by_point(net, X, y, "squared", surface)
    np.testing.assert_allclose(surface.loss, expected, **SAME_SUMS)


def test_many_samples_and_units_are_split_into_parts():
    X = np.random.default_rng(1).normal(size=(3000, 2))
    net = Network([2, 64, 1], seed=1)
    surface = landscape(net, X, X[:, 0], resolution=3)
    expected = point_by_point(net, X, X[:, 0], "squared", surface)
    np.testing.assert_allclose(surface.loss, expected, **SAME_SUMS)


def test_the_grid_is_41_by_41_from_minus_1_to_1_by_default():
    surface = landscape(Network([2, 2, 1]), X, SIGNS)
    np.testing.assert_array_equal(surface.alphas, np.linspace(-1, 1, 41))
    np.testing.assert_array_equal(surface.betas, np.linspace(-1, 1, 41))
    assert surface.loss.shape == (41, 41)
    assert surface.d1.shape == surface.d2.shape == (9,)


def test_rows_are_betas_and_columns_are_alphas():
    net = Network([1, 1], output="linear")
    net.theta = [0, 0]
    kept = [[1, 0], [0, 1]]  # alpha is the weight, beta is the bias
    surface = landscape(net, [[2.0]], [0.0], span=2, resolution=3, directions="between", kept=kept)
    weight, bias = np.array([-2, 0, 2]), np.array([[-2], [0], [2]])
    np.testing.assert_array_equal(surface.loss, (2 * weight + bias) ** 2 / 2)


def test_a_linear_network_with_squared_loss_has_a_quadratic_landscape():
    net = Network([2, 1], output="linear", seed=1)
    with_ones = np.column_stack([X, np.ones(len(X))])
    hessian = with_ones.T @ with_ones / len(X)
    gradient = with_ones.T @ (with_ones @ net.theta - SIGNS) / len(X)
    surface = landscape(net, X, SIGNS, normalise="none", span=3, resolution=7)
    a, b = surface.alphas[np.newaxis, :, np.newaxis], surface.betas[:, np.newaxis, np.newaxis]
    step = a * surface.d1 + b * surface.d2
    expected = surface.center_loss + step @ gradient + ((step @ hessian) * step).sum(axis=2) / 2
    np.testing.assert_allclose(surface.loss, expected, **SAME_SUMS)
    # a central difference with a step of 6e-6 is exact for a quadratic but for rounding, 1e-11
    closed_form = [d @ hessian @ d for d in (surface.d1, surface.d2)]
    np.testing.assert_allclose(surface.curvature, closed_form, rtol=1e-9)


def test_a_loss_that_overflows_is_infinite():
    net = Network([1, 2, 1], activation="linear", output="linear")
    surface = landscape(net, [[1e150]], [0.0], normalise="none", span=1e30, resolution=3)
    assert np.isinf(surface.loss[0, 0])
    assert np.isfinite(surface.loss[1, 1])
    assert not np.isnan(surface.loss).any()
    assert np.isfinite(surface.roughness)


# Directions


def filter_norms(vector, net):
    """Return the norm of every neuron's incoming weights in a vector of parameters."""
    other = net.copy()
    other.theta = vector
    return np.concatenate([np.linalg.norm(weights, axis=0) for weights in other.weights])


def layer_norms(vector, net):
    other = net.copy()
    other.theta = vector
    return np.array([np.linalg.norm(weights) for weights in other.weights])


def vector_norm(vector, net):
    return np.linalg.norm(vector)


@pytest.mark.parametrize(
    ("normalise", "norms"),
    [("filter", filter_norms), ("layer", layer_norms), ("vector", vector_norm)],
)
def test_random_directions_have_the_norms_of_the_network(normalise, norms):
    net = Network([2, 5, 3, 1], seed=4)
    surface = landscape(net, X, SIGNS, resolution=3, normalise=normalise)
    # two roundings in each of a few entries
    for direction in (surface.d1, surface.d2):
        np.testing.assert_allclose(norms(direction, net), norms(net.theta, net), rtol=1e-13)


@pytest.mark.parametrize("normalise", ["filter", "layer"])
def test_directions_by_filter_or_layer_leave_the_biases_alone(normalise):
    net = Network([2, 5, 3, 1], seed=4)
    surface = landscape(net, X, SIGNS, resolution=3, normalise=normalise)
    other = net.copy()
    for direction in (surface.d1, surface.d2):
        other.theta = direction
        assert not np.concatenate(other.biases).any()


def test_directions_that_are_not_normalised_are_standard_normal():
    net = Network([20, 100, 1], seed=4)
    surface = landscape(net, np.eye(20), np.ones(20), resolution=3, normalise="none")
    # of 2,201 numbers: mean and variance within five standard errors
    for direction in (surface.d1, surface.d2):
        assert abs(direction.mean()) < 5 / np.sqrt(2201)
        assert abs(direction.var() - 1) < 5 * np.sqrt(2 / 2201)


def rescaled(net, factor):
    """Return the same function: a ReLU layer times a factor, and the next layer by it."""
    other = net.copy()
    other.weights[0][:] *= factor
    other.biases[0][:] *= factor  # or else the rectified units would change by more than a factor
    other.weights[1][:] /= factor
    return other


@pytest.mark.parametrize("factor", [0.01, 7.0])
def test_filter_normalised_landscape_does_not_see_the_scale_of_relu_layers(factor):
    net = Network([2, 6, 4, 1], activation="relu", seed=2)
    surfaces = [landscape(n, X, SIGNS, resolution=11) for n in (net, rescaled(net, factor))]
    # both compute the same up to rounding, of which 1e-9 leaves ample room
    np.testing.assert_allclose(surfaces[0].loss, surfaces[1].loss, rtol=1e-9)
    np.testing.assert_allclose(surfaces[0].curvature, surfaces[1].curvature, rtol=1e-6)


@pytest.mark.parametrize("normalise", ["layer", "vector", "none"])
def test_no_other_landscape_is_blind_to_the_scale_of_single_neurons(normalise):
    net = Network([2, 6, 4, 1], activation="relu", seed=2)
    other = net.copy()
    other.weights[0][:, 0] *= 7
    other.biases[0][0] *= 7
    other.weights[1][0] /= 7
    surfaces = [landscape(n, X, SIGNS, resolution=11, normalise=normalise) for n in (net, other)]
    assert surfaces[1].center_loss == pytest.approx(surfaces[0].center_loss, rel=1e-12)
    assert np.abs(surfaces[1].loss - surfaces[0].loss).max() > 0.01


def test_unnormalised_landscape_sees_the_scale_of_layers():
    net = Network([2, 6, 4, 1], activation="relu", seed=2)
    surfaces = [
        landscape(n, X, SIGNS, resolution=11, normalise="none") for n in (net, rescaled(net, 7.0))
    ]
    assert np.abs(surfaces[1].loss - surfaces[0].loss).max() > 0.01


def test_seed_determines_the_random_directions():
    net = Network([2, 3, 1])
    first, again, other = (landscape(net, X, SIGNS, resolution=3, seed=seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first.d1, again.d1)
    np.testing.assert_array_equal(first.d2, again.d2)
    np.testing.assert_array_equal(first.loss, again.loss)
    assert (first.d1 != other.d1).any()
    assert (first.d1 != first.d2).any()


def test_path_directions_are_its_principal_components():
    net, path = trained()
    surface = landscape(net, X, SIGNS, resolution=3, directions="path", path=path)
    pca = PCA(n_components=2).fit(path)
    for direction, component in zip((surface.d1, surface.d2), pca.components_, strict=True):
        # the same vector but for sign and length, up to the rounding of two decompositions
        cosine = direction @ component / np.linalg.norm(direction)
        assert abs(cosine) == pytest.approx(1, abs=1e-9)
    assert surface.path_share == pytest.approx(pca.explained_variance_ratio_.sum(), rel=1e-9)


def test_path_directions_reach_as_far_as_the_path():
    net, path = trained()
    surface = landscape(net, X, SIGNS, resolution=3, directions="path", path=path)
    np.testing.assert_allclose(np.abs(surface.path).max(axis=0), [1, 1], rtol=1e-9)
    np.testing.assert_allclose(surface.path[-1], [0, 0], atol=1e-12)  # the present parameters


def test_between_reaches_the_kept_parameters_at_one():
    net, first, second = (Network([2, 3, 1], seed=seed) for seed in (1, 2, 3))
    kept = [first.theta, second.theta]
    surface = landscape(net, X, SIGNS, resolution=3, directions="between", kept=kept)
    for row, column, there in [(1, 1, net), (1, 2, first), (2, 1, second)]:
        assert surface.loss[row, column] == pytest.approx(there.loss(X, SIGNS), rel=1e-12)


def test_between_two_networks_the_other_direction_is_at_a_right_angle_and_as_long():
    net, kept = Network([2, 3, 1], seed=1), Network([2, 3, 1], seed=2)
    surface = landscape(net, X, SIGNS, resolution=3, directions="between", kept=kept.theta)
    np.testing.assert_array_equal(surface.d1, kept.theta - net.theta)
    # rounding of sums of 13 products
    assert surface.d1 @ surface.d2 == pytest.approx(0, abs=1e-13)
    assert np.linalg.norm(surface.d2) == pytest.approx(np.linalg.norm(surface.d1), rel=1e-13)


# The path on the plane


def test_path_is_dropped_onto_the_plane_at_a_right_angle():
    net, path = trained()
    surface = landscape(net, X, SIGNS, resolution=3, path=path)
    on_plane = net.theta + surface.path @ np.stack([surface.d1, surface.d2])
    rest = path - on_plane
    # rounding, of parameters of the size of 1
    np.testing.assert_allclose(rest @ surface.d1, 0, atol=1e-13)
    np.testing.assert_allclose(rest @ surface.d2, 0, atol=1e-13)
    np.testing.assert_array_equal(surface.project(path), surface.path)
    np.testing.assert_allclose(surface.project(path[2]), surface.path[2], rtol=1e-12)


def test_a_path_that_stays_where_it_is_has_no_variance_to_share():
    """The mean of equal numbers is off by rounding here, so their variance is not 0."""
    net = Network([2, 3, 1], seed=1)
    path = np.tile(net.theta, (3, 1))
    assert (path != path.mean(axis=0)).any()
    assert landscape(net, X, SIGNS, path=path, resolution=3).path_share is None


def test_path_share_compares_variance_in_the_plane_with_all_variance():
    net, path = trained()
    surface = landscape(net, X, SIGNS, resolution=3, path=path)
    basis = orthonormal([surface.d1, surface.d2])
    expected = np.var(path @ basis, axis=0).sum() / np.var(path, axis=0).sum()
    assert surface.path_share == pytest.approx(expected, rel=1e-12)
    assert 0 < surface.path_share < 1


def test_there_is_no_path_unless_one_is_given():
    net, path = trained()
    surface = landscape(net, X, SIGNS, resolution=3)
    assert surface.path is None
    assert surface.path_share is None
    standing = landscape(net, X, SIGNS, resolution=3, path=path[[1, 1]])
    assert standing.path.shape == (2, 2)
    assert standing.path_share is None


# Numbers


def valley(loss, span=1.0):
    """Return a landscape with the given losses, in a plane that needs no network."""
    surface = landscape(Network([2, 1]), X, SIGNS, span=span, resolution=len(loss))
    surface.loss[:] = loss
    return surface


def test_minimum_is_the_lowest_point_of_the_grid():
    loss = np.ones((5, 5))
    loss[4, 1] = 0.25
    assert valley(loss, span=2.0).minimum == (-1.0, 2.0, 0.25)


def test_sharpness_is_the_largest_rise_within_a_radius():
    net = Network([1, 1], output="linear")
    net.theta = [0, 0]
    surface = landscape(
        net, [[1.0]], [0.0], span=2, resolution=41, directions="between", kept=np.eye(2)
    )
    # the loss is (alpha + beta)² / 2; within 1 it is largest on the grid at (0.7, 0.7)
    assert surface.sharpness(1.0) == pytest.approx(1.4**2 / 2, rel=1e-12)
    assert surface.sharpness() == surface.sharpness(1.0)
    assert surface.sharpness(0.1) == pytest.approx(0.1**2 / 2, rel=1e-12)


def test_sharpness_is_zero_where_the_loss_only_falls():
    surface = valley(np.full((5, 5), -1.0))
    assert surface.sharpness() == 0


def test_convex_landscape_is_not_rough():
    net = Network([2, 1], output="linear", seed=1)
    surface = landscape(net, X, SIGNS)
    # sums of 3,280 differences, each rounded
    assert surface.roughness == pytest.approx(0, abs=1e-12)


def test_roughness_is_the_share_of_ups_and_downs_that_a_valley_lacks():
    ripples = np.tile([2.0, 1.0, 2.0, 0.0, 2.0], (5, 1))
    # a row goes 1 + 1 + 2 + 2 = 6 up and down, of which a valley would need 2 + 2; columns are flat
    surface = valley(ripples)
    assert surface.roughness == pytest.approx(2 / 6, rel=1e-15)
    assert valley(3 * ripples + 7).roughness == pytest.approx(2 / 6, rel=1e-12)
    assert valley(np.ones((5, 5))).roughness == 0


@pytest.mark.slow
def test_skip_connections_make_deep_landscapes_less_rough():
    roughness = {}
    for skip in (False, True):
        settings = {"activation": "relu", "initialization": "he", "skip": skip}
        surfaces = [
            landscape(
                trained([2, *[4] * 8, 1], 30, seed=seed, **settings)[0],
                X,
                SIGNS,
                resolution=21,
                seed=seed,
            )
            for seed in range(20)
        ]
        roughness[skip] = np.mean([surface.roughness for surface in surfaces])
    # 0.18 against 0.29, with standard errors of 0.03
    assert roughness[True] < roughness[False]


# In slices


def test_slices_tell_their_progress_and_end_with_the_landscape():
    net = Network([2, 8, 1], seed=1)
    computation = landscape.in_slices(net, X, SIGNS, seed=3)
    progress = list(computation.steps())
    assert len(progress) > 5
    assert progress == sorted(set(progress))
    assert progress[0] > 0
    assert progress[-1] == 1
    expected = landscape(net, X, SIGNS, seed=3)
    np.testing.assert_array_equal(computation.result.loss, expected.loss)


def test_training_may_go_on_between_the_slices():
    net = Network([2, 8, 1], seed=1)
    expected = landscape(net, X, SIGNS)
    computation = landscape.in_slices(net, X, SIGNS)
    for _ in computation.steps():
        net.theta += 1
    np.testing.assert_array_equal(computation.result.loss, expected.loss)
    np.testing.assert_array_equal(computation.result.theta, expected.theta)


def test_landscape_leaves_the_network_as_it_is():
    net = Network([2, 3, 1], seed=1)
    before = net.theta.copy()
    landscape(net, X, SIGNS, resolution=3)
    np.testing.assert_array_equal(net.theta, before)


@pytest.mark.parametrize("samples", [30, 2000])
def test_work_arrays_stay_within_their_bound(samples):
    X = np.random.default_rng(1).normal(size=(samples, 2))
    grid = np.random.default_rng(2).normal(size=(40, 2))
    net = Network([2, *[16] * 8, 1])
    directions = np.ones((2, net.theta.size))
    evaluation = Evaluation(net, X, X[:, 0], "huber", directions, grid)
    tracemalloc.start()
    evaluation.run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MAX_WORK_BYTES


# Errors


@every(
    ("settings", "message"),
    [
        ({"span": 0}, "span must be a finite number greater than 0, got 0"),
        ({"span": -1.0}, "span must be .* got -1.0"),
        ({"span": np.inf}, "span must be .* got inf"),
        ({"resolution": 2}, "resolution must be a whole number between 3 and 101, got 2"),
        ({"resolution": 102}, "resolution must be .* between 3 and 101, got 102"),
        ({"resolution": 4.5}, "resolution must be a whole number .* got 4.5"),
        ({"normalise": "neuron"}, "normalise must be one of 'filter', .* got 'neuron'"),
        ({"directions": "up"}, "directions must be one of 'random', .* got 'up'"),
        ({"loss": "hinge"}, "loss must be one of .* got 'hinge'"),
        ({"directions": "path"}, "path must be 3 or more vectors of .* 13 parameters, got None"),
        ({"directions": "path", "path": np.eye(2, 13)}, r"path must be 3 or more .* got \(2, 13\)"),
        ({"path": np.ones((4, 5))}, r"path must be 1 or more vectors .* got \(4, 5\)"),
        ({"directions": "between"}, "kept must be 1 or more vectors .* got None"),
        ({"directions": "between", "kept": np.eye(3, 13)}, "one or two networks, got 3"),
        ({"directions": "between", "kept": np.full(13, np.nan)}, "kept must be finite, got nan"),
    ],
)
def test_errors_name_setting_value_and_what_is_allowed(settings, message):
    with pytest.raises(ValueError, match=message):
        landscape(Network([2, 3, 1]), X, SIGNS, **settings)


def test_weights_must_be_finite():
    net = Network([2, 3, 1])
    net.weights[0][0, 1] = np.nan
    with pytest.raises(ValueError, match="parameters must be finite, got nan"):
        landscape(net, X, SIGNS)


def test_loss_in_the_middle_must_be_finite():
    net = Network([2, 1], output="linear", seed=1)
    with pytest.raises(ValueError, match="middle of the landscape must be finite, got inf"):
        landscape(net, 1e200 * X, SIGNS)


def test_directions_must_span_a_plane():
    net = Network([2, 3, 1], seed=1)
    step = np.arange(13.0)
    line = net.theta + np.outer([0, 1, 2, 5], step)
    with pytest.raises(ValueError, match="'path' must not be zero, but the second one is"):
        landscape(net, X, SIGNS, directions="path", path=line)
    with pytest.raises(ValueError, match="'between' must not be zero, but the first one is"):
        landscape(net, X, SIGNS, directions="between", kept=net.theta)
    with pytest.raises(ValueError, match="'between' must span a plane, but both lie on one line"):
        landscape(net, X, SIGNS, directions="between", kept=line[[1, 2]])


def test_weights_of_zero_have_no_filter_normalised_directions():
    net = Network([2, 3, 1])
    net.theta = 0
    with pytest.raises(ValueError, match="'random' must not be zero, but the first one is"):
        landscape(net, X, SIGNS)


def test_a_neuron_without_weights_is_left_alone():
    net = Network([2, 3, 1], seed=1)
    net.weights[0][:, 1] = 0
    surface = landscape(net, X, SIGNS, resolution=3)
    assert not surface.d1[[1, 4]].any()
    assert np.isfinite(surface.loss).all()


def test_a_sharpness_needs_a_radius():
    net = Network([2, 3, 1])
    with pytest.raises(ValueError, match="radius must be a finite number greater than 0, got 0"):
        landscape(net, X, SIGNS, resolution=3).sharpness(0)
