"""A session follows its experiment: the same settings give the same run, changes act at once."""

import tracemalloc
from itertools import count

import numpy as np
import pytest

from playground.data import PointSet, feature_matrix, make_dataset
from playground.engine import Network, Trainer
from playground.engine.propagation import Pass
from playground.experiment import USUAL_FEATURES, Experiment
from playground.experiment.setting_groups import (
    DATA_SETTINGS,
    FUNCTION_SETTINGS,
    RUN_SETTINGS,
    TRAINER_SETTINGS,
)
from playground.frame import Unit
from playground.session import Session
from playground.session.history import PATH_CAPACITY, ParameterPath
from playground.session.inputs.plane import Inputs
from playground.session.player import Player
from tests.cases import every
from tests.session.conftest import run

RESTARTING = {
    "dataset": "xor",
    "points": PointSet.make([(0, 0), (1, 1), (2, 2)], [0, 1, 1]),
    "samples": 100,
    "noise": 0.2,
    "marked_digit": "3",
    "train_fraction": 0.3,
    "data_seed": 1,
    "features": ["x1", "x2", "x1_x2"],
    "hidden": [3, 3, 3],
    "initialization": "xavier",
    "seed": 1,
    "shuffle": False,
}
"""Settings that start the run afresh, with another value each."""

IN_MID_RUN = {
    "activation": "sigmoid",
    "layer_activations": ["relu", "sine"],
    "optimizer": "adam",
    "schedule": "cosine",
    "clip": 0.01,
    "dropout": 0.5,
    "loss": "logistic",
    "learning_rate": 0.3,
    "regularization": "l2",
    "batch_size": 3,
}
"""Settings that change what the next epoch does."""

WITHOUT_EFFECT = {
    "formulas": ["=x1+x2"],
    "speed": "slow",
    "show_test": True,
    "discretize": True,
    "hide": ["noise"],
    "stop_loss": 100,
    "stop_accuracy": 0.1,
    "stop_patience": 1,
    "stop_epochs": 1,
}
"""Settings that change nothing of what a session does: its pace, its picture, its end."""

ONLY_WITH_ANOTHER = {
    "momentum",
    "regularization_rate",
    "schedule_factor",
    "schedule_period",
    "skip",
}
"""Settings that do nothing unless another is chosen: an optimizer, a penalty, equal layers."""

DIVERGING = {
    "steps too long for a slope": {"dataset": "plane", "activation": "relu", "learning_rate": 10},
    "exploding polynomial": {
        "dataset": "multi-gauss",
        "activation": "linear",
        "features": ["x1_squared", "x1_x2"],
        "learning_rate": 3,
    },
    "decay beyond zero": {
        "learning_rate": 10,
        "regularization": "l2",
        "regularization_rate": 10,
    },
}
"""Settings under which weights grow without bound, by the reason."""


def same_run(one, other):
    same_curves = np.array_equal(one.frame().curve, other.frame().curve)
    return same_curves and np.array_equal(one.network.theta, other.network.theta)


def test_a_session_is_its_parts_put_together():
    train, test = make_dataset("spiral", samples=500, noise=0.1, train_fraction=0.7, seed=3)
    network = Network([3, 5, 1], activation="relu", seed=4)
    trainer = Trainer(network, learning_rate=0.1, batch_size=7, seed=4)
    features = ["x1", "x2", "sin_x1"]
    for _ in range(5):
        trainer.run_epoch(feature_matrix(train.X, features), train.y)
    session = run(
        5,
        dataset="spiral",
        noise=0.1,
        train_fraction=0.7,
        data_seed=3,
        features=features,
        hidden=[5],
        activation="relu",
        learning_rate=0.1,
        batch_size=7,
        seed=4,
    )
    np.testing.assert_array_equal(session.network.theta, network.theta)
    outputs = network.forward(feature_matrix(test.X, features))[-1][:, 0]
    assert session.test_loss == pytest.approx(np.mean((outputs - test.y) ** 2) / 2, rel=1e-12)
    assert session.frame().test_accuracy == np.mean(np.sign(outputs) == test.y)


def test_the_same_settings_give_the_same_run():
    assert same_run(run(20), run(20))


def test_a_run_is_the_same_after_reset():
    session = run(20)
    session.reset()
    assert session.epoch == 0
    assert same_run(session, run(0))
    session.advance(20)
    assert same_run(session, run(20))


