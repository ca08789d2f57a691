"""A pace lets a drawing through when its pause is over."""

import pytest

from playground.ui.throttle import Throttle


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_the_first_drawing_is_due_at_once(clock):
    assert Throttle(0.5, clock).is_due()


def test_the_next_one_is_due_after_the_pause(clock):
    pace = Throttle(0.5, clock)
    pace.is_due()
    clock.now += 0.25
    assert not pace.is_due()
    clock.now += 0.25
    assert pace.is_due()


def test_hurry_does_not_wait_and_begins_a_new_pause(clock):
    pace = Throttle(0.5, clock)
    pace.is_due()
    clock.now += 0.25
    assert pace.is_due(hurry=True)
    clock.now += 0.25
    assert not pace.is_due()
