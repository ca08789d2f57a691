"""Findings: what the numbers of a run say about how it stands, each by a rule with a threshold.

Nothing is guessed: a finding is there if its rule holds, and carries the numbers that it rests on.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from playground.arrays import AnyFloats, Bools, Floats, Numbers
from playground.engine import Network
from playground.engine.activations import Activation

from .metrics import predicted_classes, r_squared

ENOUGH = 10
"""Epochs after which the course of the losses says anything."""

RECENT = 0.25
"""Share of the run, its end, that says where it goes."""

STEADY = 0.02
"""Relative change of the loss over the recent part that counts as none."""

RESTLESS = 0.08
"""Mean change from point to point, as a share of the loss, that counts as jumping about."""

SMALL = 0.02
"""Loss below which nothing is said about its ups and downs."""

TINY = 0.002
"""Loss below which a network that does well has learned its task, though the loss still falls."""

HARDLY = 0.05
"""Way of the parameters from those of the beginning, as a share of these, that is hardly any."""

WORSE = 1.1
"""How many times its lowest value the test loss has to be, to have risen."""

GAP = 1.25
"""How many times the training loss the test loss has to be, for overfitting."""

CHANCE = 0.1
"""Share of what always the same answer gets wrong that may be put right and is still no better."""

BELOW = -0.25
"""Such a share from which the same answer would clearly be better."""

CLEARLY = 0.5
"""Such a share from which a network does well, if its accuracy is high, too; where one class is
rare, always naming the other one has a high accuracy."""

WELL, ALMOST = 0.95, 0.8
"""Accuracy or R² from which a network does well, or well in the main."""

MOST = 0.6
"""Share of the mistakes from which a place or a class has most of them."""

SATURATED = 0.02
"""Mean slope in a hidden layer, over its neurons and the samples, that lets hardly any learning
through; at its steepest the flattest activation has 0.25."""

FEW = 5
"""Mistakes below which nothing is said about where they are."""

MIDDLE = 2.5
"""Half the side of the middle of the plane, which reaches from -6 to 6."""


class Finding(NamedTuple):
    """One thing that holds of a run.

    Attributes
    ----------
    kind : str
        What holds.
    values : dict
        The numbers and names that it rests on.
    """

    kind: str
    values: Mapping[str, object]


class Losses(NamedTuple):
    """The losses of a run since its latest change by hand, each an array (n,), by epoch."""

    epoch: Floats
    train: Floats
    test: Floats


class Evidence(NamedTuple):
    """What is known of a run.

    Attributes
    ----------
    losses : Losses
    diverged : bool
    network, initial : Network
        The network now, and as it began.
    X, y : ndarray
        Inputs (n, inputs) and labels (n,) of the training samples.
    X_test, y_test : ndarray
        Those of the test samples.
    places : ndarray or None
        The test samples in the plane, (n, 2), if they lie in it.
    classifies : bool
        Whether the labels are classes.
    """

    losses: Losses
    diverged: bool
    network: Network
    initial: Network
    X: AnyFloats
    y: Numbers
    X_test: AnyFloats
    y_test: Numbers
    places: Floats | None
    classifies: bool


def findings(evidence: Evidence) -> list[Finding]:
    """Return all that holds of a run, what matters most first."""
    return [found for rule in RULES for found in rule(evidence)]


def _state(evidence: Evidence) -> Iterator[Finding]:
    """Whether it has begun, and whether it has come to grief."""
    if evidence.diverged:
        yield Finding("diverged", {"epoch": int(evidence.losses.epoch[-1])})
    elif _way(evidence) == 0:
        yield Finding("untrained", {})


def _quality(evidence: Evidence) -> Iterator[Finding]:
    """How well the network does on test samples, and against always giving the same answer."""
    score, gain = _score(evidence, evidence.X_test, evidence.y_test)
    if np.isnan(score):
        return
    if evidence.classifies and len(np.unique(evidence.y_test)) == 1:
        yield Finding("classes_single", {"score": score})
        return
    kind = "chance" if gain <= CHANCE else "partly"
    if evidence.classifies and gain < BELOW:
        kind = "worse"
    if gain >= CLEARLY and score >= ALMOST:
        kind = "perfect" if score == 1 else "well" if score >= WELL else "mainly"
    group = "classes" if evidence.classifies else "values"
    yield Finding(f"{group}_{kind}", {"score": score})


def _course(evidence: Evidence) -> Iterator[Finding]:
    """Where the training loss goes: down, nowhere, up, or about."""
    losses = evidence.losses
    span = losses.epoch[-1] - losses.epoch[0]
    if evidence.diverged or span < ENOUGH:
        return
    recent = losses.train[losses.epoch >= losses.epoch[-1] - RECENT * span]
    third = max(1, len(recent) // 3)
    before, now = float(np.median(recent[:third])), float(np.median(recent[-third:]))
    change = (now - before) / max(before, np.finfo(float).tiny)
    score, gain = _score(evidence, evidence.X, evidence.y)
    is_good = gain >= CLEARLY and score >= WELL
    jumps = np.diff(recent)
    turns = np.mean(jumps[1:] * jumps[:-1] < 0) if len(jumps) > 1 else 0
    if now > SMALL and np.abs(jumps).mean() > RESTLESS * now and turns > 1 / 3:
        yield Finding("restless", {"low": recent.min(), "high": recent.max()})
    elif change < -STEADY and not (is_good and now < TINY):
        yield Finding("learning", {"before": before, "now": now})
    elif change > STEADY and now > SMALL:
        yield Finding("rising", {"before": before, "now": now})
    elif is_good:
        yield Finding("settled" if evidence.classifies else "settled_values", {})
    elif _way(evidence) < HARDLY:
        yield Finding("slow", {})
    else:
        yield _halt(evidence, now, gain)


def _halt(evidence: Evidence, loss: float, gain: float) -> Finding:
    """Why the training loss stays where it is, as far as the network tells."""
    network = evidence.network
    for number, slopes in _hidden_slopes(network, evidence.X):
        if np.abs(slopes).mean() < SATURATED:
            return Finding("saturated", {"now": loss, "layer": number})
    if set(network.activations) == {"linear"}:
        return Finding("halted_linear", {"now": loss})
    return Finding("stuck" if gain <= CHANCE else "halted", {"now": loss})


def _overfitting(evidence: Evidence) -> Iterator[Finding]:
    """Whether the test loss has risen from its lowest while the training loss went on falling."""
    losses = evidence.losses
    if evidence.diverged or losses.epoch[-1] - losses.epoch[0] < ENOUGH:
        return
    lowest = int(losses.test.argmin())
    train, test = losses.train[-1], losses.test[-1]
    has_risen = test > max(WORSE * losses.test[lowest], losses.test[lowest] + SMALL)
    if has_risen and train < losses.train[lowest] and test > GAP * train:
        values = {"epoch": int(losses.epoch[lowest]), "low": losses.test[lowest], "now": test}
        yield Finding("overfitting", values)


def _mistakes(evidence: Evidence) -> Iterator[Finding]:
    """Which class, and which part of the plane, most wrong answers to test samples are in."""
    if not evidence.classifies or not len(evidence.y_test) or not evidence.losses.epoch[-1]:
        return
    predicted = predicted_classes(evidence.network.forward(evidence.X_test)[-1])
    wrong: Bools = predicted != evidence.y_test
    count = int(wrong.sum())
    if count < FEW:
        return
    labels, counts = np.unique(evidence.y_test[wrong], return_counts=True)
    most = int(counts.argmax())
    if counts[most] > MOST * count:
        of = int(np.sum(evidence.y_test == labels[most]))
        values = {"label": int(labels[most]), "count": int(counts[most]), "of": of}
        yield Finding("wrong_class", values)
    if evidence.places is not None:
        yield from _wrong_places(evidence.places[wrong])


def _wrong_places(places: Floats) -> Iterator[Finding]:
    areas = np.array([_area(x1, x2) for x1, x2 in places])
    names, counts = np.unique(areas, return_counts=True)
    most = int(counts.argmax())
    if counts[most] > MOST * len(areas):
        yield Finding(f"wrong_{names[most]}", {"count": int(counts[most]), "of": len(areas)})


def _area(x1: float, x2: float) -> str:
    if max(abs(x1), abs(x2)) <= MIDDLE:
        return "middle"
    return ("upper" if x2 > 0 else "lower") + ("_right" if x1 > 0 else "_left")


def _dead(evidence: Evidence) -> Iterator[Finding]:
    """Which hidden neurons have a slope of exactly 0 at every training sample, so do not learn.

    In the first layer that is for good, unless weights decay; neurons of further layers may come
    back when those before them change.
    """
    network = evidence.network
    dead = [
        (number, int(index))
        for number, slopes in _hidden_slopes(network, evidence.X)
        for index in np.flatnonzero(~slopes.any(axis=1))
    ]
    if dead:
        count = sum(network.shape[1:-1])
        yield Finding("dead", {"units": dead, "count": count})


def _hidden_slopes(network: Network, X: AnyFloats) -> Iterator[tuple[int, AnyFloats]]:
    """Give the number of each hidden layer and its f'(z) at samples X (n, inputs), (units, n).

    Layers of steps are left out: their slope is 0 by definition.
    """
    layers = network.forward_pass(X).layers[:-1]
    for number, (layer, name) in enumerate(zip(layers, network.activations, strict=True), start=1):
        if name != "step":
            yield number, _slopes(network.functions[number - 1], layer.z)


def _slopes(function: Activation, z: AnyFloats) -> AnyFloats:
    a, slopes = np.empty_like(z), np.empty_like(z)
    function.value(z.copy(), a)
    function.derivative(z, a, slopes)
    return slopes


def _score(evidence: Evidence, X: AnyFloats, y: Numbers) -> tuple[float, float]:
    """Return accuracy or R², and which share it puts right of what always one answer gets wrong."""
    outputs = evidence.network.forward(X)[-1]
    if not len(y):
        return float("nan"), 0.0
    if not evidence.classifies:
        score = float(r_squared(y, outputs[:, 0]))
        return score, score
    _, counts = np.unique(y, return_counts=True)
    base = float(counts.max() / len(y))
    score = float(np.mean(predicted_classes(outputs) == y))
    return score, (score - base) / (1 - base) if base < 1 else 0.0


def _way(evidence: Evidence) -> float:
    """Return how far the parameters are from those of the beginning, as a share of these."""
    initial = evidence.initial.theta
    way = float(np.linalg.norm(evidence.network.theta - initial))
    return way / max(float(np.linalg.norm(initial)), np.finfo(float).tiny)


RULES: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    _state,
    _quality,
    _overfitting,
    _course,
    _mistakes,
    _dead,
)
"""What is looked at, in the order of saying."""
