"""The page's scripts and style sheets: its part of Bokeh's and Panel's, and ours."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from playground.packaging.errors import BuildError
from playground.packaging.lock import Part
from playground.style_sheets import joined

BOKEH_SCRIPTS = ("bokeh.min.js", "bokeh-widgets.min.js", "bokeh-tables.min.js")
"""In this order; Panel's models extend classes of all three."""

PANEL_STYLES = ("css", "bundled/theme")
"""Folders of Panel's ``dist`` that its widgets link to."""

IMPORT = re.compile(
    r"""^(?:import\b(?!\s*[(.])|export\b(?=\s*[*{])(?=[^;]*\bfrom\b))[^;]*;?""", re.MULTILINE
)
"""A statement of a module that names another one; not ``import()``, which is for later."""

SPECIFIER = re.compile(r"""[^"']*["']\./([\w-]+\.js)["'];""")
"""Such a statement as we write it: for a file beside this one."""


def page_assets(wheels: Mapping[str, Path], parts: Mapping[str, Part]) -> dict[str, bytes]:
    """Return path in ``dist/`` -> content."""
    return {
        **_bokeh(wheels["bokeh"], parts["bokeh"].version),
        **_panel(wheels["panel"], parts["panel"].version),
    }


def scripts(assets: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the scripts among the assets in the order of loading."""
    return [path for path in assets if path.endswith(".js")]


def style_sheets(folder: Path) -> dict[str, bytes]:
    """Return the page's style sheets, each with the files that it imports, by their file names."""
    return {path.name: joined(path).encode() for path in sorted(folder.glob("*.css"))}


def modules(folder: Path, entry: str) -> list[str]:
    """Return a module of the page and all that it imports, directly or not, by their file names.

    Raises
    ------
    BuildError
        If one imports what is not there, or in a way that is not ours.
    """
    found, waiting = [], [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += reversed(imported(folder / name))
    return found


def imported(module: Path) -> list[str]:
    """Return the file names of what a module imports at once."""
    names = []
    for statement in IMPORT.findall(module.read_text(encoding="utf-8")):
        match = SPECIFIER.fullmatch(statement)
        if match is None or not (module.parent / match[1]).is_file():
            raise BuildError(f"{module.name}: what is imported must lie beside it: {statement}")
        names.append(match[1])
    return names


def _bokeh(wheel: Path, version: str) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            f"bokeh/{version}/{name}": archive.read(f"bokeh/server/static/js/{name}")
            for name in BOKEH_SCRIPTS
        }


def _panel(wheel: Path, version: str) -> dict[str, bytes]:
    target = f"panel/{version}/dist"
    with zipfile.ZipFile(wheel) as archive:
        assets = {f"{target}/panel.min.js": archive.read("panel/dist/panel.min.js")}
        for name in sorted(archive.namelist()):
            path = name.removeprefix("panel/dist/")
            if path != name and path.endswith(".css") and path.startswith(PANEL_STYLES):
                assets[f"{target}/{path}"] = archive.read(name)
    return assets
