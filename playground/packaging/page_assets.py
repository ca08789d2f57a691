"""What of Bokeh's and Panel's scripts and style sheets the page needs, and of ours."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from playground.packaging.errors import BuildError
from playground.packaging.lock import Part
from playground.packaging.patch_bokeh import BOKEH, patch_bokeh
from playground.style_sheets import WIDGETS, joined

BOKEH_SCRIPTS = (BOKEH, "bokeh-widgets.min.js", "bokeh-tables.min.js")
"""In this order; Panel's models extend classes of all three."""

PANEL_SCRIPT = "panel.min.js"

PANEL_STYLES = ("css", "bundled/theme")
"""Folders of Panel's ``dist`` that its widgets link to."""

IMPORT = re.compile(
    r"""^(?:import\b(?!\s*[(.])|export\b(?=\s*[*{])(?=[^;]*\bfrom\b))[^;]*;?""", re.MULTILINE
)
"""A statement of a module that names another one; not ``import()``, which is for later."""

SPECIFIER = re.compile(r"""[^"']*["']\./([\w-]+\.js)["'];""")
"""Such a statement as we write it: for a file beside this one."""


def page_scripts(wheels: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the scripts that draw the document by their names, in the order of loading."""
    with zipfile.ZipFile(wheels["bokeh"]) as archive:
        bokeh = {name: archive.read(f"bokeh/server/static/js/{name}") for name in BOKEH_SCRIPTS}
    bokeh[BOKEH] = patch_bokeh(bokeh[BOKEH])
    with zipfile.ZipFile(wheels["panel"]) as archive:
        return {**bokeh, PANEL_SCRIPT: archive.read(f"panel/dist/{PANEL_SCRIPT}")}


def page_assets(wheels: Mapping[str, Path], parts: Mapping[str, Part]) -> dict[str, bytes]:
    """Return the style sheets that Panel's widgets link to: path in ``dist/`` -> content."""
    target = f"panel/{parts['panel'].version}/dist"
    with zipfile.ZipFile(wheels["panel"]) as archive:
        names = sorted(archive.namelist())
        paths = {name: name.removeprefix("panel/dist/") for name in names}
        return {
            f"{target}/{path}": archive.read(name)
            for name, path in paths.items()
            if path != name and path.endswith(".css") and path.startswith(PANEL_STYLES)
        }


def style_sheets(folder: Path) -> dict[str, bytes]:
    """Return the style sheets that the page links to, whole, by their file names."""
    paths = sorted(path for path in folder.glob("*.css") if path.name != WIDGETS)
    return {path.name: joined(path).encode() for path in paths}


def widget_styles(folder: Path) -> dict[str, bytes]:
    """Return the style sheet of all widgets by its name; it comes with the document."""
    return {WIDGETS: joined(folder / WIDGETS).encode()}


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
