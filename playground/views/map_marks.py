"""Marks on the large map, beside its points: a border that was frozen, and rings around samples."""

from typing import Any

from bokeh.models import ColumnDataSource
from bokeh.models.renderers import GlyphRenderer
from bokeh.plotting import figure

from playground.arrays import Floats
from playground.views.figures import ON_TOP, Changes
from playground.views.palette import HALO

ENDS = ("x0", "y0", "x1", "y1")
BORDER = "by_eye_border"
"""Name of the data source with the border, for those who look for it from outside."""

BORDER_WIDTHS, RING_WIDTHS = (5, 2), (3, 1.5)
RINGS = {"errors": "circle", "batch": "diamond"}
"""What is marked by rings, and their shapes."""


class FrozenBorder:
    """A line on the figure of another view: it stays until it is removed or another one is drawn.

    Frames have nothing to do with it; it travels as a change of the document.

    Parameters
    ----------
    figure : bokeh.plotting.figure
        Where it is drawn.
    """

    def __init__(self, figure: figure) -> None:
        self._figure = figure
        self._drawn: list[GlyphRenderer[Any]] = []

    def draw(self, pieces: Floats) -> None:
        """Draw a border of pieces (n, 4), x and y of both ends, in place of an earlier one."""
        self.remove()
        source = ColumnDataSource(dict(zip(ENDS, pieces.T.copy(), strict=True)), name=BORDER)
        self._drawn = [
            self._figure.segment(
                *ENDS,
                source=source,
                line_color=color,
                line_width=width,
                line_cap="round",
                level=ON_TOP,
            )
            for color, width in zip(HALO, BORDER_WIDTHS, strict=True)
        ]

    def remove(self) -> None:
        """Take the border off the figure."""
        drawn, self._drawn = self._drawn, []
        self._figure.renderers = [r for r in self._figure.renderers if r not in drawn]


class MapMarks:
    """Draws rings on the figure of another view until it is removed.

    Parameters
    ----------
    name : str
        Begins the names of the data sources, unique on the page.
    figure : bokeh.plotting.figure
        Where the marks are drawn.
    """

    def __init__(self, name: str, figure: figure) -> None:
        self._figure = figure
        self._rings = {
            part: ColumnDataSource({"x": [], "y": [], "size": []}, name=f"{name}_{part}")
            for part in RINGS
        }
        self.sources = {str(one.name): one for one in self._rings.values()}
        self._drawn = self._draw_rings()

    def rings(self, part: str, places: Floats, sizes: Floats) -> Changes:
        """Give the columns for rings around places (n, 2), of a part in `RINGS`, in pixels."""
        x, y = places.T.copy()
        return {str(self._rings[part].name): {"x": x, "y": y, "size": sizes}}

    def remove(self) -> None:
        """Take the marks off the figure."""
        self._figure.renderers = [r for r in self._figure.renderers if r not in self._drawn]

    def _draw_rings(self) -> "list[GlyphRenderer[Any]]":
        return [
            self._figure.scatter(
                "x",
                "y",
                size="size",
                marker=marker,
                source=self._rings[part],
                fill_color=None,
                line_color=color,
                line_width=width,
                level=ON_TOP,
            )
            for part, marker in RINGS.items()
            for color, width in zip(HALO, RING_WIDTHS, strict=True)
        ]
