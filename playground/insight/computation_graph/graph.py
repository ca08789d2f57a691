"""A graph of operations: its groups, what is alike in it, and what is beside the point."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from playground.insight.computation_graph.operations import Operation

ROOT = ""
"""Name of the group that holds everything."""

NON_CRITICAL_KINDS = frozenset({"initializer", "constant", "counter", "slot", "summary"})
"""Kinds of operations that carry no data flow: start values, constants and bookkeeping."""

Tensor = tuple[str, str]
"""The names of the operation that a tensor comes from and of the one that takes it."""


@dataclass(frozen=True)
class Group:
    """A namespace with the operations and groups in it.

    Attributes
    ----------
    name : str
        What the names of all of them begin with, as "gradients/layer_1"; ROOT for all there are.
    children : tuple of str
        Names of the operations and groups directly in it.
    parameters : int
        Number of the network's parameters in it.
    structure : int or None
        The same for all groups that are made of the same kinds of operations, joined in the same
        way, whatever the shapes of their tensors; None for a group that has no like.
    """

    name: str
    children: tuple[str, ...]
    parameters: int
    structure: int | None


@dataclass(frozen=True)
class Bundle:
    """All tensors that flow from one node of a group to another.

    Attributes
    ----------
    source, target : str
        Names of two children of the group. Where tensors come from or go to nodes outside, the name
        of the group itself stands for its border.
    tensors : tuple of Tensor
        What flows.
    shapes : tuple of tuple of int
        The different shapes of these tensors.
    size : int
        Number of entries of all tensors together.
    """

    source: str
    target: str
    tensors: tuple[Tensor, ...]
    shapes: tuple[tuple[int, ...], ...]
    size: int


class Graph:
    """Operations with the groups that their names make.

    Parameters
    ----------
    operations : sequence of Operation
        Names must differ, and no name may begin with the whole of another and a slash.

    Attributes
    ----------
    operations : dict of Operation
        The operations by their names.
    groups : dict of Group
        The groups by their names, outer before inner ones.
    tensors : tuple of Tensor
        All tensors.
    """

    def __init__(self, operations: Sequence[Operation]):
        self.operations = {operation.name: operation for operation in operations}
        self.tensors = tuple((source, one.name) for one in operations for source in one.inputs)
        children = _children(self.operations)
        structures = _structures(self.operations, children, self.tensors)
        self.groups = {
            name: Group(name, names, self._parameters(name), structures[name])
            for name, names in children.items()
        }

    def search(self, text: str) -> list[str]:
        """Return the names of operations and groups with ``text`` in name or kind, in any case."""
        text = text.strip().lower()
        groups = [name for name in self.groups if name != ROOT and text in name.lower()]
        operations = [
            one.name
            for one in self.operations.values()
            if text in one.name.lower() or text in one.kind.lower()
        ]
        return groups + operations if text else []

    def is_critical(self, name: str, overruled: Mapping[str, bool]) -> bool:
        """Tell whether an operation or group carries data flow, or a user says so.

        Parameters
        ----------
        name : str
            Name of the operation or group. A group is critical if anything in it is.
        overruled : mapping of bool
            What users decided about single operations or groups.
        """
        if name in overruled:
            return overruled[name]
        if name in self.operations:
            return self.operations[name].kind not in NON_CRITICAL_KINDS
        return any(self.is_critical(child, overruled) for child in self.groups[name].children)

    def bundles(self, group: str) -> list[Bundle]:
        """Return all tensors that a group's children exchange, with each other and with others.

        A tensor within one child belongs to no bundle, nor does one that passes the group by.
        """
        tensors: dict[tuple[str, str], list[Tensor]] = defaultdict(list)
        for tensor in self.tensors:
            source, target = (child_of(group, name) or group for name in tensor)
            if source != target:
                tensors[source, target].append(tensor)
        return [self._bundle(*ends, tuple(flow)) for ends, flow in tensors.items()]

    def _bundle(self, source: str, target: str, tensors: tuple[Tensor, ...]) -> Bundle:
        shapes = [self.operations[name].shape for name, _ in tensors]
        return Bundle(source, target, tensors, tuple(dict.fromkeys(shapes)), sum(map(prod, shapes)))

    def _parameters(self, group: str) -> int:
        return sum(one.parameters for one in self.operations.values() if child_of(group, one.name))


def child_of(group: str, name: str) -> str | None:
    """Return the child of a group that a name is or lies in; None if it lies outside."""
    if group == ROOT:
        return name.partition("/")[0]
    if not name.startswith(f"{group}/"):
        return None
    return f"{group}/{name.removeprefix(f'{group}/').partition('/')[0]}"


def groups_around(name: str) -> list[str]:
    """Return the groups that an operation or group lies in, the outermost first, without ROOT."""
    parts = name.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _children(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the children of each group, outer groups before inner ones."""
    children: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        path = [ROOT, *groups_around(name), name]
        for group, child in pairwise(path):
            children[group][child] = None
    return {group: tuple(children[group]) for group in sorted(children, key=depth)}


def depth(group: str) -> int:
    """Return how many groups a group lies in, ROOT included."""
    return group.count("/") + 1 if group else 0


def _structures(
    operations: Mapping[str, Operation],
    children: Mapping[str, Sequence[str]],
    tensors: Iterable[Tensor],
) -> dict[str, int | None]:
    """Return equal numbers for groups of equal structure, and None for groups without their like.

    The structure of a group is that of its children and their edges, by the color refinement of
    Weisfeiler & Lehman (1968).
    """
    numbers: dict[object, int] = {}

    def number(description: object) -> int:
        return numbers.setdefault(description, len(numbers))

    colors = {name: number(operation.kind) for name, operation in operations.items()}
    for group in sorted(children, key=depth, reverse=True):
        refined = {child: colors[child] for child in children[group]}
        edges = [(child_of(group, source), child_of(group, target)) for source, target in tensors]
        for _ in refined:
            around: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for source, target in edges:
                if source in refined and target in refined:
                    around[target].append((0, refined[source]))
                    around[source].append((1, refined[target]))
            refined = {
                child: number((color, *sorted(around[child]))) for child, color in refined.items()
            }
        colors[group] = number(tuple(sorted(refined.values())))
    counts = Counter(colors[group] for group in children)
    ranks: dict[int, int] = {}
    return {
        group: ranks.setdefault(colors[group], len(ranks)) if counts[colors[group]] > 1 else None
        for group in children
    }
