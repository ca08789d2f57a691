"""How much of a picture is drawn while training runs, by what drawing costs on this machine.

A slow machine would otherwise spend all its time on drawing, train almost nothing, and let every
touch wait behind a picture. What no eye follows at every step goes first: all maps are coarser, and
the network's many small ones have one picture of two, four or eight to themselves, so that no touch
waits for them and the large map together. The losses in numbers and the buttons come with each
picture, and at rest everything is drawn in full.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

TOO_SLOW = 0.060
"""Seconds that a picture may cost page and worker together; a touch may have to wait for one that
is being computed and one that is being drawn, and is to be answered within 0.1 s."""

FAST_ENOUGH = 0.024
"""Seconds below which there is time for more detail; well below half of `TOO_SLOW`, since the next
level may cost twice as much."""

SMOOTHING = 0.25
"""Weight of the newest picture in the moving average of their costs."""

PATIENCE = 8
"""Pictures that are drawn at one level before more detail is tried."""

HURRY = 3
"""Pictures that are drawn at one level before there is less detail; a slow machine draws few in a
second, and each one too many is a second of training lost."""

FAR_TOO_SLOW = 4 * TOO_SLOW
"""Seconds above which one level less would not do, so that one is left out."""

ENOUGH_TO_FOLLOW = 0.050
"""Seconds from one picture to the next with which training can still be followed. A slow machine
where training need not wait for the screen draws no more: what they would cost, training has."""

TRAINING = 3
"""Times as long as composing a picture takes is what training has before the next one, unless that
would be too long to be followed; but as long as composing it has always."""


class Detail(NamedTuple):
    """How much of a picture is drawn.

    Attributes
    ----------
    coarse : bool
        Whether the maps have half the resolution.
    network_every : int
        Pictures of which one shows the network anew, and, unless it is each, nothing else.
    """

    coarse: bool
    network_every: int


class Parts(NamedTuple):
    """What of the figures a picture shows anew.

    Attributes
    ----------
    network : bool
        Whether the network.
    answers : bool
        Whether the large map and the loss curve.
    """

    network: bool = True
    answers: bool = True


LEVELS = (
    Detail(coarse=False, network_every=1),
    Detail(coarse=True, network_every=1),
    Detail(coarse=True, network_every=2),
    Detail(coarse=True, network_every=4),
    Detail(coarse=True, network_every=8),
)
"""From everything to the least that still shows what happens."""


class FramePace:
    """Measures what pictures cost, and says how much of the next one is drawn, and when.

    Parameters
    ----------
    clock : callable
        Gives the present time in seconds.

    Attributes
    ----------
    screen : float
        Seconds that the page took for the last picture that it has drawn.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.screen = 0.0
        self._began = 0.0
        self._composing = 0.0
        self._trained = 0.0
        self._cost = 0.0
        self._level = 0
        self._at_level = 0
        self._since_network = 0

    @property
    def detail(self) -> Detail:
        """How much of a picture is drawn at present."""
        return LEVELS[self._level]

    @property
    def is_due(self) -> bool:
        """Whether training has had its share of the time since the last picture."""
        has_rested = self._level == 0 or self._clock() - self._began >= ENOUGH_TO_FOLLOW
        share = max(self._composing, min(TRAINING * self._composing, ENOUGH_TO_FOLLOW))
        return has_rested and self._trained >= share

    def trained(self, seconds: float) -> None:
        """Count time in which the worker has trained."""
        self._trained += seconds

    def begin(self) -> None:
        """Begin to compose a picture."""
        self._began = self._clock()

    def composed(self) -> None:
        """End composing a picture."""
        self._composing = self._clock() - self._began
        self._trained = 0.0
        cost = self._composing + self.screen
        # What pictures cost at another level says nothing about this one.
        self._cost += (SMOOTHING if self._at_level else 1.0) * (cost - self._cost)
        self._at_level += 1
        self._change_level()

    def next_parts(self) -> Parts:
        """Tell what the picture that is being composed shows anew, and count it."""
        if self.detail.network_every == 1:
            return Parts()
        self._since_network += 1
        network = self._since_network >= self.detail.network_every
        if network:
            self._since_network = 0
        return Parts(network, answers=not network)

    def _change_level(self) -> None:
        level = self._level
        if self._cost > TOO_SLOW and self._at_level >= HURRY:
            level += 2 if self._cost > FAR_TOO_SLOW else 1
        elif self._cost < FAST_ENOUGH and self._at_level >= PATIENCE:
            level -= 1
        level = min(max(level, 0), len(LEVELS) - 1)
        if level != self._level:
            self._level, self._at_level = level, 0
