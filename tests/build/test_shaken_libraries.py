"""The shaken libraries build the same documents as the whole ones, at the start and in drawers."""

import ast
import os
import subprocess
import sys

import pytest

from playground.experiment.control_names import DRAWERS
from playground.packaging.compile import Undocumented
from playground.packaging.downloads import fetch
from playground.packaging.libraries import library_files
from playground.packaging.lock import read_lock
from playground.packaging.node import find_node
from playground.packaging.runtime import package_files
from playground.packaging.tree_shaking import shake

LIBRARIES = ("bokeh", "panel")
"""Jinja is left out: here it reads templates, in the browser they are modules."""

NO_SERVER = b"def serve(): ...\nget_server = serve\n"
"""Panel imports its server where it does not find itself in a browser."""

PROGRAM = """
import hashlib
import json
import re

from bokeh.document import Document
from panel.io.state import set_curdoc
from playground.app import App
from playground.experiment.control_names import DRAWERS

def tell(name):
    content = document.to_json(deferred=False)
    del content["defs"]  # of all classes of the kind that there are
    # Panel numbers components as it makes them, and those that the unused ones have as defaults.
    named = re.sub(r'"([A-Z][A-Za-z]+)\\d{5}"', r'"\\1"', json.dumps(content))
    print(name, hashlib.sha256(named.encode()).hexdigest())

document = Document()
with set_curdoc(document):
    app = App()
    for root in app.roots.values():
        document.add_root(root.get_root(document))
    tell("start")
    app.step(1)
    for name in DRAWERS:
        app.drawers.open(name)
        tell(name)
"""


def documents(path):
    """Digests of the documents that Python builds with these libraries before its own."""
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", PROGRAM]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return made.stdout.splitlines()


@pytest.fixture
def shaken(project, tmp_path):
    locked = read_lock(project / "static/runtime.lock.json")
    parts = [locked[name] for name in LIBRARIES]
    wheels = fetch(parts, project / ".cache/downloads", find_node())
    whole = dict(library_files(wheels, LIBRARIES))
    files = {
        "panel/io/server.py": NO_SERVER,
        **shake(whole, package_files(project / "playground")),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            tree = Undocumented(path.relative_to(tmp_path).parts[0]).visit(ast.parse(content))
            content = ast.unparse(tree).encode()
        path.write_bytes(content)
    return tmp_path


def test_the_shaken_libraries_build_the_same_documents(shaken, tmp_path_factory):
    whole = documents(tmp_path_factory.mktemp("nothing"))
    assert [line.split()[0] for line in whole] == ["start", *DRAWERS]
    assert documents(shaken) == whole
