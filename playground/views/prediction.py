"""What a network predicts, drawn against what is true."""

from typing import Any

import numpy as np
from bokeh.models import BasicTicker, ColumnDataSource, DataRange1d, Range1d, Scatter
from bokeh.models.renderers import GlyphRenderer

from playground.arrays import AnyFloats, Numbers
from playground.text import text
from playground.views.figures import Changes, Columns, bare_figure, style_axes
from playground.views.palette import INK, Theme

MOST = 1000
"""Samples of each kind that are drawn; more would hide each other."""


Pair = tuple[Numbers, AnyFloats]
"""True and predicted values of samples."""


class PredictionView:
    """Draws samples by their true and their predicted value; on the diagonal both are equal.

    Training samples are dots, test samples rings.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "prediction_train" and "prediction_test".
    """

    def __init__(self) -> None:
        empty: Columns = {"true": [], "predicted": []}
        self.sources = {
            name: ColumnDataSource(empty, name=name)
            for name in ("prediction_train", "prediction_test")
        }
        self.figure = bare_figure(
            "prediction",
            Range1d(start=-1, end=1),
            DataRange1d(range_padding=0.05),
            height=360,
            min_border=2,
            min_border_left=52,
            min_border_bottom=40,
        )
        self._ends = ColumnDataSource({"x": [-1, 1], "y": [-1, 1]})
        self._diagonal = self.figure.line(
            "x", "y", line_dash=[4, 3], line_width=1.5, source=self._ends
        )
        self._dots = self._scatter("prediction_train", line_color=None, size=5)
        self._rings = self._scatter("prediction_test", fill_color=None, size=6)
        for axis, key in zip(
            (self.figure.xaxis, self.figure.yaxis), ("true", "predicted"), strict=True
        ):
            axis.axis_label = text(f"prediction.{key}")
            axis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)
        self.restyle("light")

    def columns(self, train: Pair, test: Pair) -> Changes:
        """Give the data sources' columns.

        Parameters
        ----------
        train, test : tuple of ndarray
            True and predicted values of the samples, (n,) each.
        """
        pairs = {"prediction_train": train, "prediction_test": test}
        return {
            name: {"true": true[:MOST], "predicted": predicted[:MOST]}
            for name, (true, predicted) in pairs.items()
        }

    def fit(self, true: Numbers) -> None:
        """Let the figure reach as far as the true values (n,) do."""
        low, high = float(np.min(true)), float(np.max(true))
        margin = 0.05 * (high - low) or 1.0
        ends = [low - margin, high + margin]
        self.figure.x_range.update(start=ends[0], end=ends[1])
        self._ends.data = {"x": ends, "y": ends}

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        ink = INK[theme]
        style_axes(self.figure, ink)
        self._diagonal.glyph.line_color = ink["muted"]
        self._dots.glyph.fill_color = ink["muted"]
        self._rings.glyph.line_color = ink["text"]

    def _scatter(self, source: str, **style: Any) -> "GlyphRenderer[Scatter]":
        return self.figure.scatter("true", "predicted", source=self.sources[source], **style)
