"""The drawer that explains an answer: which inputs speak for it, by seven methods."""

import numpy as np
import panel as pn
from markupsafe import Markup

from playground.arrays import Floats
from playground.drawers.base import BaseDrawer
from playground.drawers.relevance.markup import bars_html, sums_html
from playground.drawers.relevance.pixel_flipping import FlippingPart
from playground.frame import Frame, Points
from playground.insight import METHODS, relevance_maps
from playground.insight.attribution.explanation import Explanation, explain, scaled
from playground.number_format import rounded, typed_place
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.prose import hint
from playground.ui.widgets import HTML, Column, Row, Select, TextInput, text_button
from playground.views.figures import Changes
from playground.views.images import Cell, ImagesView
from playground.views.labels import class_label, feature_label, sample_label
from playground.views.sample_ring import SampleRing

PREDICTED = -1
"""What stands for the output with the largest score."""

RESOLUTION = 40
"""Points along each side of a map of relevance over the plane."""


class Drawer(BaseDrawer):
    """Explains the sample that was tapped last, or the digit on the sketch pad."""

    PAUSE = 0.4

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._is_image = frame.image_shape is not None
        self._sample = len(frame.train.y) if self._is_image else 0
        self._drawn: Floats | None = None
        self._train: Points | None = None
        self._classes: object = None
        self._number = TextInput(label=text("relevance.sample"))
        self._target = Select(label=text("relevance.target"))
        self._method = Select(
            label=text("relevance.map_method"),
            options={text(f"method.{name}"): name for name in METHODS},
            value="lrp-epsilon",
            visible=not self._is_image,
        )
        self._sketch = text_button(text("relevance.sketch"), self._take_sketch)
        self._sketch.visible = self._is_image and context.drawn_digit is not None
        self._about, self._sums, self._bars = HTML(), HTML(), HTML(css_classes=["shares"])
        self._legend = HTML(css_classes=["hint"])
        self._images = ImagesView("relevance", width=132)
        self._mark = SampleRing("relevance_mark", context.main_views.output.figure)
        self._flipping = FlippingPart(context)
        self.parts = [self._mark]
        self.themed = [self._images, self._flipping.view]
        self.panel = self._lay_out()
        self._number.param.watch(lambda event: self._enter(event.new), "value")
        for choice in (self._target, self._method):
            choice.param.watch(lambda _: self.draw(), "value")

    def close(self) -> None:
        """Take the ring off, and give up what is being computed."""
        super().close()
        self._mark.remove()
        self._flipping.close()

    def tap(self, x: float, y: float) -> None:
        """Explain the sample at a place, if there is one."""
        self._follow(self.context.main_views.output.sample_at(self._frame, x, y))

    def update(self, frame: Frame) -> Changes:
        """Explain the answer of the present network."""
        self._keep_up(frame)
        self._explain()
        self._flipping.follow()
        place = None
        if self._drawn is None:
            place = self.context.main_views.output.place_of(frame, self._sample)
        return self._mark.columns(place)

    def _lay_out(self) -> Column:
        choices = Column(
            hint(text(f"relevance.hint_{self._kind}")),
            self._number,
            self._sketch,
            self._target,
            self._method,
            self._about,
            css_classes=["stack"],
        )
        figure = pn.pane.Bokeh(self._images.figure)
        pictures = Column(figure, self._legend, css_classes=["stack"])
        numbers = Column(self._bars, self._sums, css_classes=["stack"])
        return Column(
            Row(choices, pictures, numbers, css_classes=["explained"]),
            self._flipping.panel,
            css_classes=["parts"],
        )

    @property
    def _kind(self) -> str:
        return "image" if self._is_image else "point"

    def _keep_up(self, frame: Frame) -> None:
        """Take up other data, and offer the outputs that there are."""
        self._frame = frame
        count = len(frame.train.y) + len(frame.test.y)
        if frame.train is not self._train:
            self._train = frame.train
            self._sample = min(self._sample, count - 1)
        classes = frame.shape[-1], frame.class_names
        if classes != self._classes:
            self._classes = classes
            outputs = {class_label(i, frame.class_names): i for i in range(frame.shape[-1])}
            options = {text("relevance.predicted"): PREDICTED} | outputs
            self._target.param.update(options=options, value=PREDICTED)
            self._target.visible = len(outputs) > 1
            legend = "legend" if len(outputs) > 1 else "legend_one"
            self._legend.object = text(f"relevance.{legend}")
        self._show_number()

    def _explain(self) -> None:
        session = self.session
        try:
            x = session.inputs.matrix(self._point[np.newaxis])[0]
            target = None if self._target.value == PREDICTED else self._target.value
            found = explain(session.network, x, target)
        except ValueError as error:
            problem = text("relevance.failed", problem=error)
            self._about.object = Markup('<p class="problem">{}</p>').format(problem)
            return
        self._about.object = paragraph(self._describe(found))
        self._sums.object = sums_html(found, session.inputs.names)
        if self._is_image:
            self._images.show(self._heatmaps(x, found))
        else:
            self._bars.object = bars_html(found, session.inputs.names)
            self._images.show(self._maps(found.target))

    @property
    def _point(self) -> Floats:
        """The sample itself: coordinates, or pixels."""
        if self._drawn is not None:
            return self._drawn
        points, index = self._place
        place: Floats = points.X[index]
        return place

    @property
    def _place(self) -> tuple[Points, int]:
        """Where the sample is: training or test samples, and its index among them."""
        frame, trained = self._frame, len(self._frame.train.y)
        if self._sample < trained:
            return frame.train, self._sample
        return frame.test, self._sample - trained

    def _heatmaps(self, x: Floats, found: Explanation) -> list[Cell]:
        shape = self._frame.image_shape
        cells = [Cell(x.reshape(shape), "ink", self._name())]
        for method, values in found.relevance.items():
            image = scaled(values).reshape(shape)
            note = text("relevance.note", sum=rounded(values.sum(), digits=3))
            cells.append(Cell(image, "heat", text(f"method.{method}"), note))
        return cells

    def _maps(self, target: int) -> list[Cell]:
        session, method = self.session, self._method.value
        names = session.inputs.names
        try:
            maps = relevance_maps(session.network, names, method, target, RESOLUTION)
        except ValueError:
            return []
        finite = np.nan_to_num(maps, posinf=0, neginf=0)
        # A few points where a denominator is near zero would leave all others white.
        largest = np.percentile(np.abs(finite), 98) or 1.0
        return [
            Cell(np.clip(one / largest, -1, 1)[::-1], "heat", feature_label(name))
            for one, name in zip(finite, names, strict=True)
        ]

    def _describe(self, found: Explanation) -> str:
        missing = text("relevance.no_deconvolution") if found.missing else ""
        if self._frame.shape[-1] == 1:
            return text("relevance.about_one", sample=self._name(), missing=missing)
        name = class_label(found.target, self._frame.class_names)
        return text("relevance.about", sample=self._name(), name=name, missing=missing)

    def _name(self) -> str:
        if self._drawn is not None:
            return text("relevance.drawn" if self._drawn.any() else "relevance.drawn_blank")
        frame, (points, index) = self._frame, self._place
        label = sample_label(points.y[index], frame.classes, frame.class_names)
        return text("relevance.labelled", label=label)

    def _enter(self, typed: str) -> None:
        count = len(self._frame.train.y) + len(self._frame.test.y)
        if (place := typed_place(typed, count)) is not None:
            self._follow(place - 1)
        elif typed.strip():
            self.say(text("inspect.no_sample", found=typed[:20], count=count))

    def _follow(self, sample: int | None) -> None:
        if sample is not None and (sample != self._sample or self._drawn is not None):
            self._sample, self._drawn = sample, None
            self.draw()

    def _take_sketch(self) -> None:
        if self.context.drawn_digit is not None:
            self._drawn = self.context.drawn_digit.image()
            self.draw()

    def _show_number(self) -> None:
        self._number.value = "" if self._drawn is not None else str(self._sample + 1)
