"""The memory snapshot: Python with everything imported and the document built, ready to go on."""

import json
import struct
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playground.packaging.bytecode import SITE_PACKAGES
from playground.packaging.node import Node
from playground.packaging.pack import pack, unpack

SCRIPT = Path(__file__).with_name("snapshot.mjs")
PAGE = 4096
WASM_PAGE = 65_536
HEADER = struct.Struct("<4I")
"""Pyodide's header of a snapshot: magic number, where the heap starts, length of JSON, unused."""


@dataclass(frozen=True)
class Snapshot:
    """What a page needs to restore Python.

    Attributes
    ----------
    document : bytes
        The document as JSON, with its roots and digest.
    memory : int
        Bytes of the heap.
    heap : bytes
        Pack of the snapshot's head and of the heap's used pages by their addresses.
    modules : bytes
        Pack of the compiled modules that are loaded in it.
    rest : bytes
        Pack of the files that were not imported, which are not in the heap.
    """

    document: bytes
    memory: int
    heap: bytes
    modules: bytes
    rest: bytes


def make_snapshot(packs: list[bytes], pyodide: Path, scripts: Path, node: Node) -> Snapshot:
    """Start Python in Node.js, build the document and take the snapshot.

    Parameters
    ----------
    packs
        The packs of all libraries and of our own package.
    pyodide
        Folder of the changed Pyodide, see :mod:`playground.packaging.patch_pyodide`.
    scripts
        Folder of the page's scripts.
    node
        Node.js.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{index}.pack" for index in range(len(packs))]
        for path, content in zip(paths, packs, strict=True):
            path.write_bytes(content)
        node.run(SCRIPT, scripts, pyodide, folder, *paths)
        raw = (folder / "snapshot.bin").read_bytes()
        imported = set(json.loads((folder / "imported.json").read_text(encoding="utf-8")))
        document = (folder / "document.json").read_bytes()
    files = {name: content for content in packs for name, content in unpack(content).items()}
    start = HEADER.unpack_from(raw)[1]
    return Snapshot(
        document=document,
        memory=-(-(len(raw) - start) // WASM_PAGE) * WASM_PAGE,
        heap=pack({"head": raw[:start], **dict(used_runs(memoryview(raw)[start:]))}),
        modules=pack(_loaded_modules(raw, files)),
        rest=pack(_not_imported(files, imported)),
    )


def used_runs(heap: memoryview) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each run of pages that are not all zero."""
    empty = bytes(PAGE)
    run_start = None
    for address in range(0, len(heap), PAGE):
        is_used = heap[address : address + PAGE] != empty[: len(heap) - address]
        if is_used and run_start is None:
            run_start = address
        elif not is_used and run_start is not None:
            yield str(run_start), bytes(heap[run_start:address])
            run_start = None
    if run_start is not None:
        yield str(run_start), bytes(heap[run_start:])


def _loaded_modules(raw: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
    _, _, length, _ = HEADER.unpack_from(raw)
    start = raw.index(b"{")
    state = json.loads(raw[start : start + length])["sideModules"]
    names = (entry["name"] for entry in state["log"] if "name" in entry)
    return {name: files[name.removeprefix(f"{SITE_PACKAGES}/")] for name in names}


def _not_imported(files: Mapping[str, bytes], imported: set[str]) -> dict[str, bytes]:
    return {
        name: content
        for name, content in files.items()
        if f"{SITE_PACKAGES}/{name}" not in imported and not name.endswith(".so")
    }
