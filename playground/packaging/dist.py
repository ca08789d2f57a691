"""The static page: everything of ``dist/``, put together and swapped in at once."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from playground.packaging import recording
from playground.packaging.archive import digest
from playground.packaging.compression import BEST
from playground.packaging.downloads import fetch
from playground.packaging.languages import language_files
from playground.packaging.lazy_packs import ALL_LIBRARIES
from playground.packaging.libraries import licence_files
from playground.packaging.lock import read_lock
from playground.packaging.node import Node, find_node
from playground.packaging.offline import NAME as SERVICE_WORKER
from playground.packaging.offline import NOT_FOUND, write_service_worker
from playground.packaging.page_assets import modules, page_assets, style_sheets
from playground.packaging.runtime import DIGITS, Runtime, make_runtime
from playground.packaging.start_pictures import start_pictures

NOT_PUBLISHED = (
    "css",
    "page.html",
    "platform-frame.js",
    "runtime.lock.json",
    "slim-package.js",
    "types.d.ts",
)
"""What of ``static/`` only the build, the checks and packages for learning platforms need."""

FIRST_MODULE = "start.js"
"""What the page's first script loads."""

PACKAGE_SCRIPT = "slim-package.js"
"""What a small package for learning platforms loads; it gets all that this imports."""

FIXED_NAMES = (*NOT_FOUND, SERVICE_WORKER)
"""Files of ours that others know by their addresses; the rest is in a folder of the build's own."""

PAGE_FILES = "page-files.json"
"""The list of all files."""

UNFINISHED = ".dist-"
"""How the folders of builds under way begin."""

LOCK = "lock"
"""A file in them."""

LICENCES = Path(__file__).with_name("licenses")


def build_dist(project: Path, quality: int = BEST) -> Path:
    """Build ``dist/`` and return its path.  After an error the one before is there, unchanged.

    Parameters
    ----------
    project
        The project's folder.
    quality
        That of the compression; a lower one takes less time.

    Raises
    ------
    BuildError
        If a download fails, a file is not the locked one, or a step fails.
    """
    target = project / "dist"
    with building_folder(project) as place:
        folder = place / "new"
        _assemble(project, folder, find_node(), quality)
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


def _assemble(project: Path, folder: Path, node: Node, quality: int) -> None:
    static = project / "static"
    locked = read_lock(static / "runtime.lock.json")
    parts = {name: part for name, part in locked.items() if not part.development}
    files = fetch(parts.values(), project / ".cache/downloads", node)
    assets = page_assets(files, parts)
    runtime = make_runtime(parts, files, project, node, quality)
    write_files(folder, assets)
    write_files(folder, start_pictures())
    write_files(folder, runtime.files)
    write_files(folder / "licenses", dict(licence_files(files, ALL_LIBRARIES)))
    shutil.copytree(LICENCES, folder / "licenses", dirs_exist_ok=True)
    shutil.copy(project / "LICENSE", folder / "licenses/playground.txt")
    own = {
        **own_files(static),
        **package_scripts(static),
        **language_files(),
        recording.NAME: recording.recording(),
    }
    build = _write_own_files(folder, own, runtime)
    shown = runtime.manifest["files"]["document"]["url"]
    write_files(folder, render_pages(build, modules(static, FIRST_MODULE), shown))
    write_service_worker(folder, build, runtime.usual_files, runtime.translated_files)
    (folder / PAGE_FILES).write_text(json.dumps(page_files(folder)), encoding="utf-8")


def own_files(static: Path) -> dict[str, bytes]:
    """Return our scripts and style sheets by their names."""
    paths = (path for path in static.iterdir() if path.is_file())
    published = {path.name: path.read_bytes() for path in paths if path.name not in NOT_PUBLISHED}
    return {**published, **style_sheets(static / "css")}


def package_scripts(static: Path) -> dict[str, bytes]:
    """Return the scripts of a small package, in a folder of their own; see ``scorm.py``."""
    names = modules(static, PACKAGE_SCRIPT)
    return {f"slim-package/{name}": (static / name).read_bytes() for name in names}


def _write_own_files(folder: Path, files: Mapping[str, bytes], runtime: Runtime) -> str:
    """Write our files and what they must know, and return the name of the folder they are in.

    It has a digest in it, as the names of all other files have: what is loaded at different times
    is of one build, or missing.
    """
    manifest = {"digest": runtime.digest, "digests": runtime.digests, "python": runtime.manifest}
    content = digest({**files, "runtime.json": json.dumps(manifest).encode()})
    build = f"build-{content[:DIGITS]}"
    for name, source in files.items():
        write_files(folder if name in FIXED_NAMES else folder / build, {name: source})
    (folder / "runtime.json").write_text(json.dumps({**manifest, "build": build}), encoding="utf-8")
    return build


def page_files(folder: Path) -> list[str]:
    """List all files of the page, this list too: what a page needs to make a copy of itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted({PAGE_FILES, *(path.relative_to(folder).as_posix() for path in files)})


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write path -> content below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def render_pages(build: str, modules: Sequence[str], document: str) -> dict[str, bytes]:
    """Return the HTML of the page, and of the page for a frame, by the names of their files.

    Parameters
    ----------
    build
        The folder of our own files.
    modules, document
        Addresses of what the page is going to load.
    """
    from playground.page.template import render

    pages = {
        "index.html": render("pyodide", folder=f"{build}/", modules=modules, document=document),
        "embed.html": render(
            "pyodide", folder=f"{build}/", compact=True, modules=modules, document=document
        ),
    }
    return {name: html.encode() for name, html in pages.items()}
