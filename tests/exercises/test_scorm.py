"""A package is a zip with the whole page and a manifest by the rules of SCORM 1.2."""

import html
import re
import tarfile
import zipfile
from xml.etree import ElementTree

import pytest
import xmlschema

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.scorm import ADL, CONTENT_PACKAGING, LAUNCH, manifest, write_package
from playground.packaging.downloads import fetch
from playground.packaging.lock import read_lock
from playground.packaging.node import find_node

NAMES = {"": CONTENT_PACKAGING, "adlcp": ADL}
SCHEMAS = "package/lib/schemas/definitionFiles/scorm12edition"
RESERVED = b'xmlns="http://www.w3.org/XML/1998/namespace"'
"""What one of the published schemas declares although XML forbids it."""

PAGE = {"index.html": "<p>page", "runtime/site-1.pack": "abc", "licenses/x/a b.txt": "d"}


@pytest.fixture
def page(tmp_path):
    """A folder that stands for the built page."""
    for name, content in PAGE.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "dist"


@pytest.fixture
def package(page, tmp_path, exercise_with):
    """The package of an exercise with characters that need care."""
    exercise = exercise_with(title='<One> & "two"', pass_mark=60)
    write_package(exercise, page, tmp_path / "out/x.zip")
    with zipfile.ZipFile(tmp_path / "out/x.zip") as archive:
        yield exercise, archive


@pytest.fixture(scope="session")
def rules(project, tmp_path_factory):
    """The schemas of SCORM 1.2: those of IMS Content Packaging 1.1.2 and of ADL."""
    part = read_lock(project / "static/runtime.lock.json")["scorm-schemas"]
    file = fetch([part], project / ".cache/downloads", find_node())["scorm-schemas"]
    folder = tmp_path_factory.mktemp("schemas")
    with tarfile.open(file) as archive:
        for name in ("adlcp_rootv1p2.xsd", "imscp_rootv1p1p2.xsd", "ims_xml.xsd"):
            content = archive.extractfile(f"{SCHEMAS}/{name}").read()
            (folder / name).write_bytes(content.replace(RESERVED, b""))
    return xmlschema.XMLSchema10(folder / "adlcp_rootv1p2.xsd")


@pytest.mark.parametrize("name", library.exercise_names())
def test_the_manifest_keeps_the_schemas(rules, name):
    content = manifest(library.exercise(name), [LAUNCH, *PAGE])
    assert list(rules.iter_errors(ElementTree.fromstring(content))) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<resources>", b"<resource>"),
        (b' identifier="playground.one-neuron"', b""),
        (b'adlcp:scormtype="sco"', b'adlcp:scormtype="page"'),
        (b' default="course"', b' default="another"'),
        (b"<adlcp:datafromlms>", b"<adlcp:datafromlms>" + b"1" * 300),
    ],
)
def test_the_schemas_find_what_is_wrong_with_a_manifest(rules, right, wrong):
    """The test is itself put to the test."""
    content = manifest(library.exercise("one-neuron"), [LAUNCH])
    closing = (right.replace(b"<", b"</"), wrong.replace(b"<", b"</"))
    broken = content.replace(right, wrong, 1).replace(*closing)
    assert broken != content
    assert list(rules.iter_errors(ElementTree.fromstring(broken))) != []


def test_the_manifest_says_what_the_platform_has_to_know(package):
    """Schema and version by name, launch data and one SCO: what schemas cannot ask."""
    exercise, archive = package
    root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    assert root.findtext("metadata/schema", namespaces=NAMES) == "ADL SCORM"
    assert root.findtext("metadata/schemaversion", namespaces=NAMES) == "1.2"
    (item,) = root.findall("organizations/organization/item", NAMES)
    assert item.findtext("title", namespaces=NAMES) == exercise.title
    assert item.findtext("adlcp:datafromlms", namespaces=NAMES) == exercise.id
    assert item.find("adlcp:masteryscore", NAMES) is None, "only the page says what is passed"
    (resource,) = root.findall("resources/resource", NAMES)
    assert resource.get("identifier") == item.get("identifierref")
    assert resource.get(f"{{{ADL}}}scormtype") == "sco"
    assert resource.get("href") == LAUNCH


def test_everything_in_the_package_is_listed_and_everything_listed_is_there(package):
    _, archive = package
    root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    listed = [file.get("href") for file in root.iterfind(".//file", NAMES)]
    assert sorted(listed) == sorted(set(archive.namelist()) - {"imsmanifest.xml"})


def test_the_whole_page_is_in_the_package_unchanged(package):
    _, archive = package
    assert archive.testzip() is None
    for name, content in PAGE.items():
        assert archive.read(name).decode() == content


def test_what_is_opened_leads_to_the_page_with_the_exercise(package):
    exercise, archive = package
    content = archive.read(LAUNCH).decode("utf-8")
    (target,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', content)
    page, _, code = html.unescape(target).partition("#exercise=")
    assert page == "index.html?launch=scorm", "lest it be silent where no platform answers"
    assert Exercise.from_code(code) == exercise
    assert "<One>" not in content


def test_equal_exercises_give_equal_packages(page, tmp_path, exercise_with):
    contents = []
    for name in ("a.zip", "b.zip"):
        write_package(exercise_with(), page, tmp_path / name)
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]


def test_the_names_in_the_manifest_are_printable_ascii_and_short():
    longest = Exercise.from_data({**library.exercise("one-neuron").data, "id": "x" * 60})
    root = ElementTree.fromstring(manifest(longest, [LAUNCH]))
    names = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert all(re.fullmatch(r"[!-~]{1,255}", name) for name in names)
