"""The picture of a dataflow graph, with groups that open and close in place.

After Wongsuphasawat et al. (2018), "Visualizing dataflow graphs of deep learning models in
TensorFlow": tensors are bundled along the groups, each open group is laid out on its own and then
takes its place as one node of the group around it, and what is beside the point is taken out of
the flow to the side.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from playground.insight.computation_graph.graph import ROOT, Bundle, Graph
from playground.insight.computation_graph.layered_layout import (
    NODE_GAP,
    Layout,
    Point,
    Size,
    layered_layout,
)

NODE_SIZE = (104.0, 28.0)
"""Width and height of an operation or a closed group, in pixels."""

PADDING = 12.0
"""Pixels between the border of an open group and what is in it."""

HEADER = 24.0
"""Pixels between the upper border of an open group and what is in it, for its name."""

# How the layout of a group calls the two sides of its border, which are no operation's names.
_ENTRY, _EXIT = "<", ">"


@dataclass(frozen=True)
class Node:
    """An operation or a group as it lies in the picture.

    Attributes
    ----------
    name : str
        Name of the operation or group.
    x, y : float
        Its middle, in pixels from the left and from the top.
    width, height : float
        Its size in pixels.
    layer : int or None
        Its layer in the group around it; None if it is taken out to the side.
    expanded : bool
        Whether it is a group that is open.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    layer: int | None
    expanded: bool


@dataclass(frozen=True)
class Edge:
    """A bundle of tensors as it lies in the picture.

    Attributes
    ----------
    bundle : Bundle
        What flows.
    points : tuple of (float, float)
        Its corners from source to target, in pixels from the left and from the top. At an open
        group it ends in the middle of the border, where edges within go on.
    aside : bool
        Whether an end of it is taken out to the side. It is then a straight line between the
        middles of both, to be drawn faintly below the nodes or on demand.
    """

    bundle: Bundle
    points: tuple[Point, ...]
    aside: bool


