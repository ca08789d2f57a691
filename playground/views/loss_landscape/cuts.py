"""A loss landscape along each of its two directions."""

from bokeh.models import BasicTicker, ColumnDataSource, DataRange1d, HoverTool

from playground.arrays import Floats
from playground.text import text
from playground.views.figures import bare_figure, style_axes
from playground.views.loss_landscape.contours import DrawnLandscape
from playground.views.palette import INK, Theme


class CutsView:
    """Draws the loss along both axes through the middle: the first solid, the second dashed.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data source is named "landscape_cuts".
    """

    def __init__(self) -> None:
        flat = {"at": [-1, 1], "first": [0, 0], "second": [0, 0]}
        source = ColumnDataSource(flat, name="landscape_cuts")
        self.sources = {"landscape_cuts": source}
        self.figure = bare_figure(
            "landscape_axes",
            DataRange1d(range_padding=0),
            DataRange1d(range_padding=0.08),
            min_border=2,
            min_border_left=58,
            min_border_bottom=40,
            height=220,
        )
        self._lines = [
            self.figure.line("at", column, line_width=2.5, line_dash=dash, source=source)
            for column, dash in (("first", "solid"), ("second", [7, 4]))
        ]
        self.figure.xaxis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)
        self.figure.yaxis.ticker = BasicTicker(desired_num_ticks=4, num_minor_ticks=0)
        self.figure.xaxis.axis_label = text("landscape.cut_axis")
        self.figure.yaxis.axis_label = text("landscape.loss_axis")
        self.restyle("light")
        self._add_hover()

    def _add_hover(self) -> None:
        tips = [
            ("", f"{text('landscape.cut_at')} @at{{0.00}}"),
            ("", f"{text('landscape.first')} @first{{0.000000}}"),
            ("", f"{text('landscape.second')} @second{{0.000000}}"),
        ]
        hover = HoverTool(renderers=[self._lines[0]], tooltips=tips, mode="vline")
        hover.update(attachment="below", show_arrow=False)
        self.figure.add_tools(hover)

    def show(self, surface: DrawnLandscape, values: Floats) -> None:
        """Draw the middle row and column of a landscape's values (betas, alphas)."""
        middle = len(values) // 2
        self.sources["landscape_cuts"].data = {
            "at": surface.alphas,
            "first": values[middle],
            "second": values[:, middle],
        }

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        style_axes(self.figure, INK[theme])
        for line, color in zip(self._lines, ("positive", "negative"), strict=True):
            line.glyph.line_color = INK[theme][color]
