"""How scores fall while inputs are removed, a curve for each method."""

from collections.abc import Mapping

import numpy as np
from bokeh.models import BasicTicker, ColumnDataSource, DataRange1d

from playground.arrays import AnyFloats
from playground.text import text
from playground.views.figures import Columns, Dashes, bare_figure, style_axes
from playground.views.palette import INK, RUN_COLORS, Theme

DASHES: tuple[Dashes, ...] = ([], [8, 4], [2, 3], [10, 3, 2, 3])
"""Dashes, so that colour is not the only sign."""


class PixelFlippingView:
    """Draws the curves of `pixel_flipping`.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data source is named "relevance_scores".
    """

    def __init__(self) -> None:
        columns: Columns = {"removed": [], "scores": [], "color": [], "dash": [], "width": []}
        self._source = ColumnDataSource(columns, name="relevance_scores")
        self.figure = bare_figure(
            "relevance_curves",
            DataRange1d(range_padding=0),
            DataRange1d(range_padding=0.06),
            height=280,
            min_border=2,
            min_border_left=52,
            min_border_bottom=40,
        )
        self.figure.multi_line(
            "removed",
            "scores",
            line_color="color",
            line_dash="dash",
            line_width="width",
            source=self._source,
        )
        self.figure.xaxis.axis_label = text("relevance.removed")
        self.figure.yaxis.axis_label = text("relevance.score")
        for axis in (self.figure.xaxis, self.figure.yaxis):
            axis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)
        self.restyle("light")

    def show(self, scores: Mapping[str, AnyFloats]) -> None:
        """Draw curves: name of the method -> scores (flips + 1,)."""
        styles = [curve_style(i) for i in range(len(scores))]
        self._source.data = {
            "removed": [np.arange(len(curve)) for curve in scores.values()],
            "scores": list(scores.values()),
            "color": [color for color, _ in styles],
            "dash": [dash for _, dash in styles],
            "width": [2.5] * len(scores),
        }

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        style_axes(self.figure, INK[theme])


def curve_style(index: int) -> tuple[str, Dashes]:
    """Give the color and the dashes of a curve."""
    return RUN_COLORS[index % len(RUN_COLORS)], DASHES[index % len(DASHES)]
