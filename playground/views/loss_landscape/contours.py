"""A loss landscape from above: bands of equal loss, and where training went."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from bokeh.models import BasicTicker, ColumnDataSource, LinearColorMapper
from bokeh.palettes import cividis
from bokeh.plotting import figure
from numpy.typing import NDArray

from playground.arrays import Floats
from playground.text import text
from playground.views.figures import Columns, bare_figure, style_axes
from playground.views.loss_landscape.isolines import isolines
from playground.views.loss_landscape.mark_labels import inside, label_places
from playground.views.palette import INK, Theme

BANDS = 14
"""Bands of loss in the picture; their borders are its contour lines."""

FINE = 241
"""Pixels along each side of the picture, to which the grid of losses is interpolated."""

SMOOTH = 81
"""Points along each side of the grid that contour lines are drawn on."""

MOST_WIDTH = 460
"""Pixels; a larger picture would show no more."""

MARKS = {"start": "square", "now": "circle", "lowest": "triangle"}
"""The shape of each mark."""

BAND_COLORS = tuple(cividis(BANDS))
LINE_COLOR = "#10181f"


LabelledMark = tuple[float, float, str]
"""Alpha and beta of a mark, and the text beside it."""


class DrawnLandscape(Protocol):
    """What is drawn of a loss landscape, besides its values."""

    @property
    def alphas(self) -> Floats:
        """Places along the first direction, from the lowest on; the same along the second."""

    @property
    def path(self) -> Floats | None:
        """Where training went, (steps, 2); None if that is not known."""


def draw_marks(figure: figure, source: ColumnDataSource) -> None:
    """Draw the marks of a landscape, each with its label; see `mark_columns`."""
    figure.scatter(
        "x",
        "y",
        marker="shape",
        size=12,
        fill_color="#ffffff",
        line_color=LINE_COLOR,
        line_width=2,
        source=source,
    )
    figure.text(  # type: ignore[call-arg] # Bokeh's stub lacks some
        "x",
        "y",
        text="label",
        x_offset="aside",
        y_offset="offset",
        text_align="align",
        text_color=LINE_COLOR,
        background_fill_color="#ffffff",
        background_fill_alpha=0.85,
        border_radius=3,  # type: ignore[arg-type] # Bokeh's stub is wrong
        padding=3,  # type: ignore[arg-type] # Bokeh's stub is wrong
        text_font={"value": "system-ui, sans-serif"},
        text_font_size="12px",
        source=source,
    )


def draw_path(figure: figure, source: ColumnDataSource) -> None:
    """Draw the path of a run, which stands out from light and dark ground."""
    for color, width in ((LINE_COLOR, 4), ("#ffffff", 2)):
        figure.line("x", "y", line_color=color, line_width=width, source=source)


def mark_columns(places: Mapping[str, LabelledMark], span: float) -> Columns:
    """Return the columns by which marks are drawn.

    Parameters
    ----------
    places : dict of str to (float, float, str)
        Name of each mark in `MARKS` -> its place in the picture and its text.
    span : float
        Half the side of the picture.
    """
    labels = label_places(list(places.values()), span)
    return {
        "x": [x for x, _, _ in places.values()],
        "y": [y for _, y, _ in places.values()],
        "shape": [MARKS[name] for name in places],
        "label": [label for _, _, label in places.values()],
        "aside": [label.x_offset for label in labels],
        "offset": [label.y_offset for label in labels],
        "align": [label.align for label in labels],
    }


class ContourView:
    """Draws the loss over a plane as bands, with the path of a run and marks.

    Parameters
    ----------
    name : str
        Begins the names of the figure and of its data sources.

    Attributes
    ----------
    figure : bokeh.plotting.figure
    """

    def __init__(self, name: str) -> None:
        self.sources: dict[str, ColumnDataSource] = {}
        self.figure = bare_figure(f"{name}_contours", (-1, 1), (-1, 1), min_border=4)
        self.figure.update(sizing_mode="stretch_width", aspect_ratio=1, max_width=MOST_WIDTH)
        self.figure.axis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)
        self.figure.xaxis.axis_label = text("landscape.first")
        self.figure.yaxis.axis_label = text("landscape.second")
        self.restyle("light")
        self._bands = self._source(f"{name}_bands", {"image": [], "from": [], "side": []})
        self._span = 1.0
        self._lines = self._source(f"{name}_lines", {"x0": [], "y0": [], "x1": [], "y1": []})
        self._path = self._source(f"{name}_path", {"x": [], "y": []})
        self._marks = self._source(
            f"{name}_marks",
            mark_columns({}, 1),
        )
        colors = LinearColorMapper(palette=BAND_COLORS, low=-0.5, high=BANDS - 0.5)
        self.figure.image(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "image",
            x="from",
            y="from",
            dw="side",
            dh="side",
            source=self._bands,
            color_mapper=colors,
        )
        self.figure.segment(
            "x0", "y0", "x1", "y1", line_color=LINE_COLOR, line_cap="round", source=self._lines
        )
        draw_path(self.figure, self._path)
        draw_marks(self.figure, self._marks)

    def show(
        self, surface: DrawnLandscape, values: Floats, marks: Mapping[str, LabelledMark]
    ) -> None:
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
        self._span = float(span)
        self.figure.x_range.update(start=-span, end=span)
        self.figure.y_range.update(start=-span, end=span)
        self._bands.data = {"image": [band_image(values)], "from": [-span], "side": [2 * span]}
        grid = interpolated(values, max(SMOOTH, len(values)))
        pieces = isolines(grid, band_borders(grid), -span, span)
        self._lines.data = dict(zip(("x0", "y0", "x1", "y1"), pieces.T, strict=True))
        path = np.empty((0, 2)) if surface.path is None else surface.path
        self._path.data = {"x": path[:, 0], "y": path[:, 1]}
        self.move(marks)

    def move(self, marks: Mapping[str, LabelledMark]) -> None:
        """Put the marks elsewhere: name -> (alpha, beta, text).

        One that lies beyond the picture is drawn at its edge.
        """
        span = self._span
        places = {
            name: (inside(x, span), inside(y, span), label) for name, (x, y, label) in marks.items()
        }
        self._marks.data = mark_columns(places, span)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        style_axes(self.figure, INK[theme])

    def _source(self, name: str, columns: Columns) -> ColumnDataSource:
        source = self.sources[name] = ColumnDataSource(columns, name=name)
        return source


def band_borders(values: Floats) -> Floats:
    """Return the values at which one band ends and the next begins, (BANDS - 1,)."""
    return np.linspace(values.min(), values.max(), BANDS + 1)[1:-1]


def band_image(values: Floats) -> NDArray[np.uint8]:
    """Sort a grid of values into bands, finely interpolated.

    Parameters
    ----------
    values : ndarray, shape (rows, columns)
        Finite numbers.

    Returns
    -------
    ndarray of uint8, shape (FINE, FINE)
        From 0 for the lowest to ``BANDS - 1`` for the highest band.
    """
    fine = interpolated(values, FINE)
    low, high = fine.min(), fine.max()
    share = (fine - low) / (high - low) if high > low else np.zeros_like(fine)
    return np.minimum(share * BANDS, BANDS - 1).astype(np.uint8)


def interpolated(values: Floats, size: int) -> Floats:
    """Return a grid of values on another grid of size by size points, linear along both axes."""
    for _ in range(2):
        places = np.linspace(0, len(values) - 1, size)
        below = np.minimum(places.astype(int), len(values) - 2)
        share = (places - below)[:, np.newaxis]
        values = ((1 - share) * values[below] + share * values[below + 1]).T
    return values
