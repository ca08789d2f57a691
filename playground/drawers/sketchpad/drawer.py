"""The drawer in which a digit is drawn, and all neurons answer."""

from collections.abc import Sequence

import panel as pn
from markupsafe import Markup

from playground.arrays import Floats
from playground.drawers.base import BaseDrawer
from playground.drawers.shared.digit_drawing import DigitDrawing
from playground.drawers.sketchpad.answers import answers_html, answers_texts
from playground.frame import Frame
from playground.text import text
from playground.ui.context import Context
from playground.ui.prose import hint
from playground.ui.protocols import DrawnDigit
from playground.ui.widgets import Checkbox, Column, Row, text_button
from playground.views.digits.digit_pad import DigitPadView
from playground.views.figures import Changes
from playground.views.pointer_events import Place, on_stroke

STEP = 1 / 16
"""How far an arrow key moves the cross."""

MOVES = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, -1), "ArrowDown": (0, 1)}
PEN_KEYS, CLEAR_KEYS = ("Enter", " "), ("Delete", "Backspace")


class Drawer(BaseDrawer):
    """Paper to draw on with mouse, finger or keyboard, and what every neuron answers to it."""

    INPUTS = ("digits",)
    PAUSE = 0.1

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._shape: Sequence[int] | None = None
        self._ink: DrawnDigit = context.drawn_digit or DigitDrawing()
        context.drawn_digit = self._ink
        self._cross = (0.5, 0.5)
        self._pen_down = False
        self._view = DigitPadView()
        self._keys = self.live_text("pad_keys", lambda _keys, key: self._press(key))
        self._answers = self.live_text("pad_answers", css_classes=["answers"])
        self._fit = Checkbox(label=text("pad.fit"), value=True)
        self._erase = Checkbox(label=text("pad.erase"))
        self._undo = text_button(text("own.undo"), self._step_back)
        self._listen()
        self.panel = self._lay_out()
        self._show_ink()

    def update(self, frame: Frame) -> Changes:
        """Answer anew."""
        return self._answer(frame)

    @property
    def image(self) -> Floats:
        """What the network is given, (64,)."""
        return self._ink.image(self._fit.value)

    def _listen(self) -> None:
        on_stroke(self._view.paper, self._begin, self._go_on, self._finish, self._tap)
        self._fit.param.watch(lambda _: self._finish(), "value")

    def _lay_out(self) -> Row:
        self._keys.show(_keys_html(), self._key_texts())
        tools = Column(
            hint(text("pad.hint")),
            Row(self._undo, text_button(text("own.clear"), self._clear), css_classes=["pairs"]),
            self._erase,
            self._fit,
            hint(text("pad.seen")),
            Column(pn.pane.Bokeh(self._view.image), max_width=132),
            self._keys.panel,
            css_classes=["stack"],
        )
        paper = Row(pn.pane.Bokeh(self._view.paper), tools, css_classes=["pad", "paper"])
        return Row(paper, self._answers.panel, css_classes=["sketchpad"])

    def _begin(self, event: Place) -> None:
        self._ink.begin()
        self._go_on(event)

    def _go_on(self, event: Place) -> None:
        self._ink.draw(event.x, event.y, self._erase.value)
        self._cross = _on_paper(event.x, event.y)
        self._finish()

    def _tap(self, event: Place) -> None:
        self._begin(event)

    def _step_back(self) -> None:
        self._ink.undo()
        self._finish()

    def _clear(self) -> None:
        self._ink.clear()
        self._finish()

    def _press(self, key: str) -> None:
        if key in CLEAR_KEYS:
            self._clear()
            return
        if key in PEN_KEYS:
            self._pen_down = not self._pen_down
            if self._pen_down:
                self._ink.begin()
        x, y = (c + STEP * d for c, d in zip(self._cross, MOVES.get(key, (0, 0)), strict=True))
        self._cross = _on_paper(x, y)
        if self._pen_down:
            self._ink.draw(*self._cross, self._erase.value)
        self._finish()

    def _finish(self) -> None:
        self._show_ink()
        self.context.send({**self._answer(self._frame), **self._keys.columns(self._key_texts())})

    def _show_ink(self) -> None:
        self._undo.disabled = not self._ink.can_undo
        image = self.image
        side = round(len(image) ** 0.5)
        self._view.show(self._ink.points, image.reshape(side, side), self._cross)

    def _answer(self, frame: Frame) -> Changes:
        """Give what the neurons answer."""
        self._frame = frame
        session = self.session
        texts = answers_texts(session.network, self.image, frame.class_names)
        if frame.shape != self._shape:
            self._shape = frame.shape
            self._answers.show(answers_html(frame.shape, frame.class_names), texts)
        return self._answers.columns(texts)

    def _key_texts(self) -> dict[str, str]:
        column, row = (round(place / STEP) for place in self._cross)
        pen = text("pad.down" if self._pen_down else "pad.up")
        return {"place": text("pad.place", row=row, column=column, pen=pen)}


def _on_paper(x: float, y: float) -> tuple[float, float]:
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


def _keys_html() -> Markup:
    keys = ",".join([*MOVES, *PEN_KEYS, *CLEAR_KEYS])
    return Markup(
        '<div class="keys" tabindex="0" role="application" data-keys="{}" aria-label="{}">'
        '<span>{}</span> <b translate="no" data-key="place" aria-live="polite"></b></div>'
    ).format(keys, text("pad.keys_label"), text("pad.keys"))
