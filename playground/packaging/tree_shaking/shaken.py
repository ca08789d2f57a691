"""Rewrites the libraries without what cannot be reached; what stays keeps its lines."""

import ast
from collections.abc import Mapping

from playground.packaging.tree_shaking.reach import GLYPH_API, Reach
from playground.packaging.tree_shaking.scope import (
    Definition,
    Scope,
    is_export,
    is_for_checkers,
    module_name,
    read_scope,
)
from playground.packaging.tree_shaking.uncalled import is_uncalled

SHAKEN = ("bokeh/", "jinja2/", "panel/")
"""Libraries that define hundreds of models when they are imported, of which a page uses few."""

OURS = "playground/"


def shake(libraries: Mapping[str, bytes], ours: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out the definitions, imports and modules that nothing can reach by its name.

    A definition is kept if our package, or what is kept already, mentions it: by a name that leads
    to it through the modules' imports, or by a text that is its dotted path.

    Parameters
    ----------
    libraries, ours
        Path below site-packages -> content.

    Returns
    -------
    dict
        The libraries; other files than modules of `SHAKEN` are as they were.
    """
    sources = {name: code for name, code in {**libraries, **ours}.items() if _is_known(name)}
    scopes = {scope.name: scope for scope in map(read_scope, sources, sources.values())}
    reach = Reach(scopes)
    reach.follow([name for name in scopes if f"{name}.".startswith(OURS.replace("/", "."))])
    shaken = {}
    for name, content in libraries.items():
        if not _is_known(name):
            shaken[name] = content
            continue
        scope = scopes[module_name(name)]
        if scope.name in reach.loaded:
            shaken[name] = _without_unused(content, scope, reach)
    return shaken


def _is_known(name: str) -> bool:
    return name.endswith(".py") and name.startswith((*SHAKEN, OURS))


def _without_unused(content: bytes, scope: Scope, reach: Reach) -> bytes:
    lines = content.decode().splitlines()
    for node in scope.tree.body:
        new = _rewritten(node, scope, reach)
        if new is not None:
            _replace(lines, node, new)
        elif isinstance(node, ast.ClassDef):
            for part in _uncalled_parts(node, scope.name, reach):
                _replace(lines, part, "")
    return "\n".join(lines).encode()


def _rewritten(node: ast.stmt, scope: Scope, reach: Reach) -> str | None:
    """Spell a statement anew, in one line; None if it stays as it is."""

    def is_used(name: str) -> bool:
        return reach.is_used(scope.name, name)

    if is_uncalled(scope.name, node):
        return ""
    match node:
        case ast.ImportFrom(module="__future__"):
            return None
        case ast.ImportFrom(names=[ast.alias(name="*")]):
            return None if (scope.name, scope.absolute(node)) in reach.stars else ""
        case ast.ImportFrom() | ast.Import():
            names = [
                each for each in node.names if is_used(_bound(each)) and reach.has(scope, node)
            ]
            if len(names) == len(node.names):
                return None
            node.names = names
            return ast.unparse(node) if names else ""
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return None if node in scope.rest or is_used(name) else ""
        case ast.Assign() if is_export(node):
            if scope.exported is None:
                return ""
            return f"__all__ = {sorted(filter(is_used, scope.exported))!r}"
        case ast.If() if is_for_checkers(node):
            return ""
    return None


def _uncalled_parts(node: ast.ClassDef, module: str, reach: Reach) -> list[ast.stmt]:
    if (module, node.name) == GLYPH_API:
        return [method for methods in reach.glyph_methods.values() for method in methods]
    return [part for part in node.body if is_uncalled(f"{module}.{node.name}", part)]


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _replace(lines: list[str], node: ast.stmt, new: str) -> None:
    decorators = node.decorator_list if isinstance(node, Definition) else []
    start = min([node.lineno, *(each.lineno for each in decorators)])
    end = node.end_lineno or node.lineno
    lines[start - 1 : end] = [new, *[""] * (end - start)]
