"""A layered layout draws a graph from left to right, without overlaps and with few crossings."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from playground.insight.computation_graph.layered_layout import (
    LAYER_GAP,
    NODE_GAP,
    assign_layers,
    by_layer,
    count_crossings,
    layered_layout,
    nearest_with_gaps,
    reduce_crossings,
    with_bends,
    without_cycles,
)

# coordinates are sums of some dozen lengths of up to 200
ROUNDING = 1e-9

DIAMOND = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d")]


@st.composite
def graphs(draw):
    """Return the sizes of some nodes, and edges between them that may go in cycles."""
    names = list(range(draw(st.integers(2, 12))))
    lengths = st.floats(1, 200)
    sizes = {name: (draw(lengths), draw(lengths)) for name in names}
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda p: p[0] != p[1])
    return sizes, draw(st.lists(pairs, unique=True, max_size=30))


def boxes(sizes, layout):
    """Return left, right, top and bottom of each node."""
    return {
        node: (x - width / 2, x + width / 2, y - height / 2, y + height / 2)
        for node, (x, y) in layout.centers.items()
        for width, height in [sizes[node]]
    }


def has_cycle(nodes, edges):
    """Tell whether some nodes are left after all without incoming edges are taken away in turn."""
    rest = set(nodes)
    while free := {n for n in rest if not any(t == n and s in rest for s, t in edges)}:
        rest -= free
    return bool(rest)


# Cycles


@given(graphs())
def test_no_cycle_is_left(graph):
    nodes, edges = graph
    turned = without_cycles(nodes, edges)
    assert not has_cycle(nodes, turned)
    assert [set(edge) for edge in turned] == [set(edge) for edge in edges]


def test_a_graph_without_cycles_stays_as_it_is():
    assert without_cycles("dbca", DIAMOND) == DIAMOND


def test_of_a_ring_one_edge_is_turned():
    ring = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")]
    turned = without_cycles("abcd", ring)
    assert sum(edge != new for edge, new in zip(ring, turned, strict=True)) == 1


# Layers


@given(graphs())
def test_every_edge_goes_up(graph):
    nodes, edges = graph
    forward = without_cycles(nodes, edges)
    layers = assign_layers(nodes, forward)
    assert set(layers) == set(nodes)
    assert all(layers[source] < layers[target] for source, target in forward)


@given(graphs())
def test_no_layer_is_empty(graph):
    nodes, edges = graph
    layers = assign_layers(nodes, without_cycles(nodes, edges))
    assert set(layers.values()) == set(range(max(layers.values()) + 1))


def test_a_node_lies_behind_the_longest_path_to_it():
    assert assign_layers("abcd", DIAMOND) == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_a_source_lies_next_to_what_it_is_for():
    edges = [("x", "matmul"), ("matmul", "add"), ("bias", "add")]
    assert assign_layers(["x", "matmul", "bias", "add"], edges)["bias"] == 1


def test_first_and_last_have_layers_of_their_own():
    edges = [("in", "b"), ("a", "b"), ("b", "out"), ("a", "out")]
    layers = assign_layers(["a", "b", "in", "out"], edges, "in", "out")
    assert layers == {"in": 0, "a": 1, "b": 2, "out": 3}


# Crossings


def crossing_pairs(columns, segments):
    """Count crossings by looking at every pair of segments."""
    crossings = 0
    for (left, right), between in zip(pairwise(columns), segments, strict=True):
        for (a, b), (c, d) in combinations(between, 2):
            rises = (left.index(a) - left.index(c)) * (right.index(b) - right.index(d))
            crossings += rises < 0
    return crossings


@given(graphs())
def test_crossings_are_counted_pair_by_pair(graph):
    nodes, edges = graph
    forward = without_cycles(nodes, edges)
    layers = assign_layers(nodes, forward)
    columns, segments = by_layer(layers, with_bends(layers, forward))
    assert count_crossings(columns, segments) == crossing_pairs(columns, segments)


@given(graphs())
def test_reordered_columns_have_no_more_crossings(graph):
    nodes, edges = graph
    forward = without_cycles(nodes, edges)
    layers = assign_layers(nodes, forward)
    columns, segments = by_layer(layers, with_bends(layers, forward))
    reordered = reduce_crossings(columns, segments)
    assert count_crossings(reordered, segments) <= count_crossings(columns, segments)
    assert [set(column) for column in reordered] == [set(column) for column in columns]


def test_what_need_not_cross_does_not():
    segments = [[("a", "f"), ("b", "e"), ("c", "d")]]
    columns = [["a", "b", "c"], ["d", "e", "f"]]
    assert count_crossings(columns, segments) == 3
    assert count_crossings(reduce_crossings(columns, segments), segments) == 0


def test_long_edges_have_a_bend_in_each_layer_between():
    layers = {"a": 0, "b": 1, "c": 2, "d": 3}
    chains = with_bends(layers, [("a", "d"), ("b", "c")])
    assert [len(chain) for chain in chains] == [4, 2]
    columns, segments = by_layer(layers, chains)
    assert [len(column) for column in columns] == [1, 2, 2, 1]
    assert [len(between) for between in segments] == [1, 2, 1]


# Coordinates


@given(
    st.lists(
        st.tuples(st.floats(-100, 100), st.floats(0.01, 10), st.floats(0, 50)),
        min_size=1,
        max_size=15,
    )
)
def test_numbers_with_gaps_are_an_isotonic_regression(rows):
    wishes, weights, gaps = map(list, zip(*rows, strict=True))
    offsets = np.cumsum(gaps)
    regression = IsotonicRegression().fit(np.arange(len(rows)), wishes - offsets, weights)
    # rounding, of numbers up to 850
    np.testing.assert_allclose(
        nearest_with_gaps(wishes, weights, gaps),
        regression.predict(np.arange(len(rows))) + offsets,
        atol=1e-9,
    )


@given(graphs())
def test_nodes_keep_their_distance(graph):
    sizes, edges = graph
    layout = layered_layout(sizes, edges)
    places = boxes(sizes, layout)
    for a, b in combinations(sizes, 2):
        left_a, right_a, top_a, bottom_a = places[a]
        left_b, right_b, top_b, bottom_b = places[b]
        if layout.layers[a] == layout.layers[b]:
            assert max(top_a - bottom_b, top_b - bottom_a) >= NODE_GAP - ROUNDING
        else:
            assert max(left_a - right_b, left_b - right_a) >= LAYER_GAP - ROUNDING


@given(graphs())
def test_edges_run_from_source_to_target_round_the_other_nodes(graph):
    sizes, edges = graph
    layout = layered_layout(sizes, edges)
    places = boxes(sizes, layout)
    for (source, target), route in zip(edges, layout.routes, strict=True):
        steps = np.diff(np.array(route)[:, 0])
        assert (steps >= -ROUNDING).all() or (steps <= ROUNDING).all()
        for node, corner in ((source, route[0]), (target, route[-1])):
            left, right, *_ = places[node]
            assert min(abs(corner[0] - left), abs(corner[0] - right)) < ROUNDING
            assert corner[1] == layout.centers[node][1]
        for node in sizes.keys() - {source, target}:
            assert not any(passes(places[node], *ends) for ends in pairwise(route))


def passes(box, start, end):
    """Tell whether a line goes through a box, by points along it."""
    left, right, top, bottom = box
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        if left + ROUNDING < x < right - ROUNDING and top < y < bottom:
            return True
    return False


@given(graphs())
def test_the_whole_lies_within_its_size(graph):
    sizes, edges = graph
    layout = layered_layout(sizes, edges)
    corners = [corner for route in layout.routes for corner in route]
    for left, right, top, bottom in boxes(sizes, layout).values():
        corners += [(left, top), (right, bottom)]
    for x, y in corners:
        assert -ROUNDING <= x <= layout.width + ROUNDING
        assert -ROUNDING <= y <= layout.height + ROUNDING


def test_a_chain_is_straight():
    sizes = {"a": (10, 20), "b": (30, 10), "c": (10, 50)}
    layout = layered_layout(sizes, [("a", "b"), ("b", "c")])
    assert layout.routes == [
        [(10, 25), (10 + LAYER_GAP, 25)],
        [(40 + LAYER_GAP, 25), (40 + 2 * LAYER_GAP, 25)],
    ]


def test_an_edge_that_closes_a_cycle_runs_back():
    sizes = dict.fromkeys("abc", (10, 10))
    layout = layered_layout(sizes, [("a", "b"), ("b", "c"), ("c", "a")])
    forward, _, back = sorted(layout.routes, key=lambda route: route[0][0])
    assert forward[0][0] < forward[-1][0]
    assert back[0][0] > back[-1][0]


def test_the_same_graph_looks_the_same_again():
    sizes = dict.fromkeys("abcd", (10, 10))
    assert layered_layout(sizes, DIAMOND) == layered_layout(sizes, DIAMOND)


@pytest.mark.parametrize("sizes", [{}, {"a": (10, 20)}])
def test_none_or_one_node(sizes):
    layout = layered_layout(sizes, [])
    assert (layout.width, layout.height) == sizes.get("a", (0, 0))
