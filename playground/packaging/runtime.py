"""The browser's Python: Pyodide, the libraries and our own package, as files of ``dist/``."""

import gzip
import hashlib
import json
import tarfile
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Required, TypedDict

from playground import strict_json
from playground.exercises import yaml_file
from playground.packaging.archive import pack, unpack
from playground.packaging.browser_python import SITE_PACKAGES, STDLIB, VERSION
from playground.packaging.bytecode import Compiler
from playground.packaging.compression import Compressor
from playground.packaging.downloads import read_member
from playground.packaging.errors import BuildError
from playground.packaging.languages import course_texts, translations
from playground.packaging.lazy_packs import PACKS, own_packs
from playground.packaging.libraries import library_files
from playground.packaging.lock import Part
from playground.packaging.node import Node
from playground.packaging.page_assets import page_scripts, widget_styles
from playground.packaging.patch_pyodide import patch_pyodide
from playground.packaging.snapshot import Maker, Snapshot
from playground.packaging.start_files import divided
from playground.packaging.stdlib import compiled_stdlib, divided_stdlib
from playground.packaging.tree_shaking import shake
from playground.text import FALLBACK_LANGUAGE
from playground.text.catalogues import NAMES, own_names
from playground.ui import templates

PYODIDE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
    "package.json",  # else Node.js would go by ours, and take the scripts for modules
)
SCRIPTS = ("pyodide.mjs", "pyodide.asm.js")
DECODER = ("pkg/brotli_dec_wasm.js", "pkg/brotli_dec_wasm_bg.wasm")
"""What decompresses the other files in the browser: members of its npm package."""

FOLDER = "runtime"
STUBS = Path(__file__).with_name("stubs")
DIGITS = 12
"""Length of the digests in file names."""

PLAIN_ONLY = ("stdlib", "site", "app")
"""Files that only a start without the snapshot needs."""

YAML = ".yaml"
KINDS = {".py", ".json", YAML}
"""Kinds of file in our package."""

NOT_IN_BROWSER = (
    "packaging/",
    "glossary/",
    "translation/",
    "texts/",
    "cli.py",
    "__main__.py",
)
"""How the paths of those parts of our package begin that the browser's Python does not need."""


ENGLISH = f"texts/{FALLBACK_LANGUAGE}.json"
"""The only catalogue that the browser's Python has from the beginning."""

DOCUMENT = "document.json"
"""Where the document lies in the pack of what the page shows, before what it is drawn with."""


class File(TypedDict):
    """A file that the worker downloads: where it is, its size, and the size of its content."""

    url: str
    bytes: int
    size: int


class Manifest(TypedDict, total=False):
    """The part of ``runtime.json`` that the worker gets."""

    files: Required[dict[str, File]]
    decoder: File
    pyodide: str
    lockInfo: object
    sitePackages: str
    library: str
    snapshot: object