def test_a_run_is_the_same_after_a_detour():
    """Neither a setting tried in between nor an edit leaves a trace once the run is restarted."""
    session = run(5)
    session.experiment.param.update(activation="relu", noise=0.3, hidden=[8])
    session.advance(3)
    session.experiment.param.update(activation="tanh", noise=0.0, hidden=[4, 2])
    session.set_bias(Unit(1, 0), 3.0)
    session.reset()
    session.advance(20)
    assert same_run(session, run(20))


@pytest.fixture
def prepared(monkeypatch):
    """Names of what is prepared for samples from here on: passes, and data that is checked."""
    found = []

    def noted(owner, name):
        original = getattr(owner, name)

        def note(*arguments, **named):
            found.append(f"{owner.__name__}.{name}")
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, note)

    noted(Pass, "__init__")
    noted(Network, "columns")
    noted(Inputs, "matrix")
    return found


def test_nothing_is_prepared_for_the_samples_while_epochs_go_by(prepared):
    session = run(1, stop_accuracy=0.9, stop_loss=0.1)
    assert prepared
    prepared.clear()
    player = Player(session, clock=count().__next__)
    player.play()
    for _ in range(5):
        player.tick(1)
    assert session.epoch > 5
    assert prepared == []


def test_an_epoch_needs_less_memory_than_a_copy_of_its_samples():
    session = run(1, samples=10_000, features=list(USUAL_FEATURES), hidden=[2])
    size = session.loss_arguments()[0].nbytes
    tracemalloc.start()
    session.advance()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size


def test_a_run_that_diverged_goes_on_from_an_epoch_before_with_what_is_changed_now():
    session = run(5, dataset="plane", activation="relu")
    session.experiment.learning_rate = 10.0
    session.advance(30)
    assert session.diverged
    session.visit(0)
    assert not session.diverged
    answers = session.frame().test_outputs
    session.visit(int(session.past_epochs[-1]))
    assert session.diverged
    session.visit(0)
    np.testing.assert_array_equal(session.frame().test_outputs, answers)
    session.experiment.learning_rate = 0.001
    session.advance(3)
    assert (session.epoch, session.diverged) == (3, False)
    assert session.curve.epoch.tolist() == [0, 1, 2, 3]


def test_what_is_kept_of_a_past_epoch_has_the_losses_up_to_there():
    session = run(20)
    session.visit(10)
    losses = session.curve_so_far
    assert losses.epoch[-1] == 10
    assert losses.train_loss[-1] == session.train_loss
    session.experiment.noise = 0.3
    assert session.ended.curve.epoch[-1] == session.ended.epoch == 10
    theta, epoch, curve, checkpoint = session.ended
    session.experiment.noise = 0.0
    session.restore(theta, epoch, curve, checkpoint)
    session.advance(2)
    assert session.curve.epoch.tolist() == [*range(13)]


def test_many_epochs_at_once_are_the_same_as_one_by_one():
    session = run()
    for _ in range(20):
        session.advance()
    assert same_run(session, run(20))


def test_an_epoch_is_made_of_batches():
    session = run()
    batches = len(session.train.y) // session.experiment.batch_size
    for batch in range(1, 2 * batches + 1):
        session.advance_batch()
        assert session.epoch == batch // batches
    assert same_run(session, run(2))


def test_an_epoch_that_was_begun_batch_by_batch_is_finished():
    session = run(1)
    for _ in range(7):
        session.advance_batch()
    assert session.epoch == 1
    session.advance()
    assert same_run(session, run(2))


def test_a_reset_forgets_an_epoch_that_was_begun():
    session = run()
    session.advance_batch()
    session.reset()
    session.advance(2)
    assert same_run(session, run(2))


def test_a_run_may_diverge_in_any_batch():
    session = run(dataset="plane", activation="relu", learning_rate=10)
    while not session.diverged:
        session.advance_batch()
    assert np.isfinite(session.network.theta).all()
    assert np.isfinite([session.train_loss, session.test_loss]).all()


def test_another_seed_gives_other_weights_on_the_same_data():
    one, other = run(seed=1), run(seed=2)
    assert not np.array_equal(one.network.theta, other.network.theta)
    np.testing.assert_array_equal(one.train.X, other.train.X)


def test_another_data_seed_gives_other_data_to_the_same_weights():
    one, other = run(data_seed=1), run(data_seed=2)
    np.testing.assert_array_equal(one.network.theta, other.network.theta)
    assert not np.array_equal(one.train.X, other.train.X)


