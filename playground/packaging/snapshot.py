"""The memory snapshot: Python with everything imported and the document built, ready to go on."""

import base64
import gzip
import json
import struct
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from playground.packaging.archive import digest, pack, unpack
from playground.packaging.browser_python import SITE_PACKAGES
from playground.packaging.compression import gzip_quickly, keep_newest
from playground.packaging.node import Node
from playground.text import FALLBACK_LANGUAGE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pages = NDArray[np.uint32]

SCRIPT = Path(__file__).with_name("snapshot.mjs")
SCRIPTS = tuple(SCRIPT.with_name(name) for name in ("start.mjs", "steady.mjs"))
PAGE = 4096
KEPT = 4
"""Snapshots in the cache."""

NEAR = 128
"""Words of a page, of its 1024, that may differ from English for a language to have just those."""

DIFFERENCE = "^"
"""How the names of such pages begin."""

NO_WORDS = "null"
"""What the script gets for English, whose texts are in the package."""

AT_ONCE = 2
"""Snapshots that are taken at the same time; each takes most of a processor and 0.5 GB."""

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
    own : bytes
        Pack of packs: code of a language -> the pages of the heap that are its own.
    start : bytes
        What must be known first, as JSON: the heap's size, the snapshot's head in base64, and from
        where to where the heap stays as Pyodide's own data make it.
    heap : bytes
        Pack of the heap's other used pages by their addresses, as far as all languages share them.
    modules : bytes
        Pack of the compiled modules that are loaded in it.
    used : bytes
        The paths of the files that were imported, read or looked for, as a JSON list.
    """

    document: bytes
    documents: bytes
    start: bytes
    heap: bytes
    own: bytes
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
            shared = Path(name)
            (shared / "pyodide").mkdir()
            for file, content in pyodide.items():
                (shared / "pyodide" / file).write_bytes(content)
            (shared / "files.pack").write_bytes(pack(files))
            spoken = {FALLBACK_LANGUAGE: NO_WORDS, **languages}
            with ThreadPoolExecutor(AT_ONCE) as pool:
                taken = pool.map(lambda one: self._take(shared, *one), spoken.items())
                made = dict(zip(spoken, taken, strict=True))
        english = made[FALLBACK_LANGUAGE]
        alike = {code: one.heap for code, one in made.items() if one.head == english.head}
        heap, own = divided_heaps(alike, english.data)
        start = {
            "memory": max(map(len, alike.values())),
            "head": base64.b64encode(english.head).decode(),
            "kept": kept_runs(english.heap, english.data),
        }
        documents = {code: made[code].document.decode() for code in languages}
        return Snapshot(
            document=english.document,
            documents=json.dumps(documents).encode(),
            start=json.dumps(start).encode(),
            heap=pack(heap),
            own=pack({code: pack(pages) for code, pages in own.items()}),
            modules=pack(_loaded_modules(english.head, files)),
            used=english.used,
        )

    def _take(self, shared: Path, code: str, words: str) -> "_Taken":
        """Let Node.js start Python and take the snapshot in one language."""
        folder = shared / code
        folder.mkdir()
        (folder / "files.pack").symlink_to(shared / "files.pack")
        (folder / "words.json").write_text(words, encoding="utf-8")
        self.node.run(SCRIPT, self.scripts, shared / "pyodide", folder, SITE_PACKAGES)
        head, heap = _split((folder / "snapshot.bin").read_bytes())
        files = (folder / name for name in ("data.bin", "document.json", "used.json"))
        return _Taken(head, heap, *(file.read_bytes() for file in files))

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


class _Taken(NamedTuple):
    """What the script gives for a language."""

    head: bytes
    heap: memoryview
    data: bytes
    document: bytes
    used: bytes


def divided_heaps(
    heaps: Mapping[str, memoryview], data: bytes
) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
    """Divide the pages of some heaps into those that all share and those that are one's own.

    Of a page in which a heap hardly differs from the English one it has only the difference.

    Parameters
    ----------
    heaps : mapping
        Code of a language -> its heap.
    data : bytes
        What the memory is before Python starts.

    Returns
    -------
    shared : dict
        Address -> content of each run of pages.
    own : dict
        The same by the code of a language, beside `DIFFERENCE` and the address of a page -> what to
        combine it with by exclusive or.
    """
    count = max(map(len, heaps.values())) // PAGE
    words = {code: _words_of(heap, count) for code, heap in heaps.items()}
    english = words[FALLBACK_LANGUAGE]
    differing = {code: (pages != english).sum(axis=1) for code, pages in words.items()}
    most = np.max([*differing.values()], axis=0)
    at_first = _words_of(memoryview(data), count)
    is_kept = _is_kept(english, at_first)
    is_shared = english.any(axis=1) & ~is_kept & (most <= NEAR)
    without = np.where(is_kept[:, None], at_first, np.uint32(0))
    own = {}
    for code, pages in words.items():
        own[code] = _contents(pages, ~is_shared & (pages != without).any(axis=1))
        for i in np.flatnonzero(is_shared & (differing[code] > 0)):
            own[code][f"{DIFFERENCE}{i * PAGE}"] = (pages[i] ^ english[i]).tobytes()
    return _contents(english, is_shared), own


def kept_runs(heap: memoryview, data: bytes) -> list[tuple[int, int]]:
    """Return from where to where the pages are as in the data, apart from zeros."""
    pages = _words_of(heap, len(heap) // PAGE)
    kept = _is_kept(pages, _words_of(memoryview(data), len(pages)))
    return [(start * PAGE, end * PAGE) for start, end in _runs(kept)]


def _is_kept(pages: "Pages", at_first: "Pages") -> "NDArray[np.bool_]":
    is_kept: NDArray[np.bool_] = pages.any(axis=1) & (pages == at_first).all(axis=1)
    return is_kept


def _words_of(heap: memoryview, pages: int) -> "Pages":
    """Return the pages of a heap, with zeros behind its end, as rows of words."""
    whole = bytes(heap[: pages * PAGE]).ljust(pages * PAGE, b"\0")
    return np.frombuffer(whole, np.uint32).reshape(pages, PAGE // 4)


def _contents(pages: "Pages", marked: "NDArray[np.bool_]") -> dict[str, bytes]:
    """Return address and content of each run of pages that are marked."""
    return {str(start * PAGE): pages[start:end].tobytes() for start, end in _runs(marked)}


def _runs(marked: "NDArray[np.bool_]") -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(marked, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


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
