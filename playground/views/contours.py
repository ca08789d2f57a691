"""A loss landscape from above: bands of equal loss, and where training went."""

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper
from bokeh.palettes import cividis

from playground.views.figures import bare_figure

BANDS = 14
"""Bands of loss in the picture; their borders are its contour lines."""

FINE = 181
"""Pixels along each side of the picture, to which the grid of losses is interpolated."""

LINE = BANDS
"""What stands for a contour line in the picture."""

MARKS = {"start": "square", "now": "circle", "lowest": "triangle"}
"""The shape of each mark."""

LABEL_OFFSETS = {"start": 8, "now": -8, "lowest": 24}
"""How many pixels below its mark a label lies, so that two marks in one place can be read."""

BAND_COLORS = tuple(cividis(BANDS))
LINE_COLOR = "#10181f"


class ContourView:
    """Draws the loss over a plane as bands, with the path of a run and marks.

    Parameters
    ----------
    name : str
        Begins the names of the figure and of its data sources.
    height : int
        In pixels.

    Attributes
    ----------
    figure : bokeh.plotting.figure
    """

    def __init__(self, name, height=340):
        self.sources = {}
        self.figure = bare_figure(f"{name}_contours", (-1, 1), (-1, 1), height=height, min_border=0)
        self.figure.axis.visible = False
        self._bands = self._source(f"{name}_bands", {"image": [], "from": [], "side": []})
        self._path = self._source(f"{name}_path", {"x": [], "y": []})
        self._marks = self._source(
            f"{name}_marks", {"x": [], "y": [], "shape": [], "label": [], "offset": []}
        )
        colors = LinearColorMapper(palette=[*BAND_COLORS, LINE_COLOR], low=-0.5, high=LINE + 0.5)
        self.figure.image(
            "image",
            x="from",
            y="from",
            dw="side",
            dh="side",
            source=self._bands,
            color_mapper=colors,
        )
        for color, width in ((LINE_COLOR, 4), ("#ffffff", 2)):
            self.figure.line("x", "y", line_color=color, line_width=width, source=self._path)
        self._draw_marks()

    def columns(self, frame):
        """Give nothing: the picture changes only by `show` and `move`."""
        return {}

    def show(self, surface, values, marks):
        """Draw another landscape.

        Parameters
        ----------
        surface : Landscape
            Gives the extent and the path.
        values : ndarray, shape (betas, alphas)
            What the bands show: its loss, or the logarithm of it.
        marks : dict of str to (float, float)
            Alpha and beta of the marks by their names in `MARKS`, and the text of each.
        """
        span = surface.alphas[-1]
        self.figure.x_range.update(start=-span, end=span)
        self.figure.y_range.update(start=-span, end=span)
        self._bands.data = {"image": [band_image(values)], "from": [-span], "side": [2 * span]}
        path = np.empty((0, 2)) if surface.path is None else surface.path
        self._path.data = {"x": path[:, 0], "y": path[:, 1]}
        self.move(marks)

    def move(self, marks):
        """Put the marks elsewhere: name -> (alpha, beta, text)."""
        places = list(marks.values())
        self._marks.data = {
            "x": [x for x, _, _ in places],
            "y": [y for _, y, _ in places],
            "shape": [MARKS[name] for name in marks],
            "label": [label for _, _, label in places],
            "offset": [LABEL_OFFSETS[name] for name in marks],
        }

    def _source(self, name, columns):
        self.sources[name] = ColumnDataSource(columns, name=name)
        return self.sources[name]

    def _draw_marks(self):
        self.figure.scatter(
            "x",
            "y",
            marker="shape",
            size=12,
            fill_color="#ffffff",
            line_color=LINE_COLOR,
            line_width=2,
            source=self._marks,
        )
        self.figure.text(
            "x",
            "y",
            text="label",
            x_offset=10,
            y_offset="offset",
            text_color=LINE_COLOR,
            background_fill_color="#ffffff",
            background_fill_alpha=0.85,
            border_radius=3,
            padding=3,
            text_font={"value": "system-ui, sans-serif"},
            text_font_size="12px",
            source=self._marks,
        )


def band_image(values):
    """Sort a grid of values into bands, finely interpolated, with lines where bands meet.

    Parameters
    ----------
    values : ndarray, shape (rows, columns)
        Finite numbers.

    Returns
    -------
    ndarray of uint8, shape (FINE, FINE)
        From 0 for the lowest to ``BANDS - 1`` for the highest band, and `LINE`.
    """
    fine = interpolated(values, FINE)
    low, high = fine.min(), fine.max()
    share = (fine - low) / (high - low) if high > low else np.zeros_like(fine)
    bands = np.minimum(share * BANDS, BANDS - 1).astype(np.uint8)
    is_border = np.zeros(bands.shape, bool)
    is_border[1:] |= bands[1:] != bands[:-1]
    is_border[:, 1:] |= bands[:, 1:] != bands[:, :-1]
    return np.where(is_border, np.uint8(LINE), bands)


def interpolated(values, size):
    """Return a grid of values on another grid of size by size points, linear along both axes."""
    for _ in range(2):
        places = np.linspace(0, len(values) - 1, size)
        below = np.minimum(places.astype(int), len(values) - 2)
        share = (places - below)[:, np.newaxis]
        values = ((1 - share) * values[below] + share * values[below + 1]).T
    return values
