"""Writes the manifest of a package for learning platforms, by each of two standards.

SCORM 1.2 Content Aggregation Model (ADL, 2001); SCORM 2004 4th Edition Content Aggregation Model
and Sequencing and Navigation (ADL, 2009).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.etree import ElementTree

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise

Standard = Literal["1.2", "2004"]


class Vocabulary(NamedTuple):
    """What a standard calls the parts of a manifest.

    Attributes
    ----------
    version : str
        The value of "schemaversion".
    packaging, adl : str
        Namespaces of IMS Content Packaging and of ADL's own names.
    kind, launch_data : str
        Names in the latter: the attribute that tells a SCO, and the element with its launch data.
    sequencing : str
        Namespace of IMS Simple Sequencing; empty where there is none.
    """

    version: str
    packaging: str
    adl: str
    kind: str
    launch_data: str
    sequencing: str = ""


STANDARDS: Mapping[Standard, Vocabulary] = {
    "1.2": Vocabulary(
        version="1.2",
        packaging="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        adl="http://www.adlnet.org/xsd/adlcp_rootv1p2",
        kind="scormtype",
        launch_data="datafromlms",
    ),
    "2004": Vocabulary(
        version="2004 4th Edition",
        packaging="http://www.imsglobal.org/xsd/imscp_v1p1",
        adl="http://www.adlnet.org/xsd/adlcp_v1p3",
        kind="scormType",
        launch_data="dataFromLMS",
        sequencing="http://www.imsglobal.org/xsd/imsss",
    ),
}


def manifest(exercise: "Exercise", files: Sequence[str], standard: Standard = "1.2") -> bytes:
    """Return ``imsmanifest.xml``.

    It names no mastery score: by one a platform would replace, at the end of each launch, what the
    page has said of passing, and call work failed that is not finished. By SCORM 2004 it also says
    that completion and success are told by the page, and no more of sequencing than that.

    Parameters
    ----------
    exercise : Exercise
    files : sequence of str
        Every file of the package beside the manifest, the one to open first.
    standard : Standard

    Returns
    -------
    bytes
    """
    words = STANDARDS[standard]
    for prefix, uri in (("", words.packaging), ("adlcp", words.adl), ("imsss", words.sequencing)):
        if uri:
            ElementTree.register_namespace(prefix, uri)
    root = ElementTree.Element(
        _name(words.packaging, "manifest"), identifier=f"playground.{exercise.id}", version="1.0"
    )
    metadata = _add(root, words.packaging, "metadata")
    _add(metadata, words.packaging, "schema", "ADL SCORM")
    _add(metadata, words.packaging, "schemaversion", words.version)
    _add_organization(root, exercise, words)
    resources = _add(root, words.packaging, "resources")
    resource = _add(
        resources, words.packaging, "resource", identifier="page", type="webcontent", href=files[0]
    )
    resource.set(_name(words.adl, words.kind), "sco")
    for name in files:
        _add(resource, words.packaging, "file", href=name)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add_organization(root: ElementTree.Element, exercise: "Exercise", words: Vocabulary) -> None:
    organizations = _add(root, words.packaging, "organizations", default="course")
    organization = _add(organizations, words.packaging, "organization", identifier="course")
    _add(organization, words.packaging, "title", exercise.title)
    item = _add(organization, words.packaging, "item", identifier="exercise", identifierref="page")
    _add(item, words.packaging, "title", exercise.title)
    _add(item, words.adl, words.launch_data, exercise.id)
    if words.sequencing:
        _add_rule(
            item, words, "deliveryControls", "completionSetByContent", "objectiveSetByContent"
        )
        _add_rule(organization, words, "controlMode", "choice", "flow")


def _add_rule(parent: ElementTree.Element, words: Vocabulary, rule: str, *switches: str) -> None:
    """Add a rule of sequencing with some switches on."""
    sequencing = _add(parent, words.sequencing, "sequencing")
    _add(sequencing, words.sequencing, rule, **dict.fromkeys(switches, "true"))


def _add(
    parent: ElementTree.Element,
    namespace: str,
    name: str,
    content: str | None = None,
    **attributes: str,
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _name(namespace, name), attributes)
    element.text = content
    return element


def _name(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"