@dataclass(frozen=True)
class View:
    """The picture of a graph, or of one group of it.

    Attributes
    ----------
    nodes : tuple of Node
        Every node that is to be seen, a group before what is in it.
    edges : tuple of Edge
        The flow between them.
    width, height : float
        Size of the whole in pixels.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float


def dataflow_view(
    graph: Graph,
    expanded: Collection[str] = (),
    overruled: Mapping[str, bool] | None = None,
    node_size: Size | Mapping[str, Size] = NODE_SIZE,
) -> View:
    """Lay a graph out with some of its groups open.

    Parameters
    ----------
    graph : Graph
        What `dataflow` returns.
    expanded : collection of str
        Names of the open groups. One that lies in a closed group is not seen, and names that are
        none of a group do no harm.
    overruled : mapping of bool, optional
        Operations and groups to keep in the flow (True) or to take out to the side (False) against
        the heuristics of `Graph.is_critical`.
    node_size : tuple of float, or mapping of tuple
        Width and height of operations and closed groups in pixels: of all, or by their names.
    """
    panel = _Panel(graph, ROOT, _Wishes(frozenset(expanded), overruled or {}, node_size))
    return View(tuple(panel.nodes()), tuple(panel.edges()), panel.width, panel.height)


@dataclass(frozen=True)
class _Wishes:
    """What a user wants to see, and how large."""

    expanded: frozenset[str]
    overruled: Mapping[str, bool]
    node_size: Size | Mapping[str, Size]

    def size(self, name: str) -> Size:
        """Return the size of an operation or a closed group."""
        return self.node_size[name] if isinstance(self.node_size, Mapping) else self.node_size


class _Panel:
    """One open group: where its children and their edges lie, from its upper left corner."""

    def __init__(self, graph: Graph, group: str, wishes: _Wishes):
        self._group = group
        self._top = PADDING if group == ROOT else HEADER
        children = graph.groups[group].children
        opened = [child for child in children if child in wishes.expanded & graph.groups.keys()]
        self._panels = {child: _Panel(graph, child, wishes) for child in opened}
        self._sizes = {child: self._size(child, wishes) for child in children}
        critical = [child for child in children if graph.is_critical(child, wishes.overruled)]
        self._separate(graph.bundles(group), {*critical, group})
        self._layout = self._lay_flow_out({child: self._sizes[child] for child in critical})
        self._places = self._place()
        boxes = [(*self._places[child], *self._sizes[child]) for child in children]
        right = max(x + width / 2 for x, _, width, _ in boxes)
        bottom = max(y + height / 2 for _, y, _, height in boxes)
        self.width = PADDING + max(right, PADDING + self._layout.width)
        self.height = PADDING + max(bottom, self._top + self._layout.height)

    def nodes(self, left: float = 0.0, top: float = 0.0) -> Iterator[Node]:
        """Yield the children, with what is in them, of a panel that lies there."""
        for child, (x, y) in self._places.items():
            width, height = self._sizes[child]
            x, y = left + x, top + y
            panel = self._panels.get(child)
            layer = self._layout.layers.get(child)
            yield Node(child, x, y, width, height, layer, expanded=panel is not None)
            if panel:
                yield from panel.nodes(x - width / 2, y - height / 2)

    def edges(self, left: float = 0.0, top: float = 0.0) -> Iterator[Edge]:
        """Yield the edges, with those of open children, of a panel that lies there."""
        routes = [(bundle, route, False) for bundle, route in self._flow_routes()]
        routes += [(bundle, self._line(bundle), True) for bundle in self._aside]
        for bundle, route, aside in routes:
            yield Edge(bundle, tuple((left + x, top + y) for x, y in route), aside)
        for child, panel in self._panels.items():
            x, y = self._places[child]
            yield from panel.edges(left + x - panel.width / 2, top + y - panel.height / 2)

    def _size(self, child: str, wishes: _Wishes) -> Size:
        panel = self._panels.get(child)
        return (panel.width, panel.height) if panel else wishes.size(child)

    def _separate(self, bundles: Iterable[Bundle], in_flow: set[str]) -> None:
        self._flow: list[Bundle] = []
        self._aside: list[Bundle] = []
        for bundle in bundles:
            ends_in_flow = {bundle.source, bundle.target} <= in_flow
            (self._flow if ends_in_flow else self._aside).append(bundle)

    def _lay_flow_out(self, sizes: Mapping[str, Size]) -> Layout[str]:
        """Return the layout of the critical children, with the sides of the border as nodes."""
        edges = [
            (
                _ENTRY if bundle.source == self._group else bundle.source,
                _EXIT if bundle.target == self._group else bundle.target,
            )
            for bundle in self._flow
        ]
        sides = {_ENTRY, _EXIT} & {end for edge in edges for end in edge}
        sizes = {**sizes, **dict.fromkeys(sorted(sides), (0.0, 0.0))}
        first, last = (side if side in sides else None for side in (_ENTRY, _EXIT))
        return layered_layout(sizes, edges, first, last)

    def _place(self) -> dict[str, Point]:
        """Return the middle of each child: those in the flow, and the others in rows below."""
        flow = {
            child: (PADDING + x, self._top + y)
            for child, (x, y) in self._layout.centers.items()
            if child in self._sizes
        }
        others = {child: size for child, size in self._sizes.items() if child not in flow}
        below = self._top + (self._layout.height + 2 * NODE_GAP if flow else 0.0)
        return flow | _rows(others, PADDING, below, self._layout.width)

    def _flow_routes(self) -> Iterator[tuple[Bundle, list[Point]]]:
        """Yield each bundle of the flow with its corners."""
        middle = self.height / 2
        for bundle, route in zip(self._flow, self._layout.routes, strict=True):
            corners = [(PADDING + x, self._top + y) for x, y in route]
            if bundle.source == self._group:
                corners.insert(0, (0.0, middle))
            if bundle.target == self._group:
                corners.append((self.width, middle))
            yield bundle, corners

    def _line(self, bundle: Bundle) -> list[Point]:
        middle = self.height / 2
        start = self._places.get(bundle.source, (0.0, middle))
        return [start, self._places.get(bundle.target, (self.width, middle))]


def _rows(
    sizes: Mapping[str, tuple[float, float]], left: float, top: float, width: float
) -> dict[str, Point]:
    """Return the middles of nodes that fill rows of at most this width, one node at least."""
    places = {}
    x, y, height = left, top, 0.0
    for name, size in sizes.items():
        if x > left and x + size[0] > left + width:
            x, y, height = left, y + height + NODE_GAP, 0.0
        places[name] = (x + size[0] / 2, y + size[1] / 2)
        x, height = x + size[0] + NODE_GAP, max(height, size[1])
    return places
