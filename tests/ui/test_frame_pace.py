"""What is drawn follows what it costs, measured by clocks that the tests move."""

from collections import Counter

import pytest

from playground.ui.frame_pace import (
    ENOUGH_TO_FOLLOW,
    FAST_ENOUGH,
    HURRY,
    LEVELS,
    TOO_SLOW,
    TRAINING,
    FramePace,
    Parts,
)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Machine:
    """A worker and a page that need given times for a whole picture, and less for a part of it."""

    def __init__(self, composing, screen, share_of_network=0.6):
        self.clock = Clock()
        self.pace = FramePace(self.clock)
        self.composing, self.screen, self.share = composing, screen, share_of_network
        self.drawn = []

    def draw(self, pictures=1):
        for _ in range(pictures):
            self.pace.begin()
            parts = self.pace.next_parts()
            share = self.share * parts.network + (1 - self.share) * parts.answers
            self.clock.now += self.composing * share * (0.4 if self.pace.detail.coarse else 1)
            self.pace.screen = self.screen * share
            self.pace.composed()
            self.drawn.append(parts)

    @property
    def level(self):
        return LEVELS.index(self.pace.detail)


def test_a_quick_machine_draws_everything():
    machine = Machine(composing=0.006, screen=0.008)
    machine.draw(200)
    assert machine.level == 0
    assert set(machine.drawn) == {Parts(network=True, answers=True)}


def test_the_maps_are_coarser_before_the_network_is_drawn_less_often():
    machine = Machine(composing=0.070, screen=0.010)
    machine.draw(200)
    assert machine.level == 1
    assert set(machine.drawn[-20:]) == {Parts(network=True, answers=True)}


def test_a_very_slow_machine_draws_the_network_alone_in_every_eighth_picture():
    machine = Machine(composing=0.5, screen=0.5)
    machine.draw(200)
    assert machine.level == len(LEVELS) - 1
    assert Counter(machine.drawn[-80:]) == {Parts(answers=False): 10, Parts(network=False): 70}


def test_detail_comes_back_when_the_machine_is_quick_again():
    machine = Machine(composing=0.3, screen=0.3)
    machine.draw(100)
    machine.composing = machine.screen = 0.002
    machine.draw(100)
    assert machine.level == 0


def test_a_single_slow_picture_changes_nothing():
    machine = Machine(composing=0.006, screen=0.008)
    machine.draw(50)
    machine.screen = 0.12
    machine.draw()
    machine.screen = 0.008
    machine.draw(50)
    assert machine.level == 0


def test_between_the_two_limits_nothing_changes():
    """Else a picture that just got cheap enough would become dear again at once, for ever."""
    cost = (FAST_ENOUGH + TOO_SLOW) / 2
    machine = Machine(composing=0.0, screen=cost, share_of_network=0.0)
    machine.draw(200)
    assert machine.level == 0


def test_no_level_is_left_before_its_cost_is_known():
    machine = Machine(composing=0.0, screen=2 * TOO_SLOW, share_of_network=0.0)
    machine.draw(HURRY - 1)
    assert machine.level == 0
    machine.draw()
    assert machine.level == 1
    machine.draw(HURRY - 1)
    assert machine.level == 1


def test_a_very_slow_machine_is_at_the_least_detail_after_its_first_pictures():
    machine = Machine(composing=0.5, screen=0.5)
    machine.draw(3 * HURRY)
    assert machine.level == len(LEVELS) - 1


@pytest.mark.parametrize(
    ("composing", "training"),
    [(0.010, TRAINING * 0.010), (0.040, ENOUGH_TO_FOLLOW), (0.100, 0.100)],
    ids=["cheap", "dear", "dearer than can be followed"],
)
def test_training_has_its_share_of_the_time_before_a_picture_is_due(composing, training):
    machine = Machine(composing=composing, screen=0.0)
    pace = machine.pace
    assert pace.is_due
    machine.draw()
    pace.trained(0.9 * training)
    assert not pace.is_due
    pace.trained(0.11 * training)
    assert pace.is_due


def test_a_slow_machine_draws_no_more_pictures_than_can_be_followed():
    machine = Machine(composing=0.02, screen=0.2)
    machine.draw(HURRY)
    assert machine.level > 0
    pace = machine.pace
    pace.trained(ENOUGH_TO_FOLLOW)
    assert not pace.is_due
    machine.clock.now += ENOUGH_TO_FOLLOW
    assert pace.is_due
