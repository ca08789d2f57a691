"""Small images in rows, each with a title and a note."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper

from playground.arrays import AnyFloats
from playground.views.digits.ink_image import ink_colors
from playground.views.figures import bare_figure
from playground.views.palette import INK, PALETTE, RAMP_SIZE, Theme

GAP = 0.14
"""Room between two images, in widths of an image."""

ROOM, ROOM_IN_LONG_ROWS = 0.24, 0.36
"""Room for the title above an image and for the note below it, likewise."""

LONG_ROW = 5
"""Images from which on a row is long: on a small screen its images are small, texts are not."""


def _signed_colors() -> LinearColorMapper:
    return LinearColorMapper(palette=list(PALETTE[:RAMP_SIZE]), low=-1, high=1)


COLORS: dict[str, Callable[[], LinearColorMapper]] = {
    "ink": ink_colors,
    "heat": _signed_colors,
    "unit": _signed_colors,
}
"""Kinds of image: ink on paper from 0 to 1; relevance and what a unit answers from -1 to +1."""


class Cell(NamedTuple):
    """An image.

    Attributes
    ----------
    image : ndarray, shape (rows, columns)
        From the top row on.
    kind : str
        A name in `COLORS`.
    title, note : str
        Above and below it.
    """

    image: AnyFloats
    kind: str
    title: str = ""
    note: str = ""


class ImagesView:
    """Draws images side by side, and below each other when a row is full.

    Parameters
    ----------
    name : str
        Begins the names of the figure and of its data sources.
    columns : int
        Images in a row.
    width : int
        Pixels of an image at most.

    Attributes
    ----------
    figure : bokeh.plotting.figure
    """

    def __init__(self, name: str, columns: int = 4, width: int = 150) -> None:
        self._columns = columns
        self._width = width
        self._room = ROOM_IN_LONG_ROWS if columns >= LONG_ROW else ROOM
        parts = {kind: ["pixels", "x", "y"] for kind in COLORS} | {
            "texts": ["x", "title_y", "note_y", "title", "note"]
        }
        self.sources = {
            part: ColumnDataSource({column: [] for column in names}, name=f"{name}_{part}")
            for part, names in parts.items()
        }
        self.figure = bare_figure(f"{name}_images", (0, 1), (1, 0), min_border=0, aspect_ratio=1)
        self.figure.sizing_mode = "stretch_width"
        self.figure.axis.visible = False
        self._draw()
        self.show([])

    def show(self, cells: Sequence[Cell]) -> None:
        """Draw other images.

        Parameters
        ----------
        cells : sequence of Cell
        """
        rows, columns = -(-len(cells) // self._columns), min(self._columns, len(cells))
        pitch = 1 + GAP, 1 + 2 * self._room
        width, height = max(columns, 1) * pitch[0], max(rows, 1) * pitch[1]
        self.figure.x_range.update(start=-GAP / 2, end=width - GAP / 2)
        self.figure.y_range.update(start=height, end=0)
        self.figure.update(aspect_ratio=width / height, max_width=round(self._width * width))
        self.figure.visible = bool(cells)
        row, column = np.divmod(np.arange(len(cells)), self._columns)
        x, y = column * pitch[0], row * pitch[1] + self._room
        for kind in COLORS:
            chosen = [i for i, cell in enumerate(cells) if cell.kind == kind]
            pixels = [np.asarray(cells[i].image, np.float32) for i in chosen]
            self.sources[kind].data = {"pixels": pixels, "x": x[chosen], "y": y[chosen]}
        self.sources["texts"].data = {
            "x": x + 0.5,
            "title_y": y - 0.05,
            "note_y": y + 1.04,
            "title": [cell.title for cell in cells],
            "note": [cell.note for cell in cells],
        }

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        for part in self._texts:
            part.glyph.text_color = INK[theme]["text"]

    def _draw(self) -> None:
        for kind, colors in COLORS.items():
            self.figure.image(  # type: ignore[call-arg] # Bokeh's stub lacks some
                "pixels",
                x="x",
                y="y",
                dw=1,
                dh=1,
                color_mapper=colors(),
                source=self.sources[kind],
            )
        self._texts = [
            self.figure.text(
                "x",
                f"{part}_y",
                text=part,
                text_align="center",
                text_baseline=baseline,
                text_font={"value": "system-ui, sans-serif"},
                text_font_size="12px",
                source=self.sources["texts"],
            )
            for part, baseline in (("title", "bottom"), ("note", "top"))
        ]
        self.restyle("light")
