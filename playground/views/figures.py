"""What all figures of the page have in common."""

from bokeh.models import Range1d
from bokeh.plotting import figure

from playground.views.palette import IMAGES


def bare_figure(name, x_range, y_range, height=None, **options):
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
        x_range=Range1d(*x_range) if isinstance(x_range, tuple) else x_range,
        y_range=Range1d(*y_range) if isinstance(y_range, tuple) else y_range,
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


def style_axes(plot, ink):
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


def as_sources(columns):
    """Turn the arrays of a view into columns that a Bokeh data source takes.

    Images come as indices of a palette, which keeps frames small; Bokeh wants the colours.
    """
    sources = {}
    for name, values in columns.items():
        if name in IMAGES:
            sources["image"] = list(IMAGES[name][values])
        else:
            sources[name] = values
    return sources


def single_row(values):
    """Return the columns of a data source with one row."""
    return {name: [value] for name, value in values.items()}
