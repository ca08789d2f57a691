"""Ways of gradient ascent over the map of a unit."""

from collections.abc import Sequence

import numpy as np
from bokeh.models import ColumnDataSource

from playground.arrays import AnyFloats, Floats
from playground.data import EXTENT
from playground.views.figures import bare_figure
from playground.views.images import COLORS
from playground.views.palette import INK

HIGHEST = 420
"""Pixels along each side of the figure at most."""


class AscentView:
    """Draws what a unit answers all over the plane, and paths over it from squares to circles.

    Parameters
    ----------
    name : str
        Begins the names of the figure and of its data sources.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its events tell where it is tapped.
    """

    def __init__(self, name: str) -> None:
        parts = {
            "map": ["pixels"],
            "paths": ["xs", "ys"],
            "ends": ["x", "y", "marker", "name"],
        }
        self.sources = {
            part: ColumnDataSource({column: [] for column in columns}, name=f"{name}_{part}")
            for part, columns in parts.items()
        }
        plane = (-EXTENT, EXTENT)
        self.figure = bare_figure(f"{name}_plane", plane, plane, min_border=0, aspect_ratio=1)
        self.figure.update(sizing_mode="stretch_width", max_width=HIGHEST)
        self.figure.axis.visible = False
        self._draw()

    def show_map(self, values: AnyFloats) -> None:
        """Draw another map, (resolution, resolution) with the bottom row first."""
        self.sources["map"].data = {"pixels": [np.asarray(values, np.float32)]}

    def show_paths(self, paths: Sequence[Floats], names: Sequence[str] = ()) -> None:
        """Draw paths over it.

        Parameters
        ----------
        paths : sequence of ndarray, shape (steps + 1, 2)
            From start to end.
        names : sequence of str
            What stands at their ends, if anything.
        """
        starts = [path[0] for path in paths]
        ends = np.array([*starts, *(path[-1] for path in paths)]).reshape(-1, 2)
        self.sources["paths"].data = {
            "xs": [path[:, 0] for path in paths],
            "ys": [path[:, 1] for path in paths],
        }
        self.sources["ends"].data = {
            "x": ends[:, 0],
            "y": ends[:, 1],
            "marker": ["square"] * len(paths) + ["circle"] * len(paths),
            "name": [""] * len(paths) + list(names or [""] * len(paths)),
        }

    def _draw(self) -> None:
        side, dark = 2 * EXTENT, INK["light"]["text"]
        self.figure.image(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "pixels",
            x=-EXTENT,
            y=-EXTENT,
            dw=side,
            dh=side,
            color_mapper=COLORS["unit"](),
            source=self.sources["map"],
        )
        for color, width in (("#ffffff", 4.5), (dark, 2)):
            self.figure.multi_line(
                "xs", "ys", line_color=color, line_width=width, source=self.sources["paths"]
            )
        self.figure.scatter(
            "x",
            "y",
            marker="marker",
            size=10,
            fill_color="#ffffff",
            line_color=dark,
            line_width=2,
            source=self.sources["ends"],
        )
        self.figure.text(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "x",
            "y",
            text="name",
            x_offset=9,
            y_offset=-7,
            text_color=dark,
            text_font={"value": "system-ui, sans-serif"},
            text_font_size="13px",
            text_font_style="bold",
            background_fill_color="#ffffff",
            background_fill_alpha=0.8,
            source=self.sources["ends"],
        )
