"""What stands in the picture of a dataflow graph: names of nodes, shapes of tensors."""

from collections.abc import Sequence

from playground.text import text
from playground.views.computation_graph.drawn_graph import DrawnBundle, DrawnGraph

SIGNS = {True: "− ", False: "+ "}
"""What stands before the name of a group that can be closed or opened."""

LETTER_WIDTH, MARGIN, SMALLEST_WIDTH = 7.0, 16.0, 72.0
"""Pixels that a letter takes up at most on average, those beside a name, and a node's width."""

NODE_HEIGHT = 28.0

MOST_TOLD = 8
"""Tensors of a bundle that are listed at most."""


def shape_text(shape: Sequence[int]) -> str:
    """Spell a tensor's shape: its numbers of rows and columns, or 1 for a number."""
    return "\N{MULTIPLICATION SIGN}".join(map(str, shape)) or "1"


def letter(structure: int) -> str:
    """Give the letter of a structure: A, B, ... Z, A, ..."""
    return chr(ord("A") + structure % 26)


def structure_of(name: str, graph: DrawnGraph) -> int | None:
    """Return the number of a group's structure; None if it has no like, or is no group."""
    group = graph.groups.get(name)
    return None if group is None else group.structure


def node_label(name: str, graph: DrawnGraph, expanded: bool = False) -> str:
    """Write what stands on a node: its own name, a group's sign and letter."""
    sign = SIGNS[expanded] if name in graph.groups else ""
    structure = structure_of(name, graph)
    alike = "" if structure is None else f" ({letter(structure)})"
    return f"{sign}{name.rpartition('/')[2]}{alike}"


def node_sizes(graph: DrawnGraph) -> dict[str, tuple[float, float]]:
    """Return the size of each operation and closed group that its name needs, in pixels."""
    return {
        name: (_width(node_label(name, graph)), NODE_HEIGHT)
        for name in (*graph.groups, *graph.operations)
    }


def _width(label: str) -> float:
    return max(SMALLEST_WIDTH, LETTER_WIDTH * len(label) + MARGIN)


def bundle_label(bundle: DrawnBundle) -> str:
    """Write what stands on a line: the shape of what flows, or how many tensors there are."""
    count = len({source for source, _ in bundle.tensors})
    shape = shape_text(bundle.shapes[0])
    return shape if count == 1 else text("graph.tensors", count=count)


def bundle_lines(bundle: DrawnBundle, graph: DrawnGraph) -> str:
    """List the tensors of a bundle with their shapes, a line for each."""
    lines = [
        f"{source} → {target}: {shape_text(graph.operations[source].shape)}"
        for source, target in bundle.tensors
    ]
    more = len(lines) - MOST_TOLD
    if more > 0:
        lines[MOST_TOLD:] = [text("graph.more", count=more)]
    return "\n".join(lines)


def shapes_text(bundle: DrawnBundle) -> str:
    """List the different shapes of a bundle's tensors."""
    return ", ".join(map(shape_text, bundle.shapes))
