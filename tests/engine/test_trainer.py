"""Training changes the parameters as TensorFlow Playground does, batch by batch."""

import copy
import json
import pickle
from pathlib import Path

import numpy as np
import pytest

from playground.engine import OPTIMIZERS, Network, Trainer
from tests.cases import every

TRACES = json.loads((Path(__file__).parents[1] / "playground_traces.json").read_text("utf-8"))

rng = np.random.default_rng(0)
X = rng.normal(size=(25, 2))
Y = np.where(X[:, 0] * X[:, 1] > 0, 1.0, -1.0)


def network(**settings):
    return Network([2, 4, 2, 1], **{"seed": 1} | settings)


def parameters(layers):
    """Flatten a trace's layers of units {b, w} into the order of ``theta``."""
    blocks = ([*zip(*(unit["w"] for unit in layer), strict=True)] for layer in layers)
    biases = ([unit["b"] for unit in layer] for layer in layers)
    pairs = zip(blocks, biases, strict=True)
    return np.concatenate([np.concatenate([np.ravel(w), b]) for w, b in pairs])


@pytest.mark.parametrize("name", TRACES)
def test_follows_a_run_of_tensorflow_playground(name):
    """Both compute in double precision, in different orders; the difference stays far below."""
    run = TRACES[name]
    settings = run["settings"]
    train, test = np.array(run["train"]), np.array(run["test"])
    net = Network(settings["shape"], settings["activation"], settings["output"])
    net.theta = parameters(run["trace"][0]["params"])
    trainer = Trainer(
        net,
        learning_rate=settings["lr"],
        batch_size=settings["batch"],
        regularization=settings["reg"],
        regularization_rate=settings["regRate"],
        shuffle=False,
    )
    epochs = [record["epoch"] for record in run["trace"]]
    assert epochs == [0, 1, 2, 10, 100, 300]
    for record, epochs_since in zip(run["trace"], np.diff(epochs, prepend=0), strict=True):
        for _ in range(epochs_since):
            trainer.run_epoch(train[:, :2], train[:, 2])
        np.testing.assert_allclose(net.theta, parameters(record["params"]), atol=1e-9, rtol=0)
        assert net.loss(train[:, :2], train[:, 2]) == pytest.approx(record["train"], abs=1e-9)
        assert net.loss(test[:, :2], test[:, 2]) == pytest.approx(record["test"], abs=1e-9)


@pytest.mark.parametrize("loss", ["squared", "logistic", "huber"])
def test_epoch_is_a_gradient_step_per_batch_and_the_last_batch_may_be_smaller(loss):
    net, expected = network(), network()
    Trainer(net, loss, learning_rate=0.2, batch_size=10, shuffle=False).run_epoch(X, Y)
    for batch in (slice(0, 10), slice(10, 20), slice(20, 25)):
        expected.theta -= 0.2 * expected.gradient(X[batch], Y[batch], loss)
    np.testing.assert_allclose(net.theta, expected.theta, rtol=1e-13)


def test_batch_larger_than_the_data_is_one_batch():
    net, expected = network(), network()
    Trainer(net, batch_size=1000).run_epoch(X, Y)
    expected.theta -= 0.03 * expected.gradient(X, Y)
    np.testing.assert_allclose(net.theta, expected.theta, rtol=1e-13)


def test_running_batch_by_batch_is_running_an_epoch():
    net, slow = network(), network()
    Trainer(net, batch_size=4, seed=5).run_epoch(X, Y)
    trainer = Trainer(slow, batch_size=4, seed=5)
    for batch in trainer.batches(X, Y):
        trainer.run_batch(batch)
    np.testing.assert_array_equal(net.theta, slow.theta)


def test_whole_epochs_follow_another_batch_size_and_other_samples():
    whole, single = network(), network()
    epochs, steps = (Trainer(net, batch_size=4, seed=5) for net in (whole, single))
    for size, inputs, targets in [(4, X, Y), (7, X, Y), (7, X[::-1] + 1, Y), (7, X[:9], Y[:9])]:
        epochs.batch_size = steps.batch_size = size
        epochs.run_epoch(inputs, targets)
        for batch in steps.batches(inputs, targets):
            steps.run_batch(batch)
        np.testing.assert_array_equal(whole.theta, single.theta)


def test_batches_say_which_samples_they_hold():
    batches = list(Trainer(network(), batch_size=10).batches(X, Y))
    assert [len(batch.samples) for batch in batches] == [10, 10, 5]
    assert sorted(np.concatenate([batch.samples for batch in batches])) == list(range(25))
    for batch in batches:
        np.testing.assert_array_equal(batch.inputs[:-1].T, X[batch.samples])
        np.testing.assert_array_equal(batch.targets[0], Y[batch.samples])


