"""The drawer in which a digit is drawn, and all neurons answer."""

from html import escape

import panel as pn

from playground.drawers.sketchpad.answers import answers_html, answers_texts
from playground.drawers.sketchpad.digit_drawing import DigitDrawing
from playground.text import text
from playground.ui.live_text import LiveText
from playground.ui.throttle import Throttle
from playground.ui.widgets import HTML, Checkbox, Column, Row, text_button
from playground.views.digits.digit_pad import PadView
from playground.views.pointer_events import on_stroke

INPUTS = ("digits",)

PAUSE = 0.1
"""Seconds between two sets of answers while playing."""

STEP = 1 / 16
"""How far an arrow key moves the cross."""

MOVES = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, -1), "ArrowDown": (0, 1)}
PEN_KEYS, CLEAR_KEYS = ("Enter", " "), ("Delete", "Backspace")


class Drawer:
    """Paper to draw on with mouse, finger or keyboard, and what every neuron answers to it.

    Parameters
    ----------
    app : App
    """

    def __init__(self, app):
        self._app = app
        self._pace = Throttle(PAUSE)
        self._shape = None
        self._ink = app.ink or DigitDrawing()
        app.ink = self._ink
        self._cross = (0.5, 0.5)
        self._pen_down = False
        self._view = PadView()
        self._keys = LiveText("pad_keys", lambda _keys, key: self._press(key))
        self._answers = LiveText("pad_answers", css_classes=["answers"])
        self._fit = Checkbox(label=text("pad.fit"), value=True)
        self._erase = Checkbox(label=text("pad.erase"))
        self._undo = text_button(text("own.undo"), self._step_back)
        self.views = [self]
        self.sources = {**self._keys.sources, **self._answers.sources}
        self._listen()
        self.panel = self._lay_out()
        self._show_ink()
        self._answer(app.session.frame())

    def close(self):
        """Nothing goes on after closing."""

    def columns(self, frame):
        """Answer anew, unless the last answers are too fresh to have been read."""
        if not self._pace.is_due(hurry=not self._app.playing):
            return {}
        return self._answer(frame)

    @property
    def image(self):
        """What the network is given, (64,)."""
        return self._ink.image(self._fit.value)

    def _listen(self):
        on_stroke(self._view.paper, self._begin, self._go_on, self._finish, self._tap)
        self._fit.param.watch(lambda _: self._finish(), "value")

    def _lay_out(self):
        self._keys.show(_keys_html(), self._key_texts())
        tools = Column(
            HTML(f"<p>{text('pad.hint')}</p>", css_classes=["hint"]),
            Row(self._undo, text_button(text("own.clear"), self._clear), css_classes=["pairs"]),
            self._erase,
            self._fit,
            HTML(f"<p>{text('pad.seen')}</p>", css_classes=["hint"]),
            Column(pn.pane.Bokeh(self._view.image), max_width=132),
            self._keys.panel,
            css_classes=["stack"],
        )
        paper = Row(pn.pane.Bokeh(self._view.paper), tools, css_classes=["pad", "paper"])
        return Row(paper, self._answers.panel, css_classes=["sketchpad"])

    def _begin(self, event):
        self._ink.begin()
        self._go_on(event)

    def _go_on(self, event):
        self._ink.draw(event.x, event.y, self._erase.value)
        self._cross = _on_paper(event.x, event.y)
        self._finish()

    def _tap(self, event):
        self._begin(event)

    def _step_back(self):
        self._ink.undo()
        self._finish()

    def _clear(self):
        self._ink.clear()
        self._finish()

    def _press(self, key):
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

    def _finish(self):
        self._show_ink()
        self._app.send({**self._answer(self._frame), **self._keys.columns(self._key_texts())})

    def _show_ink(self):
        self._undo.disabled = not self._ink.can_undo
        image = self.image
        side = round(len(image) ** 0.5)
        self._view.show(self._ink.points, image.reshape(side, side), self._cross)

    def _answer(self, frame):
        """Give what the neurons answer."""
        self._frame = frame
        session = self._app.session
        texts = answers_texts(session.network, self.image, frame.class_names)
        if frame.shape != self._shape:
            self._shape = frame.shape
            self._answers.show(answers_html(frame.shape, frame.class_names), texts)
        return self._answers.columns(texts)

    def _key_texts(self):
        column, row = (round(place / STEP) for place in self._cross)
        pen = text("pad.down" if self._pen_down else "pad.up")
        return {"place": text("pad.place", row=row, column=column, pen=pen)}


def _on_paper(x, y):
    return tuple(min(max(place, 0.0), 1.0) for place in (x, y))


def _keys_html():
    keys = ",".join([*MOVES, *PEN_KEYS, *CLEAR_KEYS])
    return (
        f'<div class="keys" tabindex="0" role="application" data-keys="{keys}" '
        f'aria-label="{escape(text("pad.keys_label"))}">'
        f"<span>{escape(text('pad.keys'))}</span> "
        '<b data-key="place" aria-live="polite"></b></div>'
    )
