"""Where points are drawn: a plane, a brush for each class, an eraser, and the way back."""

from collections.abc import Callable, Sequence

import numpy as np
import panel as pn
from bokeh.models import NumeralTickFormatter
from markupsafe import Markup

from playground.data import EXTENT, PointSet
from playground.data.points import MAX_CLASSES, MIN_CLASSES
from playground.drawers.data.points_drawing import BRUSHES, Drawing, PointsDrawing
from playground.number_format import fixed
from playground.session.class_words import ClassWords
from playground.text import text
from playground.ui.live_text import LiveText
from playground.ui.thumbnails import marker_image
from playground.ui.widgets import (
    Change,
    Column,
    FloatSlider,
    IntSlider,
    RadioButtonGroup,
    Row,
    Select,
    text_button,
)
from playground.views.figures import Changes
from playground.views.labels import class_label, sample_label
from playground.views.markers import mark_styles
from playground.views.palette import Theme
from playground.views.pointer_events import Place, on_stroke
from playground.views.points_pad import PointsPadView

ERASER = -1
"""What the brush is while it erases; else it is a class, or 0 where values are drawn."""

STEP = 0.5
"""How far an arrow key moves the cross, in units of the plane."""

MOVES = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}
DRAWING_KEYS, ERASING_KEYS = ("Enter", " "), ("Delete", "Backspace")


class PointsPad:
    """A plane to draw on with pointer, finger or keyboard, and its tools.

    Parameters
    ----------
    send : callable
        Takes what has to change in the data sources.
    keys : LiveText
        Named "data_keys"; its keys go to `press`.
    on_change : callable
        Called without arguments at the end of every stroke and after every other change.
    take_over : callable
        Called without arguments when the present data shall be drawn.
    words : ClassWords
        What classes are called.
    points : PointSet, optional
        What is drawn at first.

    Attributes
    ----------
    panel : Row
        Plane and tools.
    sources : dict of str to ColumnDataSource
        The data sources in it.
    sketch : PointsDrawing
        What is drawn.
    """

    def __init__(
        self,
        send: Callable[[Changes], object],
        keys: LiveText,
        on_change: Callable[[], object],
        take_over: Callable[[], object],
        words: ClassWords,
        points: PointSet | None = None,
    ) -> None:
        self._send = send
        self._words = words
        self._take_over = take_over
        self._on_change = on_change
        self._cross = (0.0, 0.0)
        self.sketch = PointsDrawing(np.random.default_rng(0), points)
        self._view = PointsPadView()
        self._keys = keys
        self.sources = {**self._view.sources, **self._keys.sources}
        self._kind = Select(label=text("own.kind"), options=_kinds())
        self._kind.param.watch(self._classify, "value")
        self._brush = RadioButtonGroup(label=text("own.brush"), css_classes=["brushes"])
        self._value = FloatSlider(
            label=text("own.value"),
            start=-1,
            end=1,
            step=0.1,
            value=1,
            format=NumeralTickFormatter(format="0[.]0"),
        )
        self._size = IntSlider(label=text("own.size"), start=1, end=len(BRUSHES), value=2)
        self._undo = text_button(text("own.undo"), self._step_back)
        on_stroke(self._view.figure, self._begin, self._go_on, self._finish, self._tap)
        self.panel = self._lay_out()
        self._show_tools()
        for name, columns in self._columns().items():
            self.sources[name].data = columns

    @property
    def brush_class(self) -> int:
        """The class of the brush, 0 if it is none."""
        return max(0, self._brush.value) if self.sketch.drawing.classes else 0

    def load(self, points: PointSet) -> None:
        """Draw other points instead."""
        self.sketch.load(points)
        self._finish()

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._view.restyle(theme)

    def _show_tools(self) -> None:
        drawing = self.sketch.drawing
        self._kind.value = drawing.classes
        self._offer_brushes(drawing)
        self._undo.disabled = not self.sketch.can_undo

    def _lay_out(self) -> Row:
        self._keys.show(_keys_html(), self._texts())
        tools = Column(
            self._kind,
            self._brush,
            self._value,
            self._size,
            Row(self._undo, text_button(text("own.clear"), self._clear), css_classes=["pairs"]),
            text_button(text("own.take_over"), self._take_over),
            self._keys.panel,
            css_classes=["stack"],
        )
        return Row(pn.pane.Bokeh(self._view.figure), tools, css_classes=["pad"])

    def _offer_brushes(self, drawing: Drawing) -> None:
        names = _brush_names(drawing.classes, self._words.of(drawing.names))
        if names == list(self._brush.options):
            return
        indices = [*range(len(names) - 1), ERASER]
        sheet = _brush_css(drawing.classes)
        options = dict(zip(names, indices, strict=True))
        self._brush.param.update(options=options, value=0, stylesheets=[sheet])
        self._value.visible = drawing.classes == 0

    def _begin(self, event: Place) -> None:
        self.sketch.begin()
        self._go_on(event)

    def _go_on(self, event: Place) -> None:
        self._apply(event.x, event.y)
        self._draw()

    def _tap(self, event: Place) -> None:
        self._begin(event)
        self._finish()

    def _finish(self) -> None:
        self._show_tools()
        self._draw()
        self._on_change()

    def _apply(self, x1: float, x2: float) -> None:
        size = self._size.value - 1
        if self._brush.value == ERASER:
            self.sketch.erase(x1, x2, size)
        else:
            self.sketch.draw(x1, x2, self._label, size)

    @property
    def _label(self) -> float:
        return self._brush.value if self.sketch.drawing.classes else self._value.value

    def press(self, key: str) -> None:
        """Take a key: arrows move the cross, others draw or erase there."""
        if key in MOVES:
            x1, x2 = (
                min(max(place + STEP * step, -EXTENT), EXTENT)
                for place, step in zip(self._cross, MOVES[key], strict=True)
            )
            self._cross = (x1, x2)
            self._draw()
            return
        self.sketch.begin()
        if key in ERASING_KEYS:
            self.sketch.erase(*self._cross, self._size.value - 1)
        else:
            self._apply(*self._cross)
        self._finish()

    def _classify(self, event: Change) -> None:
        if event.new != self.sketch.drawing.classes:
            self.sketch.classify(event.new)
            self._finish()

    def _step_back(self) -> None:
        self.sketch.undo()
        self._finish()

    def _clear(self) -> None:
        self.sketch.clear()
        self._finish()

    def _texts(self) -> dict[str, str]:
        x1, x2 = (fixed(place, 1) for place in self._cross)
        count = len(self.sketch.drawing.X)
        return {"place": text("own.place", x1=x1, x2=x2), "count": text("own.count", count=count)}

    def _draw(self) -> None:
        self._send(self._columns())

    def _columns(self) -> Changes:
        X, labels, classes, _ = self.sketch.drawing
        y = 2 * labels - 1 if classes == 2 else labels
        y = y.astype(int) if classes > 2 else y
        picture = self._view.show(X, y, classes, self._cross)
        return {**picture, **self._keys.columns(self._texts())}