def test_order_of_samples():
    def orders(**settings):
        trainer = Trainer(network(), batch_size=25, **settings)
        return [next(trainer.batches(X, Y)).samples.tolist() for _ in range(2)]

    assert orders(shuffle=False) == [list(range(25))] * 2
    assert orders(seed=1) == orders(seed=1)
    assert orders(seed=1) != orders(seed=2)
    first, second = orders(seed=1)
    assert first != second


def test_samples_are_left_as_they_are():
    samples, targets = X.copy(), Y.copy()
    Trainer(network()).run_epoch(samples, targets)
    np.testing.assert_array_equal(samples, X)
    np.testing.assert_array_equal(targets, Y)


def test_same_seed_same_run():
    nets = [network() for _ in range(3)]
    for net, seed in zip(nets, [7, 7, 8], strict=True):
        trainer = Trainer(net, seed=seed)
        for _ in range(3):
            trainer.run_epoch(X, Y)
    assert (nets[0].theta == nets[1].theta).all()
    assert (nets[0].theta != nets[2].theta).any()


def test_settings_change_in_mid_flight():
    """A trainer that is changed goes on as one that was made with the new settings."""
    settings = {
        "learning_rate": 0.1,
        "batch_size": 3,
        "regularization": "l2",
        "regularization_rate": 0.05,
        "optimizer": "momentum",
        "momentum": 0.8,
        "schedule": "cosine",
        "schedule_period": 7,
        "clip": 0.01,
        "dropout": 0.5,
    }
    net = network()
    trainer = Trainer(net, shuffle=False)
    trainer.run_epoch(X, Y)
    other = net.copy()
    for name, value in settings.items():
        setattr(trainer, name, value)
    trainer.run_epoch(X, Y)
    later = Trainer(other, shuffle=False, **settings)
    later.epoch = 1
    later.run_epoch(X, Y)
    np.testing.assert_array_equal(net.theta, other.theta)


@every("duplicate", [copy.deepcopy, lambda trainer: pickle.loads(pickle.dumps(trainer))])
@every("optimizer", OPTIMIZERS)
def test_a_copy_goes_on_by_itself(duplicate, optimizer):
    trainer = Trainer(network(), optimizer=optimizer, dropout=0.2)
    trainer.run_epoch(X, Y)
    before = trainer.network.theta.copy()
    twin = duplicate(trainer)
    twin.run_epoch(X, Y)
    np.testing.assert_array_equal(trainer.network.theta, before)
    trainer.run_epoch(X, Y)
    np.testing.assert_array_equal(trainer.network.theta, twin.network.theta)


def test_divergence_warns_nobody(recwarn):
    net = network(activation="relu", output="linear")
    trainer = Trainer(net, learning_rate=1e6)
    for _ in range(50):
        trainer.run_epoch(X, Y)
    assert not np.isfinite(net.loss(X, Y))
    assert not recwarn.list


