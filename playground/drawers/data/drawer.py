"""The drawer of the data: more data sets, points that are drawn, and tables that are read."""

import numpy as np

from playground.data import DATASETS, EXTENT, PointSet
from playground.data.points import MIN_CLASSES, MIN_POINTS
from playground.drawers.base import BaseDrawer
from playground.drawers.data.points_pad import PointsPad
from playground.drawers.data.table_reader import TableReader
from playground.experiment import OWN_DATA, PLANE, USUAL_DATASETS
from playground.experiment.data_setting_kinds import LONGEST_IN_LINK
from playground.frame import Frame
from playground.number_format import grouped
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.prose import heading, hint
from playground.ui.setting_controls import dataset_buttons
from playground.ui.widgets import HTML, Change, Column, IntSlider, Row

USUAL_MOST_SAMPLES = 2000
"""Where the slider of samples ends, unless there are more."""

NOTE_HEIGHT = 40
"""Pixels; two lines of a hint."""


class Drawer(BaseDrawer):
    """The generated data sets that the page does not show at first, and points of one's own.

    Points that are drawn or read become the data at once, as soon as there are enough.
    """

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        own = self.experiment.points if self.experiment.dataset == OWN_DATA else None
        keys = self.live_text("data_keys", lambda _keys, key: self._pad.press(key))
        words = self.session.class_words
        self._pad = PointsPad(context.send, keys, self._take, self._take_over, words, own)
        self.parts = [self._pad]
        self.themed = [self._pad]
        self._reader = TableReader(self._pad.load, self._brush)
        self._datasets, watcher = dataset_buttons(self.experiment, _further_datasets)
        self._samples = IntSlider(label=text("setting.samples"), start=10, step=10)
        # Its place is kept, lest the plane move under a hand that draws.
        self._note = HTML(css_classes=["hint"], min_height=NOTE_HEIGHT)
        self.panel = Row(
            self._generated_part(), self._drawn_part(), self._read_part(), css_classes=["own"]
        )
        self._show()
        self._samples.param.watch(self._choose_samples, "value")
        self._watchers.append(watcher)
        self.watch(["dataset", "points", "samples", "hide"], self._show)

    def _generated_part(self) -> Column:
        return Column(
            heading(text("own.further")),
            self._datasets,
            self._samples,
            css_classes=["stack"],
        )

    def _drawn_part(self) -> Column:
        return Column(
            heading(text("own.draw")),
            hint(text("own.draw_hint")),
            self._pad.panel,
            self._note,
            css_classes=["stack", "drawn"],
        )

    def _read_part(self) -> Column:
        return Column(
            heading(text("own.read")),
            hint(text("own.read_hint")),
            self._reader.panel,
            css_classes=["stack"],
        )

    def _brush(self) -> tuple[int, int]:
        return self._pad.brush_class, self._pad.sketch.drawing.classes or MIN_CLASSES

    def _take(self) -> None:
        """Make the drawing the data."""
        points, present = self._pad.sketch.points, self.experiment
        if points is not None and (present.dataset, present.points) != (OWN_DATA, points):
            present.param.update(dataset=OWN_DATA, points=points)
        self._show_note()

    def _take_over(self) -> None:
        """Draw the data that are shown, as far as they are on the plane."""
        session, classes = self.session, self.experiment.classes
        if self.experiment.inputs != PLANE:
            self.say(text("own.no_points"))
            return
        X = np.vstack([session.train.X, session.test.X])
        y = np.concatenate([session.train.y, session.test.y])
        labels = y if classes > 2 else (y > 0) if classes else np.clip(y, -1, 1)
        inside = (np.abs(X) <= EXTENT).all(axis=1)
        names = self.experiment.class_names
        self._pad.load(PointSet.make(X[inside], labels[inside], classes, names))

    def _choose_samples(self, event: Change) -> None:
        # With own points the slider stands still, at a number that may be larger than theirs.
        if not self._samples.disabled and event.new != self.experiment.sample_count:
            self.experiment.samples = event.new

    def _show(self, *_: object) -> None:
        is_own, count = self.experiment.dataset == OWN_DATA, self.experiment.sample_count
        most = max(USUAL_MOST_SAMPLES, count)
        self._samples.param.update(end=most, value=max(10, count), disabled=is_own)
        self._samples.visible = "samples" not in self.experiment.hide
        if is_own and self._pad.sketch.points != self.experiment.points:
            self._pad.load(self.experiment.points)
        self._show_note()

    def _show_note(self) -> None:
        if self._pad.sketch.points is None:
            note = text("own.too_few", count=MIN_POINTS)
        elif self.experiment.dataset == OWN_DATA and not self.experiment.fits_link:
            note = text("own.not_in_link", limit=grouped(LONGEST_IN_LINK))
        else:
            note = ""
        self._note.object = paragraph(note) if note else ""


def _further_datasets() -> list[str]:
    return [name for name in DATASETS if name not in USUAL_DATASETS]