def test_every_setting_is_of_one_kind():
    kinds = [*RESTARTING, *IN_MID_RUN, *WITHOUT_EFFECT, *ONLY_WITH_ANOTHER]
    assert sorted(kinds) == sorted(Experiment.declarations())
    assert {*RESTARTING} == DATA_SETTINGS | RUN_SETTINGS
    assert {*IN_MID_RUN, *ONLY_WITH_ANOTHER} == FUNCTION_SETTINGS | TRAINER_SETTINGS


@every(("setting", "value"), RESTARTING.items(), ids=list(RESTARTING))
def test_a_setting_that_shapes_data_or_network_starts_the_run_afresh(setting, value):
    session = run(3)
    setattr(session.experiment, setting, value)
    assert session.epoch == 0
    assert session.frame().curve.epoch.tolist() == [0]
    session.advance(4)
    assert same_run(session, run(4, **{setting: value}))


@pytest.mark.parametrize("setting", sorted(DATA_SETTINGS))
def test_a_data_setting_draws_the_data_anew(setting):
    session = run()
    before = session.train
    setattr(session.experiment, setting, RESTARTING[setting])
    assert session.train is not before


@pytest.mark.parametrize("setting", sorted(RUN_SETTINGS))
def test_a_network_setting_leaves_the_data_as_they_are(setting):
    session = run()
    before = session.train
    setattr(session.experiment, setting, RESTARTING[setting])
    assert session.train is before


@every(("setting", "value"), IN_MID_RUN.items(), ids=list(IN_MID_RUN))
def test_a_training_setting_acts_in_the_middle_of_the_run(setting, value):
    session, unchanged = (run(3, regularization_rate=0.1) for _ in range(2))
    setattr(session.experiment, setting, value)
    assert session.epoch == 3
    np.testing.assert_array_equal(session.network.theta, unchanged.network.theta)
    session.advance()
    unchanged.advance()
    assert session.epoch == 4
    assert not np.array_equal(session.network.theta, unchanged.network.theta)


def test_a_regularization_rate_acts_in_the_middle_of_the_run():
    """A penalty of 10 w outweighs gradients of about 1 unless w is below 0.1."""
    session = run(3, regularization="l2")
    session.experiment.regularization_rate = 10
    session.advance(20)
    assert session.epoch == 23
    assert max(np.abs(weights).max() for weights in session.network.weights) < 0.1


def test_a_schedule_keeps_its_time_when_the_network_is_made_anew():
    """With a factor of almost nothing the parameters stand still once a period is over."""
    session = run(5, schedule="step", schedule_period=5, schedule_factor=1e-300)
    session.experiment.activation = "relu"
    before = session.network.theta.copy()
    session.advance()
    np.testing.assert_array_equal(session.network.theta, before)
    session.restore(before, 4)
    session.advance()
    assert not np.array_equal(session.network.theta, before)


def test_another_number_of_layers_is_followed_by_their_activations():
    session = run(3, layer_activations=["relu", "sine"])
    session.experiment.hidden = [4, 2, 3]
    session.advance(2)
    assert session.network.activations == ("relu", "sine", "tanh")
    same = {"hidden": [4, 2, 3], "layer_activations": ["relu", "sine", "tanh"]}
    assert same_run(session, run(2, **same))


def test_losses_are_those_of_all_neurons_while_dropout_trains():
    session = run(3, dropout=0.5)
    outputs = session.network.forward(feature_matrix(session.test.X, ["x1", "x2"]))[-1][:, 0]
    assert session.test_loss == pytest.approx(np.mean((outputs - session.test.y) ** 2) / 2)


def test_another_activation_is_seen_at_once():
    session = run(3)
    before = session.test_loss
    session.experiment.activation = "linear"
    assert session.test_loss != before


def test_another_loss_is_measured_at_once():
    """For tanh outputs the logistic loss is log(1 + exp(-2 t z)), z = artanh of the output."""
    session = run(3)
    session.experiment.loss = "logistic"
    inputs = feature_matrix(session.test.X, ["x1", "x2"])
    z = np.arctanh(session.network.forward(inputs)[-1][:, 0])
    expected = np.mean(np.log1p(np.exp(-2 * session.test.y * z)))
    assert session.test_loss == pytest.approx(expected, rel=1e-9)


@every(("setting", "value"), WITHOUT_EFFECT.items(), ids=list(WITHOUT_EFFECT))
def test_a_setting_of_pace_or_picture_does_not_touch_the_run(setting, value):
    session = run(3)
    setattr(session.experiment, setting, value)
    session.advance(2)
    assert same_run(session, run(5))


