"""What the browser gets of the libraries."""

import ast
import zipfile
from pathlib import Path

import panel
import pytest

from playground.packaging import libraries
from playground.packaging.libraries import NOT_IMPORTED, is_wanted, library_files

SOURCE = b"""import os
from .needed import One
from .heavy import (
    Two, Three,
)
from . import heavy
from .heavy_or_not import Four
from heavy import Five
LAST = 1
"""


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """A library whose package imports a module that nothing needs."""
    monkeypatch.setattr(libraries, "NOT_IMPORTED", {"library/__init__.py": ("heavy",)})
    path = tmp_path / "library.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("library/__init__.py", SOURCE)
        archive.writestr("library/heavy.py", SOURCE)
        archive.writestr("library/tests/test_it.py", SOURCE)
    return {"library": path}


def test_imports_of_what_nothing_needs_are_blank_lines(wheel):
    files = dict(library_files(wheel, ["library"]))
    lines = files["library/__init__.py"].decode().splitlines()
    assert len(lines) == len(SOURCE.splitlines())
    assert [line for line in lines if line] == [
        "import os",
        "from .needed import One",
        "from .heavy_or_not import Four",
        "from heavy import Five",
        "LAST = 1",
    ]


def test_other_files_stay_as_they_are_and_tests_stay_away(wheel):
    files = dict(library_files(wheel, ["library"]))
    assert files["library/heavy.py"] == SOURCE
    assert set(files) == {"library/__init__.py", "library/heavy.py"}


def test_every_import_that_is_left_out_is_one_of_the_library():
    """A new version in which a module has another name is noticed."""
    folder = Path(panel.__file__).parent.parent
    for name, modules in NOT_IMPORTED.items():
        found = {
            part
            for node in ast.parse((folder / name).read_bytes()).body
            if isinstance(node, ast.ImportFrom) and node.level == 1
            for part in ([node.module] if node.module else [alias.name for alias in node.names])
        }
        assert set(modules) <= found, name


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("numpy/linalg/_linalg.py", True),
        ("numpy/linalg/lapack_lite.cpython-313-wasm32-emscripten.so", False),
        ("numpy/ma/core.py", False),
        ("panel/chat/feed.py", False),
        ("panel/widgets/slider.py", True),
        ("numpy/core/notes.txt", False),
    ],
)
def test_only_what_the_page_can_reach_is_taken(path, wanted):
    assert is_wanted(path) is wanted
