"""Which definitions of the libraries can be reached from our own code."""

import ast
import re
from collections.abc import Iterable, Mapping

from playground.packaging.tree_shaking.scope import Definition, Scope, mentions
from playground.packaging.tree_shaking.uncalled import UNCALLED, is_uncalled

PATH = re.compile(r"\.?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
"""How Bokeh's properties refer to a class that is imported later."""

GLYPH_API = ("bokeh.plotting.glyph_api", "GlyphAPI")
"""A class whose methods count one by one: it has one for each kind of glyph."""

GLYPH_USERS = ("bokeh.plotting", "playground")
"""Packages in which an attribute may be such a method."""


class Reach:
    """Follows names from module to module, and notes what it meets.

    Parameters
    ----------
    scopes
        All modules by their dotted names.

    Attributes
    ----------
    used : set of (str, str)
        Modules, and the names in them that are in use.
    loaded : set of str
        Modules that are imported.
    stars : set of (str, str)
        Modules, and the modules all of whose names they have to import.
    glyph_methods : dict
        Methods that nothing has called so far, by their names.
    """

    def __init__(self, scopes: Mapping[str, Scope]):
        self._scopes = scopes
        self._waiting: list[tuple[Scope, list[ast.AST]]] = []
        self.used: set[tuple[str, str]] = set()
        self.loaded: set[str] = set()
        self.stars: set[tuple[str, str]] = set()
        self.glyph_methods: dict[str, list[Definition]] = {}
        self._called: set[str] = set()
        self._assigned: dict[str, set[str]] = {}

    def follow(self, roots: Iterable[str]) -> None:
        """Follow all that these modules use, whether they are told to or not."""
        for name in roots:
            self._load(name)
            scope = self._scopes[name]
            self._waiting.append((scope, list(scope.tree.body)))
        while self._waiting or self._call_glyph_methods():
            scope, nodes = self._waiting.pop()
            for node in mentions(nodes):
                self._meet(scope, node)

    def has(self, scope: Scope, node: ast.ImportFrom | ast.Import) -> bool:
        """Whether what a module of theirs imports is there, if it is theirs, too."""
        if isinstance(node, ast.Import):
            return True
        module = scope.absolute(node)
        return module in self._scopes or module.partition(".")[0] not in self._scopes

    def _call_glyph_methods(self) -> bool:
        """Follow the methods for glyphs that have been called meanwhile; tell if there are any."""
        scope = self._scopes.get(GLYPH_API[0])
        if scope is None:
            return False
        for name in self._called & self.glyph_methods.keys():
            self._waiting.append((scope, list(self.glyph_methods.pop(name))))
        return bool(self._waiting)

    def _load(self, name: str) -> None:
        """Import a module, and so the packages that it is in."""
        if name in self.loaded or name not in self._scopes:
            return
        self.loaded.add(name)
        parent = name.rpartition(".")[0]
        self._load(parent)
        scope = self._scopes[name]
        self._waiting.append((scope, list(scope.rest)))

    def _meet(self, scope: Scope, node: ast.AST) -> None:
        match node:
            case ast.Name(id=name):
                self._use(scope.name, name)
            case ast.Attribute(attr=name):
                if scope.name.startswith(GLYPH_USERS):
                    self._called.add(name)
                if (path := _dotted(node)) is not None:
                    self._walk(scope.name, path)
            case ast.ImportFrom():
                module = scope.absolute(node)
                self._load(module)
                for alias in node.names:
                    self._use(module, alias.name)
            case ast.Import():
                for alias in node.names:
                    self._load(alias.name)
            case ast.Constant(value=str(text)) if PATH.fullmatch(text):
                self._meet_text(scope, text)

    def _meet_text(self, scope: Scope, text: str) -> None:
        *path, name = text.lstrip(".").split(".")
        if not path:
            if name in scope.definitions:
                self._use(scope.name, name)
            return
        top = scope.name.partition(".")[0]
        module = ".".join([top, *path] if text.startswith(".") else path)
        self._load(module)
        self._use(module, name)

    def _walk(self, module: str, path: list[str]) -> None:
        """Follow ``a.b.c`` as far as it leads from module to module."""
        for name in path:
            target = self._use(module, name)
            if target is None:
                return
            module = target

    def _use(self, module: str, name: str) -> str | None:
        """Note a name; return the module that it stands for, if it is one."""
        scope = self._scopes.get(module)
        if scope is None:
            return None
        is_new = (module, name) not in self.used
        self.used.add((module, name))
        if name in scope.definitions:
            if is_new:
                self._load(module)
                self._waiting.append((scope, self._content(module, name)))
            return None
        if scope.imports.get(name, (module, name)) != (module, name):
            return self._use_import(*scope.imports[name])
        for star in scope.stars:
            if self._exports(star, name):
                self.stars.add((module, star))
                return self._use_import(star, name)
        submodule = f"{module}.{name}"
        if submodule in self._scopes:
            self._load(submodule)
            return submodule
        return None

    def _content(self, module: str, name: str) -> list[ast.AST]:
        owner = f"{module}.{name}"
        nodes = self._scopes[module].definitions[name]
        if (module, name) != GLYPH_API and owner not in UNCALLED:
            return list(nodes)
        parts = [part for node in nodes for part in ast.iter_child_nodes(node)]
        if (module, name) == GLYPH_API:
            for part in parts:
                if isinstance(part, ast.FunctionDef):
                    self.glyph_methods.setdefault(part.name, []).append(part)
            return [part for part in parts if not isinstance(part, ast.FunctionDef)]
        return [part for part in parts if not is_uncalled(owner, part)]

    def _use_import(self, module: str, name: str) -> str | None:
        self._load(module)
        if not name:
            return module
        return self._use(module, name)

    def _exports(self, module: str, name: str) -> bool:
        scope = self._scopes.get(module)
        if scope is None:
            return False
        if scope.exported is not None:
            return name in scope.exported
        return (
            name in scope.definitions
            or name in scope.imports
            or name in self._variables(scope)
            or any(self._exports(star, name) for star in scope.stars)
        )

    def _variables(self, scope: Scope) -> set[str]:
        if scope.name not in self._assigned:
            self._assigned[scope.name] = {
                node.id
                for node in mentions(list(scope.rest))
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
        return self._assigned[scope.name]


def _dotted(node: ast.Attribute) -> list[str] | None:
    """Return ``a.b.c`` as a list, or None if it does not begin with a name."""
    path = [node.attr]
    value = node.value
    while isinstance(value, ast.Attribute):
        path.append(value.attr)
        value = value.value
    if not isinstance(value, ast.Name):
        return None
    return [value.id, *reversed(path)]
