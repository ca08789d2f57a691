"""The drawer that shows the operations of one training step as a graph."""

import panel as pn
from bokeh.events import DoubleTap, Tap

from playground.drawers.base import BaseDrawer
from playground.drawers.graph.card import card_html
from playground.drawers.shared.age import Age
from playground.frame import Frame
from playground.insight import dataflow, dataflow_view, statistics, step_values
from playground.insight.computation_graph.graph import groups_around
from playground.insight.computation_graph.step_values import Statistics
from playground.text import text
from playground.ui.context import Context
from playground.ui.prose import hint
from playground.ui.widgets import HTML, Column, Row, Select, TextInput, text_button
from playground.views.computation_graph.graph_view import DataflowView
from playground.views.computation_graph.node_text import node_sizes
from playground.views.pointer_events import Place

ZOOMS = (0.5, 0.7, 0.85, 1.0, 1.25, 1.6, 2.0)


class Drawer(BaseDrawer):
    """The dataflow graph: groups open and close in place, a card explains the chosen node.

    Every node can be chosen by a tap or from a list, which a search shortens.
    """

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._expanded: set[str] = set()
        self._overruled: dict[str, bool] = {}
        self._zoom = 1.0
        self._view = DataflowView()
        for event in (Tap, DoubleTap):  # the second of two quick taps comes as the latter
            self._view.figure.on_event(event, self._tap)  # type: ignore[arg-type] # they have a place
        self._search = TextInput(label=text("graph.search"))
        self._search.param.watch(lambda _: self._list_nodes(), "value")
        self._found = HTML(css_classes=["hint"])
        self._nodes = Select(label=text("graph.node"), options=[])
        self._nodes.param.watch(lambda _: self._draw(), "value")
        self._toggle = text_button(text("graph.open"), self._open_or_close)
        self._aside = text_button(text("graph.aside"), self._overrule)
        self._card = HTML()
        self._age = Age(context, "values", self._show_card)
        self.themed = [self._view]
        self.panel = Row(self._lay_choices_out(), self._lay_picture_out())
        self.panel.css_classes = ["landscape"]
        self.watch(list(self.experiment.settings()), self._follow)
        self._follow()

    def update(self, frame: Frame) -> None:
        """Keep the values on the card up to date while the run rests, else say how old they are."""
        if self.playing:
            self._age.follow()
        else:
            self._show_card()

    def _lay_choices_out(self) -> Column:
        return Column(
            hint(text("graph.note")),
            self._search,
            self._found,
            self._nodes,
            Row(self._toggle, self._aside, css_classes=["pairs"]),
            self._age.panel,
            self._card,
            css_classes=["choices"],
        )

    def _lay_picture_out(self) -> Column:
        return Column(
            Row(
                text_button(text("graph.smaller"), lambda: self._resize(-1)),
                text_button(text("graph.larger"), lambda: self._resize(1)),
                text_button(text("graph.open_all"), self._open_all),
                text_button(text("graph.close_all"), self._close_all),
                css_classes=["tools"],
            ),
            Column(pn.pane.Bokeh(self._view.figure), css_classes=["scroll"]),
            hint(text("graph.legend")),
        )

    def _follow(self, *_: object) -> None:
        self._graph = dataflow(self.experiment, self.session.shape)
        self._list_nodes()

    def _list_nodes(self) -> None:
        found = self._graph.search(self._search.value)
        names = found or [*list(self._graph.groups)[1:], *self._graph.operations]
        self._found.object = self._tell_found(len(found))
        chosen = self._nodes.value
        self._nodes.param.update(options=names, value=chosen if chosen in names else names[0])
        self._draw()

    def _tell_found(self, count: int) -> str:
        if not self._search.value.strip():
            return ""
        return text("graph.found", count=count) if count else text("graph.not_found")

    def _draw(self) -> None:
        chosen = self._nodes.value
        picture = dataflow_view(
            self._graph, self._expanded, self._overruled, node_sizes(self._graph)
        )
        self._view.show(picture, self._graph, chosen, self._zoom)
        is_group = chosen in self._graph.groups
        self._toggle.disabled = not is_group
        is_open = is_group and chosen in self._expanded
        self._toggle.label = text("graph.close" if is_open else "graph.open")
        in_flow = self._graph.is_critical(chosen, self._overruled)
        self._aside.label = text("graph.aside" if in_flow else "graph.in_flow")
        self._picture = picture
        self._show_card()

    def _tap(self, event: Place) -> None:
        hit = [
            node
            for node in self._picture.nodes
            if abs(event.x - node.x) <= node.width / 2 and abs(event.y - node.y) <= node.height / 2
        ]
        if not hit:
            return
        name = hit[-1].name
        self._search.value = ""
        was_chosen = name == self._nodes.value
        self._nodes.value = name
        if was_chosen and name in self._graph.groups:
            self._open_or_close()

    def _open_or_close(self) -> None:
        name = self._nodes.value
        self._expanded ^= {name}
        if name in self._expanded:
            self._expanded |= set(groups_around(name))
        self._draw()

    def _overrule(self) -> None:
        name = self._nodes.value
        self._overruled[name] = not self._graph.is_critical(name, self._overruled)
        self._expanded |= set(groups_around(name))
        self._draw()

    def _open_all(self) -> None:
        self._expanded = set(self._graph.groups)
        self._draw()

    def _close_all(self) -> None:
        self._expanded = set()
        self._draw()

    def _resize(self, steps: int) -> None:
        index = min(max(ZOOMS.index(self._zoom) + steps, 0), len(ZOOMS) - 1)
        self._zoom = ZOOMS[index]
        self._draw()

    def _show_card(self) -> None:
        name = self._nodes.value
        found = self._statistics(name)
        self._card.object = card_html(self._graph, name, found)
        self._age.begin(None if found is None else self._age.now())

    def _statistics(self, name: str) -> Statistics | None:
        """Describe what a tensor holds at present, over all training samples."""
        session = self.session
        tensor = step_values(session.network, *session.loss_arguments()).get(name)
        return None if tensor is None else statistics(tensor)
