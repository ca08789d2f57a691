"""Each ready-made start shows what it promises, whatever the weights and the data are drawn."""

import pytest

from playground.app import App
from playground.experiment import Experiment, parse_permalink
from playground.experiment.starts import starts
from playground.session import Session
from playground.session.run_findings import run_findings
from tests.page_end import PageEnd

STARTS = {start.name: start for start in starts()}
SEEDS = range(3)


def trained(name, seed, **changes):
    """Return the session of a start after its epochs, with other settings if some are given."""
    start = STARTS[name]
    settings = Experiment.from_permalink(start.link).settings()
    session = Session(Experiment(**{**settings, "seed": seed, "data_seed": seed, **changes}))
    session.advance(start.epochs)
    return session


def kinds(session):
    return {finding.kind: finding.values for finding in run_findings(session)}


def line(seed):
    assert trained("line", seed).test_accuracy < 0.75
    assert trained("line", seed, hidden=[4]).test_accuracy > 0.9


def xor(seed):
    assert trained("xor", seed).test_accuracy > 0.9


def spiral(seed):
    assert trained("spiral", seed).test_accuracy > 0.93
    assert trained("spiral", seed, features=["x1", "x2"]).test_accuracy < 0.8


def overfitting(seed):
    found = kinds(trained("overfitting", seed))["overfitting"]
    assert found["now"] > 1.3 * found["low"]


def dead(seed):
    session = trained("dead", seed)
    assert len(kinds(session)["dead"]["units"]) >= 4
    assert session.train_loss > 0.3


def learning_rate(seed):
    assert trained("learning_rate", seed).train_loss > 0.3
    assert trained("learning_rate", seed, learning_rate=0.03).train_loss < 0.1


def zero(seed):
    assert "stuck" in kinds(trained("zero", seed))
    assert trained("zero", seed, initialization="xavier").test_accuracy > 0.95


def skip(seed):
    assert trained("skip", seed).train_loss > 0.45
    assert trained("skip", seed, skip=True).test_accuracy > 0.95


def digits(seed):
    assert trained("digits", seed).test_accuracy > 0.9


PROMISES = {promise.__name__: promise for promise in (line, xor, spiral, overfitting, dead)}
PROMISES |= {promise.__name__: promise for promise in (learning_rate, zero, skip, digits)}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", STARTS)
def test_a_start_keeps_its_promise(name, seed):
    PROMISES[name](seed)


def misunderstood(link):
    """Return what is not taken as it stands in a link; it may also say what is so anyway."""
    experiment, messages = parse_permalink(link)
    return [*messages, *sorted(set(experiment.to_permalink().split("&")) - set(link.split("&")))]


@pytest.mark.parametrize("name", STARTS)
def test_a_link_is_understood_whole(name):
    assert misunderstood(STARTS[name].link) == []


@pytest.mark.parametrize(
    "link", ["hidden=99", "learning_rate=99", "epochs=3", "dataset=circle", "noise=0.30"]
)
def test_what_is_wrong_in_a_link_is_noticed(link):
    assert misunderstood(f"{STARTS['spiral'].link}&{link}")


def test_one_tap_loads_a_start_and_plays():
    page = PageEnd(App())
    page.app.drawers.open("starts")
    page.enter("starts_cards", "xor")
    assert page.app.experiment.dataset == "xor"
    assert page.app.experiment.hidden == [3]
    assert page.app.playing


def test_a_start_does_not_take_an_exercise_away():
    page = PageEnd(App())
    page.replies["read"] = lambda _: {"place": "browser", "texts": {}}
    page.app.load("exercise=one-neuron")
    page.app.drawers.open("starts")
    page.enter("starts_cards", "xor")
    assert page.app.context.assignments.is_open
    assert not page.app.playing
