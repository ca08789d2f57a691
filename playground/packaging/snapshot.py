"""The memory snapshot: Python with everything imported and the document built, ready to go on."""

import base64
import gzip
import json
import struct
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from playground.packaging.archive import digest, pack, unpack
from playground.packaging.browser_python import SITE_PACKAGES
from playground.packaging.compression import gzip_quickly, keep_newest
from playground.packaging.node import Node

SCRIPT = Path(__file__).with_name("snapshot.mjs")
SCRIPTS = tuple(SCRIPT.with_name(name) for name in ("start.mjs", "steady.mjs"))
PAGE = 4096
KEPT = 4
"""Snapshots in the cache."""

HEADER = struct.Struct("<4I")
"""Pyodide's header of a snapshot: magic number, where the heap starts, length of JSON, unused."""


@dataclass(frozen=True)
class Snapshot:
    """What a page needs to restore Python.

    Attributes
    ----------
    document : bytes
        The document as JSON, with its roots and digest.
    documents : bytes
        JSON: code of another language -> the JSON of the document in it.
    start : bytes
        What must be known first, as JSON: the heap's size, the snapshot's head in base64, and from
        where to where the heap stays as Pyodide's own data make it.
    heap : bytes
        Pack of the heap's other used pages by their addresses.
    modules : bytes
        Pack of the compiled modules that are loaded in it.
    used : bytes
        The paths of the files that were imported, read or looked for, as a JSON list.
    """

    document: bytes
    documents: bytes
    start: bytes
    heap: bytes
    modules: bytes
    used: bytes


@dataclass(frozen=True)
class Maker:
    """Makes snapshots, and remembers the last ones.

    Attributes
    ----------
    scripts : Path
        Folder of the page's scripts.
    cache : Path
        Folder for the last snapshots.
    node : Node
        Node.js.
    """

    scripts: Path
    cache: Path
    node: Node

    def make(
        self,
        pyodide: Mapping[str, bytes],
        files: Mapping[str, bytes],
        languages: Mapping[str, str] = MappingProxyType({}),
    ) -> Snapshot:
        """Start Python in Node.js, build the document and take the snapshot.

        Parameters
        ----------
        pyodide
            The files of the changed Pyodide, see :mod:`playground.packaging.patch_pyodide`.
        files
            All libraries and our own package: path below site-packages -> content.
        languages
            Code -> texts of the languages beside English, as the page gets them.
        """
        cached = self.cache / f"{self._key(pyodide, files, languages)}.pack.gz"
        if not cached.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            snapshot = self._make(pyodide, files, languages)
            cached.write_bytes(gzip_quickly(pack(vars(snapshot))))
            keep_newest(self.cache, KEPT)
        return Snapshot(**unpack(gzip.decompress(cached.read_bytes())))

    def _make(
        self,
        pyodide: Mapping[str, bytes],
        files: Mapping[str, bytes],
        languages: Mapping[str, str],
    ) -> Snapshot:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "pyodide").mkdir()
            for file, content in pyodide.items():
                (folder / "pyodide" / file).write_bytes(content)
            (folder / "files.pack").write_bytes(pack(files))
            (folder / "languages.json").write_text(json.dumps({**languages}), encoding="utf-8")
            self.node.run(SCRIPT, self.scripts, folder / "pyodide", folder, SITE_PACKAGES)
            raw = (folder / "snapshot.bin").read_bytes()
            data = (folder / "data.bin").read_bytes()
            used = (folder / "used.json").read_bytes()
            document = (folder / "document.json").read_bytes()
            documents = (folder / "documents.json").read_bytes()
        head, heap = _split(raw)
        start = {
            "memory": len(heap),
            "head": base64.b64encode(head).decode(),
            "kept": kept_runs(heap, data),
        }
        return Snapshot(
            document=document,
            documents=documents,
            start=json.dumps(start).encode(),
            heap=pack(dict(used_runs(heap, data))),
            modules=pack(_loaded_modules(head, files)),
            used=used,
        )

    def _key(
        self,
        pyodide: Mapping[str, bytes],
        files: Mapping[str, bytes],
        languages: Mapping[str, str],
    ) -> str:
        scripts = (SCRIPT, *SCRIPTS, self.scripts / "archive.js", self.scripts / "python.js")
        inputs = {path.name: path.read_bytes() for path in scripts}
        spoken = json.dumps({**languages}).encode()
        return digest({**inputs, "languages.json": spoken, **pyodide, **files})


def used_runs(heap: memoryview, data: bytes = b"") -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each run of pages that are neither zero nor as in the data."""
    for start, end in _runs(
        heap, lambda page, address: any(page) and not _is_in(data, page, address)
    ):
        yield str(start), bytes(heap[start:end])


def kept_runs(heap: memoryview, data: bytes) -> list[tuple[int, int]]:
    """Return from where to where the pages are as in the data, apart from zeros."""
    return list(_runs(heap, lambda page, address: any(page) and _is_in(data, page, address)))


def _is_in(data: bytes, page: bytes, address: int) -> bool:
    return data[address : address + len(page)] == page


def _runs(heap: memoryview, is_wanted: Callable[[bytes, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of pages that are wanted."""
    start = None
    for address in range(0, len(heap), PAGE):
        wanted = is_wanted(bytes(heap[address : address + PAGE]), address)
        if wanted and start is None:
            start = address
        elif not wanted and start is not None:
            yield start, address
            start = None
    if start is not None:
        yield start, len(heap)


def _split(snapshot: bytes) -> tuple[bytes, memoryview]:
    """Split what Pyodide makes into its head and the heap."""
    start = HEADER.unpack_from(snapshot)[1]
    return snapshot[:start], memoryview(snapshot)[start:]


def _loaded_modules(head: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
    length = HEADER.unpack_from(head)[2]
    start = head.index(b"{")
    state = json.loads(head[start : start + length])["sideModules"]
    names = (entry["name"] for entry in state["log"] if "name" in entry)
    return {name: files[name.removeprefix(f"{SITE_PACKAGES}/")] for name in names}
