"""Weights and biases that are set by hand act at once, now and in the past; nothing else does."""

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.frame import Edge, Unit
from playground.session import Session
from tests.session.conftest import run


@pytest.mark.parametrize("epochs", [0, 4])
def test_an_edited_parameter_changes_alone(epochs):
    session = run(epochs)
    before = [weights.copy() for weights in session.network.weights]
    session.set_weight(Edge(2, 3, 1), -1.25)
    before[1][3, 1] = -1.25
    for weights, expected in zip(session.network.weights, before, strict=True):
        np.testing.assert_array_equal(weights, expected)
    session.set_bias(Unit(3, 0), 0.5)
    assert session.network.biases[2].tolist() == [0.5]
    assert session.epoch == epochs


def test_the_losses_follow_an_edit():
    """With all weights into the output at 0 it answers tanh(bias), whatever the point."""
    session = run()
    for source in range(2):
        session.set_weight(Edge(3, source, 0), 0.0)
    session.set_bias(Unit(3, 0), 0.7)
    expected = np.mean((np.tanh(0.7) - session.test.y) ** 2) / 2
    assert session.test_loss == pytest.approx(expected, rel=1e-12)


def test_training_goes_on_from_an_edit():
    session = run(2)
    session.set_bias(Unit(1, 0), 2.0)
    session.advance()
    assert session.epoch == 3
    assert session.network.biases[0][0] == pytest.approx(2.0, abs=0.5)


def test_an_edit_adds_no_point_to_the_curve():
    session = run(2)
    session.set_bias(Unit(1, 0), 2.0)
    assert session.frame().curve.epoch.tolist() == [0, 1, 2]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1.1e6, -1e300])
def test_a_value_without_use_is_refused(value):
    session = run()
    before = session.network.theta.copy()
    with pytest.raises(ValueError, match=r"weight or bias must be .* got"):
        session.set_bias(Unit(1, 0), value)
    np.testing.assert_array_equal(session.network.theta, before)


@pytest.mark.parametrize(
    "edge", [Edge(0, 0, 0), Edge(4, 0, 0), Edge(1, 2, 0), Edge(1, 0, 4), Edge(1, -1, 0)]
)
def test_a_weight_that_the_network_has_not_is_refused(edge):
    with pytest.raises(ValueError, match="layer"):
        run().set_weight(edge, 1.0)


@pytest.mark.parametrize("unit", [Unit(0, 0), Unit(4, 0), Unit(1, 4), Unit(3, 1), Unit(2, -1)])
def test_a_bias_that_the_network_has_not_is_refused(unit):
    with pytest.raises(ValueError, match="layer"):
        run().set_bias(unit, 1.0)


def test_an_edit_by_hand_is_still_there_after_a_visit_to_the_past():
    session = Session(Experiment())
    session.advance(5)
    session.set_bias(Unit(1, 0), 2.5)
    session.visit(1)
    session.visit(5)
    assert session.network.biases[0][0] == 2.5


def test_an_edit_in_the_past_makes_it_the_present():
    session = Session(Experiment())
    session.advance(5)
    session.visit(2)
    session.set_weight(Edge(1, 0, 0), -1.5)
    assert session.past_epochs.tolist() == [0, 1, 2]
    assert session.network.weights[0][0, 0] == -1.5


def test_a_refused_edit_in_the_past_forgets_nothing():
    session = Session(Experiment())
    session.advance(5)
    session.visit(2)
    with pytest.raises(ValueError, match="between"):
        session.set_bias(Unit(1, 0), 1e9)
    assert session.past_epochs[-1] == 5
