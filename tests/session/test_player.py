"""A player trains its session at the speed the experiment asks for."""

import pytest

from playground.experiment import SPEEDS, Experiment
from playground.session import Session
from playground.session.player import BATCH_PAUSE, EPOCHS_PER_SECOND, LONGEST_DELAY, Player
from playground.session.player import SPEEDS as TICKS


class Clock:
    """A clock that every look moves on by a millisecond."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 0.001
        return self.now


@pytest.fixture
def clock():
    return Clock()


def make_player(clock, **settings):
    session = Session(Experiment(**settings))
    return Player(session, clock), session


def test_every_speed_of_an_experiment_is_known():
    assert tuple(TICKS) == SPEEDS


def test_nothing_is_trained_before_play_and_after_pause(clock):
    player, session = make_player(clock)
    assert not player.tick(0.01)
    player.play()
    player.tick(0.01)
    epoch = session.epoch
    assert epoch > 0
    player.pause()
    assert not player.tick(0.01)
    assert session.epoch == epoch


@pytest.mark.parametrize("frames_per_second", [20, 60, 144])
def test_normal_speed_is_60_epochs_a_second_on_any_screen(frames_per_second):
    now = 0.0
    session = Session(Experiment())
    player = Player(session, lambda: now)
    player.play()
    for frame in range(2 * frames_per_second):
        now = frame / frames_per_second
        player.tick(0.012)
    assert session.epoch == pytest.approx(120, abs=3)


def test_normal_speed_waits_for_its_next_epoch(clock):
    player, session = make_player(clock)
    player.play()
    assert player.tick(1)
    assert not player.tick(1)
    assert session.epoch == 1
    assert player.wait == pytest.approx(1 / EPOCHS_PER_SECOND, abs=0.01)


def test_a_machine_too_slow_for_normal_speed_still_draws(clock):
    """Each look at the clock is an epoch of 0.1 s: a tick of 12 ms ends after the first."""
    player, session = make_player(lambda: clock() + 100 * clock.now)
    player.play()
    for _ in range(3):
        player.tick(0.012)
    assert session.epoch == 3


def test_a_pause_of_the_whole_page_is_not_made_up_for(clock):
    """A tab that was hidden for an hour goes on at its pace."""
    player, session = make_player(clock)
    player.play()
    player.tick(1)
    clock.now += 3600
    for _ in range(3):
        player.tick(1)
    assert session.epoch <= 1 + (LONGEST_DELAY + 0.1) * EPOCHS_PER_SECOND


def test_full_speed_fills_the_time_of_a_tick(clock):
    player, session = make_player(clock, speed="fast")
    player.play()
    player.tick(0.02)
    assert session.epoch == pytest.approx(20, abs=2)


def test_slow_motion_is_one_batch_a_second(clock):
    player, session = make_player(clock, speed="slow", batch_size=10)
    player.play()
    theta = session.network.theta.copy()
    assert player.tick(0.01)
    assert (session.network.theta != theta).any()
    assert session.epoch == 0
    assert not player.tick(0.01)
    assert player.wait == pytest.approx(BATCH_PAUSE, abs=0.01)
    clock.now += BATCH_PAUSE
    assert player.tick(0.01)


def test_slow_motion_makes_the_same_epochs_as_full_speed(clock):
    slow, slow_session = make_player(clock, speed="slow", train_fraction=0.1)
    fast_session = Session(Experiment(train_fraction=0.1))
    slow.play()
    while slow_session.epoch < 2:
        clock.now += BATCH_PAUSE
        slow.tick(0.01)
    fast_session.advance(2)
    assert slow_session.train_loss == fast_session.train_loss


def test_divergence_ends_the_playing(clock):
    player, session = make_player(
        clock, dataset="plane", activation="relu", learning_rate=10, speed="fast"
    )
    player.play()
    for _ in range(200):
        player.tick(0.01)
    assert session.diverged
    assert not player.playing


def test_the_rates_are_those_of_the_clock(clock):
    player, _ = make_player(clock, speed="fast")
    assert player.rates == (0.0, 0.0)
    player.play()
    for _ in range(10):
        clock.now += 0.1
        player.tick(0)
    frames, epochs = player.rates
    assert frames == pytest.approx(10, rel=0.1)
    assert epochs == frames
