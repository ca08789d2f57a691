"""Subclasses that code finds by their base, so that nothing has to name them."""

import ast
from collections.abc import Iterable, Iterator, Set

from playground.packaging.tree_shaking.scope import Scope

NAMED = {"HasProps", "Model", "PaneBase", "Serializable"}
"""Bases of models and panes: the page makes each by its name, and BokehJS sends back no others."""

FINDERS = {"_descendents", "concrete_descendents", "descendents"}
"""Functions that find the subclasses of a class."""


def registry(node: ast.AST) -> set[str]:
    """Return the class whose subclasses this piece of code gets to know, unless they are named."""
    match node:
        case ast.ClassDef(name=name, body=body):
            found = {name for part in body if getattr(part, "name", "") == "__init_subclass__"}
        case ast.Call(func=func, args=[ast.Name(id=name), *_]) if _last_name(func) in FINDERS:
            found = {name}
        case ast.Attribute(value=ast.Name(id=name), attr="__subclasses__"):
            found = {name}
        case _:
            found = set()
    return found - NAMED


def registered(scopes: Iterable[Scope], registries: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield module and name of each class that has one of these bases, directly or not.

    Classes are told from each other by their names only, which at worst keeps too many.
    """
    classes = [
        (scope.name, node)
        for scope in scopes
        for nodes in scope.definitions.values()
        for node in nodes
        if isinstance(node, ast.ClassDef)
    ]
    names, count = set(registries), 0
    while count != len(names):
        count = len(names)
        names |= {node.name for _, node in classes if names & set(map(_last_name, node.bases))}
    for module, node in classes:
        if names & set(map(_last_name, node.bases)):
            yield module, node.name


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _last_name(value)
    return ""
