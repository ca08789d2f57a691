"""The part of the relevance drawer that tests the methods: pixel flipping over the test set."""

import panel as pn
from markupsafe import Markup

from playground.drawers.shared.age import Age, State
from playground.drawers.shared.progress import Progress
from playground.insight import REMOVALS, FlippingCurves, pixel_flipping
from playground.number_format import number
from playground.text import text
from playground.ui.context import Context
from playground.ui.html_tables import table_html
from playground.ui.markup import line_sample
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Column, Row, Select, text_button
from playground.views.pixel_flipping import PixelFlippingView, curve_style

JOB = "relevance_flipping"


class FlippingPart:
    """Removes the most relevant inputs first, and compares how fast the scores fall.

    Parameters
    ----------
    context : Context

    Attributes
    ----------
    panel : Column
    view : PixelFlippingView
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._progress = Progress(context.jobs, JOB)
        kind = "point" if context.experiment.image_shape is None else "image"
        self._removal = Select(
            label=text("relevance.removal"),
            options={text(f"removal.{name}_{kind}"): name for name in REMOVALS},
        )
        self._table = HTML()
        self.view = PixelFlippingView()
        self._age = Age(context, "comparison", self._start)
        figures = Row(
            Column(pn.pane.Bokeh(self.view.figure), max_width=560),
            self._table,
            css_classes=["columns"],
        )
        self._result = Column(self._age.panel, figures, css_classes=["stack"])
        self.panel = Column(
            heading(text("relevance.flipping")),
            hint(text("relevance.flipping_note")),
            Row(
                self._removal,
                text_button(text("relevance.compare"), self._start),
                css_classes=["pairs", "narrow"],
            ),
            self._progress.panel,
            css_classes=["stack"],
        )

    def close(self) -> None:
        """Give up what is being computed."""
        self._progress.cancel()

    def follow(self) -> None:
        """Say how old the curves are."""
        self._age.follow()

    def _start(self) -> None:
        session = self._context.session
        of = self._age.now()
        inputs = session.inputs.matrix(session.test.X)
        computation = pixel_flipping.in_slices(session.network, inputs, removal=self._removal.value)
        self._progress.start(
            computation.steps(), lambda curves: self._finish(curves, of), self._fail
        )

    def _fail(self, error: ValueError) -> None:
        self._context.notices.say(text("progress.failed", problem=error))

    def _finish(self, curves: FlippingCurves, of: State) -> None:
        self._age.begin(of)
        self.view.show(curves.scores)
        self._table.object = _table(curves)
        if self._result not in self.panel.objects:
            self.panel.append(self._result)


def _table(curves: FlippingCurves) -> Markup:
    """Lay out the areas, the largest first."""
    places = {name: place for place, name in enumerate(curves.scores)}
    by_area = sorted(curves.aopc, key=curves.aopc.__getitem__, reverse=True)
    chance = curves.aopc["random"]
    rows = [
        (
            Markup("{} {}").format(line_sample(*curve_style(places[name])), text(f"method.{name}")),
            [number(curves.aopc[name]), number(curves.aopc[name] - chance)],
        )
        for name in by_area
    ]
    heads = [text(f"relevance.{name}") for name in ("method", "area", "beyond_chance")]
    return table_html(text("relevance.areas"), heads, rows)
