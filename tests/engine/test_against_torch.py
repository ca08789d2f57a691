"""What PyTorch answers: activations, losses, gradients, dropout, optimizers, whole runs.

`make_torch_values` asked it and kept the answers to 15 digits. Both calculate in double precision
and sum the same few products in different orders, hence the tolerances; a run of 200 steps adds
up as many roundings.
"""

from pathlib import Path

import numpy as np
import pytest

from playground.engine import ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES, Network, Trainer
from playground.engine.dropout import DropoutPass
from tests.cases import every
from tests.stored_answers import load

ANSWERS = load(Path(__file__).with_name("torch_values.json"))
X = np.array(ANSWERS["X"])
TARGETS = {kind: np.array(y) for kind, y in ANSWERS["targets"].items()}
KINDS = {"squared": "numbers", "huber": "numbers", "logistic": "signs", "cross-entropy": "classes"}


def network(case):
    net = Network(**case["network"])
    net.theta = ANSWERS["parameters"][: net.theta.size]
    return net


def targets(case):
    y = TARGETS[KINDS[case["loss"]]]
    return y if y.ndim == 1 else y[:, : case["network"]["shape"][-1]]


def by_name(case):
    settings = case.get("settings", {})
    net = case["network"]
    return "-".join(
        str(part) for part in (net["activation"], net["output"], case["loss"], *settings.values())
    )


def each(kind):
    return pytest.mark.parametrize("case", ANSWERS[kind], ids=by_name)


@every("name", ACTIVATIONS)
def test_values_and_slopes_of_an_activation(name):
    z, expected = np.array([ANSWERS["z"]]), ANSWERS["activations"][name]
    value, slope = np.empty_like(z), np.empty_like(z)
    with np.errstate(over="ignore"):
        ACTIVATIONS[name].value(z, value)
        ACTIVATIONS[name].derivative(z, value, slope)
    np.testing.assert_allclose(value, [expected["values"]], rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(slope, [expected["slopes"]], rtol=1e-13, atol=1e-15)


@each("gradients")
def test_loss_and_gradient(case):
    net, y = network(case), targets(case)
    assert net.loss(X, y, case["loss"]) == pytest.approx(case["value"], rel=1e-13)
    found = net.gradient(X, y, case["loss"])
    np.testing.assert_allclose(found, case["gradient"], rtol=1e-12, atol=1e-13)


class Drawn:
    """In the place of a generator: it draws 1 for what PyTorch kept and 0 for what it left out."""

    def __init__(self, kept):
        self._kept = [int(bit) for units in kept for bits in units for bit in bits]

    def random(self, out):
        out[:] = self._kept


@each("dropout")
def test_loss_and_gradient_when_the_same_units_are_left_out(case):
    net = network(case)
    inputs, expected = net.columns(X, targets(case), case["loss"])
    propagation = DropoutPass(net, len(X), case["rate"], Drawn(case["kept"]))
    propagation.forward(inputs)
    loss = LOSSES[case["loss"]]
    assert propagation.loss(loss, expected) == pytest.approx(case["value"], rel=1e-13)
    found = propagation.backward(loss, expected)
    np.testing.assert_allclose(found, case["gradient"], rtol=1e-12, atol=1e-13)


@each("runs")
def test_a_run(case):
    """In batches in order, with an optimizer, a schedule, clipping or decay of weights."""
    net, y = network(case), targets(case)
    trainer = Trainer(net, case["loss"], shuffle=False, **case["settings"])
    for epoch, expected in zip(case["epochs"], case["trace"], strict=True):
        while trainer.epoch < epoch:
            trainer.run_epoch(X, y)
        np.testing.assert_allclose(net.theta, expected, rtol=0, atol=1e-12)


def test_everything_was_asked_for():
    """A new function, loss, optimizer or schedule has to be asked for, too."""
    assert ANSWERS["activations"].keys() == ACTIVATIONS.keys()
    pairs = {(case["network"]["output"], case["loss"]) for case in ANSWERS["gradients"]}
    assert pairs == {(output, loss) for loss, row in LOSSES.items() for output in row.outputs}
    settings = [case["settings"] for case in ANSWERS["runs"]]
    assert {run["optimizer"] for run in settings} == OPTIMIZERS.keys()
    assert {run["schedule"] for run in settings if "schedule" in run} == SCHEDULES.keys()
