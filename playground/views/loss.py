"""The loss curves of the run so far."""

from typing import Any

from bokeh.models import (
    BasicTicker,
    ColumnDataSource,
    DataRange1d,
    HoverTool,
    Line,
    NumeralTickFormatter,
)
from bokeh.models.renderers import GlyphRenderer

from playground.frame import Frame
from playground.text import text
from playground.views.figures import Changes, bare_figure, style_axes
from playground.views.palette import INK, Theme


class LossView:
    """Draws the test loss as a solid line and the training loss as a dashed one.

    Parameters
    ----------
    frame : Frame
        The first one to draw.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data source is named "loss_curve".
    """

    def __init__(self, frame: Frame) -> None:
        source = ColumnDataSource(self.columns(frame)["loss_curve"], name="loss_curve")
        self.sources = {"loss_curve": source}
        self.figure = bare_figure(
            "loss",
            DataRange1d(start=0, range_padding=0, min_interval=10),
            DataRange1d(start=0, range_padding=0.08, min_interval=1e-3),
            min_border=2,
            min_border_left=38,
            min_border_bottom=18,
        )
        self._lines = {
            "muted": self._line(source, "train_loss", line_dash=[4, 3]),
            "text": self._line(source, "test_loss"),
        }
        self.figure.xaxis.ticker = BasicTicker(desired_num_ticks=4, num_minor_ticks=0)
        self.figure.yaxis.ticker = BasicTicker(desired_num_ticks=2, num_minor_ticks=0)
        self.figure.xaxis.formatter = NumeralTickFormatter(format="0,0")
        self.restyle("light")
        self._add_hover()

    def columns(self, frame: Frame) -> Changes:
        """Give the data source's columns for this frame."""
        return {"loss_curve": frame.curve._asdict()}

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        ink = INK[theme]
        style_axes(self.figure, ink)
        for role, line in self._lines.items():
            line.glyph.line_color = ink[role]

    def _line(self, source: ColumnDataSource, column: str, **style: Any) -> "GlyphRenderer[Line]":
        return self.figure.line("epoch", column, source=source, line_width=1.75, **style)

    def _add_hover(self) -> None:
        # In Bokeh's own column of labels they would be blue, with too little contrast.
        tooltips = [
            ("", f"{text('curve.epoch')} @epoch{{0,0}}"),
            ("", f"{text('curve.test_loss')} @test_loss{{0.000000}}"),
            ("", f"{text('curve.train_loss')} @train_loss{{0.000000}}"),
        ]
        hover = HoverTool(renderers=[self._lines["text"]], tooltips=tooltips, mode="vline")
        # below the point, where it does not hide the curve
        hover.update(attachment="below", show_arrow=False)
        self.figure.add_tools(hover)
