"""The test losses of several runs in one figure."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from bokeh.models import (
    BasicTicker,
    ColumnDataSource,
    DataRange1d,
    HoverTool,
    MultiLine,
    NumeralTickFormatter,
)
from bokeh.models.renderers import GlyphRenderer

from playground.frame import Curve, Frame
from playground.text import text
from playground.views.figures import Changes, Columns, Dashes, bare_figure, style_axes
from playground.views.palette import INK, RUN_COLORS, Theme

DASHES: tuple[Dashes, ...] = ([], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2])
"""Dashes of the kept runs, so that colour is not the only sign."""


class KeptRun(Protocol):
    """What is drawn of a run that was kept."""

    @property
    def number(self) -> int:
        """Which one it is, counted from 1."""

    @property
    def curve(self) -> Curve:
        """Its losses."""


class ComparisonView:
    """Draws the test losses of kept runs, each in a colour and dash of its own, and the present.

    Parameters
    ----------
    frame : Frame
        The present.
    runs : sequence of Run
        The kept ones.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "history_now" and "history_kept".
    """

    def __init__(self, frame: Frame, runs: Sequence[KeptRun]) -> None:
        self.sources = {
            "history_now": ColumnDataSource(frame.curve._asdict(), name="history_now"),
            "history_kept": ColumnDataSource(_kept_columns(runs), name="history_kept"),
        }
        self.figure = bare_figure(
            "history",
            DataRange1d(start=0, range_padding=0, min_interval=10),
            DataRange1d(start=0, range_padding=0.08, min_interval=1e-3),
            min_border=2,
            min_border_left=58,
            min_border_bottom=40,
            height=260,
        )
        kept = self.figure.multi_line(
            "epochs",
            "losses",
            line_color="color",
            line_dash="dash",
            line_width=2,
            source=self.sources["history_kept"],
        )
        self._now = self.figure.line(
            "epoch", "test_loss", line_width=2.5, source=self.sources["history_now"]
        )
        self.figure.xaxis.ticker = BasicTicker(desired_num_ticks=6, num_minor_ticks=0)
        self.figure.yaxis.ticker = BasicTicker(desired_num_ticks=4, num_minor_ticks=0)
        self.figure.xaxis.formatter = NumeralTickFormatter(format="0,0")
        self.figure.xaxis.axis_label = text("curve.epoch")
        self.figure.yaxis.axis_label = text("curve.test_loss")
        self.restyle("light")
        self._add_hover(kept)

    def columns(self, frame: Frame) -> Changes:
        """Give the present run's columns; the kept ones change only by `show_runs`."""
        return {"history_now": frame.curve._asdict()}

    def _add_hover(self, kept: "GlyphRenderer[MultiLine]") -> None:
        places = [("", f"{text('curve.epoch')} $data_x{{0,0}}")]
        losses = [("", f"{text('curve.test_loss')} $data_y{{0.000000}}")]
        name = [("", f"{text('history.run_label')} @number")]
        for line, tips in ((self._now, [*places, *losses]), (kept, [*name, *places, *losses])):
            hover = HoverTool(renderers=[line], tooltips=tips, line_policy="nearest")
            hover.update(attachment="below", show_arrow=False)
            self.figure.add_tools(hover)

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Draw other kept runs."""
        self.sources["history_kept"].data = _kept_columns(runs)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        style_axes(self.figure, INK[theme])
        self._now.glyph.line_color = INK[theme]["text"]


def run_style(run: KeptRun) -> tuple[str, Dashes]:
    """Give a run's colour and dash; a run keeps them for as long as it is kept."""
    index = (run.number - 1) % len(RUN_COLORS)
    return RUN_COLORS[index], DASHES[index]


def _kept_columns(runs: Sequence[KeptRun]) -> Columns:
    styles = [run_style(run) for run in runs]
    return {
        "number": [str(run.number) for run in runs],
        "epochs": [np.asarray(run.curve.epoch) for run in runs],
        "losses": [np.asarray(run.curve.test_loss) for run in runs],
        "color": [color for color, _ in styles],
        "dash": [dash for _, dash in styles],
    }
