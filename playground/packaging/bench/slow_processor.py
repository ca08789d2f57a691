"""A slow processor: the browser's pages are held for a share of the time.

The developer tools slow a page's own thread only, not the worker in which Python runs. So all
threads of the processes that run pages and draw them are stopped and continued by signals, which
needs no rights. It needs Linux, where the system tells which processes these are.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from playground.packaging.bench.clock import Clock

PERIOD_S = 0.016
"""How long a period of running and being held lasts: about as long as a frame."""

LOOK_EVERY = 10
"""Periods after which the processes are looked for anew."""

HELD = ("--type=renderer", "--type=gpu-process")
"""How the command lines of the processes that are held are known."""


def can_slow() -> bool:
    """Tell whether this system lets its processes be slowed."""
    return sys.platform == "linux"


@contextmanager
def slowed(factor: float) -> Iterator[None]:
    """Slow the pages of the browsers that this process has started.

    Parameters
    ----------
    factor
        How many times slower than this machine; 1 for not at all.
    """
    if factor == 1:
        yield
        return
    brake = Brake(factor, lambda: page_processes(os.getpid()))
    left = Event()

    def hold() -> None:
        try:
            while not left.is_set():
                brake.hold_once()
        finally:
            brake.release()

    thread = Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        left.set()
        thread.join()


class Brake:
    """Stops and continues processes so that they run for one part in `factor` of the time.

    Parameters
    ----------
    factor
        How many times slower.
    find
        Returns the numbers of the processes.
    clock
        What tells the time and waits.
    send
        Sends a signal to a process, as `os.kill` does.
    """

    def __init__(
        self,
        factor: float,
        find: Callable[[], Iterable[int]],
        clock: Clock | None = None,
        send: Callable[[int, int], None] = os.kill,
    ) -> None:
        self._factor = factor
        self._find = find
        self._clock = clock or Clock()
        self._send = send
        self._processes: set[int] = set()
        self._periods = 0
        self._owed = 0.0
        self._since = self._clock.now()

    def hold_once(self) -> None:
        """Let the processes run, then hold them, for one period."""
        # What counts is how long they did run or were held, however late this thread wakes up.
        self._clock.sleep_until(self._since + PERIOD_S / self._factor)
        self._signal(signal.SIGSTOP)
        self._owed += self._elapsed() * (self._factor - 1)
        if self._periods % LOOK_EVERY == 0:
            self._processes |= set(self._find())
        self._periods += 1
        self._clock.sleep_until(self._since + self._owed)
        self._signal(signal.SIGCONT)
        self._owed -= self._elapsed()

    def release(self) -> None:
        """Let all of them run."""
        self._signal(signal.SIGCONT)

    def _elapsed(self) -> float:
        began, self._since = self._since, self._clock.now()
        return self._since - began

    def _signal(self, number: int) -> None:
        for process in tuple(self._processes):
            try:
                self._send(process, number)
            except ProcessLookupError:
                self._processes.discard(process)


def page_processes(ancestor: int) -> set[int]:
    """Return the processes that run or draw pages of the browsers started by a process."""
    names = filter(str.isdigit, os.listdir("/proc"))
    return {int(name) for name in names if _runs_pages(name) and _descends(int(name), ancestor)}


def _runs_pages(name: str) -> bool:
    with suppress(OSError):
        command = Path(f"/proc/{name}/cmdline").read_bytes().decode(errors="replace")
        return any(sign in command for sign in HELD)
    return False


def _descends(process: int, ancestor: int) -> bool:
    while process not in (0, ancestor):
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            return False
        # The name in parentheses before may hold anything.
        process = int(stat.rpartition(")")[2].split()[1])
    return process == ancestor
