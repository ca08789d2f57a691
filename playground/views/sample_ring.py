"""A ring around one point of the large map."""

from collections.abc import Sequence

from bokeh.models import ColumnDataSource
from bokeh.plotting import figure

from playground.arrays import Floats
from playground.views.figures import ON_TOP, Changes
from playground.views.palette import HALO

WIDTHS = 5, 2.5


class SampleRing:
    """Draws a ring on the figure of another view until it is removed.

    Parameters
    ----------
    name : str
        Name of the data source, unique on the page.
    figure : bokeh.plotting.figure
        Where the ring is drawn.
    """

    def __init__(self, name: str, figure: figure) -> None:
        self._name = name
        self._figure = figure
        source = ColumnDataSource({"x": [], "y": []}, name=name)
        self.sources = {name: source}
        self._rings = [
            figure.scatter(
                "x",
                "y",
                source=source,
                size=17,
                fill_color=None,
                line_color=color,
                line_width=width,
                level=ON_TOP,
            )
            for color, width in zip(HALO, WIDTHS, strict=True)
        ]

    def columns(self, place: Sequence[float] | Floats | None) -> Changes:
        """Give the data source's columns for a ring around a place, or for none.

        Parameters
        ----------
        place : sequence of float or None
            Its coordinates x1 and x2.
        """
        x, y = ([], []) if place is None else ([float(place[0])], [float(place[1])])
        return {self._name: {"x": x, "y": y}}

    def remove(self) -> None:
        """Take the ring off the figure."""
        self._figure.renderers = [r for r in self._figure.renderers if r not in self._rings]
