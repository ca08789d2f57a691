"""Test digits, what the network takes them for, and which of them it gets wrong."""

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper
from bokeh.models.renderers import Renderer
from bokeh.plotting import figure
from bokeh.transform import transform

from playground.arrays import Floats
from playground.data import EXTENT
from playground.frame import Frame, Points
from playground.views.digits.ink_image import as_image, ink_colors
from playground.views.figures import Changes, Columns, as_sources
from playground.views.palette import INK, Theme, color_index

SIDE = 6
"""Digits in a row, and rows."""

CELL = 2 * EXTENT / SIDE
DIGIT = 0.66 * CELL
"""Sides of a digit's cell and of the digit itself."""

SOURCES = "digit_pixels", "digit_answers", "digit_unit"
"""Names of the data sources."""

WRONG = "\N{MULTIPLICATION X}"
"""What stands below the answer if it is wrong."""


class DigitGridView:
    """Draws the first test digits with the network's answers; a wrong one has a frame and a cross.

    A unit that is shown in their place has its weights drawn as an image.

    Parameters
    ----------
    frame : Frame
        The first one to draw.
    figure : bokeh.plotting.figure
        That of the output; it is as large as the plane of `OutputView`.

    Attributes
    ----------
    figure : bokeh.plotting.figure
    """

    def __init__(self, frame: Frame, figure: figure) -> None:
        self.figure = figure
        self._test: Points | None = None
        columns = [{"pixels": [], "x": [], "y": []}, _answers(frame), _unit_image(frame)]
        self.sources = {
            name: ColumnDataSource(as_sources(data), name=name)
            for name, data in zip(SOURCES, columns, strict=True)
        }
        self._renderers = self._draw()
        self.columns(frame)

    def columns(self, frame: Frame) -> Changes:
        """Give what has to change in the data sources so that they show this frame."""
        if frame.test is not self._test:
            self._test = frame.test
            pixels = [as_image(image) for image in frame.test.X[: SIDE**2]]
            x, y = _corners(len(pixels))
            # Images of numbers, which frames do not carry; they change with the data only.
            self.sources["digit_pixels"].data = {"pixels": pixels, "x": x, "y": y}
        return {"digit_answers": _answers(frame), "digit_unit": _unit_image(frame)}

    def show(self, visible: bool) -> None:
        """Draw it, or not."""
        for renderer in self._renderers:
            renderer.visible = visible

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._colors.palette = [INK[theme]["text"], INK[theme]["wrong"]]
        self._frames.glyph.line_color = INK[theme]["wrong"]

    def sample_at(self, frame: Frame, x: float, y: float) -> int | None:
        """Return which sample lies at a place: its index in training and test samples, or None."""
        column, row = int((x + EXTENT) // CELL), int((EXTENT - y) // CELL)
        index = row * SIDE + column
        inside = 0 <= row < SIDE and 0 <= column < SIDE and index < len(frame.test.y)
        return len(frame.train.y) + index if inside else None

    def place_of(self, frame: Frame, sample: int) -> tuple[float, float] | None:
        """Return the middle of a sample's digit, None if it is not among those drawn."""
        index = sample - len(frame.train.y)
        if not 0 <= index < min(SIDE**2, len(frame.test.y)):
            return None
        x, y = _corners(index + 1)
        return x[-1] + DIGIT / 2, y[-1] + DIGIT / 2

    def _draw(self) -> list[Renderer]:
        pixels, answers, unit = (self.sources[name] for name in SOURCES)
        self._colors = LinearColorMapper(low=0, high=1)
        digits = self.figure.image(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "pixels",
            x="x",
            y="y",
            dw=DIGIT,
            dh=DIGIT,
            color_mapper=ink_colors(),
            source=pixels,
        )
        self._frames = self.figure.rect(
            "middle",
            "y",
            width=DIGIT,
            height=DIGIT,
            fill_color=None,
            line_width=2.5,
            line_alpha="wrong",
            source=answers,
        )
        texts = self.figure.text(
            "x",
            "y",
            text="answer",
            text_color=transform("wrong", self._colors),
            text_baseline="middle",
            text_font={"value": "system-ui, sans-serif"},
            text_font_size="12px",
            text_font_style="bold",
            text_line_height=1.1,
            source=answers,
        )
        side = 2 * EXTENT
        large = self.figure.image_rgba("image", x=-EXTENT, y=-EXTENT, dw=side, dh=side, source=unit)
        self.restyle("light")
        return [digits, self._frames, texts, large]


def _corners(count: int) -> tuple[Floats, Floats]:
    """Return the lower left corners of the first digits, x and y (count,)."""
    row, column = np.divmod(np.arange(count), SIDE)
    gap = (CELL - DIGIT) / 2
    return column * CELL - EXTENT + gap / 2, EXTENT - (row + 1) * CELL + gap


def _answers(frame: Frame) -> Columns:
    answers = frame.test_outputs[: SIDE**2].argmax(axis=1)
    wrong = answers != frame.test.y[: SIDE**2]
    x, y = _corners(len(answers))
    names = [frame.class_names[answer] for answer in answers]
    return {
        "x": x + 1.04 * DIGIT,
        "y": y + DIGIT / 2,
        "middle": x + DIGIT / 2,
        "answer": [f"{n}\n{WRONG}" if w else n for n, w in zip(names, wrong, strict=True)],
        "wrong": wrong.astype(np.float32),
    }


def _unit_image(frame: Frame) -> Columns:
    """Give the image of the unit that is shown, if there is one."""
    if frame.shown_map is None:
        return {"image": np.empty((0, 1, 1), np.uint8)}
    return {"image": color_index(frame.shown_map)[None]}
