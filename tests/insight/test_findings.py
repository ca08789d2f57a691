"""What is said about a run holds of it: runs that truly have a trouble, and runs that have not."""

import numpy as np
import pytest

from playground.engine import Network
from playground.experiment import Experiment
from playground.frame import Edge
from playground.insight.findings import Evidence, Losses, findings
from playground.session import Session
from playground.session.run_findings import run_findings

LEARNED = "dataset=circle"
OVERFITTING = "dataset=spiral&hidden=8,8&noise=0.3&train_fraction=0.1"
STUCK = "dataset=spiral&hidden=4,4&initialization=zero"
DIVERGING = "dataset=plane&activation=relu&learning_rate=10"
DYING = "dataset=spiral&activation=relu&hidden=8,8&learning_rate=3"
LINE = "dataset=xor&hidden="


def found(link, epochs, seed=0):
    """Train, and return the findings by their kinds."""
    session = Session(Experiment.from_permalink(f"{link}&seed={seed}"))
    session.advance(epochs)
    return {finding.kind: finding.values for finding in run_findings(session)}


seeds = pytest.mark.parametrize("seed", range(3))


@seeds
def test_a_run_that_learns_is_free_of_troubles(seed):
    kinds = found(LEARNED, 200, seed).keys()
    assert "learning" in kinds
    assert kinds & {"classes_perfect", "classes_well"}
    troubles = {"overfitting", "stuck", "halted", "restless", "rising", "diverged", "dead"}
    assert not kinds & troubles


@seeds
def test_over_fitting_is_found_with_the_epoch_of_the_lowest_test_loss(seed):
    session = Session(Experiment.from_permalink(f"{OVERFITTING}&seed={seed}"))
    session.advance(1500)
    values = next(f.values for f in run_findings(session) if f.kind == "overfitting")
    assert values["low"] == session.curve.test_loss.min()
    assert values["now"] == session.test_loss > values["low"]
    assert session.train_loss < session.test_loss / 2


@seeds
def test_a_network_of_zeros_is_stuck(seed):
    kinds = found(STUCK, 60, seed).keys()
    assert {"stuck", "classes_chance"} <= kinds


@seeds
def test_a_run_that_diverged_has_no_course(seed):
    kinds = found(DIVERGING, 50, seed).keys()
    assert "diverged" in kinds
    assert not kinds & {"learning", "stuck", "overfitting"}


@seeds
def test_dead_neurons_give_the_same_for_every_training_sample(seed):
    session = Session(Experiment.from_permalink(f"{DYING}&seed={seed}"))
    session.advance(100)
    dead = next(f.values for f in run_findings(session) if f.kind == "dead")["units"]
    layers = session.network.forward(session.loss_arguments().X)
    silent = [
        (layer, unit)
        for layer, answers in enumerate(layers[1:-1], start=1)
        for unit in range(answers.shape[1])
        if not answers[:, unit].any()
    ]
    assert dead == silent != []


def test_a_neuron_of_a_further_layer_that_does_not_learn_may_come_back():
    """So nothing is said of the future; in the first layer nothing moves it any more."""
    session = Session(Experiment.from_permalink("dataset=spiral&activation=relu&hidden=8,8"))
    session.experiment.learning_rate = 0.3
    ever = set()
    for _ in range(60):
        session.advance()
        dead = {
            unit for f in run_findings(session) if f.kind == "dead" for unit in f.values["units"]
        }
        revived = ever - dead
        ever |= dead
        assert not any(layer == 1 for layer, _ in revived)
        if revived:
            return
    pytest.fail("none came back")


def test_a_line_halts_where_it_cannot_do_better():
    assert "halted" in found(LINE, 100)


def test_more_neurons_are_no_advice_where_all_are_linear():
    kinds = found("dataset=circle&hidden=6,6&activation=linear", 300).keys()
    assert "halted_linear" in kinds
    assert "halted" not in kinds


@pytest.mark.parametrize("seed", range(1, 6))
def test_steps_that_were_too_long_leave_saturated_neurons(seed):
    session = Session(Experiment.from_permalink(f"dataset=circle&learning_rate=3&seed={seed}"))
    session.advance(200)
    [layer] = [f.values["layer"] for f in run_findings(session) if f.kind == "saturated"]
    answers = session.network.forward(session.loss_arguments().X)[layer]
    assert np.mean(np.abs(answers) > 0.98) > 0.8  # of tanh, whose slope is 1 − a²


def test_an_epoch_of_the_past_is_described_by_what_was_known_then():
    session = Session(Experiment.from_permalink(OVERFITTING))
    session.advance(1500)
    session.visit(0)
    kinds = {finding.kind for finding in run_findings(session)}
    assert "untrained" in kinds
    assert not kinds & {"overfitting", "learning", "restless", "settled"}


def edit(session):
    for i in range(2):
        session.set_weight(Edge(3, i, 0), -float(session.network.weights[2].ravel()[i]))


