"""A layered drawing of a directed graph: cycles, layers, crossings, coordinates.

The four steps of Sugiyama, Tagawa & Toda (1981), from left to right. They are written out here
because the one pure-Python library for them, grandalf, is under GPL-2.0 or EPL-1.0, which would
bind the bundled page, has had no release since January 2023, and cannot pin a node to the first or
last layer, as the borders of a group need it.
"""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

Node = TypeVar("Node", bound=Hashable)
Edge = tuple[Node, Node]
Point = tuple[float, float]
Size = tuple[float, float]

LAYER_GAP = 64.0
"""Pixels between neighboring layers."""

NODE_GAP = 12.0
"""Pixels between neighboring nodes of a layer."""

_SWEEPS = 16

# How hard the two ends of a segment pull each other level, by how many of them are bends: chains of
# nodes and long edges shall be straight, and a long edge bends where it leaves or reaches a node.
_PULLS = (8.0, 1.0, 8.0)

# Enough to hold a node without edges where it is, and too little to hold any other.
_INERTIA = 1e-3


class Bend(NamedTuple):
    """Where the edge with this index passes a layer between those of its ends."""

    edge: int
    layer: int


Chain = tuple[Node, *tuple[Bend, ...], Node]
"""An edge from its source over its bends to its target."""


@dataclass(frozen=True)
class Layout(Generic[Node]):
    """Where nodes and edges lie; x grows from layer to layer and y downwards, both from 0.

    Attributes
    ----------
    layers : dict of int
        The layer of each node.
    centers : dict of (float, float)
        The middle of each node.
    routes : list of list of (float, float)
        The corners of each edge, from its source to its target.
    width, height : float
        Size of the whole.
    """

    layers: dict[Node, int]
    centers: dict[Node, Point]
    routes: list[list[Point]]
    width: float
    height: float


def layered_layout(
    sizes: Mapping[Node, Size],
    edges: Sequence[Edge[Node]],
    first: Node | None = None,
    last: Node | None = None,
) -> Layout[Node]:
    """Lay a graph out so that edges go from left to right and nodes do not overlap.

    Parameters
    ----------
    sizes : mapping of (width, height)
        The nodes with their sizes in pixels.
    edges : sequence of (source, target)
        Different nodes each.
    first, last : node, optional
        A source and a sink that get a layer of their own before and after all others.
    """
    if not sizes:
        return Layout({}, {}, [], 0.0, 0.0)
    forward = without_cycles(sizes, edges)
    layers = assign_layers(sizes, forward, first, last)
    chains = with_bends(layers, forward)
    columns, segments = by_layer(layers, chains)
    columns = reduce_crossings(columns, segments)
    widths: dict[Node | Bend, float] = {node: width for node, (width, _) in sizes.items()}
    heights: dict[Node | Bend, float] = {node: height for node, (_, height) in sizes.items()}
    ys = assign_coordinates(columns, segments, heights)
    sides = _sides(columns, widths)
    centers = {node: (sum(sides[layer]) / 2, ys[node]) for node, layer in layers.items()}
    routes = [_route(chain, sides[layers[chain[0]] :], widths, ys) for chain in chains]
    for route, edge, turned in zip(routes, edges, forward, strict=True):
        if edge != turned:
            route.reverse()
    bottom = max(y + heights.get(node, 0.0) / 2 for node, y in ys.items())
    return Layout(layers, centers, routes, sides[-1][1], bottom)


def without_cycles(nodes: Iterable[Node], edges: Sequence[Edge[Node]]) -> list[Edge[Node]]:
    """Return the edges with a few turned round so that no cycle is left.

    The greedy heuristic of Eades, Lin & Smyth (1993), which turns none if there is no cycle.
    """
    head: list[Node] = []
    tail: list[Node] = []
    rest = dict.fromkeys(nodes)
    while rest:
        left = [(s, t) for s, t in edges if s in rest and t in rest]
        leaving, entering = Counter(s for s, _ in left), Counter(t for _, t in left)
        sink = next((node for node in rest if not leaving[node]), None)
        if sink is not None:
            tail.append(sink)
            del rest[sink]
        else:
            best = max(rest, key=lambda node: (not entering[node], leaving[node] - entering[node]))
            head.append(best)
            del rest[best]
    place = {node: i for i, node in enumerate([*head, *reversed(tail)])}
    return [(s, t) if place[s] < place[t] else (t, s) for s, t in edges]


