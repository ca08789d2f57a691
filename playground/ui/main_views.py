"""The views that are always on the page; some of them follow the kind of input."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from bokeh.models import ColumnDataSource
from bokeh.plotting import figure

from playground.arrays import Floats
from playground.experiment import DIGITS, PLANE
from playground.frame import Frame
from playground.ui.frame_pace import Parts
from playground.ui.throttle import Throttle
from playground.views import LossView, NetworkView, OutputView
from playground.views.figures import Changes, Columns
from playground.views.palette import Theme

CURVE_PAUSE = 0.1
"""Seconds between two drawings of the loss curves while playing."""


class View(Protocol):
    """Draws frames."""

    @property
    def sources(self) -> dict[str, ColumnDataSource]:
        """Its data sources by their names."""

    def columns(self, frame: Frame) -> Changes:
        """Give what has to change in them so that they show a frame."""


class OwnView(View, Protocol):
    """A view that is there for one kind of input only."""

    def show(self, visible: bool) -> None:
        """Draw it, or not."""


class AnswersView(OwnView, Protocol):
    """What shows the answers to samples."""

    @property
    def figure(self) -> figure:
        """On which it draws."""

    def sample_at(self, frame: Frame, x: float, y: float) -> int | None:
        """Return the index of the sample at a place, if there is one."""

    def place_of(self, frame: Frame, sample: int) -> Sequence[float] | Floats | None:
        """Return where a sample lies, if it is drawn."""


OwnViews = tuple[*tuple[OwnView, ...], AnswersView]
"""The views that one kind of input needs, the one of the answers last."""


class MainViews:
    """Network, output and loss curves, with what the kind of input adds to them.

    Parameters
    ----------
    frame : Frame
        The first one to draw.
    clock : callable
        Gives the present time in seconds.

    Attributes
    ----------
    curve : LossView
        The loss curves.
    figures : tuple of bokeh.plotting.figure
        Those of the network, the output and the loss.
    output : OutputView or DigitGridView
        What shows the answers at present; drawers may mark a sample on its ``figure``.
    """

    def __init__(self, frame: Frame, clock: Callable[[], float] = time.perf_counter) -> None:
        self._curve_throttle = Throttle(CURVE_PAUSE, clock)
        self.curve = LossView(frame)
        self._network = NetworkView(frame)
        self._answers = OutputView(frame)
        self.output: AnswersView = self._answers
        self.figures = self._network.figure, self._answers.figure, self.curve.figure
        self._inputs = PLANE
        self._own = {PLANE: self._made(frame, PLANE)}

    @property
    def views(self) -> list[View]:
        """All views that are seen at present."""
        return [self._network, *self._own[self._inputs], self.curve]

    def columns(self, frame: Frame, playing: bool, parts: Parts) -> Changes:
        """Give what has to change in the data sources for a frame, by their names.

        The axes of the loss curves are slow to draw, and no eye misses one frame of them.
        """
        columns: dict[str, Columns] = {}
        *of_network, answers = self._own[self._inputs]
        views: list[View] = []
        if parts.network:
            views += [self._network, *of_network]
        if parts.answers:
            views.append(answers)
            if self._curve_throttle.is_due(hurry=not playing):
                views.append(self.curve)
        for view in views:
            columns |= view.columns(frame)
        return columns

    def follow(self, frame: Frame, theme: Theme) -> None:
        """Show the views that the frame's kind of input needs, in the colours of a theme."""
        if frame.inputs == self._inputs:
            return
        for view in self._own[self._inputs]:
            view.show(False)
        self._inputs = frame.inputs
        if frame.inputs not in self._own:
            self._own[frame.inputs] = self._made(frame, frame.inputs)
        for view in self._own[frame.inputs]:
            view.show(True)
        self.output = self._own[frame.inputs][-1]
        self.restyle(theme)

    def _made(self, frame: Frame, kind: str) -> OwnViews:
        return VIEWS[kind](frame, self._network, self._answers)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        for view in self.views:
            if hasattr(view, "restyle"):
                view.restyle(theme)


def _plane_views(_frame: Frame, _network: NetworkView, output: OutputView) -> OwnViews:
    return (output,)


def _digit_views(frame: Frame, network: NetworkView, output: OutputView) -> OwnViews:
    """Make what digits add to the figures; nobody who stays on the plane loads it."""
    from playground.views.digits.digit_grid import DigitGridView
    from playground.views.digits.digit_network import DigitNetworkView

    return DigitNetworkView(frame, network.figure), DigitGridView(frame, output.figure)


VIEWS: dict[str, Callable[[Frame, NetworkView, OutputView], OwnViews]] = {
    PLANE: _plane_views,
    DIGITS: _digit_views,
}
"""What makes the views of each kind of input, the one of the answers last: functions of a frame
and of the two views whose figures they draw on, of the network and of the answers on the plane."""