THREE_CLASSES = PointSet.make(
    np.random.default_rng(0).uniform(-6, 6, (60, 2)), np.arange(60) % 3, 3, ("a", "b", "c")
)


def test_own_points_are_split_by_seed_and_share():
    session = run(dataset="own", points=THREE_CLASSES, train_fraction=0.3, data_seed=4)
    assert (len(session.train.y), len(session.test.y)) == (18, 42)
    together = np.vstack([session.train.X, session.test.X])
    assert sorted(map(tuple, together)) == sorted(map(tuple, THREE_CLASSES.X))
    other = run(dataset="own", points=THREE_CLASSES, train_fraction=0.3, data_seed=5)
    assert not np.array_equal(session.train.X, other.train.X)


@pytest.mark.parametrize(
    "data", [{"dataset": "blobs"}, {"dataset": "own", "points": THREE_CLASSES}], ids=str
)
def test_more_than_two_classes_have_an_output_each(data):
    """The losses are minus the mean logarithm of what the network gives the true class."""
    session = run(5, **data)
    assert session.shape == (2, 4, 2, 3)
    outputs = session.network.forward(feature_matrix(session.test.X, ["x1", "x2"]))[-1]
    np.testing.assert_allclose(outputs.sum(axis=1), 1, rtol=1e-12)
    of_true_class = outputs[np.arange(len(outputs)), session.test.y.astype(int)]
    assert session.test_loss == pytest.approx(-np.log(of_true_class).mean(), rel=1e-9)
    assert session.test_accuracy == np.mean(outputs.argmax(axis=1) == session.test.y)


def test_three_blobs_are_learned():
    assert run(50, dataset="blobs").test_accuracy > 0.95


@every("first", ["circle", "plane", "blobs"])
@every("second", ["xor", "multi-gauss", "three-spiral"])
def test_any_data_set_can_follow_any_other(first, second):
    session = run(2, dataset=first)
    session.experiment.dataset = second
    session.advance(3)
    assert same_run(session, run(3, dataset=second))


def test_own_points_can_change_from_classes_to_values():
    session = run(2, dataset="own", points=THREE_CLASSES)
    values = PointSet.make(THREE_CLASSES.X, np.linspace(-1, 1, 60), classes=0)
    session.experiment.points = values
    session.advance(3)
    assert same_run(session, run(3, dataset="own", points=values))


def test_regression_is_measured_by_the_share_of_the_variance():
    session = run(20, dataset="plane")
    outputs = session.network.forward(feature_matrix(session.test.X, ["x1", "x2"]))[-1][:, 0]
    y = session.test.y
    expected = 1 - np.sum((y - outputs) ** 2) / np.sum((y - y.mean()) ** 2)
    assert session.test_r_squared == pytest.approx(expected, rel=1e-12)
    assert session.test_accuracy is None
    assert run(dataset="circle").test_r_squared is None


def test_values_that_are_all_the_same_have_no_variance_to_explain():
    points = PointSet.make([(0, 0), (1, 1), (2, 2)], [0.5] * 3, classes=0)
    assert run(dataset="own", points=points).test_r_squared is None


def test_a_formula_is_an_input():
    session = run(2, features=["x1", "=sin(3*x1)*x2"])
    x1, x2 = session.test.X.T
    outputs = session.network.forward(np.column_stack([x1, np.sin(3 * x1) * x2]))[-1][:, 0]
    expected = np.mean((outputs - session.test.y) ** 2) / 2
    assert session.test_loss == pytest.approx(expected, rel=1e-12)


def test_a_change_to_regression_takes_along_what_depends_on_the_problem():
    session = run(3, loss="logistic")
    session.experiment.dataset = "plane"
    session.advance(2)
    assert same_run(session, run(2, dataset="plane"))
    assert session.frame().test_accuracy is None


@pytest.mark.parametrize("settings", DIVERGING.values(), ids=list(DIVERGING))
def test_a_diverging_run_stops_in_its_last_finite_state(settings):
    session = run(1000, **settings)
    assert session.diverged
    assert session.epoch < 1000
    assert np.isfinite([session.train_loss, session.test_loss]).all()
    assert np.isfinite(session.network.theta).all()
    assert np.isfinite(session.frame().curve).all()
    assert session.frame().diverged
    assert same_run(session, run(session.epoch, **settings))


