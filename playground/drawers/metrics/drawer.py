"""The drawer that measures: exact losses, and what the network gets right."""

from collections.abc import Mapping

import numpy as np
import panel as pn

from playground.arrays import AnyFloats, Numbers
from playground.drawers.base import BaseDrawer
from playground.drawers.metrics.measures import (
    KINDS,
    class_labels,
    classification_texts,
    confusion_html,
    regression_texts,
    values_html,
)
from playground.frame import Frame
from playground.number_format import exact
from playground.text import text
from playground.ui.context import Context
from playground.ui.live_text import Texts
from playground.ui.widgets import HTML, Column, Row
from playground.views.figures import Changes
from playground.views.labels import sample_label
from playground.views.prediction import PredictionView

MEASURES = {
    "classification": ("loss", "accuracy"),
    "regression": ("loss", "r_squared", "mean_absolute_error"),
}
"""What is measured, by the kind of problem."""


FEW = 6
"""So many classes have room in a third of a window."""


class Drawer(BaseDrawer):
    """Shows exact losses, and confusion matrices or predicted against true values."""

    PAUSE = 0.2

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._structure: object = None
        self._true: Numbers | None = None
        self._values = self.live_text("metrics_values")
        self._confusions = {
            kind: self.live_text(f"metrics_{kind}", css_classes=["matrix"]) for kind in KINDS
        }
        self._predictions = PredictionView()
        self.parts = [self._predictions]
        self.themed = [self._predictions]
        self._figure = Column(pn.pane.Bokeh(self._predictions.figure), max_width=460)
        self._matrices = [Column(piece.panel) for piece in self._confusions.values()]
        self._about = HTML(css_classes=["hint"])
        self.panel = Row(
            Column(self._values.panel, self._about, css_classes=["stack"]),
            *self._matrices,
            self._figure,
            css_classes=["columns"],
        )

    def update(self, frame: Frame) -> Changes:
        """Measure anew."""
        session = self.session
        trained = session.network.forward(session.inputs.matrix(frame.train.X))[-1]
        outputs = {"train": trained, "test": frame.test_outputs}
        if frame.problem == "regression":
            return self._regression(frame, outputs)
        return self._classification(frame, outputs)

    def _classification(self, frame: Frame, outputs: Mapping[str, AnyFloats]) -> Changes:
        texts = {
            kind: classification_texts(kind, outputs[kind], points.y)
            for kind, points in (("train", frame.train), ("test", frame.test))
        }
        values = _losses(frame) | texts["train"] | texts["test"]
        self._lay_out(frame, values, texts)
        columns = self._values.columns(values)
        for kind, piece in self._confusions.items():
            columns |= piece.columns(texts[kind])
        return columns

    def _regression(self, frame: Frame, outputs: Mapping[str, AnyFloats]) -> Changes:
        predicted = {kind: values[:, 0] for kind, values in outputs.items()}
        values = (
            _losses(frame)
            | regression_texts("train", predicted["train"], frame.train.y)
            | regression_texts("test", predicted["test"], frame.test.y)
        )
        self._lay_out(frame, values, {})
        if self._true is not frame.train.y:
            self._true = frame.train.y
            self._predictions.fit(np.concatenate([frame.train.y, frame.test.y]))
        pairs = (frame.train.y, predicted["train"]), (frame.test.y, predicted["test"])
        return {**self._values.columns(values), **self._predictions.columns(*pairs)}

    def _lay_out(self, frame: Frame, values: Texts, confusions: Mapping[str, Texts]) -> None:
        """Replace the HTML if the problem is another one, or has other classes."""
        structure = frame.problem, frame.shape[-1], frame.class_names
        if structure == self._structure:
            return
        self._structure = structure
        self._values.show(values_html(MEASURES[frame.problem]), values)
        self._about.object = text(f"metrics.about_{frame.problem}")
        labels = class_labels(frame.shape[-1])
        names = [sample_label(label, frame.classes, frame.class_names) for label in labels]
        for kind, texts in confusions.items():
            self._confusions[kind].show(confusion_html(kind, names), texts)
        for matrix in self._matrices:
            matrix.visible = bool(confusions)
            matrix.css_classes = ["broad"] if len(names) > FEW else []
        for piece in self._confusions.values():
            piece.panel.css_classes = ["matrix", "many"] if len(names) > FEW else ["matrix"]
        self._figure.visible = not confusions


def _losses(frame: Frame) -> Texts:
    return {"train loss": exact(frame.train_loss), "test loss": exact(frame.test_loss)}
