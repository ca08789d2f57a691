"""The plane as a layer bends it, in two coordinates of the layer's activations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bokeh.models import BasicTicker, ColumnDataSource, LinearColorMapper
from bokeh.transform import transform

from playground.arrays import AnyFloats
from playground.frame import Frame, Points
from playground.views.figures import Changes, Columns, ColumnValues, bare_figure, style_axes
from playground.views.markers import mark_styles
from playground.views.palette import CLASS_PALETTE, INK, PALETTE, ColorIndices, Theme

SIDE = 480
"""Height of the figure in pixels."""


@dataclass(frozen=True)
class BentPlane:
    """What the figure shows, in its own coordinates.

    Attributes
    ----------
    lines : ndarray, shape (lines, points, 2)
        Lines of the plane.
    shades : ndarray of uint8, shape (lines, points)
        The network's answer at these points, as index of a palette.
    train, test : ndarray, shape (n, 2)
        Places of the samples.
    boundaries : ndarray, shape (boundaries, 4)
        Ends x0, y0, x1, y1 of straight lines where the class changes.
    """

    lines: AnyFloats
    shades: ColorIndices
    train: AnyFloats
    test: AnyFloats
    boundaries: AnyFloats


class HiddenSpaceView:
    """Draws a grid of lines, the samples and the boundaries of the classes.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "hidden_lines", "hidden_train", "hidden_test" and
        "hidden_boundaries".
    """

    def __init__(self) -> None:
        self._train: Points | None = None
        self._tests: bool | None = None
        ends: Columns = {"x0": [], "y0": [], "x1": [], "y1": []}
        points: Columns = {"x": [], "y": [], "marker": [], "color": []}
        self.sources = {
            "hidden_lines": ColumnDataSource({**ends, "shade": []}, name="hidden_lines"),
            "hidden_train": ColumnDataSource(points, name="hidden_train"),
            "hidden_test": ColumnDataSource(points, name="hidden_test"),
            "hidden_boundaries": ColumnDataSource(ends, name="hidden_boundaries"),
        }
        self.figure = bare_figure(
            "hidden",
            (-1, 1),
            (-1, 1),
            height=SIDE,
            min_border=2,
            min_border_left=64,
            min_border_bottom=48,
        )
        self._colors = LinearColorMapper(palette=PALETTE, low=-0.5, high=255.5)
        self._draw_lines()
        self._draw_points("hidden_train", line_color="#ffffff", line_width=1)
        self._draw_points("hidden_test", line_color=INK["light"]["text"], line_width=1.5)
        for axis in (self.figure.xaxis, self.figure.yaxis):
            axis.ticker = BasicTicker(desired_num_ticks=5, num_minor_ticks=0)
        self.restyle("light")

    def columns(self, bent: BentPlane, frame: Frame) -> Changes:
        """Give what has to change in the data sources.

        Parameters
        ----------
        bent : BentPlane
        frame : Frame
            Whose samples these are. Their marks are left out while they are the same.

        Returns
        -------
        dict of str to dict
            Per source name its changed columns.
        """
        x, y = bent.lines[..., 0], bent.lines[..., 1]
        x0, y0, x1, y1 = bent.boundaries.T
        test = bent.test if frame.show_test else bent.test[:0]
        columns: dict[str, Columns] = {
            "hidden_lines": {
                "x0": x[:, :-1].ravel(),
                "y0": y[:, :-1].ravel(),
                "x1": x[:, 1:].ravel(),
                "y1": y[:, 1:].ravel(),
                "shade": bent.shades[:, 1:].ravel(),
            },
            "hidden_train": {"x": bent.train[:, 0], "y": bent.train[:, 1]},
            "hidden_test": {"x": test[:, 0], "y": test[:, 1]},
            "hidden_boundaries": {"x0": x0, "y0": y0, "x1": x1, "y1": y1},
        }
        for name, marks in self._marks(frame).items():
            columns[name] = {**columns[name], **marks}
        return columns

    def _marks(self, frame: Frame) -> dict[str, dict[str, ColumnValues]]:
        """Give markers and colours of the samples, if these are others than before."""
        if self._train is frame.train and self._tests == frame.show_test:
            return {}
        self._train, self._tests = frame.train, frame.show_test
        self._colors.palette = CLASS_PALETTE if frame.classes > 2 else PALETTE
        labels = {
            "hidden_train": frame.train.y,
            "hidden_test": frame.test.y if frame.show_test else frame.test.y[:0],
        }
        styles = {name: mark_styles(y, frame.classes) for name, y in labels.items()}
        return {
            name: {"marker": marker, "color": color} for name, (marker, color) in styles.items()
        }

    def aim(self, ends: Sequence[float], labels: tuple[str, str] | None) -> None:
        """Show another part of the coordinates' plane.

        Parameters
        ----------
        ends : tuple of float
            Left, right, lower and upper end.
        labels : tuple of str or None
            What the coordinates are, if they are anything.
        """
        self.figure.x_range.update(start=ends[0], end=ends[1])
        self.figure.y_range.update(start=ends[2], end=ends[3])
        self.figure.axis.visible = labels is not None
        if labels is not None:
            self.figure.xaxis.axis_label, self.figure.yaxis.axis_label = labels

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        style_axes(self.figure, INK[theme])
        self._boundaries.glyph.line_color = INK[theme]["text"]

    def _draw_lines(self) -> None:
        self.figure.segment(
            line_color=transform("shade", self._colors),
            line_width=1.5,
            source=self.sources["hidden_lines"],
        )
        self._boundaries = self.figure.segment(
            line_width=2.5, source=self.sources["hidden_boundaries"]
        )

    def _draw_points(self, source: str, **outline: Any) -> None:
        self.figure.scatter(
            marker="marker", size=7, fill_color="color", source=self.sources[source], **outline
        )
