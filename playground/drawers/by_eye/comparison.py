"""What is compared with the present network, from one opening of the drawer to the next."""

from typing import NamedTuple

import numpy as np
from bokeh.plotting import figure

from playground.arrays import AnyFloats
from playground.data import EXTENT
from playground.experiment import PLANE
from playground.frame import Frame
from playground.insight import decision_maps
from playground.insight.comparison import margin
from playground.session import Session
from playground.views.loss_landscape.isolines import isolines
from playground.views.map_marks import FrozenBorder

RESOLUTION = 60
"""Points along each side of a map: enough for a line that is drawn on a map of a few hundred."""


class State(NamedTuple):
    """What a network answers over the plane, (outputs, n, n), after some epochs."""

    epoch: int
    maps: AnyFloats


class Comparison:
    """Keeps the border that was frozen, which stays on the map, and the state of the last pause.

    Of another data set neither says anything: both are forgotten then.

    Parameters
    ----------
    session : Session
    figure : bokeh.plotting.figure
        The large map.

    Attributes
    ----------
    frozen_at : int or None
        The epoch whose border is drawn; None while none is.
    since : State or None
        That of the last pause, from which the present one has moved away; None on other inputs.
    """

    def __init__(self, session: Session, figure: figure) -> None:
        self._session = session
        self._border = FrozenBorder(figure)
        self._rest: State | None = None
        self._was_playing = False
        self._latest: tuple[object, State] | None = None
        self.frozen_at: int | None = None
        self.since: State | None = None
        session.experiment.param.watch(lambda _: self.forget(), ["dataset"])

    def follow(self, frame: Frame, is_playing: bool) -> None:
        """Keep the state of the last pause, whether or not a drawer shows what came of it."""
        if frame.inputs != PLANE:
            return
        if self._rest is None:
            self._rest = self.since = self.present()
        elif not is_playing:
            self._note_rest(self._rest)
        elif not self._was_playing:
            self.since = self._rest
        self._was_playing = is_playing

    def present(self) -> State:
        """Return what the network answers now.

        Most pictures of a run at rest show nothing new, and a map takes its time, so the latest one
        is kept.
        """
        session = self._session
        network, names = session.network, session.inputs.names
        kind = (tuple(names), network.shape, network.activations, network.residual)
        seen = (*kind, session.epoch, network.theta.tobytes())
        if self._latest is None or self._latest[0] != seen:
            maps = decision_maps(network, names, RESOLUTION)[-1]
            self._latest = seen, State(session.epoch, maps.copy())
        return self._latest[1]

    def freeze(self) -> None:
        """Draw the present border as a line that stays."""
        state = self.present()
        lines = [isolines(one, [0.0], -EXTENT, EXTENT) for one in margin(state.maps)]
        self._border.draw(np.concatenate(lines))
        self.frozen_at = state.epoch

    def thaw(self) -> None:
        """Take the line away."""
        self._border.remove()
        self.frozen_at = None

    def forget(self) -> None:
        """Take the line away and compare with nothing earlier: the run is about something else."""
        self.thaw()
        self._rest = self.since = None

    def _note_rest(self, before: State) -> None:
        now = self.present()
        if now is before:
            return
        if not self._was_playing and not np.array_equal(now.maps, before.maps):
            self.since = before
        self._rest = now
