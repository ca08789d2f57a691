"""The loss history of a run takes bounded memory and always ends where the run is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.history import CURVE_CAPACITY, History

LONG_RUN = 20_000


def losses(epoch):
    """Two losses by which an epoch can be told from any other."""
    return 1 / (epoch + 1), 2 / (epoch + 1)


def after(epochs):
    history = History()
    for epoch in range(epochs + 1):
        history.append(epoch, *losses(epoch))
    return history


def test_a_long_run_never_takes_more_than_its_room():
    history = History()
    for epoch in range(LONG_RUN + 1):
        history.append(epoch, *losses(epoch))
        curve = history.curve()
        assert len(curve.epoch) <= CURVE_CAPACITY
        assert curve.epoch[-1] == epoch
    assert len(curve.epoch) > CURVE_CAPACITY / 4


@given(st.integers(0, LONG_RUN // 10))
def test_a_short_run_is_kept_whole(epochs):
    curve = after(epochs).curve()
    if epochs < CURVE_CAPACITY:
        assert curve.epoch.tolist() == list(range(epochs + 1))


@pytest.mark.parametrize(
    "epochs", [0, 1, CURVE_CAPACITY - 1, CURVE_CAPACITY, CURVE_CAPACITY + 1, 5000, LONG_RUN]
)
def test_the_points_that_are_kept_are_those_of_their_epochs(epochs):
    curve = after(epochs).curve()
    train_loss, test_loss = losses(curve.epoch)
    np.testing.assert_array_equal(curve.train_loss, train_loss)
    np.testing.assert_array_equal(curve.test_loss, test_loss)


@pytest.mark.parametrize("epochs", [CURVE_CAPACITY, 5000, LONG_RUN])
def test_a_long_run_is_thinned_out_evenly_from_its_start(epochs):
    epoch = after(epochs).curve().epoch
    steps = np.diff(epoch[:-1])
    assert epoch[0] == 0
    assert len(set(steps)) == 1
    assert 0 < epoch[-1] - epoch[-2] <= steps[0]


def test_a_curve_does_not_change_when_the_run_goes_on():
    history = after(3)
    curve = history.curve()
    history.append(4, 9, 9)
    history.clear()
    history.append(0, 7, 7)
    assert curve.epoch.tolist() == [0, 1, 2, 3]
    assert curve.train_loss.tolist() == [losses(epoch)[0] for epoch in range(4)]


def test_a_cleared_history_starts_afresh():
    history = after(LONG_RUN)
    history.clear()
    assert history.curve().epoch.size == 0
    for epoch in range(3):
        history.append(epoch, *losses(epoch))
    assert history.curve().epoch.tolist() == [0, 1, 2]
