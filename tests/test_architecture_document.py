"""The architecture document is true: the names in its tables are those in the code, and all."""

import ast
import re
from collections import defaultdict
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

import pytest

import playground
from playground.app import App
from playground.exercises import library
from playground.experiment.control_names import DRAWERS
from playground.packaging.patch_pyodide import CHANGES, INSERTION
from playground.page.mailbox import TO_PAGE, TO_PYTHON
from tests.page_end import texts_of

PACKAGE = Path(playground.__file__).parent
STATIC = PACKAGE.parent / "static"
STUBS = PACKAGE / "packaging/stubs"
DOCUMENT = (PACKAGE.parent / "docs/architecture.md").read_text(encoding="utf-8")

PUBLIC = {"_asdict", "_fields", "_replace", "_count"}
"""Begin with an underscore, yet are public: of named tuples, and of SCORM's lists."""


def rows(document, section, heading):
    """Return the rows of the table with a heading in a section, each a list of its cells."""
    _, _, rest = document.partition(f"\n## {section}\n")
    _, _, table = rest.partition("\n## ")[0].partition(f"| {heading} |")
    lines = table.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names(section, heading):
    """Return what is set as code in the first column of a table."""
    cells = [row[0] for row in rows(DOCUMENT, section, heading)]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def scripts():
    """Return the source of each of the page's scripts by its name."""
    return {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}


def modules():
    """Return the source of each of our modules."""
    paths = (path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(STUBS))
    return [path.read_text(encoding="utf-8") for path in paths]


def found(pattern, *sources):
    """Return what a pattern finds in some sources."""
    return {name for source in sources for name in re.findall(pattern, source)}


def test_every_room_is_described():
    rooms = {path.stem for path in PACKAGE.glob("*.py")}
    rooms |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert names("Rooms", "room") == rooms


class TestMessages:
    section = "Messages between page and worker"

    def test_to_the_worker(self):
        source = scripts()
        page = [text for name, text in source.items() if name != "worker.js"]
        handlers = source["worker.js"].partition("const handlers = {")[2].partition("\n};")[0]
        sent = found(r'\btype: "(\w+)"', *page) - {"module"}  # the worker's own kind
        assert names(self.section, "to the worker") == sent
        assert found(r"(?m)^  (\w+)(?:: \(|,$)", handlers) == sent

    def test_to_the_page(self):
        source = scripts()
        bridge = (PACKAGE / "browser.py").read_text(encoding="utf-8")
        sent = found(r'type: "(\w+)"', source["worker.js"]) | found(r'_post\("(\w+)"', bridge)
        listening = found(
            r'(?:this|connection)\.on\(\s*"(\w+)"',
            source["worker-connection.js"],
            source["start.js"],
        )
        assert names(self.section, "to the page") == sent
        assert listening == sent


@pytest.mark.parametrize(("heading", "kinds"), [("to the page", TO_PAGE), ("to Python", TO_PYTHON)])
def test_every_kind_of_message_in_the_mailbox_is_described_and_sent(heading, kinds):
    sources = modules() if kinds is TO_PAGE else scripts().values()
    sent = found(r'(?:mailbox|this)\.post\(\s*"(\w+)"', *sources)
    assert names("The mailbox", heading) == set(kinds) == sent


def sources_of(app):
    """Return the names of the data sources that an application has at present."""
    parts = [*app.context.main_views.views, app.drawers, app.context.assignments]
    return {name for part in parts for name in part.sources}


@pytest.fixture(scope="module")
def sources():
    """Names of the data sources of a page on which everything was opened once."""
    app = App()
    known = {"status", "palette", *(source.name for source in app.context.page.mailbox.sources)}
    app.context.assignments.begin(library.exercise("one-neuron"), "", is_preview=True)
    app.context.redraw.request()
    known |= sources_of(app)
    app.load("")
    for link in (*(f"open={name}" for name in DRAWERS), "dataset=digits&open=sketchpad"):
        app.load(link)
        app.context.redraw.request()
        known |= sources_of(app)
    return known


def test_every_data_source_is_described(sources):
    patterns = names("Data sources", "source")
    assert {name for name in sources if not any(map(partial(fnmatch, name), patterns))} == set()
    assert {one for one in patterns if not any(fnmatch(name, one) for name in sources)} == set()


def test_what_scripts_look_up_by_name_is_described():
    described = names("Data sources", "looked up")
    calls = r'(?:findSource\([\w.#]+, |#source\(|glyph\()"(\w+)"'
    assert found(calls, *scripts().values()) <= described
    quoted = found(r'"(\w+)"', *scripts().values()) | {"large_map"}  # a key of an object
    assert described <= quoted


def test_every_text_of_the_page_is_described():
    assert names("Texts of the page", "text") == texts_of(App()).keys()


def test_every_data_attribute_is_described():
    markup = r"(?<=[\s\[`])(data-[a-z]+)(?=[=\]^>\s`])"
    templates = [STATIC / "page.html", *PACKAGE.rglob("*.jinja")]
    texts = [path.read_text(encoding="utf-8") for path in templates]
    used = found(markup, *texts, *modules(), *scripts().values())
    used |= {f"data-{name}" for name in found(r"\bdataset\.(\w+)", *scripts().values())}
    assert names("Attributes of the page", "attribute") == used


