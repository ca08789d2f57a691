"""The drawer that compares by eye: an earlier border, what has changed, the worst samples."""

import numpy as np
import panel as pn

from playground.arrays import AnyFloats, Floats
from playground.data import EXTENT
from playground.drawers.base import BaseDrawer
from playground.experiment import PLANE
from playground.frame import Frame
from playground.insight import decision_maps
from playground.insight.comparison import change, margin, sample_errors
from playground.number_format import grouped, number, rounded
from playground.text import text
from playground.ui.context import Context
from playground.ui.html_tables import table_html
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Checkbox, Column, Row, text_button
from playground.views.figures import Changes
from playground.views.images import Cell, ImagesView
from playground.views.labels import sample_label
from playground.views.loss_landscape.isolines import isolines
from playground.views.map_marks import MapMarks

RESOLUTION = 60
"""Points along each side of a map: enough for a line that is drawn on a map of a few hundred."""

WORST = 8
"""So many samples are listed."""

SMALLEST, LARGEST = 9.0, 24.0
"""Pixels across a ring, of no error and of the largest."""

LARGEST_ERRORS = {True: 1.0, False: 2.0}
"""Of a network that names one of several classes, and of another, which answers from -1 to +1."""

LEAST_RINGED = 0.5
"""Smaller errors, as shares of the largest, have no ring: many rings would hide the points."""

BATCH_RING = 15.0


class Drawer(BaseDrawer):
    """Draws on the large map what is to be compared with it."""

    INPUTS = (PLANE,)
    PAUSE = 0.2

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._marks = MapMarks("by_eye", context.main_views.output.figure)
        self._border: Floats = np.empty((0, 4))
        self._thawing = text_button(text("by_eye.thaw"), self._thaw)
        self._thawing.disabled = True
        self._frozen, self._still = HTML(css_classes=["hint"]), HTML(css_classes=["hint"])
        self._errors = Checkbox(label=text("by_eye.errors"))
        self._batch = Checkbox(label=text("by_eye.batch"))
        self._table = HTML()
        self._images = ImagesView("by_eye", columns=1, width=220)
        self._rest = self._since = frame.epoch, self._maps()
        self._was_playing = self.playing
        self.parts = [self._marks]
        self.themed = [self._images]
        self.panel = self._lay_out()
        for box in (self._errors, self._batch):
            box.param.watch(lambda _: self.draw(), "value")

    def close(self) -> None:
        """Take the marks off the map."""
        super().close()
        self._marks.remove()

    def update(self, frame: Frame) -> Changes:
        """Compare the present network with the earlier one and with the labels."""
        maps = self._maps()
        self._follow_rests(frame.epoch, maps)
        self._show_change(maps)
        errors = sample_errors(self._outputs(frame), frame.train.y)
        self._show_worst(frame, errors)
        shares = errors / max(LARGEST_ERRORS[frame.classes > 2], float(errors.max()))
        ringed = (shares >= LEAST_RINGED) & self._errors.value
        batch = self.session.last_batch if self._batch.value else self.session.last_batch[:0]
        return {
            **self._marks.border(self._border),
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

    def _maps(self) -> AnyFloats:
        """Return what the outputs answer over the plane, (outputs, n, n)."""
        session = self.session
        return decision_maps(session.network, session.inputs.names, RESOLUTION)[-1].copy()

    def _outputs(self, frame: Frame) -> AnyFloats:
        session = self.session
        return session.network.forward(session.inputs.matrix(frame.train.X))[-1]

    def _freeze(self) -> None:
        lines = [isolines(one, [0.0], -EXTENT, EXTENT) for one in margin(self._maps())]
        self._border = np.concatenate(lines)
        self._frozen.object = text("by_eye.frozen", epoch=grouped(self.session.epoch))
        self._thawing.disabled = False
        self.draw()

    def _thaw(self) -> None:
        self._border = self._border[:0]
        self._frozen.object = ""
        self._thawing.disabled = True
        self.draw()

    def _follow_rests(self, epoch: int, maps: AnyFloats) -> None:
        """Keep the state of the last rest, from which the present one has moved away."""
        has_moved = not np.array_equal(maps, self._rest[1])
        if has_moved and not self._was_playing:
            self._since = self._rest
        if not self.playing:
            self._rest = epoch, maps
        self._was_playing = self.playing

    def _show_change(self, maps: AnyFloats) -> None:
        epoch, before = self._since
        if before.shape != maps.shape or np.array_equal(before, maps):
            self._still.object = text("by_eye.unchanged")
            self._images.show([])
            return
        self._still.object = ""
        moved = change(before, maps)
        title = text("by_eye.since", epoch=grouped(epoch))
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
