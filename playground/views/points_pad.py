"""A plane to draw points on."""

from bokeh.models import ColumnDataSource
from bokeh.models.annotations import Span

from playground.arrays import Floats, Numbers
from playground.data import EXTENT
from playground.views.figures import Changes, Columns, ColumnValues, bare_figure
from playground.views.markers import mark_styles
from playground.views.palette import INK, ZERO_FILL, Theme

PLANE: dict[Theme, str] = {"light": ZERO_FILL, "dark": INK["dark"]["line"]}
"""Colour of the plane; the marks stand out from both by their white edges."""

LINES: dict[Theme, str] = {"light": "#ffffff", "dark": INK["dark"]["ground"]}

HIGHEST = 420
"""Pixels along each side of the figure at most."""


class PointsPadView:
    """Draws points with their classes' marks, and a cross where the keyboard draws.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        The plane; its events tell where the pointer draws.
    sources : dict of str to ColumnDataSource
        "data_points" and "data_cross".
    """

    def __init__(self) -> None:
        columns = {"data_points": self._columns([], [], [], []), "data_cross": {"x": [0], "y": [0]}}
        self.sources = {name: ColumnDataSource(data, name=name) for name, data in columns.items()}
        plane = (-EXTENT, EXTENT)
        self.figure = bare_figure("drawing", plane, plane, min_border=0, aspect_ratio=1)
        self.figure.update(
            sizing_mode="stretch_width",
            max_width=HIGHEST,
            # else a finger would scroll the page instead of drawing
            styles={"touch-action": "none", "cursor": "crosshair"},
        )
        self.figure.axis.visible = False
        self._axes = [
            Span(location=0, dimension=dimension, line_width=1.5, level="underlay")
            for dimension in ("width", "height")
        ]
        for line in self._axes:
            self.figure.add_layout(line)
        self.figure.scatter(
            "x",
            "y",
            marker="marker",
            size=8,
            fill_color="color",
            line_color="#ffffff",
            source=self.sources["data_points"],
        )
        self._cross = self.figure.scatter(
            "x",
            "y",
            marker="cross",
            size=22,
            line_width=2,
            source=self.sources["data_cross"],
        )
        self.restyle("light")

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self.figure.background_fill_color = PLANE[theme]
        for line in self._axes:
            line.line_color = LINES[theme]
        self._cross.glyph.line_color = INK[theme]["text"]

    def show(self, X: Floats, y: Numbers, classes: int, cross: tuple[float, float]) -> Changes:
        """Give what has to change in the data sources so that they show this.

        Parameters
        ----------
        X, y : ndarray
            Points (n, 2) and their labels (n,), as in `Points`.
        classes : int
            Number of classes, 0 for regression.
        cross : tuple of float
            Where the keyboard draws.
        """
        markers, colors = mark_styles(y, classes)
        return {
            "data_points": self._columns(X[:, 0], X[:, 1], markers, colors),
            "data_cross": {"x": [cross[0]], "y": [cross[1]]},
        }

    @staticmethod
    def _columns(x: ColumnValues, y: ColumnValues, marker: list[str], color: list[str]) -> Columns:
        return {"x": x, "y": y, "marker": marker, "color": color}
