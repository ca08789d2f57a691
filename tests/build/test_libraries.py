"""What the browser gets of the libraries."""

import zipfile

import pytest

from playground.packaging import libraries
from playground.packaging.errors import BuildError
from playground.packaging.libraries import is_wanted, library_files

SOURCE = b"import heavy\nversion = heavy.version()\n"


@pytest.fixture
def wheel(tmp_path):
    """A library with a module, tests, and what it takes long to find out."""
    path = tmp_path / "library.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("library/__init__.py", SOURCE)
        archive.writestr("library/module.py", SOURCE)
        archive.writestr("library/tests/test_it.py", SOURCE)
    return {"library": path}


def change(monkeypatch, old):
    monkeypatch.setattr(libraries, "CHANGES", {"library/__init__.py": {old: "'1.0'"}})


def test_modules_are_taken_as_they_are_but_for_changes_and_tests_stay_away(wheel, monkeypatch):
    change(monkeypatch, "heavy.version()")
    assert dict(library_files(wheel, ["library"])) == {
        "library/__init__.py": b"import heavy\nversion = '1.0'\n",
        "library/module.py": SOURCE,
    }


@pytest.mark.parametrize("old", ["light.version()", "heavy"])
def test_a_change_that_does_not_fit_a_new_version_stops_the_build(wheel, monkeypatch, old):
    change(monkeypatch, old)
    with pytest.raises(BuildError, match="must occur once"):
        dict(library_files(wheel, ["library"]))


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
