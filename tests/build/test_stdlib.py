"""Which of the standard library's modules the browser gets."""

import ast
import io
import sys
import zipfile

from playground.packaging.browser_python import STDLIB
from playground.packaging.runtime import package_files
from playground.packaging.stdlib import divided_stdlib, is_wanted


def archive(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


def imported_names(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def contents(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as result:
        return {name: result.read(name) for name in result.namelist()}


def test_the_library_is_divided_into_what_a_start_uses_and_the_rest():
    files = {"known.pyc": b"1", "lazy.pyc": b"2", "folder/__init__.pyc": b"3"}
    start, rest = divided_stdlib(archive(files), {f"{STDLIB}/known.pyc", "/elsewhere/lazy.pyc"})
    assert contents(start) == {"known.pyc": b"1"}
    assert contents(rest) == {"lazy.pyc": b"2", "folder/__init__.pyc": b"3"}


def test_every_module_that_the_playground_imports_is_there(project):
    sources = package_files(project / "playground")
    names = {
        name
        for path, source in sources.items()
        if path.endswith(".py")
        for name in imported_names(source)
        if name.partition(".")[0] in sys.stdlib_module_names
    }
    assert "json" in names
    missing = [name for name in sorted(names) if not is_wanted(f"{name.replace('.', '/')}.py")]
    assert missing == []
