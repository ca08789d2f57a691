"""The drawer that compares by eye: an earlier border, what has changed, the worst samples."""

import numpy as np
import panel as pn

from playground.arrays import AnyFloats, Floats
from playground.drawers.base import BaseDrawer
from playground.drawers.by_eye.comparison import Comparison
from playground.experiment import PLANE
from playground.frame import Frame
from playground.insight.comparison import change, sample_errors
from playground.number_format import grouped, number, rounded
from playground.text import text
from playground.ui.context import Context
from playground.ui.html_tables import table_html
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Checkbox, Column, Row, text_button
from playground.views.figures import Changes
from playground.views.images import Cell, ImagesView
from playground.views.labels import sample_label
from playground.views.map_marks import MapMarks

WORST = 8
"""So many samples are listed."""

SMALLEST, LARGEST = 9.0, 24.0
"""Pixels across a ring, of no error and of the largest."""

LARGEST_ERRORS = {True: 1.0, False: 2.0}
"""Of a network that names one of several classes, and of another one that names a class by its
sign."""

LEAST_RINGED = 0.5
"""Smaller errors, as shares of the largest, have no ring: many rings would hide the points. Where
classes are named, an answer on the right side has none."""

BATCH_RING = 15.0


class Drawer(BaseDrawer):
    """Draws on the large map what is to be compared with it."""

    INPUTS = (PLANE,)
    PAUSE = 0.2

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._marks = MapMarks("by_eye", context.main_views.output.figure)
        self._comparison = _comparison_in(context, frame)
        self._thawing = text_button(text("by_eye.thaw"), self._thaw)
        self._frozen, self._still = HTML(css_classes=["hint"]), HTML(css_classes=["hint"])
        self._errors = Checkbox(label=text("by_eye.errors"))
        self._batch = Checkbox(label=text("by_eye.batch"))
        self._table = HTML()
        self._images = ImagesView("by_eye", columns=1, width=220)
        self._show_frozen()
        self.parts = [self._marks]
        self.themed = [self._images]
        self.panel = self._lay_out()
        for box in (self._errors, self._batch):
            box.param.watch(lambda _: self.draw(), "value")

    def close(self) -> None:
        """Take the rings off the map; a frozen border stays."""
        super().close()
        self._marks.remove()

    def update(self, frame: Frame) -> Changes:
        """Compare the present network with the earlier one and with the labels."""
        self._show_frozen()
        self._show_change()
        errors = sample_errors(self._outputs(frame), frame.train.y)
        self._show_worst(frame, errors)
        shares = errors / _largest_error(frame, errors)
        ringed = (shares >= LEAST_RINGED) & self._errors.value
        batch = self.session.last_batch if self._batch.value else self.session.last_batch[:0]
        return {
            **self._marks.rings(
                "errors",
                frame.train.X[ringed],
                SMALLEST + (LARGEST - SMALLEST) * shares[ringed],
            ),
            **self._marks.rings("batch", frame.train.X[batch], np.full(len(batch), BATCH_RING)),
        }

    def _lay_out(self) -> Row:
        freeze = text_button(text("by_eye.freeze"), self._freeze)
        return Row(
            Column(
                heading(text("by_eye.on_map")),
                freeze,
                self._thawing,
                self._frozen,
                self._errors,
                self._batch,
                hint(text("by_eye.batch_hint")),
                css_classes=["stack"],
            ),
            Column(
                heading(text("by_eye.change")),
                self._still,
                pn.pane.Bokeh(self._images.figure),
                hint(text("by_eye.change_hint")),
                css_classes=["stack"],
            ),
            Column(self._table, css_classes=["stack"]),
            css_classes=["columns"],
        )

    def _outputs(self, frame: Frame) -> AnyFloats:
        session = self.session
        return session.network.forward(session.inputs.matrix(frame.train.X))[-1]

    def _freeze(self) -> None:
        self._comparison.freeze()
        self._show_frozen()

    def _thaw(self) -> None:
        self._comparison.thaw()
        self._show_frozen()

    def _show_frozen(self) -> None:
        epoch = self._comparison.frozen_at
        self._thawing.disabled = epoch is None
        self._frozen.object = "" if epoch is None else text("by_eye.frozen", epoch=grouped(epoch))

    def _show_change(self) -> None:
        since, maps = self._comparison.since, self._comparison.present().maps
        if since is None or since.maps.shape != maps.shape or np.array_equal(since.maps, maps):
            self._still.object = text("by_eye.unchanged")
            self._images.show([])
            return
        self._still.object = ""
        moved = change(since.maps, maps)
        title = text("by_eye.since", epoch=grouped(since.epoch))
        note = text("by_eye.most", most=rounded(float(np.abs(moved).max()), digits=2))
        self._images.show([Cell(moved[::-1], "heat", title, note)])

    def _show_worst(self, frame: Frame, errors: Floats) -> None:
        worst = np.argsort(-errors, kind="stable")[:WORST]
        names = frame.class_names
        rows = [
            (
                str(i + 1),
                (
                    _spelled(*frame.train.X[i].tolist()),
                    sample_label(frame.train.y[i], frame.classes, names),
                    number(float(errors[i])),
                ),
            )
            for i in worst.tolist()
        ]
        heads = [text(f"by_eye.{head}") for head in ("sample", "place", "label", "error")]
        self._table.object = table_html(text("by_eye.worst"), heads, rows)


def _spelled(x1: float, x2: float) -> str:
    return text("by_eye.at", x1=rounded(x1, digits=2), x2=rounded(x2, digits=2))


def _largest_error(frame: Frame, errors: Floats) -> float:
    """Return the error that has the largest ring: of numbers there is none but that of the run."""
    largest = float(errors.max())
    if frame.problem == "regression":
        return largest or 1.0
    return max(LARGEST_ERRORS[frame.classes > 2], largest)


def _comparison_in(context: Context, frame: Frame) -> Comparison:
    """Return what the application has kept since the drawer was opened for the first time."""
    if not isinstance(context.comparison, Comparison):
        context.comparison = Comparison(context.session, context.main_views.output.figure)
        context.comparison.follow(frame, context.transport.playing)
    return context.comparison
