"""The static page: everything of ``dist/``, put together and swapped in at once."""

import json
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from playground.glossary import as_json
from playground.packaging.archive import digest
from playground.packaging.downloads import fetch
from playground.packaging.lazy_packs import ALL_LIBRARIES
from playground.packaging.libraries import licence_files
from playground.packaging.lock import read_lock
from playground.packaging.node import Node, find_node
from playground.packaging.page_assets import modules, page_assets, scripts, style_sheets
from playground.packaging.runtime import DIGITS, FOLDER, hashed, make_runtime
from playground.packaging.start_pictures import start_pictures

NOT_PUBLISHED = ("css", "page.html", "runtime.lock.json", "types.d.ts")
"""What of ``static/`` only the build and the checks need."""

FIRST_MODULE = "start.js"
"""What the page's first script loads."""

KEPT_SUFFIXES = (".css", ".html", ".js", ".json", ".png")
"""Kinds of file, beside those of the runtime, that the page needs without a network."""

PAGE_FILES = "page-files.json"
"""The list of all files."""

GLOSSARY = "glossary.json"
"""What the words on the page mean; ``static/glossary.js`` fetches it on demand."""

NEVER_KEPT = ("service-worker.js",)
"""Files that the browser looks after by itself."""

UNFINISHED = ".dist-"
"""How the folders of builds under way begin."""

LOCK = "lock"
"""A file in them."""

LICENCES = Path(__file__).with_name("licenses")


def build_dist(project: Path) -> Path:
    """Build ``dist/`` and return its path.  After an error the one before is there, unchanged.

    Raises
    ------
    BuildError
        If a download fails, a file is not the locked one, or a step fails.
    """
    target = project / "dist"
    with building_folder(project) as place:
        folder = place / "new"
        _assemble(project, folder, find_node())
        if target.exists():
            target.rename(place / "old")
        folder.rename(target)
    return target


@contextmanager
def building_folder(project: Path) -> Iterator[Path]:
    """Make a folder beside ``dist/`` for the time of a build; remove those of builds that died.

    A build has a lock on a file of its folder, which the system takes away when it dies.
    """
    cache = project / ".cache"
    cache.mkdir(exist_ok=True)
    with FileLock(cache / "building.lock"):
        for folder in project.glob(f"{UNFINISHED}*"):
            _remove_if_dead(folder)
        name = tempfile.mkdtemp(prefix=UNFINISHED, dir=project)
        lock = FileLock(Path(name) / LOCK)
        lock.acquire()
    try:
        yield Path(name)
    finally:
        lock.release()
        shutil.rmtree(name, ignore_errors=True)


def _remove_if_dead(folder: Path) -> None:
    try:
        with FileLock(folder / LOCK, timeout=0):
            pass
    except Timeout:
        return
    shutil.rmtree(folder, ignore_errors=True)


def _assemble(project: Path, folder: Path, node: Node) -> None:
    static = project / "static"
    locked = read_lock(static / "runtime.lock.json")
    parts = {name: part for name, part in locked.items() if not part.development}
    files = fetch(parts.values(), project / ".cache/downloads", node)
    assets = page_assets(files, parts)
    runtime = make_runtime(parts, files, project, node)
    shutil.copytree(static, folder, ignore=shutil.ignore_patterns(*NOT_PUBLISHED))
    write_files(folder, style_sheets(static / "css"))
    write_files(folder, assets)
    write_files(folder, {GLOSSARY: as_json().encode(), **start_pictures()})
    write_files(folder, runtime.files)
    write_files(folder / "licenses", dict(licence_files(files, ALL_LIBRARIES)))
    shutil.copytree(LICENCES, folder / "licenses", dirs_exist_ok=True)
    shutil.copy(project / "LICENSE", folder / "licenses/playground.txt")
    document = hashed("document.json", runtime.document)
    (folder / document).write_bytes(runtime.document)
    manifest = {
        "scripts": scripts(assets),
        "document": document,
        "digest": json.loads(runtime.document)["digest"],
        "python": runtime.manifest,
    }
    (folder / "runtime.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_files(folder, render_pages(modules(static, FIRST_MODULE), scripts(assets)))
    kept = json.dumps(kept_files(folder, runtime.usual_files))
    (folder / "build-files.js").write_text(f"self.build = {kept};\n", encoding="utf-8")
    (folder / PAGE_FILES).write_text(json.dumps(page_files(folder)), encoding="utf-8")


def page_files(folder: Path) -> list[str]:
    """List all files of the page, this list too: what a page needs to make a copy of itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted({PAGE_FILES, *(path.relative_to(folder).as_posix() for path in files)})


def kept_files(folder: Path, usual_files: Collection[str]) -> dict[str, str | list[str]]:
    """List what the service worker keeps for visits without a network.

    Parameters
    ----------
    folder
        The whole page.
    usual_files
        The files of Python that may be downloaded, whose names carry a digest.

    Returns
    -------
    dict
        "version", a digest of everything; "pages"; "scripts", which keep their names when they
        change; "hashed", which do not.
    """
    scripts = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in KEPT_SUFFIXES
        and path.name not in NEVER_KEPT
        and not path.is_relative_to(folder / FOLDER)
    )
    hashed_files = sorted(usual_files)
    version = digest({name: (folder / name).read_bytes() for name in scripts + hashed_files})
    return {
        "version": version[:DIGITS],
        "pages": ["./"],
        "scripts": scripts,
        "hashed": hashed_files,
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write path -> content below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def render_pages(modules: Sequence[str], scripts: Sequence[str]) -> dict[str, bytes]:
    """Return the HTML of the page, and of the page for a frame, by the names of their files.

    Parameters
    ----------
    modules, scripts
        Addresses of what the page is going to load.
    """
    from playground.page.template import render

    pages = {
        "index.html": render("pyodide", modules=modules, scripts=scripts),
        "embed.html": render("pyodide", compact=True, modules=modules, scripts=scripts),
    }
    return {name: html.encode() for name, html in pages.items()}
