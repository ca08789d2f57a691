"""The drawer that hides nothing: a neuron's formula and parameters, and one sample's passage."""

import numpy as np

from playground.drawers.base import BaseDrawer
from playground.drawers.inspect.markup import neuron_html, passage_html
from playground.drawers.inspect.neuron import function_name, neuron_texts, sample_texts
from playground.drawers.inspect.sample import passage_texts
from playground.drawers.inspect.step import step_text
from playground.frame import Frame, Points, Unit, parse_address, units_of
from playground.insight.trace import next_step, trace
from playground.number_format import number, typed_place
from playground.text import text
from playground.ui.context import Context
from playground.ui.live_text import Texts
from playground.ui.parameter_editor import enter_parameter
from playground.ui.widgets import HTML, Column, Row, Select, TextInput
from playground.views.figures import Changes
from playground.views.labels import sample_label, unit_label
from playground.views.sample_ring import SampleRing


class Drawer(BaseDrawer):
    """Shows one neuron with all its numbers, and what becomes of one sample.

    The neuron is the one that was tapped last in the network, the sample the one that was tapped
    last on the map; both can be chosen here as well.
    """

    PAUSE = 0.2

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._unit = units_of(frame.shape)[-1]
        self._tapped: Unit | None = None
        self._train: Points | None = None
        self._sample: int | None = None
        self._error = ""
        self._structure: object = None
        self._unit_choice = Select(label=text("inspect.neuron"))
        self._number = TextInput(label=text("inspect.number"), placeholder=text("inspect.nobody"))
        self._hint = HTML(css_classes=["hint"])
        self._neuron = self.live_text("inspect_neuron", self._enter)
        self._passage = self.live_text("inspect_passage", lambda address, _: self._choose(address))
        self._mark = SampleRing("inspect_mark", context.main_views.output.figure)
        self._unit_choice.param.watch(lambda event: self._choose(event.new), "value")
        self._number.param.watch(lambda event: self._enter_number(event.new), "value")
        self.parts = [self._mark]
        self.panel = Row(
            Column(self._unit_choice, self._neuron.panel, css_classes=["stack"]),
            Column(self._number, self._hint, self._passage.panel, css_classes=["stack"]),
            css_classes=["columns", "broad"],
        )

    @property
    def marked(self) -> tuple[Unit]:
        """The neuron that is looked at."""
        return (self._unit,)

    def close(self) -> None:
        """Take the ring off the map."""
        super().close()
        self._mark.remove()

    def tap(self, x1: float, x2: float) -> None:
        """Follow the sample at a place of the map; one of the digits, if there is any there."""
        sample = self.context.main_views.output.sample_at(self._frame, x1, x2)
        if sample is not None:
            self._follow(sample)

    def update(self, frame: Frame) -> Changes:
        """Write all numbers anew."""
        self._keep_up(frame)
        neuron, passage = self._texts()
        self._lay_out(neuron, passage)
        sample, output = self._sample, self.context.main_views.output
        place = None if sample is None else output.place_of(frame, sample)
        return {
            **self._neuron.columns(neuron),
            **self._passage.columns(passage),
            **self._mark.columns(place),
        }

    def _keep_up(self, frame: Frame) -> None:
        """Forget what is no longer there, and take up what was tapped meanwhile."""
        if self._train is not frame.train:
            self._train = frame.train
            self._points = Points(
                np.concatenate([frame.train.X, frame.test.X]),
                np.concatenate([frame.train.y, frame.test.y]),
            )
            self._sample = None
            self._number.value = ""
        self._classes, self._names = frame.classes, frame.class_names
        self._frame = frame
        tapped, self._tapped = self._tapped, self.context.editor.unit
        if self._tapped is not None and self._tapped != tapped:
            self._unit = self._tapped
        units = units_of(frame.shape)
        if self._unit not in units:
            self._unit = units[-1]
        options = {unit_label(unit, frame.shape, frame.class_names): str(unit) for unit in units}
        self._unit_choice.param.update(options=options, value=str(self._unit))
        self._hint.object = text("inspect.hint", count=len(self._points.y))

    def _lay_out(self, neuron: Texts, passage: Texts) -> None:
        """Replace the HTML if other things are to be shown than before."""
        session = self.session
        network, features = session.network, session.inputs.names
        has_sample = self._sample is not None
        function = function_name(network, self._unit.layer)
        structure = self._unit, network.shape, features, function, has_sample
        if structure == self._structure:
            return
        self._structure = structure
        self._neuron.show(neuron_html(*structure), neuron)
        self._passage.show(passage_html(network.shape, features), passage)
        self._passage.panel.visible = has_sample

    def _texts(self) -> tuple[Texts, Texts]:
        """Write the texts of the neuron, and those of the sample's passage."""
        session = self.session
        network, loss = session.network, session.experiment.loss
        features = session.inputs.names
        train_inputs = session.inputs.matrix(session.train.X)
        gradient = network.gradient(train_inputs, session.train.y, loss)
        neuron = neuron_texts(network, self._unit, features, gradient) | {"error": self._error}
        if self._sample is None:
            return neuron, {}
        x = session.inputs.matrix(self._points.X[[self._sample]])[0]
        y = self._points.y[self._sample]
        followed = trace(network, x, y, loss)
        after = next_step(session.trainer, x, y)
        neuron |= sample_texts(network, self._unit, followed, loss, after)
        neuron["step"] = step_text(session.trainer, network.gradient([x], [y], loss))
        passage = passage_texts(network, followed, loss)
        return neuron, passage | {"title": self._title(self._sample), f"shown {self._unit}": "1"}

    def _title(self, sample: int) -> str:
        trained = len(self._frame.train.y)
        is_trained = sample < trained
        return text(
            "inspect.train_sample" if is_trained else "inspect.test_sample",
            number=sample + 1 if is_trained else sample - trained + 1,
            count=trained if is_trained else len(self._points.y) - trained,
            sample=self._describe(sample),
        )

    def _describe(self, sample: int) -> str:
        """Say where a point lies, if it is one, and what its label is."""
        x, y = self._points.X[sample], self._points.y[sample]
        label = sample_label(y, self._classes, self._names)
        if self._frame.image_shape is None:
            return text("inspect.point", x1=number(x[0]), x2=number(x[1]), label=label)
        return text("inspect.digit", label=label)

    def _choose(self, address: str) -> None:
        unit = parse_address(address or "", self.session.shape)
        if isinstance(unit, Unit) and unit != self._unit:
            self._unit, self._error = unit, ""
            self.draw()

    def _enter(self, address: str, typed: str) -> None:
        part = parse_address(address, self.session.shape)
        if part is not None:
            self._error = enter_parameter(self.session, part, typed)
            self.draw()

    def _enter_number(self, typed: str) -> None:
        """Follow the sample whose number was typed; without one, no sample."""
        count = len(self._points.y)
        if not typed.strip():
            self._follow(None)
        elif (place := typed_place(typed, count)) is not None:
            self._follow(place - 1)
        else:
            self.say(text("inspect.no_sample", found=typed[:20], count=count))

    def _follow(self, sample: int | None) -> None:
        if sample != self._sample:
            self._sample = sample
            self._number.value = "" if sample is None else str(sample + 1)
            self.draw()