class TestDeadWeights:
    """A linear network with one weight, whose loss does not depend on it: x is always 0."""

    ZEROS, TARGETS = np.zeros((4, 1)), np.zeros(4)

    def trainer(self, weight, rate=1.0, **settings):
        net = Network([1, 1], output="linear")
        net.weights[0][:] = weight
        settings = {"learning_rate": 0.1, "regularization": "l1"} | settings
        return Trainer(net, regularization_rate=rate, **settings)

    def run(self, trainer):
        trainer.run_epoch(self.ZEROS, self.TARGETS)
        return trainer.network.weights[0].item()

    @pytest.mark.parametrize(("weight", "after"), [(0.25, 0.15), (-0.25, -0.15)])
    def test_l1_draws_a_weight_towards_zero(self, weight, after):
        trainer = self.trainer(weight)
        assert self.run(trainer) == pytest.approx(after, rel=1e-15)
        assert not trainer.dead.any()

    @pytest.mark.parametrize("weight", [0.05, -0.05])
    def test_a_weight_that_would_cross_zero_dies(self, weight):
        trainer = self.trainer(weight)
        assert self.run(trainer) == 0
        assert trainer.dead.tolist() == [True, False]

    def test_l2_kills_nothing(self):
        trainer = self.trainer(0.05, rate=15.0, regularization="l2")  # w - 0.1 · 15 w < 0
        assert self.run(trainer) == pytest.approx(-0.025, rel=1e-15)
        assert not trainer.dead.any()

    def test_biases_are_not_regularized_and_do_not_die(self):
        trainer = self.trainer(0.05)
        trainer.network.biases[0][:] = 0.1
        self.run(trainer)
        # the mean gradient of the bias is the residual 0.1
        assert trainer.network.biases[0].item() == pytest.approx(0.1 - 0.1 * 0.1, rel=1e-15)

    def learn(self, trainer):
        """Train on data that want a weight of 1, and return it."""
        trainer.run_epoch(np.ones((4, 1)), np.ones(4))
        return trainer.network.weights[0].item()

    def test_a_dead_weight_does_not_learn(self):
        trainer = self.trainer(0.05)
        self.run(trainer)
        trainer.regularization_rate = 0.0
        assert self.learn(trainer) == 0
        trainer.regularization = "L1"
        assert self.learn(trainer) == 0

    def test_another_regularization_revives(self):
        trainer = self.trainer(0.05)
        self.run(trainer)
        trainer.regularization = "none"
        assert not trainer.dead.any()
        assert self.learn(trainer) > 0
        trainer.regularization = "l1"
        assert self.learn(trainer) > 0

    def test_revive_revives(self):
        trainer = self.trainer(0.05)
        self.run(trainer)
        trainer.revive()
        assert not trainer.dead.any()
        assert self.learn(trainer) > 0

    def test_a_weight_set_by_hand_is_alive(self):
        trainer = self.trainer(0.05)
        self.run(trainer)
        trainer.network.weights[0][:] = 0.5
        assert not trainer.dead.any()
        assert self.run(trainer) == pytest.approx(0.4, rel=1e-15)

    def test_setting_other_weights_leaves_the_dead_dead(self):
        trainer = self.trainer(0.05)
        self.run(trainer)
        trainer.network.biases[0][:] = 0.5
        assert self.learn(trainer) == 0


@every(
    ("setting", "value", "message"),
    [
        ("learning_rate", 0, "learning_rate must be a finite number greater than 0, got 0"),
        ("learning_rate", np.nan, "learning_rate must be a finite number .*, got nan"),
        ("learning_rate", np.inf, "learning_rate must be a finite number .*, got inf"),
        ("learning_rate", "0.1", "learning_rate must be a finite number .*, got '0.1'"),
        ("batch_size", 0, "batch_size must be a whole number of at least 1, got 0"),
        ("batch_size", 2.5, "batch_size must be a whole number of at least 1, got 2.5"),
        ("regularization", "l3", "regularization must be one of 'none', 'l1', 'l2', got 'l3'"),
        ("regularization", None, "regularization must be one of 'none', 'l1', 'l2', got None"),
        ("regularization_rate", -1, "regularization_rate must be a finite number, 0 or greater"),
        ("optimizer", "newton", "optimizer must be one of 'sgd', .*, got 'newton'"),
        ("momentum", 1, "momentum must be at least 0 and less than 1, got 1"),
        ("momentum", -0.1, "momentum must be at least 0 and less than 1, got -0.1"),
        ("momentum", None, "momentum must be at least 0 and less than 1, got None"),
        (
            "schedule",
            "linear",
            "schedule must be one of 'constant', .*, got 'linear'",
        ),
        ("schedule_period", 0, "schedule_period must be a whole number of at least 1, got 0"),
        ("schedule_factor", 0, "schedule_factor must be a finite number greater than 0, got 0"),
        ("clip", -1, "clip must be a finite number, 0 or greater, got -1"),
        ("dropout", 1, "dropout must be at least 0 and less than 1, got 1"),
    ],
)
def test_values_out_of_range_are_refused_at_first_and_later(setting, value, message):
    with pytest.raises(ValueError, match=message):
        Trainer(network(), **{setting: value})
    trainer = Trainer(network())
    before = getattr(trainer, setting)
    with pytest.raises(ValueError, match=message):
        setattr(trainer, setting, value)
    assert getattr(trainer, setting) == before


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"loss": "hinge"}, "loss must be one of 'squared', .*, got 'hinge'"),
        ({"loss": "cross-entropy"}, "'cross-entropy' needs an output of 'softmax', got 'tanh'"),
    ],
)
def test_unknown_choices_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        Trainer(network(), **settings)


def test_regularization_may_be_written_in_any_letter_case():
    assert Trainer(network(), regularization="L1").regularization == "l1"


def test_unsuitable_data_are_refused():
    with pytest.raises(ValueError, match="X must be finite, got nan"):
        Trainer(network()).run_epoch(X * np.nan, Y)
    with pytest.raises(ValueError, match="y must have one row per sample"):
        Trainer(network()).run_epoch(X, Y[1:])
