"""A run that is left and taken up goes on, bit for bit, as if it had not been."""

import numpy as np
import pytest

from playground.engine import OPTIMIZERS
from playground.experiment import Experiment
from playground.session import Session
from playground.session.history import PATH_CAPACITY
from tests.cases import every

STATEFUL = [
    *({"optimizer": name} for name in OPTIMIZERS),
    {"optimizer": "adam", "regularization": "l1", "regularization_rate": 0.1},
    {"optimizer": "nesterov", "dropout": 0.3, "schedule": "step", "schedule_period": 4},
    {"dataset": "blobs", "hidden": [3], "optimizer": "momentum", "clip": 0.5},
]


def trained(settings, epochs, batches=0):
    session = Session(Experiment(learning_rate=0.01, **settings))
    session.advance(epochs)
    for _ in range(batches):
        session.advance_batch()
    return session


@every("settings", STATEFUL, ids=str)
@every("batches", [0, 7], ids=["between epochs", "within an epoch"])
def test_a_restored_run_goes_on_as_the_uninterrupted_one(settings, batches):
    left = trained(settings, 5, batches)
    restored = Session(Experiment(learning_rate=0.01, **settings))
    restored.restore(left.network.theta, left.epoch, left.curve, left.checkpoint())
    for session in (left, restored):
        session.advance(6)
    np.testing.assert_array_equal(restored.network.theta, left.network.theta)


@every("settings", STATEFUL, ids=str)
def test_a_run_goes_on_from_a_visited_epoch_as_it_did_then(settings):
    session = trained(settings, 11)
    theta = session.network.theta.copy()
    session.visit(5)
    session.advance(6)
    np.testing.assert_array_equal(session.network.theta, theta)


def test_a_run_goes_on_from_the_present_as_if_the_past_had_not_been_visited():
    """Also in a long run, of whose epochs not all are kept, and between its batches."""
    session, undisturbed = (trained({"optimizer": "adam"}, PATH_CAPACITY + 2, 3) for _ in range(2))
    session.visit(5)
    session.visit(PATH_CAPACITY + 3)
    assert not session.is_in_past
    session.advance(3)
    undisturbed.advance(4)
    np.testing.assert_array_equal(session.network.theta, undisturbed.network.theta)


def test_a_state_of_training_belongs_to_its_network_and_epoch():
    session = trained({}, 2)
    other = Session(Experiment(hidden=[5]))
    with pytest.raises(ValueError, match="parameters"):
        other.restore(other.network.theta, 2, checkpoint=session.checkpoint())
    with pytest.raises(ValueError, match="epoch 3, got 2"):
        session.restore(session.network.theta, 3, checkpoint=session.checkpoint())
