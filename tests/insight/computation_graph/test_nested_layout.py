"""The picture of a dataflow graph: what is seen of it and where, with groups open or closed."""

from functools import cache
from itertools import combinations

import pytest

from playground.insight import dataflow, dataflow_view
from playground.insight.computation_graph.graph import ROOT, child_of, groups_around
from playground.insight.computation_graph.layered_layout import (
    assign_layers,
    by_layer,
    count_crossings,
    reduce_crossings,
    with_bends,
)
from playground.insight.computation_graph.nested_layout import HEADER, NODE_SIZE
from tests.cases import every

from .experiments import experiment

DEPTHS = (0, 1, 2, 3, 8)
"""No layer, one alone, two that skip to each other, one in the middle, and the most."""
VARIANTS = {
    "plain": {},
    "with all": {"skip": True, "regularization": "l2", "optimizer": "adam", "dropout": 0.1},
}
OPEN = {
    "collapsed": lambda graph: (),
    "layers expanded": lambda graph: [name for name in graph.groups if "layer" in name],
    "outer groups expanded": lambda graph: graph.groups[ROOT].children,
    "expanded": lambda graph: graph.groups,
}

every_picture = every(
    ("depth", "variant", "opened"),
    [(depth, variant, opened) for depth in DEPTHS for variant in VARIANTS for opened in OPEN],
)

# coordinates are sums of some hundred lengths
ROUNDING = 1e-6


@cache
def picture(depth, variant, opened):
    graph = dataflow(experiment(hidden=[3] * depth, **VARIANTS[variant]))
    return graph, dataflow_view(graph, OPEN[opened](graph))


def parent(name):
    return name.rpartition("/")[0]


def sides(node):
    half_width, half_height = node.width / 2, node.height / 2
    return node.x - half_width, node.x + half_width, node.y - half_height, node.y + half_height


def overlap(a, b):
    left_a, right_a, top_a, bottom_a = sides(a)
    left_b, right_b, top_b, bottom_b = sides(b)
    return min(right_a, right_b) > max(left_a, left_b) and min(bottom_a, bottom_b) > max(
        top_a, top_b
    )


def named(view):
    return {node.name: node for node in view.nodes}


@every_picture
def test_nodes_do_not_overlap(depth, variant, opened):
    _, view = picture(depth, variant, opened)
    for a, b in combinations(view.nodes, 2):
        nested = b.name.startswith(f"{a.name}/") or a.name.startswith(f"{b.name}/")
        assert nested or not overlap(a, b)


@every_picture
def test_nodes_lie_in_the_open_group_around_them_and_below_its_name(depth, variant, opened):
    _, view = picture(depth, variant, opened)
    nodes = named(view)
    for node in view.nodes:
        left, right, top, bottom = sides(node)
        assert left >= -ROUNDING
        assert right <= view.width + ROUNDING
        assert top >= -ROUNDING
        assert bottom <= view.height + ROUNDING
        if parent(node.name) != ROOT:
            outer = sides(nodes[parent(node.name)])
            assert outer[0] < left
            assert right < outer[1]
            assert outer[2] + HEADER <= top + ROUNDING
            assert bottom < outer[3]


@every_picture
def test_every_edge_goes_forward(depth, variant, opened):
    _, view = picture(depth, variant, opened)
    nodes = named(view)
    flow = [edge for edge in view.edges if not edge.aside]
    assert flow
    for edge in flow:
        assert edge.points[0][0] < edge.points[-1][0]
        source, target = edge.bundle.source, edge.bundle.target
        if parent(source) == parent(target):
            assert nodes[source].layer < nodes[target].layer


@every_picture
def test_edges_end_at_their_nodes_or_at_the_border_of_the_group(depth, variant, opened):
    _, view = picture(depth, variant, opened)
    nodes = named(view)
    for edge in view.edges:
        if edge.aside:
            continue
        source, target = nodes[edge.bundle.source], nodes[edge.bundle.target]
        from_border = target.name.startswith(f"{source.name}/")
        to_border = source.name.startswith(f"{target.name}/")
        left, right, *_ = sides(source)
        assert edge.points[0] == pytest.approx((left if from_border else right, source.y))
        left, right, *_ = sides(target)
        assert edge.points[-1] == pytest.approx((right if to_border else left, target.y))


@every_picture
def test_every_parameter_appears_once(depth, variant, opened):
    graph, view = picture(depth, variant, opened)
    shown = sum(
        (graph.groups.get(node.name) or graph.operations[node.name]).parameters
        for node in view.nodes
        if not node.expanded
    )
    assert shown == graph.groups[ROOT].parameters > 0


@every_picture
def test_bundles_keep_every_tensor(depth, variant, opened):
    graph, view = picture(depth, variant, opened)
    visible = named(view)
    between = [
        tensor
        for edge in view.edges
        if parent(edge.bundle.source) == parent(edge.bundle.target)
        for tensor in edge.bundle.tensors
    ]
    closed = [name for name, node in visible.items() if name in graph.groups and not node.expanded]
    hidden = [
        (source, target)
        for source, target in graph.tensors
        for group in closed
        if child_of(group, source) and child_of(group, target)
    ]
    assert sorted(between + hidden) == sorted(graph.tensors)