def _kinds() -> dict[str, int]:
    counts = range(MIN_CLASSES, MAX_CLASSES + 1)
    return {**{text("own.classes", count=n): n for n in counts}, text("own.values"): 0}


def _brush_names(classes: int, called: Sequence[str]) -> list[str]:
    if classes == 0:
        names = [text("own.brush_value")]
    elif classes == 2:
        names = [sample_label(y, 2, called) for y in (-1, 1)]
    else:
        names = [class_label(index, called) for index in range(classes)]
    return [*names, text("own.eraser")]


def _brush_css(classes: int) -> str:
    """Put each class's mark before its name."""
    y = np.arange(classes) if classes > 2 else np.array([-1, 1][:classes])
    button = ":host(.brushes) .bk-btn:nth-child({})::before {{ content: {} }}"
    marks = zip(*mark_styles(y, classes), strict=True)
    return "\n".join(button.format(i, marker_image(*mark)) for i, mark in enumerate(marks, start=1))


def _keys_html() -> Markup:
    keys = ",".join([*MOVES, *DRAWING_KEYS, *ERASING_KEYS])
    return Markup(
        '<div class="keys" tabindex="0" role="application" data-keys="{}" aria-label="{}">'
        '<span>{}</span> <b translate="no" data-key="place" aria-live="polite"></b></div>'
        '<p class="note" data-key="count"></p>'
    ).format(keys, text("own.keys_label"), text("own.keys"))
