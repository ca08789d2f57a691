"""What a hand does on a figure: it draws strokes and taps."""

from collections.abc import Callable
from typing import Protocol

from bokeh.events import DoubleTap, Pan, PanEnd, PanStart, Press, Tap
from bokeh.plotting import figure


class Place(Protocol):
    """Where the pointer is, in the coordinates of the figure."""

    x: float
    y: float


class Panned(Protocol):
    """How far the pointer has been moved since it was pressed, in pixels."""

    delta_x: float
    delta_y: float


def on_stroke(
    figure: figure,
    begin: Callable[[Place], None],
    go_on: Callable[[Place], None],
    finish: Callable[[], None],
    tap: Callable[[Place], None],
) -> None:
    """Listen to a mouse, a pen or a finger on a figure.

    Parameters
    ----------
    figure : bokeh.plotting.figure
    begin, go_on, tap : callable
        Each takes an event with the place, ``x`` and ``y``.
    finish : callable
        Takes nothing.
    """
    # Of two quick taps Bokeh tells the second as a double one, and a long one as a press.
    for event, listen in {
        PanStart: begin,
        Pan: go_on,
        PanEnd: lambda _: finish(),
        Tap: tap,
        DoubleTap: tap,
        Press: tap,
    }.items():
        figure.on_event(event, listen)
