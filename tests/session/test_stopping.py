"""A run that plays stops by itself when a condition comes to hold, and says why in a sentence."""

import itertools
import re

import pytest

from playground.app import App
from playground.experiment import Experiment
from playground.session import Session
from playground.session.player import Player
from playground.session.stopping import CONDITIONS, DIVERGENCE, StopConditions
from playground.ui.stop_messages import explain

FAR = 2000
"""Ticks that none of these runs comes near."""

REASONS = {
    "loss": {"stop_loss": 0.1},
    "accuracy": {"stop_accuracy": 0.95},
    "patience": {"dataset": "xor", "noise": 0.5, "learning_rate": 0.3, "stop_patience": 5},
    "epochs": {"stop_epochs": 7},
    DIVERGENCE: {"dataset": "plane", "activation": "relu", "learning_rate": 10},
}
"""Settings under which a run stops, by the reason."""


def play(player, session, ticks=FAR):
    """Play until the run stops; return the losses on test data after every epoch, the first too."""
    losses = [session.test_loss]
    player.play()
    for _ in range(ticks):
        if not player.tick(0):
            return losses
        losses.append(session.test_loss)
    return losses


def played(speed="fast", **settings):
    """Return player and session of a run that has played until it stopped, and its losses."""
    session = Session(Experiment(speed=speed, **settings))
    times = itertools.count()
    player = Player(session, clock=lambda: float(next(times)))
    return player, session, play(player, session)


def played_for(ticks, **settings):
    session = Session(Experiment(speed="fast", **settings))
    player = Player(session)
    return player, session, play(player, session, ticks)


def test_there_is_a_run_for_every_reason():
    assert set(REASONS) == {*CONDITIONS, DIVERGENCE}


@pytest.mark.parametrize(("reason", "settings"), REASONS.items(), ids=list(REASONS))
def test_a_run_stops_for_its_reason(reason, settings):
    player, session, _ = played(**settings)
    assert not player.playing
    assert player.stopped_by == reason
    assert str(session.epoch + (reason == DIVERGENCE)) in explain(reason, session)


@pytest.mark.parametrize("target", [0.1, 0.0497, 0.05003])
def test_the_loss_that_is_told_has_reached_its_target(target):
    _, session, _ = played(stop_loss=target)
    found, told = re.search(
        r"loss is (\S+), which .* of (\S+)\.$", explain("loss", session)
    ).groups()
    assert float(found) <= float(told) == target


@pytest.mark.parametrize("target", [0.5, 0.93, 0.998])
def test_the_accuracy_that_is_told_has_reached_its_target(target):
    _, session, _ = played(stop_accuracy=target)
    shares = re.findall(r"([\d.]+)\s%", explain("accuracy", session))
    found, told = map(float, shares)
    assert found >= told == 100 * target
    assert (found == 100) == (session.test_accuracy == 1)


def test_nothing_stops_a_run_by_default():
    player, session, _ = played_for(50)
    assert player.playing
    assert (session.epoch, player.stopped_by) == (50, "")


def test_the_target_loss_is_reached_in_the_last_epoch_and_not_before():
    _, session, losses = played(**REASONS["loss"])
    assert losses[-1] <= 0.1 < min(losses[:-1])
    assert session.test_loss == losses[-1]


def test_the_target_accuracy_is_reached_in_the_last_epoch_and_not_before():
    _, session, _ = played(**REASONS["accuracy"])
    earlier = Session(Experiment())
    earlier.advance(session.epoch - 1)
    assert earlier.test_accuracy < 0.95 <= session.test_accuracy


def test_patience_counts_the_epochs_since_the_lowest_test_loss():
    _, session, losses = played(**REASONS["patience"])
    assert losses.index(min(losses)) == len(losses) - 1 - 5
    assert session.epoch == len(losses) - 1


def test_a_loss_that_stays_the_same_is_no_progress():
    session = Session(Experiment(stop_patience=3))
    conditions = StopConditions(session)
    session.trainer.learning_rate = 1e-300  # changes no weight
    found = []
    for _ in range(3):
        session.advance()
        found.append(conditions.check())
    assert found == ["", "", "patience"]


def test_the_limit_is_the_last_epoch_at_any_speed():
    for speed in ("normal", "fast"):
        assert played(speed, stop_epochs=7)[1].epoch == 7


def test_many_epochs_a_tick_end_where_a_condition_holds():
    session = Session(Experiment(speed="fast", stop_epochs=7))
    player = Player(session)
    player.play()
    assert player.tick(seconds=60)
    assert (session.epoch, player.playing) == (7, False)


def test_slow_motion_stops_with_the_last_batch_of_an_epoch():
    session = Session(Experiment(speed="slow", stop_epochs=1, batch_size=30))
    times = iter(range(0, 10**6, 100))
    times = itertools.count()
    player = Player(session, clock=lambda: float(next(times)))
    player.play()
    batches = 0
    while player.tick(0):
        batches += 1
    assert batches == 9  # 250 training samples in batches of 30
    assert (session.epoch, player.stopped_by) == (1, "epochs")


@pytest.mark.parametrize("reason", CONDITIONS)
def test_playing_on_after_a_stop_goes_on(reason):
    player, session, _ = played(**REASONS[reason])
    epoch = session.epoch
    play(player, session, 3)
    assert session.epoch == epoch + 3
    assert player.stopped_by == ""


def test_a_target_that_is_lost_and_reached_again_stops_again():
    player, session, _ = played(stop_epochs=7)
    play(player, session, 2)
    session.reset()
    while player.tick(0):
        pass
    assert (session.epoch, player.stopped_by) == (7, "epochs")


def test_a_target_set_while_playing_counts_at_once():
    player, session, _ = played_for(3)
    session.experiment.stop_loss = 100
    player.tick(0)
    assert (session.epoch, player.stopped_by) == (4, "loss")


def test_patience_begins_anew_with_another_loss():
    """The logistic loss is some times larger, which is no lack of progress."""
    player, session, _ = played_for(30, stop_patience=20)
    session.experiment.loss = "logistic"
    for _ in range(19):
        player.tick(0)
    assert player.playing


def test_accuracy_does_not_stop_a_regression():
    player, _, _ = played_for(5, dataset="plane", stop_accuracy=0.01)
    assert player.playing


def test_training_by_hand_is_not_stopped():
    session = Session(Experiment(stop_epochs=3, stop_loss=100))
    session.advance(10)
    assert session.epoch == 10


SENTENCES = {
    "loss": r"Training stopped after epoch \d+: the test loss is 0\.\d{3}, .* target of 0\.1\.",
    "accuracy": r"Training stopped after epoch \d+: 9\d(\.\d)?\s% of the test .* target of 95\s%\.",
    "patience": r"Training stopped after epoch \d+: .* no new low for 5 epochs\.",
    "epochs": r"Training stopped after epoch 7, the limit .*\.",
    DIVERGENCE: r"Training stopped in epoch \d+: .* The learning rate is 10\.",
}


@pytest.mark.parametrize("reason", REASONS)
def test_the_page_says_why(reason):
    app = App()
    sent = {}
    app.send = sent.update
    app.load(Experiment(speed="fast", **REASONS[reason]).to_permalink())
    app.play()
    for _ in range(FAR):
        app.tick(0)
        if not app.playing:
            break
    assert re.fullmatch(SENTENCES[reason], sent["status"]["message"][0])
    app.play()
    assert sent["status"]["message"] == [""]
