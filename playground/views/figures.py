"""What all figures of the page have in common."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from bokeh.models import Range, Range1d
from bokeh.plotting import figure
from numpy.typing import NDArray

from playground.views.palette import IMAGES

ColumnValues = Sequence[object] | NDArray[np.generic]
"""One column of a data source."""

Columns = Mapping[str, ColumnValues]
"""Columns of a data source by their names."""

Changes = Mapping[str, Columns]
"""What has to change in data sources, by their names."""

Dashes = list[int]
"""Lengths of the dashes and gaps of a line, in pixels; none for a solid one."""

ON_TOP: Final = "overlay"
"""Bokeh's level of what lies on a canvas of its own: it is not painted anew with what changes in
every frame below it."""

Ends = tuple[float, float] | Range
"""Where an axis begins and ends, or the range model that says so."""


def bare_figure(
    name: str, x_range: Ends, y_range: Ends, height: int | None = None, **options: Any
) -> figure:
    """Make a figure without toolbar, frame or background that fills its place on the page.

    Parameters
    ----------
    name : str
        Name of the model, by which the page finds it.
    x_range, y_range : tuple of float or Range
        Ends of the axes, or a range model.
    height : int, optional
        In pixels; by default the figure is as high as its place.
    **options
        Passed on to `bokeh.plotting.figure`.
    """
    plot = figure(
        name=name,
        x_range=_range(x_range),
        y_range=_range(y_range),
        height=height,
        sizing_mode="stretch_width" if height else "stretch_both",
        toolbar_location=None,
        tools="",
        outline_line_color=None,
        background_fill_color=None,
        border_fill_color=None,
        **options,
    )
    plot.grid.visible = False
    return plot


def _range(ends: Ends) -> Range:
    return Range1d(start=ends[0], end=ends[1]) if isinstance(ends, tuple) else ends


def style_axes(plot: figure, ink: Mapping[str, str]) -> None:
    """Give the axes of a figure the colours and sizes of the page's small text."""
    plot.axis.axis_line_color = ink["line"]
    plot.axis.major_tick_line_color = ink["line"]
    plot.axis.minor_tick_line_color = None
    plot.axis.major_label_text_color = ink["muted"]
    plot.axis.major_label_text_font = "system-ui, sans-serif"
    plot.axis.major_label_text_font_size = "11px"
    plot.axis.axis_label_text_color = ink["muted"]
    plot.axis.axis_label_text_font = "system-ui, sans-serif"
    plot.axis.axis_label_text_font_size = "12px"
    plot.axis.axis_label_text_font_style = "normal"


def as_sources(columns: Columns) -> dict[str, ColumnValues]:
    """Turn the arrays of a view into columns that a Bokeh data source takes.

    Images come as indices of a palette, which keeps frames small; Bokeh wants the colours.
    """
    sources: dict[str, ColumnValues] = {}
    for name, values in columns.items():
        if name in IMAGES:
            sources["image"] = list(IMAGES[name][np.asarray(values)])
        else:
            sources[name] = values
    return sources


def single_row(values: Mapping[str, object]) -> Columns:
    """Return the columns of a data source with one row."""
    return {name: [value] for name, value in values.items()}