@every_picture
def test_a_tensor_can_be_followed_from_border_to_border(depth, variant, opened):
    _, view = picture(depth, variant, opened)
    ways = {}
    for edge in view.edges:
        for tensor in edge.bundle.tensors:
            ways.setdefault(tensor, set()).add((edge.bundle.source, edge.bundle.target))
    visible = named(view)
    for (source, target), steps in ways.items():
        start, end = (
            next(
                n for n in [*groups_around(name), name] if n in visible and not visible[n].expanded
            )
            for name in (source, target)
        )
        here, walked = start, 0
        while here != end:
            (here,) = (there for step, there in steps if step == here)
            walked += 1
        assert walked == len(steps)


@every("group", ["", "gradients", "layer_2", "optimizer"])
@every("variant", VARIANTS)
@every("depth", [2, 3, 8])
def test_edges_cross_no_more_often_than_in_the_order_of_the_operations(depth, variant, group):
    graph = dataflow(experiment(hidden=[3] * depth, **VARIANTS[variant]))
    nodes = [name for name in graph.groups[group].children if graph.is_critical(name, {})]
    edges = [(b.source, b.target) for b in graph.bundles(group)]
    edges = [edge for edge in edges if set(edge) <= set(nodes)]
    layers = assign_layers(nodes, edges)
    columns, segments = by_layer(layers, with_bends(layers, edges))
    unordered = count_crossings(columns, segments)
    ordered = count_crossings(reduce_crossings(columns, segments), segments)
    assert ordered <= unordered
    if group == "":
        assert ordered < unordered / 2


def test_closed_groups_hide_what_is_in_them():
    graph = dataflow(experiment())
    assert [node.name for node in dataflow_view(graph).nodes] == list(graph.groups[ROOT].children)
    opened = named(dataflow_view(graph, ["layer_1"]))
    assert opened.keys() - named(dataflow_view(graph)).keys() == set(
        graph.groups["layer_1"].children
    )
    assert opened["layer_1"].expanded
    assert not opened["layer_2"].expanded


def test_all_open_every_operation_and_group_is_seen_once():
    graph = dataflow(experiment())
    names = [node.name for node in dataflow_view(graph, graph.groups).nodes]
    assert len(names) == len(set(names))
    assert set(names) == (graph.operations.keys() | graph.groups.keys()) - {ROOT}


def test_a_group_in_a_closed_group_and_a_name_that_is_gone_do_no_harm():
    graph = dataflow(experiment())
    assert dataflow_view(graph, ["gradients/layer_1", "layer_9", "loss/mean"]) == dataflow_view(
        graph
    )


def test_what_is_not_critical_lies_below_the_flow():
    graph = dataflow(experiment())
    nodes = named(dataflow_view(graph, ["layer_1"]))
    aside = {name for name, node in nodes.items() if node.layer is None}
    assert aside == {"summaries", "layer_1/weights_initializer", "layer_1/biases_initializer"}
    lowest = max(nodes[name].y for name in graph.groups["layer_1"].children if name not in aside)
    assert nodes["layer_1/weights_initializer"].y > lowest
    assert nodes["layer_1/biases_initializer"].y > lowest


def test_edges_to_what_is_aside_are_straight_lines_between_middles():
    view = dataflow_view(dataflow(experiment()))
    (edge,) = [edge for edge in view.edges if edge.aside]
    nodes = named(view)
    loss, summaries = nodes["loss"], nodes["summaries"]
    assert edge.points == ((loss.x, loss.y), (summaries.x, summaries.y))


def test_users_overrule_what_lies_aside():
    graph = dataflow(experiment())
    overruled = {"summaries": True, "optimizer": False}
    nodes = named(dataflow_view(graph, overruled=overruled))
    assert nodes["summaries"].layer > nodes["loss"].layer
    assert nodes["optimizer"].layer is None


def test_all_may_lie_aside():
    graph = dataflow(experiment())
    overruled = dict.fromkeys(graph.groups["layer_1"].children, False)
    view = dataflow_view(graph, ["layer_1"], overruled)
    inner = [node for node in view.nodes if node.name.startswith("layer_1/")]
    assert len(inner) == 7
    assert all(node.layer is None for node in inner)
    assert not any(overlap(a, b) for a, b in combinations(inner, 2))


def test_operations_and_closed_groups_have_the_size_that_is_asked_for():
    graph = dataflow(experiment())
    sizes = {(n.width, n.height) for n in dataflow_view(graph, ["loss"]).nodes if not n.expanded}
    assert sizes == {NODE_SIZE}
    wide = dataflow_view(graph, ["loss"], node_size=(200, 10))
    assert {(n.width, n.height) for n in wide.nodes if not n.expanded} == {(200, 10)}
    sizes = {name: (50 + 5 * len(name), 20) for name in (*graph.groups, *graph.operations)}
    each = dataflow_view(graph, ["loss"], node_size=sizes)
    assert all((n.width, n.height) == sizes[n.name] for n in each.nodes if not n.expanded)


def test_groups_come_before_what_is_in_them():
    graph = dataflow(experiment())
    names = [node.name for node in dataflow_view(graph, graph.groups).nodes]
    places = {name: place for place, name in enumerate(names)}
    assert all(places[parent(n)] < places[n] for n in names if parent(n))


def test_the_same_graph_looks_the_same_again():
    graphs = [dataflow(experiment(hidden=[3] * 4)) for _ in range(2)]
    views = [dataflow_view(graph, graph.groups) for graph in graphs]
    assert views[0] == views[1]