def other_loss(session):
    session.experiment.loss = "logistic"


@pytest.mark.parametrize("change", [edit, other_loss])
def test_what_a_change_by_hand_does_to_the_loss_is_no_course_of_training(change):
    courses = {
        "learning",
        "rising",
        "settled",
        "restless",
        "stuck",
        "halted",
        "slow",
        "overfitting",
    }
    session = Session(Experiment.from_permalink(LEARNED))
    session.advance(200)
    change(session)
    assert not {finding.kind for finding in run_findings(session)} & courses
    session.advance(30)
    since = session.curve.train_loss[session.curve.epoch > 200]
    told = [f.values for f in run_findings(session) if f.kind in courses]
    assert told
    for loss in (
        values[name]
        for values in told
        for name in ("before", "now", "low", "high")
        if name in values
    ):
        assert since.min() <= loss <= since.max()


def test_worse_than_always_the_same_answer_is_called_so():
    labels = np.repeat([1, -1], [7, 3])
    wrong = evidence(np.full(40, 0.1))._replace(X_test=-labels[:, None], y_test=labels)
    assert "classes_worse" in {f.kind for f in findings(wrong)}


def test_of_test_samples_of_one_class_nothing_can_be_learned():
    labels = np.ones(5, int)
    single = evidence(np.full(40, 0.1))._replace(X_test=labels[:, None], y_test=labels)
    kinds = {f.kind for f in findings(single)}
    assert "classes_single" in kinds
    assert not kinds & {"classes_perfect", "classes_chance"}


def test_before_the_first_epoch_nothing_is_said_of_learning():
    kinds = found(LEARNED, 0).keys()
    assert "untrained" in kinds
    assert not kinds & {"learning", "stuck", "wrong_class"}


def test_a_network_with_a_weight_set_by_hand_is_not_that_of_the_beginning():
    session = Session(Experiment(dataset="gauss", hidden=[]))
    session.set_weight(Edge(1, 0, 0), 3.0)
    assert "untrained" not in {finding.kind for finding in run_findings(session)}


@seeds
def test_steps_that_are_too_short_are_named_as_the_reason(seed):
    kinds = found("dataset=circle&learning_rate=0.0001", 60, seed).keys()
    assert "slow" in kinds
    assert not kinds & {"stuck", "halted", "learning"}


def test_a_loss_near_0_is_not_still_learning():
    kinds = found("dataset=gauss&hidden=", 2000).keys()
    assert {"settled", "classes_perfect"} <= kinds
    assert "settled_values" in found("dataset=plane", 300)


def test_where_one_class_is_rare_naming_the_other_is_no_good_answer():
    rare = np.repeat([1, -1], [4, 96])
    kinds = {
        f.kind
        for f in findings(evidence(np.full(40, 0.1))._replace(X_test=rare[:, None], y_test=rare))
    }
    assert "classes_perfect" in kinds
    always = Network([1, 1], output="tanh", seed=0)
    always.theta = [0.0, -5.0]
    one_sided = evidence(np.full(40, 0.1))._replace(
        network=always, X_test=rare[:, None], y_test=rare
    )
    assert "classes_chance" in {f.kind for f in findings(one_sided)}


def evidence(train, test=None):
    """Made-up losses over the epochs, of a network that answers all of its samples right."""
    epoch = np.arange(len(train), dtype=float)
    network = Network([1, 1], output="tanh", seed=0)
    network.theta = [5.0, 0.0]
    X, y = np.array([[-1.0], [1.0]]), np.array([-1, 1])
    losses = Losses(epoch, np.array(train), np.array(train if test is None else test))
    return Evidence(losses, False, network, Network([1, 1], seed=0), X, y, X, y, None, True)


@pytest.mark.parametrize(
    ("train", "kind"),
    [
        (np.linspace(1, 0.5, 40), "learning"),
        (np.linspace(0.5, 1, 40), "rising"),
        (np.full(40, 0.1), "settled"),
        (0.5 + 0.2 * (-1.0) ** np.arange(40), "restless"),
    ],
)
def test_the_course_of_the_loss(train, kind):
    courses = {"learning", "rising", "settled", "restless", "stuck", "halted"}
    kinds = {finding.kind for finding in findings(evidence(train))}
    assert kinds & courses == {kind}


def test_a_test_loss_that_rises_with_the_training_loss_is_no_over_fitting():
    up = np.concatenate([np.linspace(1, 0.2, 20), np.linspace(0.2, 0.8, 20)])
    kinds = {finding.kind for finding in findings(evidence(up, 1.3 * up))}
    assert "overfitting" not in kinds


def test_a_test_loss_that_is_larger_but_falls_is_no_over_fitting():
    down = np.linspace(1, 0.2, 40)
    assert "overfitting" not in {f.kind for f in findings(evidence(down, 3 * down))}