def assign_layers(
    nodes: Iterable[Node],
    edges: Sequence[Edge[Node]],
    first: Node | None = None,
    last: Node | None = None,
) -> dict[Node, int]:
    """Return a layer for each node of a graph without cycles, such that every edge goes up.

    Each node is as far left as the longest path to it lets it be; then those with more edges to
    the right than to the left move right as far as they can, which shortens their edges.
    """
    inner = [node for node in nodes if node not in (first, last)]
    targets: dict[Node, list[Node]] = {node: [] for node in inner}
    sources: dict[Node, list[Node]] = {node: [] for node in inner}
    for source, target in edges:
        if source != first and target != last:
            targets[source].append(target)
            sources[target].append(source)
    order = list(TopologicalSorter(sources).static_order())
    layers: dict[Node | None, int] = {}
    for node in order:
        layers[node] = 1 + max((layers[source] for source in sources[node]), default=0)
    for node in reversed(order):
        if len(targets[node]) > len(sources[node]):
            layers[node] = min(layers[target] for target in targets[node]) - 1
    layers |= {first: 0, last: 1 + max(layers.values(), default=0)}
    lowest = 1 if first is None else 0
    return {node: layers[node] - lowest for node in nodes}


def with_bends(layers: Mapping[Node, int], edges: Sequence[Edge[Node]]) -> list[Chain[Node]]:
    """Return each edge as a chain from its source over a bend in each layer to its target."""
    return [
        (source, *(Bend(i, k) for k in range(layers[source] + 1, layers[target])), target)
        for i, (source, target) in enumerate(edges)
    ]


def by_layer(
    layers: Mapping[Node, int], chains: Sequence[Chain[Node]]
) -> tuple[list[list[Node | Bend]], list[list[Edge[Node | Bend]]]]:
    """Return nodes and bends of each layer, and the segments from each layer to the next."""
    columns: list[list[Node | Bend]] = [[] for _ in range(max(layers.values()) + 1)]
    segments: list[list[Edge[Node | Bend]]] = [[] for _ in columns[1:]]
    for node, layer in layers.items():
        columns[layer].append(node)
    for chain in chains:
        passed: Sequence[Node | Bend] = chain
        for layer, segment in enumerate(pairwise(passed), layers[chain[0]]):
            segments[layer].append(segment)
        for bend in chain[1:-1]:
            columns[bend.layer].append(bend)
    return columns, segments


def count_crossings(
    columns: Sequence[Sequence[Node]], segments: Sequence[Sequence[Edge[Node]]]
) -> int:
    """Return how many pairs of segments cross between neighboring layers."""
    crossings = 0
    for (left, right), between in zip(pairwise(columns), segments, strict=True):
        places = _places(left), _places(right)
        above: list[int] = []
        for _, end in sorted((places[0][s], places[1][t]) for s, t in between):
            crossings += len(above) - bisect_right(above, end)
            insort(above, end)
    return crossings


def reduce_crossings(
    columns: Sequence[Sequence[Node]], segments: Sequence[Sequence[Edge[Node]]]
) -> list[list[Node]]:
    """Return the columns reordered so that fewer segments cross, never more.

    Sweeps to and fro sort each column by the barycenters of its neighbors in the one before.
    """
    best = present = [list(column) for column in columns]
    fewest = count_crossings(present, segments)
    for sweep in range(_SWEEPS):
        if fewest == 0:
            break
        present = _sorted_columns(present, segments, forward=sweep % 2 == 0)
        crossings = count_crossings(present, segments)
        if crossings < fewest:
            best, fewest = present, crossings
    return best


def _sorted_columns(
    columns: Sequence[list[Node]], segments: Sequence[Sequence[Edge[Node]]], forward: bool
) -> list[list[Node]]:
    """Return the columns, all but the first or the last sorted by their neighbors' places."""
    step = 1 if forward else -1
    done = [columns[::step][0]]
    for column, between in zip(columns[::step][1:], segments[::step], strict=True):
        near = _places(done[-1])
        neighbors: dict[Node, list[int]] = defaultdict(list)
        for segment in between:
            known, moved = segment[::step]
            neighbors[moved].append(near[known])
        own = {node: [place] for node, place in _places(column).items()}
        places = {**own, **neighbors}
        barycenters = {node: sum(places[node]) / len(places[node]) for node in column}
        done.append(sorted(column, key=barycenters.__getitem__))
    return done[::step]


