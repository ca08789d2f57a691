"""The colours of the data: light fills from TensorFlow Playground, darker tones for marks."""

import numpy as np

NEGATIVE_FILL, ZERO_FILL, POSITIVE_FILL = "#f59322", "#e8eaeb", "#0877bd"

INK = {
    "light": {
        "negative": "#b35900",
        "positive": "#005a9c",
        "text": "#1b2733",
        "muted": "#5b6976",
        "line": "#d8dde2",
        "paper": "#ffffff",
    },
    "dark": {
        "negative": "#f0a04b",
        "positive": "#5fb0ea",
        "text": "#e7edf3",
        "muted": "#9fb0bf",
        "line": "#33414e",
        "paper": "#10181f",
    },
}
"""Colours of marks, lines and text by theme; each has at least 3 : 1 against its paper."""

_BADGE_COLORS = (INK["light"]["negative"], INK["light"]["positive"], "#ffffff")

RAMP_SIZE = 256 - len(_BADGE_COLORS)
"""Entries of the palette that run from -1 to +1; the rest are the badges' colours."""

BADGE_NEGATIVE, BADGE_POSITIVE, BADGE_SIGN = range(RAMP_SIZE, 256)


RUN_COLORS = ("#0072b2", "#b35900", "#1f8a5b", "#a83e7d", "#6f6f6f")
"""Colours of kept runs, distinct for colour-blind eyes too: after Okabe and Ito (2008), darker."""


def _rgb(color):
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def _ramp(size):
    position = np.linspace(-1, 1, size)[:, None]
    end = np.where(position < 0, _rgb(NEGATIVE_FILL), _rgb(POSITIVE_FILL))
    mixed = _rgb(ZERO_FILL) + np.abs(position) * (end - _rgb(ZERO_FILL))
    return ["#{:02x}{:02x}{:02x}".format(*row) for row in np.rint(mixed).astype(int)]


PALETTE = (*_ramp(RAMP_SIZE), *_BADGE_COLORS)
"""256 colours: the ramp from orange through grey to blue, then the badges' colours."""

RGBA = np.array(
    [int(color[5:] + color[3:5] + color[1:3], 16) | 0xFF000000 for color in PALETTE],
    dtype=np.uint32,
)
"""The same colours as Bokeh's RGBA images hold them: red in the lowest byte."""


def color_index(values):
    """Give each value the index of its colour in `PALETTE`.

    Parameters
    ----------
    values : ndarray
        Activations of any shape; beyond -1 and +1 the colour stays that of the end.

    Returns
    -------
    ndarray of uint8
        The same shape.
    """
    half = (RAMP_SIZE - 1) / 2
    scaled = values * half
    scaled += half + 0.5
    # unlike clip, fmax also gives a colour to what is not a number
    np.fmax(scaled, 0, out=scaled)
    return np.fmin(scaled, RAMP_SIZE - 1, out=scaled).astype(np.uint8)