@dataclass
class Runtime:
    """Files of the runtime and what the page must know about them.

    Attributes
    ----------
    files : dict
        Path in ``dist/`` -> content.  The names carry a digest, so that a cache never mixes two
        builds.
    manifest : Manifest
        What the worker is told.
    digest : str
        That of the document.
    digests : dict
        Those of the document in other languages.
    contents : dict
        What the page and its worker download by the names that they know it by, not compressed yet.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    manifest: Manifest = field(default_factory=lambda: Manifest(files={}))
    digest: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def compress(self, compressor: Compressor) -> None:
        """Make files of what the worker downloads."""
        results = compressor.compress_all(self.contents.values())
        for (name, content), result in zip(self.contents.items(), results, strict=True):
            path = f"{FOLDER}/{hashed(f'{name}.pack', result)}"
            self.files[path] = result
            file = File(url=path, bytes=len(result), size=len(content))
            self.manifest["files"][name] = file

    @property
    def usual_files(self) -> list[str]:
        """Paths in ``dist/`` of what a start in English and all drawers download."""
        plain = {self.manifest["files"][name]["url"] for name in PLAIN_ONLY}
        others = plain.union(*self.translated_files.values())
        return [path for path in self.files if path not in others]

    @property
    def translated_files(self) -> dict[str, list[str]]:
        """Paths in ``dist/`` of what another language needs beside that, by its code."""
        files = self.manifest["files"]
        return {
            code: [files[named(code)]["url"] for named in TRANSLATED if named(code) in files]
            for code in self.digests
        }


def make_runtime(
    parts: Mapping[str, Part], files: Mapping[str, Path], project: Path, node: Node, quality: int
) -> Runtime:
    """Put the runtime together.

    Parameters
    ----------
    parts, files
        The lock file's entries and the downloaded files, both by name.
    project
        The project's folder.
    node
        Node.js, for Pyodide's compiler and the memory snapshot.
    quality
        That of the compression.
    """
    cache = project / ".cache"
    pyodide = unpack_pyodide(files["pyodide"], cache / f"pyodide-{parts['pyodide'].sha256}")
    compiler = Compiler(pyodide, cache / "compiled", node)
    ours = {**package_files(project / "playground"), **template_files()}
    site = shake({**dict(library_files(files)), **stub_files()}, ours)
    site = compiler.compile(site, SITE_PACKAGES)
    own, packs = own_packs(ours)
    app = compiler.compile(own, SITE_PACKAGES)
    core = {name: (pyodide / name).read_bytes() for name in PYODIDE_FILES}
    changed = {
        **core,
        **patch_pyodide(core),
        "python_stdlib.zip": compiled_stdlib(pyodide / "python_stdlib.zip", compiler),
    }
    maker = Maker(project / "static", cache / "snapshots", node)
    runtime = Runtime()
    _add_decoder(runtime, files["brotli-dec-wasm"])
    _add_pyodide(runtime, changed)
    snapshot = maker.make(changed, {**site, **app}, translations())
    _add_python(runtime, changed["python_stdlib.zip"], site, app, set(json.loads(snapshot.used)))
    _add_snapshot(runtime, snapshot)
    _add_documents(runtime, snapshot)
    runtime.contents["document"] = pack(
        {
            DOCUMENT: snapshot.document,
            **widget_styles(project / "static/css"),
            **page_scripts(files),
        }
    )
    for name, content in packs.items():
        libraries = dict(library_files(files, PACKS[name].libraries))
        runtime.contents[name] = pack(compiler.compile({**libraries, **content}, SITE_PACKAGES))
    for code, content in course_texts().items():
        runtime.contents[course_in(code)] = pack(content)
    runtime.compress(Compressor(cache / "compressed", quality))
    return runtime


def unpack_pyodide(tarball: Path, folder: Path) -> Path:
    """Unpack the files of Pyodide that we use, unless they are there already."""
    if all((folder / name).exists() for name in PYODIDE_FILES):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(tarball) as archive:
        for name in PYODIDE_FILES:
            (folder / name).write_bytes(read_member(archive, f"package/{name}"))
    return folder


def stub_files() -> dict[str, bytes]:
    """Return modules of ours that stand in for libraries: path below site-packages -> content."""
    paths = sorted(STUBS.rglob("*.py"))
    return {path.relative_to(STUBS).as_posix(): path.read_bytes() for path in paths}


def template_files() -> dict[str, bytes]:
    """Return the templates of our package as Python: path below site-packages -> content."""
    folder = templates.COMPILED.relative_to(Path(templates.__file__).parents[2])
    with tempfile.TemporaryDirectory() as made:
        templates.environment().compile_templates(
            made, extensions=["jinja"], zip=None, ignore_errors=False
        )
        paths = sorted(Path(made).iterdir())
        return {(folder / path.name).as_posix(): path.read_bytes() for path in paths}


def package_files(package: Path) -> dict[str, bytes]:
    """Return our own package for the browser: path below site-packages -> content."""
    paths = (path for path in sorted(package.rglob("*")) if path.suffix in KINDS)
    relative = ((path.relative_to(package).as_posix(), path) for path in paths)
    files = dict(
        for_browser(f"{package.name}/{name}", path.read_bytes())
        for name, path in relative
        if name == ENGLISH or not name.startswith(NOT_IN_BROWSER)
    )
    return {**files, f"{package.name}/texts/{NAMES}": strict_json.write(own_names()).encode()}


def for_browser(name: str, content: bytes) -> tuple[str, bytes]:
    """Return a file of our package under the name and as the browser gets it: JSON for YAML."""
    if not name.endswith(YAML):
        return name, content
    data, _ = yaml_file.read(content.decode("utf-8"))
    return name.removesuffix(YAML) + ".json", strict_json.write(data).encode()


def hashed(name: str, content: bytes) -> str:
    """Put a digest of the content into a file name."""
    stem, _, suffix = name.partition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:DIGITS]}.{suffix}"


def _add_decoder(runtime: Runtime, tarball: Path) -> None:
    with tarfile.open(tarball) as archive:
        content = pack({name: read_member(archive, f"package/{name}") for name in DECODER})
    # All browsers decompress gzip; by a suffix that says so hosts would tell them to do it unasked.
    made = gzip.compress(content, mtime=0)
    path = f"{FOLDER}/{hashed('decoder.pack', made)}"
    runtime.files[path] = made
    runtime.manifest["decoder"] = File(url=path, bytes=len(made), size=len(content))


def _add_pyodide(runtime: Runtime, files: Mapping[str, bytes]) -> None:
    runtime.contents["wasm"] = files["pyodide.asm.wasm"]
    runtime.contents["pyodide"] = pack({name: files[name] for name in SCRIPTS})
    runtime.manifest["pyodide"] = f"{FOLDER}/"
    runtime.manifest["lockInfo"] = info = json.loads(files["pyodide-lock.json"])["info"]
    if not info["python"].startswith(f"{VERSION}."):
        raise BuildError(f"pyodide must be Python {VERSION} as locked, got {info['python']}")
    runtime.manifest["sitePackages"] = SITE_PACKAGES
    runtime.manifest["library"] = STDLIB


def _add_python(
    runtime: Runtime,
    stdlib: bytes,
    site: Mapping[str, bytes],
    app: Mapping[str, bytes],
    used: Collection[str],
) -> None:
    libraries, own = divided(site, used), divided(app, used)
    start_stdlib, rest_stdlib = divided_stdlib(stdlib, used)
    runtime.contents |= {
        "stdlib": start_stdlib,
        "site": pack(libraries.start),
        "app": pack(own.start),
        "early": pack({**libraries.early, **own.early}),
        "restStdlib": rest_stdlib,
        "rest": pack({**libraries.rest, **own.rest}),
    }


def document_in(language: str) -> str:
    """Return the name of the pack with the document in another language."""
    return f"document-{language}"


def course_in(language: str) -> str:
    """Return the name of the pack with the course in another language."""
    return f"exercises-{language}"


def heap_in(language: str) -> str:
    """Return the name of the pack with the pages of the heap that are a language's own."""
    return f"heap-{language}"


TRANSLATED = (document_in, course_in, heap_in)
"""What names the packs that there are in each language."""


def _add_documents(runtime: Runtime, snapshot: Snapshot) -> None:
    runtime.digest = json.loads(snapshot.document)["digest"]
    for code, document in json.loads(snapshot.documents).items():
        runtime.digests[code] = json.loads(document)["digest"]
        runtime.contents[document_in(code)] = pack({DOCUMENT: document.encode()})


def _add_snapshot(runtime: Runtime, snapshot: Snapshot) -> None:
    runtime.manifest["snapshot"] = json.loads(snapshot.start)
    runtime.contents |= {"heap": snapshot.heap, "modules": snapshot.modules}
    for code, pages in unpack(snapshot.own).items():
        runtime.contents[heap_in(code)] = pages
