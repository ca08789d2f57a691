"""The dataflow graph of a training step as a figure: boxes for operations, lines for tensors."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log2
from typing import Any

from bokeh.models import ColumnDataSource, HoverTool, Text
from bokeh.models.renderers import GlyphRenderer

from playground.views.computation_graph.drawn_graph import (
    DrawnEdge,
    DrawnGraph,
    DrawnNode,
    GraphPicture,
)
from playground.views.computation_graph.node_text import (
    bundle_label,
    bundle_lines,
    node_label,
    structure_of,
)
from playground.views.figures import Columns, bare_figure
from playground.views.palette import INK, Theme

STRUCTURE_COLORS = ("#cfe3f5", "#fbdfbd", "#d3ecd9", "#ecd3e6", "#efe7b8", "#d9d9ef")
"""Fills of groups that are alike; a letter says the same."""

PLAIN, OUTSIDE = "#ffffff", "#eceff2"
"""Fills of nodes that have no like, and of open groups."""

DARK = INK["light"]["text"]
"""Ink on these light fills, in either theme."""

FONT_SIZE = 12
SMALL_FONT_SIZE = 10
WIDTHS = 1.0, 7.0


class DataflowView:
    """Draws a laid-out dataflow graph.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "graph_nodes", "graph_edges" and "graph_shapes".
    """

    def __init__(self) -> None:
        self.sources = {
            "graph_nodes": _source("graph_nodes", "x y width height fill line name label at top"),
            "graph_edges": _source("graph_edges", "xs ys width dash alpha tensors"),
            "graph_shapes": _source("graph_shapes", "x y label"),
        }
        self.figure = bare_figure("graph", (0, 1), (1, 0), height=400, min_border=0)
        self.figure.sizing_mode = "fixed"
        self.figure.axis.visible = False
        self._draw_nodes()
        self._draw_edges()
        self.restyle("light")

    def show(self, picture: GraphPicture, graph: DrawnGraph, selected: str, zoom: float) -> None:
        """Draw a graph.

        Parameters
        ----------
        picture : View
            Where nodes and edges lie.
        graph : Graph
            Tells which groups are alike.
        selected : str
            Name of the node with a strong border, whose edges to the side are drawn.
        zoom : float
            Size of the picture, 1 for its own.
        """
        self.figure.update(width=round(picture.width * zoom), height=round(picture.height * zoom))
        self.figure.x_range.update(start=0, end=picture.width)
        self.figure.y_range.update(start=picture.height, end=0)
        self._labels.glyph.text_font_size = f"{FONT_SIZE * zoom:.1f}px"
        self._shapes.glyph.text_font_size = f"{SMALL_FONT_SIZE * zoom:.1f}px"
        edges = [one for one in picture.edges if not one.aside or _touches(one, selected)]
        self.sources["graph_nodes"].data = _node_columns(picture.nodes, graph, selected)
        self.sources["graph_edges"].data = _edge_columns(edges, graph, zoom)
        self.sources["graph_shapes"].data = _shape_columns(edges)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._lines.glyph.line_color = INK[theme]["muted"]

    def _draw_edges(self) -> None:
        self._lines = self.figure.multi_line(
            "xs",
            "ys",
            line_width="width",
            line_dash="dash",
            line_alpha="alpha",
            line_join="round",
            source=self.sources["graph_edges"],
        )
        hover = HoverTool(
            renderers=[self._lines], tooltips=[("", "@tensors")], line_policy="interp"
        )
        self.figure.add_tools(hover)
        self._shapes = self._text(
            "graph_shapes",
            "y",
            text_align="center",
            background_fill_color="#ffffff",
            background_fill_alpha=0.85,
            padding=1,
        )

    def _draw_nodes(self) -> None:
        self.figure.rect(
            "x",
            "y",
            "width",
            "height",
            fill_color="fill",
            line_color=DARK,
            line_width="line",
            border_radius=5,  # type: ignore[arg-type] # Bokeh's stub is wrong
            source=self.sources["graph_nodes"],
        )
        self._labels = self._text("graph_nodes", "top", x="at")

    def _text(self, source: str, y: str, x: str = "x", **style: Any) -> "GlyphRenderer[Text]":
        return self.figure.text(
            x,
            y,
            text="label",
            text_baseline="middle",
            text_color=DARK,
            text_font={"value": "system-ui, sans-serif"},
            source=self.sources[source],
            **style,
        )


def _source(name: str, columns: str) -> ColumnDataSource:
    return ColumnDataSource({column: [] for column in columns.split()}, name=name)


def _touches(edge: DrawnEdge, name: str) -> bool:
    return name in (edge.bundle.source, edge.bundle.target)


def _node_columns(nodes: Iterable[DrawnNode], graph: DrawnGraph, selected: str) -> Columns:
    return {
        "x": [node.x for node in nodes],
        "y": [node.y for node in nodes],
        "width": [node.width for node in nodes],
        "height": [node.height for node in nodes],
        "fill": [_fill(node, graph) for node in nodes],
        "line": [3.0 if node.name == selected else 1.0 for node in nodes],
        "name": [node.name for node in nodes],
        "label": [node_label(node.name, graph, node.expanded) for node in nodes],
        "at": [node.x - node.width / 2 + 6 for node in nodes],
        "top": [node.y - (node.height / 2 - 12 if node.expanded else 0) for node in nodes],
    }


def _fill(node: DrawnNode, graph: DrawnGraph) -> str:
    structure = structure_of(node.name, graph)
    if structure is None:
        return OUTSIDE if node.name in graph.groups else PLAIN
    return STRUCTURE_COLORS[structure % len(STRUCTURE_COLORS)]


def _edge_columns(edges: Sequence[DrawnEdge], graph: DrawnGraph, zoom: float) -> Columns:
    thin, thick = WIDTHS
    return {
        "xs": [[x for x, _ in edge.points] for edge in edges],
        "ys": [[y for _, y in edge.points] for edge in edges],
        "width": [min(thin + 0.5 * log2(edge.bundle.size), thick) * zoom for edge in edges],
        "dash": [[5, 4] if edge.aside else [] for edge in edges],
        "alpha": [0.5 if edge.aside else 0.75 for edge in edges],
        "tensors": [bundle_lines(edge.bundle, graph) for edge in edges],
    }


def _shape_columns(edges: Sequence[DrawnEdge]) -> Columns:
    places = [_middle(edge.points) for edge in edges]
    return {
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "label": [bundle_label(edge.bundle) for edge in edges],
    }


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of the segment that reaches furthest across."""
    (x0, y0), (x1, y1) = max(pairwise(points), key=lambda pair: abs(pair[1][0] - pair[0][0]))
    return (x0 + x1) / 2, (y0 + y1) / 2
