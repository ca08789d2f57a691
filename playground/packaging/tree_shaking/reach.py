"""Which definitions of the libraries can be reached from our own code."""

import ast
import re
from collections.abc import Iterable, Mapping

from playground.packaging.tree_shaking.registries import registered, registry
from playground.packaging.tree_shaking.scope import Definition, Scope, mentions
from playground.packaging.tree_shaking.uncalled import UNCALLED, is_uncalled

PATH = re.compile(r"\.?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
"""How Bokeh's properties refer to a class that is imported later."""

GLYPH_API = ("bokeh.plotting.glyph_api", "GlyphAPI")
"""A class whose methods count one by one: it has one for each kind of glyph."""

GLYPH_USERS = ("bokeh.plotting", "playground")
"""Packages in which an attribute may be such a method."""

LISTING = {"dir", "getattr", "globals", "hasattr", "vars"}
"""Functions that find names in a module."""


class Reach:
    """Follows names from module to module, and notes what it meets.

    Parameters
    ----------
    scopes
        All modules by their dotted names.

    Attributes
    ----------
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
        self.loaded: set[str] = set()
        self.stars: set[tuple[str, str]] = set()
        self.glyph_methods: dict[str, list[Definition]] = {}
        self._registries: set[str] = set()
        self._called: set[str] = set()
        self._assigned: dict[str, set[str]] = {}
        self._meanings: dict[tuple[str, str], set[str]] = {}

    def is_used(self, module: str, name: str) -> bool:
        """Whether a name of a module is in use."""
        return (module, name) in self._meanings

    def follow(self, roots: Iterable[str]) -> None:
        """Follow all that these modules use, whether they are told to or not."""
        for name in roots:
            self._load(name)
            scope = self._scopes[name]
            self._waiting.append((scope, list(scope.tree.body)))
        while self._waiting or self._call_glyph_methods() or self._keep_registered():
            scope, nodes = self._waiting.pop()
            for node in mentions(nodes):
                self._registries |= registry(node)
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

    def _keep_registered(self) -> bool:
        """Use the subclasses that are found by their bases; tell if there are more of them."""
        scopes = [self._scopes[name] for name in sorted(self.loaded)]
        for module, name in registered(scopes, self._registries):
            self._use(module, name)
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
            case ast.Attribute(attr=name, value=value):
                if scope.name.startswith(GLYPH_USERS):
                    self._called.add(name)
                for module in self._modules(scope, value):
                    self._use(module, name)
            case ast.ImportFrom():
                module = scope.absolute(node)
                self._load(module)
                for alias in node.names:
                    self._use(module, alias.name)
            case ast.Import():
                for alias in node.names:
                    self._load(alias.name)
            case ast.Call():
                self._meet_call(scope, node)
            case ast.Constant(value=str(text)) if PATH.fullmatch(text):
                self._meet_text(scope, text)
            case (
                ast.Assign(targets=[ast.Name(id="__all__")])
                | ast.AugAssign(target=ast.Name(id="__all__"))
            ):
                for text in _texts(ast.walk(node.value)):
                    self._use(scope.name, text)

    def _meet_call(self, scope: Scope, node: ast.Call) -> None:
        """Follow ``getattr(module, "name")``, ``load("its.module", "name")`` and the like.

        Where the name is not known, all that the module has may be meant.
        """
        arguments = [*node.args, *(each.value for each in node.keywords)]
        names = [text for text in _texts(arguments) if text.isidentifier()]
        modules = {each for argument in arguments for each in self._modules(scope, argument)}
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        is_listing = function in LISTING
        if function == "globals":
            modules = {scope.name}
        for module in modules:
            self._load(module)
            for name in self._names(module) if is_listing and not names else names:
                self._use(module, name)

    def _meet_text(self, scope: Scope, text: str) -> None:
        *path, name = text.lstrip(".").split(".")
        if not path:
            if name in scope.definitions:
                self._use(scope.name, name)
            return
        module = _absolute(scope, text).rpartition(".")[0]
        self._load(module)
        self._use(module, name)

    def _modules(self, scope: Scope, node: ast.AST) -> set[str]:
        """Return the modules that an expression may be: by its names, or by a text in a call."""
        match node:
            case ast.Name(id=name):
                return self._use(scope.name, name)
            case ast.Attribute(value=value, attr=name):
                return {
                    found
                    for module in self._modules(scope, value)
                    for found in self._use(module, name)
                }
            case ast.Constant(value=str(text)) if "." in text:
                return {_absolute(scope, text)} & self._scopes.keys()
            case ast.Call(args=[each, *_]):
                return self._modules(scope, each)
            case ast.Subscript(slice=each):
                return self._modules(scope, each)
        return set()

    def _use(self, module: str, name: str) -> set[str]:
        """Note a name; return the modules that it may stand for."""
        scope = self._scopes.get(module)
        if scope is None:
            return set()
        if (module, name) in self._meanings:
            return self._meanings[module, name]
        self._meanings[module, name] = set()  # should names stand for each other in a circle
        self._meanings[module, name] = found = self._meaning(scope, name)
        return found

    def _meaning(self, scope: Scope, name: str) -> set[str]:
        module = scope.name
        if name in scope.definitions:
            self._load(module)
            self._waiting.append((scope, self._content(module, name)))
        found = set()
        for origin in scope.imports.get(name, set()) - {(module, name)}:
            found |= self._use_import(*origin)
        if found or name in scope.definitions:
            return found
        for star in scope.stars:
            if self._exports(star, name):
                self.stars.add((module, star))
                return self._use_import(star, name)
        submodule = f"{module}.{name}"
        if submodule in self._scopes:
            self._load(submodule)
            return {submodule}
        return set()

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

    def _use_import(self, module: str, name: str) -> set[str]:
        self._load(module)
        if not name:
            return {module} & self._scopes.keys()
        return self._use(module, name)

    def _names(self, module: str) -> set[str]:
        scope = self._scopes[module]
        return {*scope.definitions, *scope.imports}

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


def _absolute(scope: Scope, text: str) -> str:
    """Return a dotted path that may be one in the same library."""
    return f"{scope.name.partition('.')[0]}{text}" if text.startswith(".") else text


def _texts(nodes: Iterable[ast.AST]) -> list[str]:
    """Return the texts that are written in these places."""
    values = (node.value for node in nodes if isinstance(node, ast.Constant))
    return [value for value in values if isinstance(value, str)]
