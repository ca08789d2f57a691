"""Packs a lesson into one zip file for learning platforms: each exercise is an activity of its own.

The platform lists the exercises, keeps the work on each, and has a score for each; what of the page
they need is in the package once.
"""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from playground.exercises import library
from playground.exercises.lesson import Lesson
from playground.exercises.scorm import COMPRESSED, FIXED_TIME, ScormError, launch_page, manifest
from playground.text import text


def write_lesson_package(lesson: Lesson, page: Path, target: Path) -> None:
    """Write the package of a lesson, by SCORM 1.2.

    Parameters
    ----------
    lesson : Lesson
    page : Path
        Folder of the built page.
    target : Path
        The zip file. Its folder is made if there is none.

    Raises
    ------
    ScormError
        If the folder holds no built page.
    ExerciseError
        If the lesson names an exercise that there is not.
    """
    if not (page / "index.html").is_file():
        raise ScormError(text("scorm.no_page", folder=page))
    paths = sorted(path for path in page.rglob("*") if path.is_file())
    files = {path.relative_to(page).as_posix(): path for path in paths}
    exercises = [library.exercise_in(lesson, name) for name in lesson.exercises]
    launches = {f"launch-{n}.html": launch_page(one) for n, one in enumerate(exercises, 1)}
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as package:
        _add(package, "imsmanifest.xml", lesson_manifest(lesson, list(files)))
        for name, content in launches.items():
            _add(package, name, content.encode("utf-8"))
        for name, path in files.items():
            _add(package, name, path.read_bytes())


def lesson_manifest(lesson: Lesson, files: list[str]) -> bytes:
    """Return ``imsmanifest.xml``: those of the exercises, put into one after the other.

    Parameters
    ----------
    lesson : Lesson
    files : list of str
        Every file of the page.
    """
    whole: ElementTree.Element | None = None
    for n, name in enumerate(lesson.exercises, 1):
        exercise = library.exercise_in(lesson, name)
        root = ElementTree.fromstring(manifest(exercise, [f"launch-{n}.html", *files]))
        item, resource = _only(root, "item"), _only(root, "resource")
        item.set("identifier", f"exercise-{n}")
        item.set("identifierref", f"page-{n}")
        resource.set("identifier", f"page-{n}")
        if whole is None:
            whole = root
            whole.set("identifier", f"playground.lesson.{lesson.id}")
            _only(_only(whole, "organization"), "title").text = lesson.title
        else:
            _only(whole, "organization").append(item)
            _only(whole, "resources").append(resource)
    assert whole is not None  # a lesson has an exercise at least
    ElementTree.indent(whole)
    written: bytes = ElementTree.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written


def _only(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    """Return the first element of a name, whatever its namespace."""
    return next(one for one in parent.iter() if one.tag.rpartition("}")[2] == name)


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    is_small = name.endswith(COMPRESSED)
    info.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    package.writestr(info, content)
