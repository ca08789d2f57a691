"""The names of a module: what it defines and imports, and what it does when it is imported."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from playground.packaging.errors import BuildError
from playground.packaging.tree_shaking.uncalled import is_uncalled

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

ANNOTATIONS = {(ast.arg, "annotation"), (ast.FunctionDef, "returns")}
"""What nothing looks at when the code runs; those of classes are, by dataclasses."""

HARMLESS = {"abstract", "dataclass"}
"""Decorators of classes that tell nobody of the class."""


@dataclass
class Scope:
    """The top level of a module.

    Attributes
    ----------
    name : str
        Dotted name of the module.
    is_package : bool
    tree : ast.Module
    definitions : dict
        Name -> its classes and functions; several if one replaces another.
    imports : dict
        Name -> modules and names there that it may stand for, wherever it is imported; the name is
        empty for a module itself.
    stars : list of str
        Modules all of whose names are imported.
    exported : set of str or None
        What ``*`` means; None if that is not listed name by name.
    rest : list of ast.stmt
        All other statements, which are executed when the module is imported.
    """

    name: str
    is_package: bool
    tree: ast.Module
    definitions: dict[str, list[Definition]] = field(default_factory=dict)
    imports: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    exported: set[str] | None = None
    rest: list[ast.stmt] = field(default_factory=list)

    def absolute(self, node: ast.ImportFrom) -> str:
        """Return the dotted name of the module from which is imported."""
        if node.level == 0:
            return node.module or ""
        parts = self.name.split(".")
        parts = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*parts, *([node.module] if node.module else [])])


def read_scope(path: str, content: bytes) -> Scope:
    """Read a module.

    Parameters
    ----------
    path
        Below site-packages.
    content
        Its source.

    Raises
    ------
    BuildError
        If that is no Python.
    """
    is_package = PurePosixPath(path).stem == "__init__"
    try:
        tree = ast.parse(content)
    except SyntaxError as error:
        raise BuildError(f"{path}, line {error.lineno}: {error.msg}") from None
    scope = Scope(module_name(path), is_package, tree)
    called = [node for node in scope.tree.body if not is_uncalled(scope.name, node)]
    for node in called:
        _enter(scope, node)
    for part in mentions(called):
        _enter_import(scope, part)
    return scope


def module_name(path: str) -> str:
    """Return the dotted name of the module with this path."""
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _enter(scope: Scope, node: ast.stmt) -> None:
    match node:
        case ast.ImportFrom(module="__future__"):
            pass
        case ast.ImportFrom(names=[ast.alias(name="*")]):
            scope.stars.append(scope.absolute(node))
        case ast.ImportFrom() | ast.Import():
            pass
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() if not _registers(node):
            scope.definitions.setdefault(node.name, []).append(node)
        case ast.Assign(value=ast.Tuple(elts) | ast.List(elts)) if is_export(node):
            names = [each.value for each in elts if isinstance(each, ast.Constant)]
            scope.exported = {*map(str, names)} if len(names) == len(elts) else None
        case _ if not is_for_checkers(node):
            scope.rest.append(node)


def _enter_import(scope: Scope, node: ast.AST) -> None:
    match node:
        case ast.ImportFrom():
            module = scope.absolute(node)
            for alias in node.names:
                scope.imports.setdefault(alias.asname or alias.name, set()).add(
                    (module, alias.name)
                )
        case ast.Import():
            for alias in node.names:
                bound = alias.name if alias.asname else alias.name.partition(".")[0]
                scope.imports.setdefault(alias.asname or bound, set()).add((bound, ""))


def _registers(node: Definition) -> bool:
    """Whether a definition may be in use unnamed: by its decorator, or by Python itself."""
    if isinstance(node, ast.ClassDef):
        return not {_last_name(each) for each in node.decorator_list} <= HARMLESS
    return bool(node.decorator_list) or node.name.startswith("__")


def _last_name(decorator: ast.expr) -> str:
    match decorator:
        case ast.Call(func=func):
            return _last_name(func)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def is_export(node: ast.AST) -> bool:
    """Whether this is ``__all__`` as a list."""
    match node:
        case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.Tuple() | ast.List()):
            return True
    return False


def is_for_checkers(node: ast.AST) -> bool:
    """Whether this is ``if TYPE_CHECKING:``."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]):
            return True
    return False


def mentions(nodes: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Yield everything in these pieces of code but functions' annotations and code for checkers."""
    stack: list[ast.AST] = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if (type(node), name) in ANNOTATIONS or (name == "body" and is_for_checkers(node)):
                continue
            children = value if isinstance(value, list) else [value]
            stack.extend(each for each in children if isinstance(each, ast.AST))
