"""Dependencies go one way: which room of the house may know which, and which libraries."""

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import playground
from tests.cases import every

ROOT = Path(playground.__file__).parent
STUBS = ROOT / "packaging/stubs"

# room: (rooms it may know, libraries it may use beside the standard library)
ROOMS = {
    "__init__": (set(), set()),
    "__main__": ({"cli"}, set()),
    "arrays": (set(), {"numpy"}),
    "text": (set(), set()),
    "steps": (set(), set()),
    "strict_json": ({"text"}, set()),
    "style_sheets": (set(), set()),
    "frame": ({"arrays"}, set()),
    "number_format": ({"text"}, {"numpy"}),
    "engine": ({"arrays"}, {"numpy"}),
    "data": ({"arrays"}, {"numpy"}),
    "insight": ({"arrays", "engine", "data", "steps"}, {"numpy"}),
    "glossary": ({"arrays", "engine", "text"}, {"numpy"}),
    "export": ({"arrays", "data", "text"}, set()),
    "experiment": ({"engine", "data", "number_format", "text"}, {"param"}),
    "session": (
        {
            "__init__",
            "arrays",
            "data",
            "engine",
            "experiment",
            "frame",
            "insight",
            "number_format",
            "strict_json",
            "text",
        },
        {"numpy"},
    ),
    "exercises": (
        {
            "__init__",
            "data",
            "engine",
            "experiment",
            "number_format",
            "session",
            "steps",
            "strict_json",
            "text",
        },
        {
            "numpy",
            "yaml",
            "fastjsonschema",
            "latex2mathml",
            "markdown_it",
            "markupsafe",
            "distributed",
            "xlsxwriter",
        },
    ),
    "translation": ({"exercises", "strict_json", "text"}, {"babel"}),
    "cli": ({"__init__", "exercises", "text", "translation"}, {"tqdm"}),
    "views": ({"arrays", "data", "frame", "number_format", "text"}, {"numpy", "bokeh"}),
    "ui": (
        {
            "arrays",
            "data",
            "engine",
            "experiment",
            "frame",
            "insight",
            "number_format",
            "page",
            "session",
            "strict_json",
            "style_sheets",
            "text",
            "views",
        },
        {"numpy", "param", "panel", "bokeh", "jinja2", "markupsafe"},
    ),
    "page": (
        {"__init__", "data", "experiment", "strict_json", "text", "views"},
        {"numpy", "bokeh", "jinja2", "markupsafe"},
    ),
    "assignment": (
        {
            "exercises",
            "experiment",
            "frame",
            "number_format",
            "page",
            "session",
            "strict_json",
            "text",
            "ui",
        },
        {"numpy", "bokeh", "markupsafe"},
    ),
    "authoring": (
        {"exercises", "experiment", "number_format", "page", "strict_json", "text", "ui"},
        {"numpy", "markupsafe"},
    ),
    "drawers": (
        {
            "arrays",
            "assignment",
            "authoring",
            "data",
            "engine",
            "exercises",
            "experiment",
            "export",
            "frame",
            "insight",
            "number_format",
            "session",
            "steps",
            "text",
            "ui",
            "views",
        },
        {"numpy", "panel", "bokeh", "markupsafe", "param"},
    ),
    "app": (
        {
            "assignment",
            "drawers",
            "experiment",
            "frame",
            "page",
            "session",
            "text",
            "ui",
            "views",
        },
        {"panel", "bokeh"},
    ),
    "browser": (
        {"app", "page", "text"},
        {"numpy", "panel", "bokeh", "js", "pyodide", "pyodide_js"},
    ),
    "packaging": (
        {
            "arrays",
            "data",
            "exercises",
            "experiment",
            "frame",
            "glossary",
            "page",
            "session",
            "strict_json",
            "style_sheets",
            "text",
            "ui",
            "views",
        },
        {"PIL", "brotli", "filelock", "markupsafe", "numpy", "playwright", "tornado"},
    ),
}


@cache
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
    known = {name[1] for name in parts if name[0] == "playground"} - {room_of(module)}
    return {"__init__" if name == "__version__" else name for name in known}


def violations(module, source):
    """Name the imports that a module must not make."""
    rooms, libraries = ROOMS[room_of(module)]
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


def test_a_module_imports_only_what_its_room_may_know():
    found = {module: violations(module, source) for module, source in modules().items()}
    assert {module: names for module, names in found.items() if names} == {}


def drawers_known(module, source):
    """Return the other drawers that a module of a drawer imports from."""
    own = Path(module).parts[1]
    parts = (name.split(".") for name in imports(module, source))
    known = {name[2] for name in parts if name[:2] == ["playground", "drawers"] and len(name) > 2}
    return known - {own, "base", "shared"}


def test_a_drawer_knows_no_other():
    drawers = {name: source for name, source in modules().items() if name.startswith("drawers/")}
    found = {module: drawers_known(module, source) for module, source in drawers.items()}
    assert {module: names for module, names in found.items() if names} == {}


def test_every_room_has_a_rule_and_every_rule_a_room():
    """A new module at the top, or one that has gone, has to be thought about here."""
    assert set(map(room_of, modules())) == ROOMS.keys()


def test_no_two_rooms_know_each_other():
    known = {}
    for module, source in modules().items():
        known.setdefault(room_of(module), set()).update(rooms_known(module, source))
    assert list(TopologicalSorter(known).static_order())


# The test is itself put to the test, with modules that do not exist.


@every(
    ("module", "source", "forbidden"),
    [
        ("engine/network.py", "import playground.session", {"playground.session"}),
        ("engine/network.py", "from playground import data", {"playground.data"}),
        ("engine/deep/network.py", "from ...data import circle", {"playground.data"}),
        ("engine/network.py", "def f():\n    from ..views import X", {"playground.views"}),
        ("engine/network.py", "import scipy.special", {"scipy"}),
        ("data/digits.py", "if True:\n    import sklearn", {"sklearn"}),
        ("insight/__init__.py", "from playground.experiment import E", {"playground.experiment"}),
        ("experiment/permalink.py", "from ..session import Session", {"playground.session"}),
        ("session/session.py", "import bokeh, panel as pn", {"bokeh", "panel"}),
        ("views/output.py", "from playground.session import Session", {"playground.session"}),
        ("views/output.py", "from playground.engine import Network", {"playground.engine"}),
        ("ui/setting_controls.py", "from playground.app import App", {"playground.app"}),
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
        ("app.py", "from playground import ui, views\nimport panel as pn"),
    ],
)
def test_an_import_in_the_right_direction_is_not(module, source):
    assert violations(module, source) == set()


def test_a_drawer_that_knows_another_is_found():
    source = "from playground.drawers.inspect.drawer import Drawer\nfrom ..shared import progress"
    assert drawers_known("drawers/graph/card.py", source) == {"inspect"}


def test_a_circle_of_rooms_is_found():
    with pytest.raises(CycleError):
        list(TopologicalSorter({"a": {"b"}, "b": {"c"}, "c": {"a"}}).static_order())
