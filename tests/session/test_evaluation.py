"""Measuring a network with other parameters leaves the session as it was."""

import numpy as np

from tests.session.conftest import run


def test_other_parameters_are_measured_and_the_session_keeps_its_own():
    session, other = run(3, hidden=[3, 2]), run(3, hidden=[3, 2])
    theta = 0.3 * session.network.theta
    found = session.measured(theta)
    same_numbers(session, other)
    np.testing.assert_array_equal(session.test_outputs, other.test_outputs)
    other.restore(theta, 3)
    same_numbers(found, other)


def same_numbers(one, other):
    for name in ("shape", "epoch", "train_loss", "test_loss", "test_accuracy"):
        assert getattr(one, name) == getattr(other, name), name
