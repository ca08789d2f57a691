"""A slow processor: processes run for their share of the time, and freely afterwards."""

import itertools
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from playground.packaging.bench.slow_processor import Brake, can_slow, page_processes, slowed
from tests.packaging.bench.fake_clock import FakeClock

needs_signals = pytest.mark.skipif(not can_slow(), reason="processes are held on Linux only")


class Process:
    """One that notes for how long it ran and was held."""

    def __init__(self, clock):
        self._clock = clock
        self._since = clock.now()
        self.is_held = False
        self.spent = {False: 0.0, True: 0.0}

    def get(self, _process, number):
        self.spent[self.is_held] += self._clock.now() - self._since
        self._since = self._clock.now()
        self.is_held = number == signal.SIGSTOP


@needs_signals
@pytest.mark.parametrize("factor", [2, 4, 6])
@pytest.mark.parametrize("delays", [[0], [0.003, 0.0, 0.001], [0.02]])
def test_a_process_runs_for_its_share_of_the_time(factor, delays):
    late = itertools.cycle(delays)
    clock = FakeClock(late=lambda: next(late))
    process = Process(clock)
    brake = Brake(factor, lambda: [1], clock, process.get)
    for _ in range(500):
        brake.hold_once()
    assert sum(process.spent.values()) / process.spent[False] == pytest.approx(factor, rel=0.02)


@needs_signals
def test_a_process_that_comes_later_is_held_and_one_that_is_gone_is_forgotten():
    sent, alive = [], {1}

    def send(process, number):
        if process not in alive:
            raise ProcessLookupError
        sent.append(process)

    brake = Brake(4, lambda: alive, FakeClock(), send)
    brake.hold_once()
    alive.add(2)
    for _ in range(20):
        brake.hold_once()
    assert {1, 2} == set(sent)
    alive.remove(1)
    sent.clear()
    brake.hold_once()
    assert set(sent) == {2}


@pytest.fixture
def renderer():
    """A process of which the command line looks like that of a browser's page."""
    command = [sys.executable, "-c", "print(flush=True); input()", "--type=renderer"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
        process.stdout.readline()  # before it runs, Linux may not know its command line yet
        yield process
        process.kill()


def state(process):
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]


@needs_signals
def test_pages_are_found_among_the_descendants_only(renderer):
    assert renderer.pid in page_processes(ancestor=1)
    assert page_processes(ancestor=renderer.pid) == {renderer.pid}
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert page_processes(ancestor=other.pid) == set()
        other.kill()


def wait_until_held(process):
    while state(process) != "T":
        """Look again."""


@needs_signals
def test_a_page_is_stopped_inside_and_runs_on_afterwards(renderer):
    with slowed(100):
        wait_until_held(renderer)
    assert state(renderer) != "T"


@needs_signals
def test_a_page_runs_on_if_something_fails_inside(renderer):
    def fail():
        with slowed(100):
            wait_until_held(renderer)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert state(renderer) != "T"
