"""The part of the drawer about neurons that finds the several kinds of input that excite one."""

from collections.abc import Callable, Mapping

import panel as pn
from markupsafe import Markup

from playground.drawers.maximisation.search_space import SEARCH_SPACES, as_images, facets_of
from playground.drawers.shared.age import Age, State
from playground.drawers.shared.progress import Progress
from playground.frame import Unit
from playground.insight import Facet, Facets
from playground.number_format import number
from playground.text import listed, text
from playground.ui.context import Context
from playground.ui.html_tables import table_html
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Column, Row, text_button
from playground.views.images import Cell, ImagesView
from playground.views.labels import sample_label
from playground.views.maximisation import AscentView
from playground.views.palette import Theme

JOB = "maximisation_facets"

SAMPLES = 6
"""Training images beside each facet."""


class FacetsPart:
    """Clusters what excites a unit, climbs from each cluster, and compares with a single ascent.

    Parameters
    ----------
    context : Context
    unit : callable
        Gives the chosen `Unit`.

    Attributes
    ----------
    panel : Column
    """

    def __init__(self, context: Context, unit: Callable[[], Unit]) -> None:
        self._context = context
        self._unit = unit
        self._shape = SEARCH_SPACES[context.experiment.inputs].image_shape
        self._progress = Progress(context.jobs, JOB)
        self._images = ImagesView("facets", columns=SAMPLES + 1, width=84)
        self._plane = AscentView("facets")
        self._table = HTML()
        view = self._plane if self._shape is None else self._images
        self._age = Age(context, "facets", self._find)
        figures = Row(pn.pane.Bokeh(view.figure), self._table, css_classes=["columns"])
        self._result = Column(self._age.panel, figures, css_classes=["stack"])
        self.panel = Column(
            heading(text("facets.title")),
            hint(text("facets.note")),
            Row(text_button(text("facets.find"), self._find), css_classes=["pairs", "narrow"]),
            self._progress.panel,
            css_classes=["stack"],
        )

    def close(self) -> None:
        """Give up what is being computed."""
        self._progress.cancel()

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._images.restyle(theme)

    def follow(self) -> None:
        """Say how old the facets are."""
        self._age.follow()

    def forget(self) -> None:
        """Take the facets of another unit away."""
        self.close()
        self._age.begin(None)
        if self._result in self.panel.objects:
            self.panel.remove(self._result)

    def _find(self) -> None:
        self._train = self._context.session.train
        computation = facets_of(self._context.session, self._unit())
        of = self._age.now()
        self._progress.start(computation.steps(), lambda found: self._finish(found, of), self._fail)

    def _fail(self, error: ValueError) -> None:
        self._context.notices.say(text("progress.failed", problem=error))

    def _finish(self, found: Facets, of: State) -> None:
        self._age.begin(of)
        named = {text("facets.single"): found.single}
        for place, facet in enumerate(found.facets, start=1):
            named[text("facets.facet", number=place)] = facet
        if self._shape is None:
            session = self._context.session
            pictures = session.inputs.pictures(session.network, self._unit())
            assert pictures.large is not None  # a unit has a map
            self._plane.show_map(pictures.large)
            paths = [facet.ascent.path for facet in (*found.facets, found.single)]
            self._plane.show_paths(paths, [*map(str, range(1, len(paths))), text("facets.all")])
        else:
            rows = [self._row(name, facet, self._shape) for name, facet in named.items()]
            self._images.show([cell for row in rows for cell in row])
        self._table.object = self._describe(named)
        if self._result not in self.panel.objects:
            self.panel.append(self._result)

    def _row(self, name: str, facet: Facet, shape: tuple[int, int]) -> list[Cell]:
        """Give the facet's image, and the samples that it came from; a row is always full."""
        image = as_images(facet.ascent.path[-1], shape)[0]
        samples = facet.samples[:SAMPLES]
        cells = [Cell(image, "ink", name)]
        for i in samples:
            label = self._label(i)
            cells.append(Cell(as_images(self._train.X[i], shape)[0], "ink", label))
        blank = Cell(image * 0, "ink")
        return [*cells, *[blank] * (SAMPLES - len(samples))]

    def _label(self, i: int) -> str:
        experiment = self._context.experiment
        return sample_label(self._train.y[i], experiment.classes, experiment.class_names)

    def _describe(self, named: Mapping[str, Facet]) -> Markup:
        rows = []
        for name, facet in named.items():
            labels = [self._label(i) for i in facet.samples]
            counts = {label: labels.count(label) for label in dict.fromkeys(labels)}
            made_of = listed(
                text("facets.count", count=count, label=label) for label, count in counts.items()
            )
            activation = number(facet.ascent.activation[-1])
            rows.append((name, [str(len(labels)), made_of, activation]))
        heads = [text(f"facets.{part}") for part in ("name", "samples", "made_of", "activation")]
        return table_html(text("facets.table"), heads, rows)
