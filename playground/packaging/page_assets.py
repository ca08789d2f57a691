"""The page's scripts and style sheets: its part of Bokeh's and Panel's, and ours."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from playground.packaging.lock import Part
from playground.style_sheets import joined

BOKEH_SCRIPTS = ("bokeh.min.js", "bokeh-widgets.min.js", "bokeh-tables.min.js")
"""In this order; Panel's models extend classes of all three."""

PANEL_STYLES = ("css", "bundled/theme")
"""Folders of Panel's ``dist`` that its widgets link to."""

IMPORT = re.compile(r'^import (?:.* from )?"\./([\w.]+)";$', re.MULTILINE)
"""The line of a module of ours that names another one."""


def page_assets(wheels: Mapping[str, Path], parts: Mapping[str, Part]) -> dict[str, bytes]:
    """Return path in ``dist/`` -> content."""
    return {**_bokeh(wheels["bokeh"]), **_panel(wheels["panel"], parts["panel"].version)}


def scripts(assets: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the scripts among the assets in the order of loading."""
    return [path for path in assets if path.endswith(".js")]


def style_sheets(folder: Path) -> dict[str, bytes]:
    """Return the page's style sheets, each with the files that it imports, by their file names."""
    return {path.name: joined(path).encode() for path in sorted(folder.glob("*.css"))}


def modules(folder: Path, entry: str) -> list[str]:
    """Return a module of the page and all that it imports, directly or not, by their file names."""
    found, waiting = [], [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            source = (folder / name).read_text(encoding="utf-8")
            waiting += reversed(IMPORT.findall(source))
    return found


def _bokeh(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            f"bokeh/{name}": archive.read(f"bokeh/server/static/js/{name}")
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
