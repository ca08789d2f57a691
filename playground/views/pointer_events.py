"""What a hand does on a figure: it draws strokes and taps."""

from bokeh.events import DoubleTap, Pan, PanEnd, PanStart, Press, Tap


def on_stroke(figure, begin, go_on, finish, tap):
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
