"""A sheet of paper to draw a digit on, and the image that comes of it."""

from bokeh.models import ColumnDataSource
from bokeh.plotting import figure

from playground.arrays import AnyFloats, Bools
from playground.views.digits.ink_image import ink_colors
from playground.views.figures import bare_figure
from playground.views.palette import INK

HIGHEST = 320, 132
"""Pixels along each side of both figures at most."""


class DigitPadView:
    """Draws the paper with a cross where the keyboard draws, and beside it the image.

    Both run from 0 to 1 to the right and downwards.

    Attributes
    ----------
    paper, image : bokeh.plotting.figure
        The events of `paper` tell where the pointer draws.
    """

    def __init__(self) -> None:
        names = {"pad_paper": ["pixels"], "pad_image": ["pixels"], "pad_cross": ["x", "y"]}
        self.sources = {
            name: ColumnDataSource({column: [] for column in columns}, name=name)
            for name, columns in names.items()
        }
        self.paper, self.image = (self._figure(name) for name in ("pad_paper", "pad_image"))
        self.paper.update(
            max_width=HIGHEST[0],
            # else a finger would scroll the page instead of drawing
            styles={"touch-action": "none", "cursor": "crosshair"},
        )
        self.image.max_width = HIGHEST[1]
        self.paper.scatter(
            "x",
            "y",
            marker="cross",
            size=20,
            line_width=2,
            line_color=INK["light"]["negative"],
            source=self.sources["pad_cross"],
        )

    def show(self, points: Bools, pixels: AnyFloats, cross: tuple[float, float]) -> None:
        """Draw other ink.

        Parameters
        ----------
        points, pixels : ndarray
            The paper and the image, from the top row on, 0 to 1.
        cross : tuple of float
            Where the keyboard draws.
        """
        for name, drawn in (("pad_paper", points), ("pad_image", pixels)):
            self.sources[name].data = {"pixels": [drawn.astype("float32")]}
        self.sources["pad_cross"].data = {"x": [cross[0]], "y": [cross[1]]}

    def _figure(self, name: str) -> figure:
        figure = bare_figure(name, (0, 1), (1, 0), min_border=0, aspect_ratio=1)
        figure.sizing_mode = "stretch_width"
        figure.axis.visible = False
        figure.image(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "pixels",
            x=0,
            y=0,
            dw=1,
            dh=1,
            color_mapper=ink_colors(),
            source=self.sources[name],
        )
        return figure
