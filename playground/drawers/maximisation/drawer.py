"""The drawer about single neurons: what excites one most, in the data and beyond them."""

import panel as pn

from playground.drawers.base import BaseDrawer
from playground.drawers.maximisation.ascent import AscentPart
from playground.drawers.maximisation.facets import FacetsPart
from playground.frame import Frame, Unit, parse_address, units_of
from playground.insight import top_samples
from playground.insight.attribution.explanation import scaled
from playground.number_format import fixed
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.prose import heading
from playground.ui.widgets import HTML, Column, Select
from playground.views.images import Cell, ImagesView
from playground.views.labels import sample_label, unit_label

TOP = 9
"""So many samples."""


class Drawer(BaseDrawer):
    """Shows the samples that excite a neuron, and climbs to inputs that excite it more.

    The neuron is the one that was tapped last in the network; it can be chosen here as well.
    """

    PAUSE = 0.5

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._is_image = frame.image_shape is not None
        self._unit = units_of(frame.shape)[-1]
        self._tapped: Unit | None = None
        self._known: object = None
        self._choice = Select(label=text("maximisation.neuron"))
        self._top = ImagesView("top", columns=TOP, width=84)
        self._about = HTML(css_classes=["hint"])
        self._ascent = AscentPart(context, lambda: self._unit)
        self._facets = FacetsPart(context, lambda: self._unit)
        self.themed = [self._top, self._ascent, self._facets]
        self.panel = self._lay_out()
        self._choice.param.watch(lambda event: self._choose(event.new), "value")

    @property
    def marked(self) -> tuple[Unit]:
        """The neuron that is looked at."""
        return (self._unit,)

    def close(self) -> None:
        """Give up what is being computed."""
        super().close()
        self._ascent.close()
        self._facets.close()

    def tap(self, x: float, y: float) -> None:
        """Climb from a place of the plane."""
        self._ascent.climb_from((x, y))

    def update(self, frame: Frame) -> None:
        """Find the samples that excite the neuron now."""
        self._keep_up(frame)
        self._ascent.follow()
        self._facets.follow()
        if frame.image_shape is not None:
            self._show_top(frame, frame.image_shape)

    def _lay_out(self) -> Column:
        top = Column(
            heading(text("maximisation.top")),
            pn.pane.Bokeh(self._top.figure),
            self._about,
            css_classes=["stack"],
        )
        choice = Column(self._choice, max_width=320)
        first = [choice, top] if self._is_image else [choice]
        return Column(*first, self._ascent.panel, self._facets.panel, css_classes=["parts"])

    def _keep_up(self, frame: Frame) -> None:
        """Take up a neuron that was tapped meanwhile, and leave one that is there no more."""
        tapped, self._tapped = self._tapped, self.context.editor.unit
        units = units_of(frame.shape)
        unit = self._unit if self._tapped is None or self._tapped == tapped else self._tapped
        unit = unit if unit in units else units[-1]
        known = unit, frame.shape, frame.features
        if known != self._known:
            self._unit, self._known = unit, known
            options = {unit_label(one, frame.shape, frame.class_names): str(one) for one in units}
            self._choice.param.update(options=options, value=str(unit))
            self._ascent.forget()
            self._facets.forget()

    def _choose(self, address: str) -> None:
        unit = parse_address(address or "", self.session.shape)
        if isinstance(unit, Unit) and unit != self._unit:
            self._unit = unit
            self.draw()

    def _show_top(self, frame: Frame, shape: tuple[int, int]) -> None:
        """Draw the samples, and below them the pixels that are responsible."""
        session = self.session
        try:
            top = top_samples(session.network, frame.train.X, *self._unit, count=TOP)
        except ValueError as error:
            self._top.show([])
            self._about.object = paragraph(text("relevance.failed", problem=error))
            return
        images = frame.train.X[top.indices].reshape(-1, *shape)
        heat = [scaled(one).reshape(shape) for one in top.responsible]
        labels = [
            sample_label(y, frame.classes, frame.class_names) for y in frame.train.y[top.indices]
        ]
        notes = [fixed(value, 2, (0,)) for value in top.activations]
        pictures = zip(images, labels, notes, strict=True)
        inks = [Cell(image, "ink", label, note) for image, label, note in pictures]
        self._top.show([*inks, *(Cell(one, "heat") for one in heat)])
        method = text(f"method.{top.method}")
        self._about.object = paragraph(text("maximisation.about_top", method=method))
