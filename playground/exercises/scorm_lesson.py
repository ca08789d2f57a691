"""Packs a lesson into one zip file for learning platforms: each exercise is an activity of its own.

The platform lists the exercises, keeps the work on each, and has a score for each; what of the page
they need is in the package once.
"""

from pathlib import Path
from xml.etree import ElementTree

from playground.exercises import library
from playground.exercises.lesson import Lesson
from playground.exercises.scorm import (
    frame_page,
    frame_scripts,
    launch_page,
    page_files,
    write_zip,
)
from playground.exercises.scorm_manifest import Standard, manifest


def write_lesson_package(
    lesson: Lesson, page: Path, target: Path, standard: Standard = "1.2", address: str | None = None
) -> None:
    """Write the package of a lesson.

    Parameters
    ----------
    lesson : Lesson
    page : Path
        Folder of the built page.
    target : Path
        The zip file. Its folder is made if there is none.
    standard : Standard
    address : str, optional
        Where the page is on the web: then the package only shows it in a frame.

    Raises
    ------
    ScormError
        If the folder holds no built page, or the address is none.
    ExerciseError
        If the lesson names an exercise that there is not.
    """
    files = page_files(page) if address is None else frame_scripts(page)
    exercises = [library.exercise_in(lesson, name) for name in lesson.exercises]
    launches = {
        f"launch-{n}.html": launch_page(one, standard)
        if address is None
        else frame_page(one, address, standard)
        for n, one in enumerate(exercises, 1)
    }
    own = {"imsmanifest.xml": lesson_manifest(lesson, list(files), standard)}
    own |= {name: content.encode("utf-8") for name, content in launches.items()}
    write_zip(target, own, files)


def lesson_manifest(lesson: Lesson, files: list[str], standard: Standard = "1.2") -> bytes:
    """Return ``imsmanifest.xml``: those of the exercises, put into one after the other.

    Parameters
    ----------
    lesson : Lesson
    files : list of str
        Every file of the page.
    standard : Standard
    """
    whole: ElementTree.Element | None = None
    for n, name in enumerate(lesson.exercises, 1):
        exercise = library.exercise_in(lesson, name)
        content = manifest(exercise, [f"launch-{n}.html", *files], standard)
        root = ElementTree.fromstring(content)
        item, resource = _only(root, "item"), _only(root, "resource")
        item.set("identifier", f"exercise-{n}")
        item.set("identifierref", f"page-{n}")
        resource.set("identifier", f"page-{n}")
        if whole is None:
            whole = root
            whole.set("identifier", f"playground.lesson.{lesson.id}")
            _only(_only(whole, "organization"), "title").text = lesson.title
        else:
            # after the items that are there, before what says how they follow each other
            _only(whole, "organization").insert(n, item)
            _only(whole, "resources").append(resource)
    assert whole is not None  # a lesson has an exercise at least
    ElementTree.indent(whole)
    written: bytes = ElementTree.tostring(whole, encoding="utf-8", xml_declaration=True)
    return written


def _only(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    """Return the first element of a name, whatever its namespace."""
    return next(one for one in parent.iter() if one.tag.rpartition("}")[2] == name)
