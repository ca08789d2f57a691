"""Packs an exercise with the whole page into a zip file for learning platforms (SCORM 1.2).

The manifest follows the SCORM 1.2 Content Aggregation Model (ADL, 2001). What the page tells the
platform can be forged by anyone who opens the browser's console; that lies in the design of SCORM.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markupsafe import Markup

from playground.text import text

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise

LAUNCH = "launch.html"
"""What the platform opens: it leads on to the page, with the exercise in the link, and tells it
that a platform should answer."""

CONTENT_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip, so that equal exercises give equal packages."""

COMPRESSED = (".pack",)
"""Kinds of files that compression would not make smaller."""

LAUNCH_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={link}">
<title>{title}</title>
<p><a href="{link}">{title}</a></p>
</html>
""")


class ScormError(Exception):
    """A package cannot be made; the message is a sentence."""


def write_package(exercise: "Exercise", page: Path, target: Path) -> None:
    """Write the package of an exercise.

    Parameters
    ----------
    exercise : Exercise
    page : Path
        Folder of the built page.
    target : Path
        The zip file. Its folder is made if there is none.

    Raises
    ------
    ScormError
        If the folder holds no built page.
    """
    if not (page / "index.html").is_file():
        raise ScormError(text("scorm.no_page", folder=page))
    paths = sorted(path for path in page.rglob("*") if path.is_file())
    files = {path.relative_to(page).as_posix(): path for path in paths}
    own = {
        "imsmanifest.xml": manifest(exercise, [LAUNCH, *files]),
        LAUNCH: launch_page(exercise).encode("utf-8"),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as package:
        for name, content in own.items():
            _add(package, name, content)
        for name, path in files.items():
            _add(package, name, path.read_bytes())


def launch_page(exercise: "Exercise") -> str:
    """Return the HTML of the file that the platform opens."""
    return LAUNCH_PAGE.format(
        language=exercise.language,
        link=f"index.html?launch=scorm#exercise={exercise.to_code()}",
        title=exercise.title,
    )


def manifest(exercise: "Exercise", files: Sequence[str]) -> bytes:
    """Return ``imsmanifest.xml``.

    It names no mastery score: by one a platform would replace, at the end of each launch, what the
    page has said of passing, and call work failed that is not finished.

    Parameters
    ----------
    exercise : Exercise
    files : sequence of str
        Every file of the package beside the manifest, the one to open first.

    Returns
    -------
    bytes
    """
    ElementTree.register_namespace("", CONTENT_PACKAGING)
    ElementTree.register_namespace("adlcp", ADL)
    root = _element("manifest", identifier=f"playground.{exercise.id}", version="1.0")
    metadata = _element("metadata", root)
    _element("schema", metadata, "ADL SCORM")
    _element("schemaversion", metadata, "1.2")
    _add_organization(root, exercise)
    resources = _element("resources", root)
    resource = _element("resource", resources, identifier="page", type="webcontent", href=files[0])
    resource.set(f"{{{ADL}}}scormtype", "sco")
    for name in files:
        _element("file", resource, href=name)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_organization(root: ElementTree.Element, exercise: "Exercise") -> None:
    organizations = _element("organizations", root, default="course")
    organization = _element("organization", organizations, identifier="course")
    _element("title", organization, exercise.title)
    item = _element("item", organization, identifier="exercise", identifierref="page")
    _element("title", item, exercise.title)
    _element("datafromlms", item, exercise.id, namespace=ADL)


def _element(
    name: str,
    parent: ElementTree.Element | None = None,
    content: str | None = None,
    namespace: str = CONTENT_PACKAGING,
    **attributes: str,
) -> ElementTree.Element:
    tag = f"{{{namespace}}}{name}"
    if parent is None:
        return ElementTree.Element(tag, attributes)
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = content
    return element


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    is_small = name.endswith(COMPRESSED)
    info.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    package.writestr(info, content)
