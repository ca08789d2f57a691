"""Python files compiled ahead of time with Pyodide's own Python, cached by their content."""

import gzip
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playground.packaging.archive import digest, pack, unpack
from playground.packaging.compression import gzip_quickly
from playground.packaging.node import Node

SCRIPT = Path(__file__).with_name("compile.mjs")
PROGRAM = Path(__file__).with_name("compile.py")


@dataclass(frozen=True)
class Compiler:
    """Compiles with the Python in a Pyodide folder.

    Attributes
    ----------
    pyodide : Path
        Folder of Pyodide's own files.
    cache : Path
        Folder in which results are kept.
    node : Node
        Node.js, which runs Pyodide.
    """

    pyodide: Path
    cache: Path
    node: Node

    def compile(self, files: Mapping[str, bytes], target: str) -> dict[str, bytes]:
        """Return the files with bytecode in the place of every Python module.

        Parameters
        ----------
        files
            Path -> content.
        target
            The folder in which they will be in the browser.

        Raises
        ------
        BuildError
            If a module does not compile.
        """
        cached = self.cache / f"{self._key(files, target)}.pack.gz"
        if not cached.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.cache) as name:
                folder = Path(name)
                _write(files, folder)
                self.node.run(SCRIPT, self.pyodide, folder, target)
                result = Path(name, "result")
                result.write_bytes(gzip_quickly(pack(_read_compiled(files, folder))))
                result.replace(cached)
        return unpack(gzip.decompress(cached.read_bytes()))

    def _key(self, files: Mapping[str, bytes], target: str) -> str:
        scripts = {path.name: path.read_bytes() for path in (SCRIPT, PROGRAM)}
        program = {self.pyodide.name: b"", **scripts}
        return digest({**program, **{f"{target}/{name}": files[name] for name in files}})


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _read_compiled(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    names = (f"{name}c" if name.endswith(".py") else name for name in files)
    return {name: (folder / name).read_bytes() for name in names}
