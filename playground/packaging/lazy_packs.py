"""Packs of files that the browser gets when something on the page needs them, and not at the start.

A pack is a file of the runtime like the others: compiled, named by its digest, kept by the service
worker for visits without a network. `playground.drawers.drawers.PACKS` says which drawers need
which pack; the application asks for one by `playground.page.lazy_packs.Packs`, and
`static/worker.js` fetches it and puts its files below site-packages. What a pack holds can be
imported from then on, and not before. Outside the browser all of it is there anyway.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from playground.packaging.libraries import LIBRARIES


class Pack(NamedTuple):
    """What belongs to a pack.

    Attributes
    ----------
    own : tuple of str
        Patterns of paths of our package; a star stands for slashes too.
    libraries : tuple of str
        Names in the lock file.
    """

    own: tuple[str, ...]
    libraries: tuple[str, ...]


PACKS = {
    "grading": Pack(
        own=(
            "playground/drawers/grading/*",
            "playground/exercises/answer_table.py",
            "playground/exercises/comparison.py",
            "playground/exercises/gradebook.py",
            "playground/exercises/grades_*.py",
            "playground/exercises/grading.py",
            "playground/exercises/pieces.py",
            "playground/exercises/spreading.py",
            "playground/exercises/students.py",
            "playground/exercises/submissions.py",
            "playground/exercises/zip_archive.py",
            "playground/ui/compiled_templates/*grading*",
        ),
        libraries=(),
    ),
    "workbook": Pack(own=(), libraries=("xlsxwriter",)),
    "formulas": Pack(own=(), libraries=("latex2mathml",)),
    "exercises": Pack(
        own=(
            "playground/exercises/*",
            "playground/assignment/assignment.py",
            "playground/assignment/controller.py",
            "playground/assignment/markup.py",
            "playground/assignment/record.py",
            "playground/authoring/*",
            "playground/drawers/author/*",
            "playground/drawers/exercise/*",
            "playground/ui/compiled_templates/*",
            "playground/ui/templates.py",
        ),
        libraries=("fastjsonschema", "markdown_it", "mdurl"),
    ),
    "looking": Pack(
        own=(
            "playground/drawers/by_eye/*",
            "playground/drawers/starts/*",
            "playground/experiment/starts.*",
            "playground/insight/comparison.py",
            "playground/insight/findings.py",
            "playground/session/run_findings.py",
            "playground/ui/run_description.py",
            "playground/views/map_marks.py",
        ),
        libraries=(),
    ),
}
"""The packs by their names."""

ALL_LIBRARIES = (*LIBRARIES, *(name for pack in PACKS.values() for name in pack.libraries))
"""Every library that the browser may get."""


def pack_of(path: str) -> str | None:
    """Return the name of the pack that a file of our package belongs to, None for the start."""
    for name, pack in PACKS.items():
        if any(fnmatchcase(path, pattern) for pattern in pack.own):
            return name
    return None


def own_packs(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
    """Divide the files of our package into those of the start, and those of each pack."""

    def belonging(to: str | None) -> dict[str, bytes]:
        return {path: content for path, content in files.items() if pack_of(path) == to}

    return belonging(None), {name: belonging(name) for name in PACKS}