@pytest.mark.parametrize("settings", DIVERGING.values(), ids=list(DIVERGING))
def test_a_diverged_run_rests_until_it_is_reset(settings):
    session = run(1000, **settings)
    epoch, theta = session.epoch, session.network.theta.copy()
    session.advance(5)
    assert session.epoch == epoch
    np.testing.assert_array_equal(session.network.theta, theta)
    session.reset()
    assert not session.diverged
    session.experiment.param.update(learning_rate=0.001, regularization="none")
    session.advance(5)
    assert session.epoch == 5


def test_a_run_that_is_restored_stands_where_it_was():
    settings = {"dataset": "xor", "hidden": [3]}
    earlier, later = Session(Experiment(**settings)), Session(Experiment(**settings))
    earlier.advance(7)
    later.advance(2)
    later.restore(earlier.network.theta, earlier.epoch)
    assert later.epoch == 7
    assert np.array_equal(later.network.theta, earlier.network.theta)
    assert (later.train_loss, later.test_loss) == (earlier.train_loss, earlier.test_loss)
    assert later.test_accuracy == earlier.test_accuracy
    assert later.frame().curve.epoch.tolist() == [7]


@pytest.mark.parametrize("theta", [[0.0] * 3, [float("nan")] * 17, 0.0], ids=str)
def test_a_run_of_another_network_is_not_restored(theta):
    session = Session(Experiment(hidden=[4]))
    theta_before = session.network.theta.copy()
    with pytest.raises(ValueError, match="theta must be 17 finite numbers"):
        session.restore(np.array(theta), 5)
    assert session.epoch == 0
    assert np.array_equal(session.network.theta, theta_before)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "epochs", "low", "high"),
    [
        ({}, 100, 0.004, 0.024),
        (
            {"dataset": "spiral", "features": list(USUAL_FEATURES), "hidden": [8, 8]},
            300,
            0.006,
            0.138,
        ),
    ],
    ids=["circle, 100", "spiral with all features, 300"],
)
def test_the_losses_of_tensorflow_playground_are_reached(settings, epochs, low, high):
    """The median over five seeds lies in the range that its own code has over ten."""
    losses = [run(epochs, seed=seed, data_seed=seed, **settings).test_loss for seed in range(5)]
    assert low <= np.median(losses) <= high


# Time travel


def test_a_visited_epoch_shows_the_network_as_it_was():
    session = Session(Experiment())
    thetas = []
    for _ in range(6):
        thetas.append(session.network.theta.copy())
        session.advance()
    session.visit(3)
    assert session.epoch == 3
    assert session.is_in_past
    np.testing.assert_array_equal(session.network.theta, thetas[3])
    np.testing.assert_array_equal(session.path[:6], thetas)


def test_returning_to_the_present_loses_nothing():
    session = Session(Experiment())
    session.advance(10)
    theta, loss = session.network.theta.copy(), session.test_loss
    session.visit(2)
    session.visit(10)
    assert not session.is_in_past
    assert session.test_loss == loss
    np.testing.assert_array_equal(session.network.theta, theta)


def test_training_from_a_visited_epoch_forgets_what_came_after():
    session = Session(Experiment())
    session.advance(10)
    session.visit(4)
    loss_then = session.test_loss
    session.advance()
    assert session.epoch == 5
    assert session.past_epochs.tolist() == [0, 1, 2, 3, 4, 5]
    curve = session.frame().curve
    assert curve.epoch.tolist() == [0, 1, 2, 3, 4, 5]
    assert curve.test_loss[4] == loss_then


def test_the_past_of_a_long_run_takes_bounded_memory():
    path = ParameterPath(3)
    for epoch in range(20_001):
        path.append(epoch, np.full(3, epoch))
    assert len(path.epochs) <= PATH_CAPACITY
    assert path.epochs[0] == 0
    assert path.epochs[-1] == 20_000
    np.testing.assert_array_equal(path.thetas[:, 0], path.epochs)
    epoch, theta = path.nearest(777)
    assert abs(epoch - 777) <= path.epochs[1] / 2
    assert theta[0] == epoch


def test_skip_connections_are_switched_in_mid_run_with_the_same_weights():
    session = Session(Experiment(hidden=[3, 3]))
    session.advance(2)
    theta, loss = session.network.theta.copy(), session.train_loss
    session.experiment.skip = True
    assert session.network.residual == (False, True, False)
    assert (session.epoch, session.network.theta.tolist()) == (2, theta.tolist())
    assert session.train_loss != loss