def private_names(tree):
    """Return the names with an underscore that a module uses as attributes or imports."""
    nodes = list(ast.walk(tree))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {
        alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    return {name for name in names if re.match("_[a-z]", name)}


def own_names(tree):
    """Return the names that a module defines, as variables, functions or attributes of `self`."""
    nodes = list(ast.walk(tree))
    attributes = {node.attr for node in nodes if is_own_attribute(node)}
    variables = {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return attributes | variables | {node.name for node in nodes if isinstance(node, DEFINITIONS)}


DEFINITIONS = (ast.FunctionDef, ast.ClassDef)


def is_own_attribute(node):
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    )


def test_every_private_name_of_a_library_is_described():
    trees = list(map(ast.parse, modules()))
    taken = set().union(*map(private_names, trees)) - set().union(*map(own_names, trees))
    paths = [*STATIC.glob("*.js"), *(PACKAGE / "packaging").glob("*.mjs")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    taken |= found(r"(?<=[\w)]\.)(_[a-z]\w+)", *texts) | found(r"(?<![\w.])(_[a-z]\w+):", *texts)
    assert names("Private names of others", "name") == taken - PUBLIC


MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if not path.is_relative_to(STUBS)
}
"""Dotted name -> path of each of our modules."""

TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def names_in(tree):
    """Return what can be had of a module: what it defines outside of functions, or imports."""
    nodes = [node for node in tree.body if not isinstance(node, DEFINITIONS)]
    inner = [node for part in nodes for node in ast.walk(part)]
    imported = {one.asname or one.name for node in inner for one in getattr(node, "names", ())}
    stored = {node.id for node in inner if isinstance(node, ast.Name)}
    return imported | stored | {node.name for node in tree.body if isinstance(node, DEFINITIONS)}


CLASSES = defaultdict(list)
"""Name -> all of our classes that have it."""
for tree in TREES.values():
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            CLASSES[node.name].append(node)


def has_member(name, member):
    """Tell whether a class has a member; that of a class that is none of ours may have any."""
    if name not in CLASSES:
        return name not in ("ABC", "Protocol", "NamedTuple")
    return any(
        member in own_names(inner)
        or any(has_member(ast.unparse(base).partition("[")[0], member) for base in inner.bases)
        for inner in CLASSES[name]
    )


def resolves(name):
    """Tell whether there is what a dotted name of our package says."""
    module, _, rest = name, "", ""
    while module not in MODULES:
        if (PACKAGE.parent / module.replace(".", "/")).is_dir():
            return not rest
        module, _, last = module.rpartition(".")
        rest = f"{last}.{rest}".rstrip(".")
    first, _, member = rest.partition(".")
    if not rest or (first in names_in(TREES[module]) and not member):
        return True
    return first in CLASSES and has_member(first, member)


def means_something(owner, member, javascript):
    """Tell whether a name such as `Page.save_file`, `goals.met` or `goals.py` is one of ours.

    Those of libraries and of the page's scripts are looked at no further.
    """
    homes = [name for name in MODULES if name.endswith(f".{owner}")]
    if owner in CLASSES:
        return has_member(owner, member)
    if homes:
        return member == "py" or any(
            f"{home}.{member}" in MODULES or member in names_in(TREES[home]) for home in homes
        )
    return owner in OTHERS or f"class {owner} " in javascript


OTHERS = {"os", "param", "state"}
"""Modules of others that our docstrings name."""


def test_every_dotted_name_in_a_docstring_is_one_of_ours():
    javascript = "".join(scripts().values())
    wrong = set()
    for name, path in MODULES.items():
        source = path.read_text(encoding="utf-8")
        for full in found(r"""(?<![\w./"'-])playground(?:\.\w+)+""", source):
            if not resolves(full):
                wrong.add((name, full))
        for short in found(r"(?<!`)`([A-Za-z_]\w*\.[A-Za-z_]\w*)`(?!`)", source):
            owner, member = short.split(".")
            if owner != "playground" and not means_something(owner, member, javascript):
                wrong.add((name, short))
    assert wrong == set()


@pytest.mark.parametrize(
    ("name", "is_there"),
    [
        ("playground.frame", True),
        ("playground.drawers", True),
        ("playground.drawers.drawers.PACKS", True),
        ("playground.page.lazy_packs.Packs.need", True),
        ("playground.page.lazy_packs.Packs.want", False),
        ("playground.page.lazy_packs.PACKS", False),
        ("playground.live", False),
    ],
)
def test_a_dotted_name_is_followed_to_its_end(name, is_there):
    assert resolves(name) == is_there


def test_the_changes_to_pyodide_are_counted():
    count = len(INSERTION) + sum(map(len, CHANGES.values()))
    assert f"makes {count} replacements" in DOCUMENT


def test_a_table_is_found_by_its_section_and_its_heading():
    document = "\n## A\n\n| x | y |\n| --- | --- |\n| `a` | b |\n\n## B\n\n| x |\n| --- |\n| c |\n"
    assert rows(document, "A", "x | y") == [["`a`", "b"]]
    assert rows(document, "B", "x") == [["c"]]
