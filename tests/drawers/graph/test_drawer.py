"""The graph drawer: nodes are found, opened, overruled and explained, and follow the experiment."""

import pytest
from bokeh.events import DoubleTap, Tap

from playground.insight import dataflow
from playground.insight.computation_graph.operations import OPERATION_KINDS
from playground.text import text
from playground.views.computation_graph.node_text import shape_text
from tests.cases import every
from tests.drawers.control import figures, press, source, widget

DRAWER = "graph"


def drawn(app, name="graph_nodes"):
    return source(app, name)


def card(app):
    return next(
        iter(app.drawers.root.select(lambda one: "<table>" in str(getattr(one, "object", ""))))
    ).object


def hints(app):
    return [getattr(part, "object", None) for part in app.drawers.root.select()]


def tap(app, name, kind=Tap):
    nodes = drawn(app)
    index = nodes["name"].index(name)
    figure = figures(app)["graph"]
    figure._trigger_event(kind(figure, x=nodes["x"][index], y=nodes["top"][index]))


def test_at_first_all_groups_are_closed(app):
    top = {name.partition("/")[0] for name in dataflow(app.experiment).operations}
    assert set(drawn(app)["name"]) == top


def test_a_group_opens_and_closes_in_place(app):
    closed = list(drawn(app)["name"])
    widget(app, "Node").value = "layer_1"
    press(app, "Open group")
    assert "layer_1/matmul" in drawn(app)["name"]
    press(app, "Close group")
    assert drawn(app)["name"] == closed


def test_a_second_tap_opens_a_group(app):
    tap(app, "gradients")
    assert widget(app, "Node").value == "gradients"
    assert "gradients/output" not in drawn(app)["name"]
    tap(app, "gradients")
    assert "gradients/output" in drawn(app)["name"]


def test_two_quick_taps_open_a_group(app):
    tap(app, "loss")
    tap(app, "loss", DoubleTap)
    assert "loss/mean" in drawn(app)["name"]


def test_all_operations_can_be_seen_at_once(app):
    press(app, "Open all")
    graph = dataflow(app.experiment)
    assert sorted(drawn(app)["name"]) == sorted([*list(graph.groups)[1:], *graph.operations])


def test_search_shortens_the_list(app):
    widget(app, "Search").value = "matmul"
    assert widget(app, "Node").options == ["layer_1/matmul", "layer_2/matmul", "output/matmul"]
    widget(app, "Search").value = "no such node"
    assert len(widget(app, "Node").options) > 3
    assert text("graph.not_found") in hints(app)
    widget(app, "Search").value = ""
    assert text("graph.not_found") not in hints(app)


def test_a_node_is_taken_out_of_the_flow_and_put_back(app):
    widget(app, "Node").value = "layer_1/matmul"
    press(app, "Take aside")
    assert widget(app, "Put in flow")
    press(app, "Put in flow")
    assert widget(app, "Take aside")


def test_it_follows_the_experiment(app):
    app.experiment.hidden = [3, 3, 3]
    assert "layer_3" in drawn(app)["name"]
    widget(app, "Node").value = "layer_3"
    app.experiment.hidden = []
    assert "layer_1" not in drawn(app)["name"]


def test_closed_it_follows_no_more(app):
    nodes = next(iter(figures(app)["graph"].select({"name": "graph_nodes"})))
    app.drawers.close()
    before = list(nodes.data["name"])
    app.experiment.hidden = [3, 3, 3]
    assert nodes.data["name"] == before


def test_the_card_tells_the_present_values(app):
    widget(app, "Node").value = "loss/mean"
    assert f"{app.session.train_loss:.3g}" in card(app)
    app.step(20)
    assert f"{app.session.train_loss:.3g}" in card(app)


@pytest.mark.parametrize("settings", [{}, {"skip": True, "hidden": [3, 3], "optimizer": "adam"}])
def test_every_node_has_a_card(app, settings):
    app.experiment.param.update(**settings)
    for name in widget(app, "Node").options:
        widget(app, "Node").value = name
        assert f"<h3>{name}</h3>" in card(app)


@every("kind", sorted({kind.partition(".")[0] for kind in OPERATION_KINDS}))
def test_every_kind_of_operation_has_a_name_and_a_formula(kind):
    assert text(f"operation.{kind}")
    assert text(f"formula.{kind}")


def test_larger_is_larger(app):
    figure = figures(app)["graph"]
    width = figure.width
    press(app, "Larger")
    assert figure.width == round(1.25 * width)
    for _ in range(9):
        press(app, "Smaller")
    assert figure.width == round(0.5 * width)


def test_alike_groups_have_one_color_and_one_letter(app):
    app.experiment.hidden = [3, 3, 3]
    nodes = drawn(app)
    of = {name: i for i, name in enumerate(nodes["name"])}
    first, second = of["layer_1"], of["layer_2"]
    assert nodes["fill"][first] == nodes["fill"][second]
    assert nodes["label"][first][-3:] == nodes["label"][second][-3:]
    assert nodes["fill"][of["loss"]] != nodes["fill"][first]


def test_thicker_lines_carry_more_numbers(app):
    press(app, "Open all")
    edges = drawn(app, "graph_edges")
    assert len(edges["xs"]) == len(drawn(app, "graph_shapes")["label"])
    assert max(edges["width"]) > min(edges["width"]) >= 1


def test_more_than_two_classes_have_an_output_each(app):
    app.load("dataset=blobs&layer_activations=sine,relu")
    press(app, "Open all")
    nodes = drawn(app)
    assert "output/weights" in nodes["name"]
    widget(app, "Node").value = "output/weights"
    assert f"<td>{shape_text((2, 3))}</td>" in card(app)
    widget(app, "Node").value = "layer_1/activation"
    assert "sine" in card(app)


def test_a_line_tells_its_shape_or_how_many_tensors_it_bundles(app):
    """From the gradients to the optimizer go two for each layer; all are listed on the line."""
    labels, lines = drawn(app, "graph_shapes")["label"], drawn(app, "graph_edges")["tensors"]
    of = {line.partition(": ")[0]: i for i, line in enumerate(lines)}
    first = of["input/features → layer_1/matmul"]
    assert (labels[first], lines[first].count("\n")) == (shape_text((10, 2)), 0)
    (bundle,) = [i for i, line in enumerate(lines) if "gradients/output/weights →" in line]
    assert labels[bundle] == "6 tensors"
    assert len(lines[bundle].splitlines()) == 6
    app.experiment.hidden = [2] * 6
    lines = drawn(app, "graph_edges")["tensors"]
    (bundle,) = [line for line in lines if "→ optimizer/" in line and "gradients/" in line]
    assert bundle.splitlines()[-1] == "and 6 more"


def test_the_card_of_a_group_lists_what_it_takes_and_gives(app):
    widget(app, "Node").value = "layer_1"
    assert f"input: {shape_text((10, 2))}" in card(app)
    assert f"layer_2: {shape_text((10, 4))}" in card(app)


def test_names_fit_on_their_nodes(app):
    """At the size of the figure's letters, which are 12 pixels high, none is broader than 7."""
    press(app, "Open all")
    nodes = drawn(app)
    for label, width in zip(nodes["label"], nodes["width"], strict=True):
        assert width >= 7 * len(label)
