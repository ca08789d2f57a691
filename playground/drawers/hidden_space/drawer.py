"""The drawer that shows the plane as a chosen layer bends it."""

from collections.abc import Iterator
from contextlib import contextmanager

import panel as pn

from playground.drawers.base import BaseDrawer
from playground.drawers.hidden_space.layer_view import COORDINATES, HiddenSpaceProjection
from playground.frame import Frame, Unit
from playground.text import text
from playground.ui.context import Context
from playground.ui.widgets import HTML, Change, Column, IntSlider, Row, Select, percent_format
from playground.views.figures import Changes
from playground.views.hidden_space import HiddenSpaceView
from playground.views.labels import feature_label, unit_label


class Drawer(BaseDrawer):
    """Shows a grid over the plane and the samples in two coordinates of a layer."""

    INPUTS = ("plane",)
    PAUSE = 0.1

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._view = HiddenSpaceView()
        self._frame = frame
        self._structure: object = None
        self._bending: HiddenSpaceProjection
        self._offering = False
        self._names: list[str] = []
        self._layer = Select(label=text("hidden.layer"))
        self._coordinates = Select(label=text("hidden.coordinates"))
        self._across, self._up = (Select(label=text(f"hidden.{axis}")) for axis in ("across", "up"))
        self._share = IntSlider(
            label=text("hidden.share"),
            end=100,
            step=5,
            value=100,
            format=percent_format(),
        )
        self._about = HTML(css_classes=["hint"])
        self.panel = self._build()
        self.parts = [self._view]
        self.themed = [self._view]

    @property
    def marked(self) -> list[Unit]:
        """The neurons of the layer, if it is no input."""
        layer = self._layer.value
        return [Unit(layer, i) for i in range(self._frame.shape[layer])] if layer else []

    def update(self, frame: Frame) -> Changes:
        """Draw the present network."""
        self._frame = frame
        before, self._structure = self._structure, _structure(frame)
        if self._structure != before:
            with self._offer():
                self._offer_layers()
            self._begin()
        return self._draw()

    def _build(self) -> Row:
        choices = (self._layer, self._coordinates, self._across, self._up)
        for choice in choices:
            choice.param.watch(self._choose, "value")
        self._share.param.watch(lambda _: self.context.send(self._draw()), "value")
        neurons = Row(self._across, self._up, css_classes=["pair"])
        controls = (self._layer, self._coordinates, neurons, self._share, self._about)
        return Row(
            Column(pn.pane.Bokeh(self._view.figure), max_width=520),
            Column(*controls, css_classes=["stack"]),
            css_classes=["columns"],
        )

    def _choose(self, event: Change) -> None:
        """Draw what was chosen; what only follows from a choice is none."""
        if self._offering:
            return
        with self._offer():
            if event.obj is self._layer:
                self._offer_coordinates()
            elif event.obj is self._across:
                self._offer_up()
        self._begin()
        self.context.send(self._draw())

    @contextmanager
    def _offer(self) -> Iterator[None]:
        """Change the lists without taking it for a choice."""
        self._offering = True
        try:
            yield
        finally:
            self._offering = False

    def _offer_layers(self) -> None:
        """List the layers that have coordinates; begin with the last, which is cut straight."""
        last = len(self._frame.shape) - 2
        layers = {text("hidden.inputs"): 0}
        layers |= {text("hidden.number", number=layer): layer for layer in range(1, last + 1)}
        before = self._layer.value
        value = last if before is None or before > last else before
        self._layer.param.update(options=layers, value=value)
        self._offer_coordinates()

    def _offer_coordinates(self) -> None:
        """List the layer's coordinates; begin with those that show the most of it."""
        frame, layer = self._frame, self._layer.value
        if layer == 0:
            self._names = [feature_label(name) for name in frame.features]
        else:
            units = range(frame.shape[layer])
            self._names = [unit_label(Unit(layer, i), frame.shape) for i in units]
        cuts = frame.classes and layer == len(frame.shape) - 2
        offered = [name for name in COORDINATES if cuts or name != "output"]
        best = "neurons" if len(self._names) <= 2 else offered[-1]
        options = {text(f"hidden.{name}"): name for name in offered}
        self._coordinates.param.update(options=options, value=best)
        self._across.param.update(options={name: i for i, name in enumerate(self._names)}, value=0)
        self._offer_up()

    def _offer_up(self) -> None:
        """List the other neurons for the second axis; the only one of a layer goes for both."""
        others = {name: i for i, name in enumerate(self._names) if i != self._across.value}
        options = others or {self._names[0]: 0}
        before = self._up.value
        value = before if before in options.values() else next(iter(options.values()))
        self._up.param.update(options=options, value=value)

    def _begin(self) -> None:
        """Follow the layer and the coordinates that are chosen now."""
        coordinates = self._coordinates.value
        self._across.visible = self._up.visible = coordinates == "neurons"
        neurons = self._across.value, self._up.value
        self._bending = HiddenSpaceProjection(self.session, self._layer.value, coordinates, neurons)

    def _draw(self) -> Changes:
        share = self._share.value / 100
        picture = self._bending.picture(self._frame, share)
        self._view.aim(self._bending.ends, self._axis_names() if share == 1 else None)
        self._about.object = self._explain()
        return self._view.columns(picture, self._frame)

    def _axis_names(self) -> tuple[str, str]:
        coordinates = self._coordinates.value
        if coordinates == "neurons":
            return self._names[self._across.value], self._names[self._up.value]
        if coordinates == "components":
            return text("hidden.first"), text("hidden.second")
        if self._frame.classes == 2:
            return text("hidden.distance"), text("hidden.rest")
        return text("hidden.direction_1"), text("hidden.direction_2")

    def _explain(self) -> str:
        """Say what the picture is, and what becomes of the boundary in it."""
        if not self._frame.classes:
            return text("hidden.about")
        key = "line" if self._bending.has_boundaries else "depth"
        if not self._bending.is_last:
            key = "last"
        return f"{text('hidden.about')} {text(f'hidden.about_{key}')}"


def _structure(frame: Frame) -> object:
    return frame.shape, frame.features, frame.classes
