"""Dependencies go one way: which room of the house may know which, and which libraries."""

import ast
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import playground

ROOT = Path(playground.__file__).parent
STUBS = ROOT / "packaging/stubs"

# room: (rooms it may know, libraries it may use beside the standard library)
INNER_ROOMS = {
    "engine": (set(), {"numpy"}),
    "data": (set(), {"numpy"}),
    "text": (set(), set()),
    "strict_json": ({"text"}, set()),
    "packs": ({"text"}, set()),
    "frame": (set(), {"numpy"}),
    "parts": (set(), set()),
    "history": ({"frame"}, {"numpy"}),
    "insight": ({"engine", "data"}, {"numpy"}),
    "settings": ({"text"}, {"param"}),
    "permalink": ({"settings", "text"}, set()),
    "data_settings": ({"data", "settings", "text"}, {"param"}),
    "experiment": (
        {"engine", "data", "data_settings", "settings", "parts", "permalink", "text"},
        {"param"},
    ),
    "inputs": ({"engine", "data", "insight", "experiment", "frame"}, {"numpy"}),
    "session": ({"engine", "experiment", "frame", "history", "inputs", "insight"}, {"numpy"}),
    "exercises": (
        {"data_settings", "experiment", "parts", "session", "settings", "strict_json", "text"},
        {"numpy", "yaml", "fastjsonschema", "markdown_it", "distributed"},
    ),
    "cli": ({"exercises", "text"}, {"tqdm"}),
    "views": ({"frame", "text"}, {"numpy", "bokeh"}),
    "packaging": ({"data", "experiment", "page", "text"}, {"deflate", "playwright"}),
}
OUTERMOST = {"app", "browser"}
PAGE_LIBRARIES = {"numpy", "param", "panel", "bokeh", "jinja2", "markupsafe"}
BROWSER_LIBRARIES = PAGE_LIBRARIES | {"js", "pyodide", "pyodide_js"}


class Everything:
    """A set of rooms that any room is in, save for a few."""

    def __init__(self, *excluded):
        self.excluded = set(excluded)

    def __contains__(self, room):
        return room not in self.excluded


def rules(room):
    """Return the rooms that a room may know and the libraries it may use."""
    if room == "browser":
        return Everything(), BROWSER_LIBRARIES
    if room == "app":
        return Everything("browser"), PAGE_LIBRARIES
    return INNER_ROOMS.get(room, (Everything(*OUTERMOST), PAGE_LIBRARIES))


def imports(module, source):
    """Return the full names that a module's source imports, wherever in the file it does so.

    `module` is its path in the package, such as "engine/network.py".
    """
    package = ["playground", *Path(module).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            names.update(f"{origin}.{alias.name}" for alias in node.names)
    return names


def room_of(module):
    return Path(module).parts[0].removesuffix(".py")


def rooms_known(module, source):
    """Return the other rooms that a module imports from."""
    parts = (name.split(".") for name in imports(module, source))
    return {name[1] for name in parts if name[0] == "playground"} - {room_of(module)}


def violations(module, source):
    """Name the imports that a module must not make."""
    rooms, libraries = rules(room_of(module))
    used = {name.split(".")[0] for name in imports(module, source)} - {"playground"}
    forbidden = {f"playground.{room}" for room in rooms_known(module, source) if room not in rooms}
    return forbidden | (used - libraries - sys.stdlib_module_names)


def modules():
    """Return the source of every module of the package by its path in it.

    What stands in for parts of libraries in the browser belongs to those.
    """
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(ROOT.rglob("*.py"))
        if not path.is_relative_to(STUBS)
    }


@pytest.mark.parametrize(("module", "source"), modules().items(), ids=list(modules()))
def test_a_module_imports_only_what_its_room_may_know(module, source):
    assert violations(module, source) == set()


def test_no_two_rooms_know_each_other():
    known = {}
    for module, source in modules().items():
        known.setdefault(room_of(module), set()).update(rooms_known(module, source))
    assert list(TopologicalSorter(known).static_order())


# The test is itself put to the test, with modules that do not exist.


@pytest.mark.parametrize(
    ("module", "source", "forbidden"),
    [
        ("engine/network.py", "import playground.session", {"playground.session"}),
        ("engine/network.py", "from playground import data", {"playground.data"}),
        ("engine/deep/network.py", "from ...data import circle", {"playground.data"}),
        ("engine/network.py", "def f():\n    from ..views import X", {"playground.views"}),
        ("engine/network.py", "import scipy.special", {"scipy"}),
        ("data/digits.py", "if True:\n    import sklearn", {"sklearn"}),
        ("insight/__init__.py", "from playground.experiment import E", {"playground.experiment"}),
        ("experiment.py", "from .session import Session", {"playground.session"}),
        ("session.py", "import bokeh, panel as pn", {"bokeh", "panel"}),
        ("views/output.py", "from playground.session import Session", {"playground.session"}),
        ("views/output.py", "from playground.engine import Network", {"playground.engine"}),
        ("controls.py", "from playground.app import App", {"playground.app"}),
        ("app.py", "from playground import browser", {"playground.browser"}),
        ("app.py", "import js\nfrom pyodide.ffi import to_js", {"js", "pyodide"}),
    ],
)
def test_an_import_in_a_forbidden_direction_is_found(module, source, forbidden):
    assert violations(module, source) == forbidden


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("engine/network.py", "import json\nimport numpy as np\nfrom .layout import blocks"),
        ("engine/__init__.py", "from .network import Network\nfrom . import losses"),
        ("insight/maps.py", "from playground.data import FEATURES, feature_matrix"),
        ("views/network.py", "from playground.frame import Unit\nfrom . import palette"),
        ("browser.py", "import js\nfrom pyodide.ffi import to_js\nfrom playground.app import App"),
        ("app.py", "from playground import controls, views\nimport panel as pn"),
        ("new_part_of_the_page.py", "from playground import session, views\nimport bokeh"),
    ],
)
def test_an_import_in_the_right_direction_is_not(module, source):
    assert violations(module, source) == set()


def test_a_circle_of_rooms_is_found():
    with pytest.raises(CycleError):
        list(TopologicalSorter({"a": {"b"}, "b": {"c"}, "c": {"a"}}).static_order())
