"""Packs of Python files compiled ahead of time, cached by their content."""

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playground.packaging.node import Node
from playground.packaging.pack import pack

SITE_PACKAGES = "/lib/python3.13/site-packages"
SCRIPT = Path(__file__).with_name("compile.mjs")


def compiled_pack(
    files: Mapping[str, bytes], pyodide: Path, pyodide_digest: str, cache: Path, node: Node
) -> bytes:
    """Return a pack of the files in which every Python module is bytecode.

    Parameters
    ----------
    files
        Path below site-packages -> content.
    pyodide
        Folder of Pyodide's own files; its Python compiles.
    pyodide_digest
        SHA-256 that stands for that folder in the cache's key.
    cache
        Folder in which results are kept.
    node
        Node.js, which runs Pyodide.

    Raises
    ------
    BuildError
        If a module does not compile.
    """
    key = hashlib.sha256(pyodide_digest.encode() + SCRIPT.read_bytes())
    for name, content in files.items():
        key.update(f"{name}\0{len(content)}\0".encode() + content)
    cached = cache / f"{key.hexdigest()}.pack"
    if not cached.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as name:
            folder = Path(name)
            _write(files, folder)
            node.run(SCRIPT, pyodide, folder, SITE_PACKAGES)
            result = Path(name, "result")
            result.write_bytes(pack(_read_compiled(files, folder)))
            result.replace(cached)
    return cached.read_bytes()


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _read_compiled(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    names = (f"{name}c" if name.endswith(".py") else name for name in files)
    return {name: (folder / name).read_bytes() for name in names}
