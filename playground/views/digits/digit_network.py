"""Both ends of a network that reads digits: one picture for all pixels, and the outputs' names."""

import numpy as np
from bokeh.models import ColumnDataSource
from bokeh.models.renderers import Renderer
from bokeh.plotting import figure

from playground.frame import Frame, Points
from playground.views.digits.ink_image import as_image, ink_colors
from playground.views.figures import Changes
from playground.views.network import geometry
from playground.views.palette import INK, Theme

SIDE = 72
"""Side of the picture in pixels of the screen."""

NAME_X = 0.998
"""Where the outputs' names end, in places of `geometry`: at the edge, past outputs of any size."""


class DigitNetworkView:
    """Draws a test digit where the network begins, pale lines to layer 1, and names of outputs.

    Parameters
    ----------
    frame : Frame
        The first one to draw.
    figure : bokeh.plotting.figure
        The network's.
    """

    def __init__(self, frame: Frame, figure: figure) -> None:
        self._structure: tuple[int, ...] | None = None
        self._test: Points | None = None
        self.sources = {
            name: ColumnDataSource(columns, name=name)
            for name, columns in {"digit_input": {"pixels": []}, **_places(frame)}.items()
        }
        self._draw(figure)
        self.columns(frame)

    def columns(self, frame: Frame) -> Changes:
        """Give what has to change in the data sources so that they show this frame."""
        if frame.test is not self._test:
            self._test = frame.test
            # An image of numbers, which frames do not carry; it changes with the data only.
            self.sources["digit_input"].data = {"pixels": [as_image(frame.test.X[0])]}
        if frame.shape == self._structure:
            return {}
        self._structure = frame.shape
        return _places(frame)

    def show(self, visible: bool) -> None:
        """Draw it, or not."""
        for renderer in self._renderers:
            renderer.visible = visible

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._lines.glyph.line_color = INK[theme]["muted"]
        self._outline.glyph.line_color = INK[theme]["text"]
        self._names.glyph.text_color = INK[theme]["text"]

    def _draw(self, figure: figure) -> None:
        x, y = geometry.FEATURE_X, geometry.INPUT_Y
        self._lines = figure.bezier(
            x0="x0",
            y0="y0",
            x1="x1",
            y1="y1",
            cx0="middle",
            cy0="y0",
            cx1="middle",
            cy1="y1",
            line_alpha=0.3,
            level="underlay",
            source=self.sources["digit_bundle"],
        )
        image = figure.image(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "pixels",
            x=x,
            y=y,
            dw={"value": SIDE, "units": "screen"},
            dh={"value": SIDE, "units": "screen"},
            anchor="center",
            color_mapper=ink_colors(),
            source=self.sources["digit_input"],
        )
        self._outline = figure.rect(
            x=x,
            y=y,
            width={"value": SIDE, "units": "screen"},
            height={"value": SIDE, "units": "screen"},
            fill_color=None,
            border_radius=4,  # type: ignore[arg-type] # Bokeh's stub is wrong
        )
        self._names = figure.text(
            "x",
            "y",
            text="name",
            text_align="right",
            text_baseline="middle",
            text_font={"value": "system-ui, sans-serif"},
            text_font_size="13px",
            source=self.sources["digit_names"],
        )
        self._renderers: list[Renderer] = [self._lines, image, self._outline, self._names]


def _places(frame: Frame) -> Changes:
    centres = geometry.unit_centres(frame.shape, geometry.rows(frame.shape, 0))
    x1, y1 = centres[0].T
    x0, y0 = np.full(len(x1), geometry.FEATURE_X), np.full(len(x1), geometry.INPUT_Y)
    y = centres[-1][:, 1]
    return {
        "digit_bundle": {"x0": x0, "y0": y0, "x1": x1, "y1": y1, "middle": (x0 + x1) / 2},
        "digit_names": {"x": np.full(len(y), NAME_X), "y": y, "name": list(frame.class_names)},
    }
