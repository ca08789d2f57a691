"""The views that are always on the page; some of them follow the kind of input."""

import time

from playground.experiment import DIGITS, PLANE
from playground.ui.throttle import Throttle
from playground.views import LossView, NetworkView, OutputView

CURVE_PAUSE = 0.1
"""Seconds between two drawings of the loss curves while playing."""


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

    def __init__(self, frame, clock=time.perf_counter):
        self._curve_throttle = Throttle(CURVE_PAUSE, clock)
        self.curve = LossView(frame)
        self._network = NetworkView(frame)
        self.output = OutputView(frame)
        self.figures = self._network.figure, self.output.figure, self.curve.figure
        self._answers = self.output
        self._inputs = PLANE
        self._own = {PLANE: self._made(frame, PLANE)}

    @property
    def views(self):
        """All views that are seen at present."""
        return [self._network, *self._own[self._inputs], self.curve]

    def columns(self, frame, playing):
        """Give what has to change in the data sources for a frame, by their names.

        The axes of the loss curves are slow to draw, and no eye misses one frame of them.
        """
        columns = {}
        for view in self.views:
            if view is not self.curve or self._curve_throttle.is_due(hurry=not playing):
                columns |= view.columns(frame)
        return columns

    def follow(self, frame, theme):
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

    def _made(self, frame, kind):
        return VIEWS[kind](frame, self._network, self._answers)

    def restyle(self, theme):
        """Take the colours of a theme, "light" or "dark"."""
        for view in self.views:
            if hasattr(view, "restyle"):
                view.restyle(theme)


def _plane_views(_frame, _network, output):
    return [output]


def _digit_views(frame, network, output):
    """Make what digits add to the figures; nobody who stays on the plane loads it."""
    from playground.views.digits.digit_grid import DigitGridView
    from playground.views.digits.digit_network import DigitNetworkView

    return [DigitNetworkView(frame, network.figure), DigitGridView(frame, output.figure)]


VIEWS = {PLANE: _plane_views, DIGITS: _digit_views}
"""What makes the views of each kind of input, the one of the answers last: functions of a frame
and of the two views whose figures they draw on, of the network and of the answers on the plane."""
