"""The card that explains one node of a dataflow graph."""

from markupsafe import Markup

from playground.insight.computation_graph.graph import ROOT, Graph
from playground.insight.computation_graph.step_values import Statistics
from playground.number_format import rounded
from playground.text import listed, text
from playground.ui.markup import untranslated
from playground.views.computation_graph.node_text import letter, shape_text, shapes_text


def card_html(graph: Graph, name: str, statistics: Statistics | None = None) -> Markup:
    """Describe an operation or a group.

    Parameters
    ----------
    graph : Graph
    name : str
        Name of the node.
    statistics : Statistics, optional
        What an operation's tensor holds at present.

    Returns
    -------
    Markup
    """
    is_group = name in graph.groups
    rows = _group_rows(graph, name) if is_group else _operation_rows(graph, name, statistics)
    row = Markup("<tr><th scope=row>{}</th><td>{}</td></tr>")
    body = Markup("").join(row.format(*one) for one in rows if one[1])
    return Markup("<h3>{}</h3><table>{}</table>").format(name, body)


def _group_rows(graph: Graph, name: str) -> list[tuple[str, str]]:
    group = graph.groups[name]
    alike = "" if group.structure is None else letter(group.structure)
    children = listed(child.rpartition("/")[2] for child in group.children)
    bundles = graph.bundles(name.rpartition("/")[0] or ROOT)
    takes = [f"{one.source}: {shapes_text(one)}" for one in bundles if one.target == name]
    gives = [f"{one.target}: {shapes_text(one)}" for one in bundles if one.source == name]
    return [
        (text("graph.contains"), children),
        (text("graph.inputs"), "; ".join(takes)),
        (text("graph.outputs"), "; ".join(gives)),
        (text("graph.parameters"), str(group.parameters)),
        (text("graph.structure"), alike),
    ]


def _operation_rows(
    graph: Graph, name: str, statistics: Statistics | None
) -> list[tuple[str, str]]:
    operation = graph.operations[name]
    kind, _, function = operation.kind.partition(".")
    outputs = [target for source, target in graph.tensors if source == name]
    return [
        (text("graph.operation"), text(f"operation.{kind}") + (function and f" ({function})")),
        (text("graph.formula"), untranslated(text(f"formula.{kind}"))),
        (text("graph.shape"), shape_text(operation.shape)),
        (text("graph.inputs"), listed(operation.inputs)),
        (text("graph.outputs"), listed(outputs)),
        (text("graph.parameters"), str(operation.parameters or "")),
        (text("graph.values"), _spell(statistics) if statistics else ""),
    ]


def _spell(statistics: Statistics) -> str:
    low, mean, high, deviation = (rounded(number, digits=3) for number in statistics)
    return text("graph.statistics", low=low, mean=mean, high=high, deviation=deviation)