def assign_coordinates(
    columns: Sequence[Sequence[Node]],
    segments: Sequence[Sequence[Edge[Node]]],
    heights: Mapping[Node, float],
) -> dict[Node, float]:
    """Return the y of each node and bend: in order, without overlap, and the edges level.

    Sweeps to and fro move each column to where the sum of squared rises of its segments, weighted
    by how straight they shall be, is least.
    """
    neighbors = _neighbors(segments)
    rows = [(column, _gaps(column, heights)) for column in columns]
    stacked: dict[Node, float] = {}
    for column, gaps in rows:
        stacked.update(zip(column, accumulate(gaps), strict=True))
    ys: dict[Node, float] = {}

    def wish(node: Node) -> tuple[float, float]:
        known = [(ys[near], pull) for near, pull in neighbors[node] if near in ys]
        known = known or [(stacked[node], _INERTIA)]
        weight = sum(pull for _, pull in known)
        return sum(pull * y for y, pull in known) / weight, weight

    for sweep in range(_SWEEPS):
        for column, gaps in rows[:: -1 if sweep % 2 else 1]:
            wishes, weights = zip(*map(wish, column), strict=True)
            ys.update(zip(column, nearest_with_gaps(wishes, weights, gaps), strict=True))
    top = min(y - heights.get(node, 0.0) / 2 for node, y in ys.items())
    return {node: y - top for node, y in ys.items()}


def _neighbors(
    segments: Sequence[Sequence[Edge[Node]]],
) -> dict[Node, list[tuple[Node, float]]]:
    """Return what each node is joined to in the layers beside it, and how hard that pulls."""
    neighbors: dict[Node, list[tuple[Node, float]]] = defaultdict(list)
    for between in segments:
        for source, target in between:
            pull = _PULLS[isinstance(source, Bend) + isinstance(target, Bend)]
            neighbors[source].append((target, pull))
            neighbors[target].append((source, pull))
    return neighbors


def nearest_with_gaps(
    wishes: Sequence[float], weights: Sequence[float], gaps: Sequence[float]
) -> list[float]:
    """Return the numbers nearest to the wishes, each at least its gap above the one before.

    Nearest in weighted squares; after subtraction of the gaps this is an isotonic regression, by
    pooling adjacent violators (Ayer et al. 1955).
    """
    offsets = list(accumulate(gaps))
    pools: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, offsets, strict=True):
        value, count = wish - offset, 1
        while pools and pools[-1][0] >= value:
            other, heft, number = pools.pop()
            value = (value * weight + other * heft) / (weight + heft)
            weight, count = weight + heft, count + number
        pools.append((value, weight, count))
    values = [value for value, _, count in pools for _ in range(count)]
    return [value + offset for value, offset in zip(values, offsets, strict=True)]


def _places(column: Sequence[Node]) -> dict[Node, int]:
    return {node: place for place, node in enumerate(column)}


def _gaps(column: Sequence[Node], heights: Mapping[Node, float]) -> list[float]:
    """Return the least distance of each middle from the one above; from 0 for the first."""
    halves = [heights.get(node, 0.0) / 2 for node in column]
    return [halves[0], *(upper + NODE_GAP + lower for upper, lower in pairwise(halves))]


def _sides(
    columns: Sequence[Sequence[Node | Bend]], widths: Mapping[Node | Bend, float]
) -> list[tuple[float, float]]:
    """Return the left and the right end of each layer."""
    sides, left = [], 0.0
    for column in columns:
        right = left + max(widths[node] for node in column if node in widths)
        sides.append((left, right))
        left = right + LAYER_GAP
    return sides


def _route(
    chain: Sequence[Node | Bend],
    sides: Sequence[tuple[float, float]],
    widths: Mapping[Node | Bend, float],
    ys: Mapping[Node | Bend, float],
) -> list[Point]:
    """Return the corners of an edge; it is level in every layer, from its source's ``sides`` on."""
    corners: list[Point] = []
    for node, (left, right) in zip(chain, sides, strict=False):
        width = widths.get(node, 0.0)
        start = (left + right + width) / 2 if node == chain[0] else left
        stop = (left + right - width) / 2 if node == chain[-1] else right
        corners += [(start, ys[node]), (stop, ys[node])]
    return list(dict.fromkeys(corners))
