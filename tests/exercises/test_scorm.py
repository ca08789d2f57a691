"""A package is a zip with a manifest by the rules of its standard, and what that lists."""

import html
import re
import tarfile
import zipfile
from xml.etree import ElementTree

import pytest
import xmlschema

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.exercises.scorm import (
    LAUNCH,
    ScormError,
    frame_page,
    launch_page,
    write_package,
    write_slim_package,
)
from playground.exercises.scorm_lesson import lesson_manifest, write_lesson_package
from playground.exercises.scorm_manifest import STANDARDS, manifest
from playground.packaging.downloads import fetch
from playground.packaging.lock import read_lock
from playground.packaging.node import find_node
from tests.exercises.test_lesson import OWN

NAMES = {
    standard: {"": words.packaging, "adlcp": words.adl, "imsss": words.sequencing}
    for standard, words in STANDARDS.items()
}
SCHEMAS = {
    "1.2": ("scorm12edition", ["adlcp_rootv1p2.xsd"]),
    "2004": ("scorm20044thedition", ["imscp_v1p1.xsd", "adlcp_v1p3.xsd", "imsss_v1p0.xsd"]),
}
"""Where the package of the schemas has them, and which of them are needed beside what they name."""

RESERVED = b'xmlns="http://www.w3.org/XML/1998/namespace"'
"""What one of the published schemas declares although XML forbids it."""

SCHOOL = "https://school.example/playground/"
PAGE = {
    "index.html": "<p>page",
    "runtime/site-1.pack": "abc",
    "licenses/x/a b.txt": "d",
    "build-1/slim-package/slim-package.js": "script",
    "build-1/slim-package/scorm.js": "another",
}


@pytest.fixture
def page(tmp_path):
    """A folder that stands for the built page."""
    for name, content in PAGE.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "dist"


@pytest.fixture(params=["1.2", "2004"])
def standard(request):
    return request.param


@pytest.fixture
def exercise(exercise_with):
    """An exercise with characters that need care."""
    return exercise_with(title='<One> & "two"', pass_mark=60)


@pytest.fixture(params=["whole", "slim"])
def package(request, page, tmp_path, exercise, standard):
    """A package of each size and standard."""
    target = tmp_path / "out/x.zip"
    if request.param == "whole":
        write_package(exercise, page, target, standard)
    else:
        write_slim_package(exercise, SCHOOL, page, target, standard)
    with zipfile.ZipFile(target) as archive:
        yield archive


@pytest.fixture(scope="session")
def schemas(project, tmp_path_factory):
    """The schemas of IMS and of ADL that each standard is made of."""
    part = read_lock(project / "static/runtime.lock.json")["scorm-schemas"]
    file = fetch([part], project / ".cache/downloads", find_node())["scorm-schemas"]
    folder = tmp_path_factory.mktemp("schemas")
    with tarfile.open(file) as archive:
        for member in archive.getmembers():
            *_, edition, name = ["", *member.name.split("/")]
            if name.endswith(".xsd"):
                (folder / edition).mkdir(exist_ok=True)
                content = archive.extractfile(member).read().replace(RESERVED, b"")
                (folder / edition / name).write_bytes(content)
    return {
        standard: xmlschema.XMLSchema10([str(folder / edition / name) for name in names])
        for standard, (edition, names) in SCHEMAS.items()
    }


@pytest.mark.parametrize("name", library.exercise_names())
def test_the_manifest_keeps_the_schemas(schemas, standard, name):
    content = manifest(library.exercise(name), [LAUNCH, *PAGE], standard)
    assert list(schemas[standard].iter_errors(ElementTree.fromstring(content))) == []


def test_the_manifest_of_a_lesson_keeps_the_schemas(schemas, standard):
    """An activity for each exercise, and by which rules they follow each other after the last."""
    content = lesson_manifest(Lesson.from_data(OWN), ["index.html"], standard)
    assert content.count(b"<item ") == len(OWN["exercises"])
    assert list(schemas[standard].iter_errors(ElementTree.fromstring(content))) == []


def test_a_small_package_of_a_lesson_frames_the_page_for_each_exercise(page, tmp_path, standard):
    lesson = Lesson.from_data(OWN)
    write_lesson_package(lesson, page, tmp_path / "x.zip", standard, SCHOOL)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        names = archive.namelist()
        launches = [f"launch-{n}.html" for n in range(1, len(OWN["exercises"]) + 1)]
        assert set(names) == {"imsmanifest.xml", *launches, "slim-package.js", "scorm.js"}
        assert all(SCHOOL in archive.read(name).decode() for name in launches)


@pytest.mark.parametrize(
    ("of", "right", "wrong"),
    [
        ("1.2 2004", b"<resources>", b"<resource>"),
        ("1.2 2004", b' identifier="playground.one-neuron"', b""),
        ("1.2 2004", b' default="course"', b' default="another"'),
        ("1.2", b'adlcp:scormtype="sco"', b'adlcp:scormtype="page"'),
        ("1.2", b"<adlcp:datafromlms>", b"<adlcp:datafromlms>" + b"1" * 300),
        ("2004", b'adlcp:scormType="sco"', b'adlcp:scormType="page"'),
        ("2004", b"<imsss:deliveryControls", b"<imsss:controlMode><x/>"),
        ("2004", b'completionSetByContent="true"', b'completionSetByContent="sure"'),
    ],
)
def test_the_schemas_find_what_is_wrong_with_a_manifest(schemas, of, right, wrong):
    """The test is itself put to the test."""
    for standard in of.split():
        content = manifest(library.exercise("one-neuron"), [LAUNCH], standard)
        closing = (right.replace(b"<", b"</"), wrong.replace(b"<", b"</"))
        broken = content.replace(right, wrong, 1).replace(*closing)
        assert broken != content
        assert finds_fault(schemas[standard], broken)


def finds_fault(schema, content):
    try:
        return list(schema.iter_errors(ElementTree.fromstring(content))) != []
    except ElementTree.ParseError:
        return True


def test_the_manifest_says_what_the_platform_has_to_know(package, exercise, standard):
    """Schema and version by name, launch data and one SCO: what schemas cannot ask."""
    names, words = NAMES[standard], STANDARDS[standard]
    root = ElementTree.fromstring(package.read("imsmanifest.xml"))
    assert root.findtext("metadata/schema", namespaces=names) == "ADL SCORM"
    assert root.findtext("metadata/schemaversion", namespaces=names) == words.version
    (item,) = root.findall("organizations/organization/item", names)
    assert item.findtext("title", namespaces=names) == exercise.title
    assert item.findtext(f"adlcp:{words.launch_data}", namespaces=names) == exercise.id
    (resource,) = root.findall("resources/resource", names)
    assert resource.get("identifier") == item.get("identifierref")
    assert resource.get(f"{{{words.adl}}}{words.kind}") == "sco"
    assert resource.get("href") == LAUNCH


def test_only_the_page_says_what_is_passed(exercise):
    """By a score in the manifest a platform would call unfinished work failed."""
    old, new = (manifest(exercise, [LAUNCH], standard).decode() for standard in STANDARDS)
    assert not re.search("mastery|minNormalizedMeasure|completionThreshold", old + new)
    assert 'completionSetByContent="true" objectiveSetByContent="true"' in new


def test_everything_in_the_package_is_listed_and_everything_listed_is_there(package, standard):
    root = ElementTree.fromstring(package.read("imsmanifest.xml"))
    listed = [file.get("href") for file in root.iterfind(".//file", NAMES[standard])]
    assert sorted(listed) == sorted(set(package.namelist()) - {"imsmanifest.xml"})


def test_the_whole_page_is_in_the_package_unchanged(page, tmp_path, exercise):
    write_package(exercise, page, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name).decode() for name in PAGE} == PAGE


def test_a_small_package_has_nothing_but_its_scripts(page, tmp_path, exercise):
    write_slim_package(exercise, SCHOOL, page, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        scripts = {"slim-package.js": "script", "scorm.js": "another"}
        assert {name: archive.read(name).decode() for name in scripts} == scripts
        assert set(archive.namelist()) == {"imsmanifest.xml", LAUNCH, *scripts}


@pytest.mark.parametrize(("standard", "launch"), [("1.2", "scorm"), ("2004", "scorm2004")])
def test_what_is_opened_leads_to_the_page_with_the_exercise(exercise, standard, launch):
    content = launch_page(exercise, standard)
    (target,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', content)
    page, _, code = html.unescape(target).partition("#exercise=")
    assert page == f"index.html?launch={launch}", "lest it be silent where no platform answers"
    assert Exercise.from_code(code) == exercise
    assert "<One>" not in content


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("https://school.example", "https://school.example/"),
        ("https://school.example/a/index.html?origin=x#dataset=xor", "https://school.example/a/"),
        ("http://localhost:8000/a/embed.html", "http://localhost:8000/a/"),
        ("  https://schüle.example:81/ü/b ", "https://schüle.example:81/ü/b/"),
    ],
)
def test_a_small_package_frames_the_page_at_its_address_and_nothing_else(exercise, address, folder):
    content = frame_page(exercise, address, "2004")
    (target,) = re.findall('data-page="([^"]+)"', content)
    page, _, code = html.unescape(target).partition("#exercise=")
    assert page == f"{folder}index.html?launch=frame"
    assert Exercise.from_code(code) == exercise
    assert 'data-launch="scorm2004"' in content
    (policy,) = re.findall(r"frame-src ([^;]*);", content)
    assert policy == "/".join(folder.split("/")[:3]).replace("schüle", "xn--schle-mva")
    assert "<One>" not in content


@pytest.mark.parametrize(
    "address",
    [
        "",
        "school.example/playground",
        "/playground/",
        "javascript:alert(1)",
        "file:///dist/",
        "ftp://school.example/",
        "https://",
        "https://[::1",
        "https://user@school.example/",
        "https://school.example; script-src *",
        "https://school.example/a'b",
        "https://school.example:99999999/",
    ],
)
def test_what_is_no_address_is_refused_and_nothing_is_written(exercise, page, tmp_path, address):
    with pytest.raises(ScormError, match="no address of a playground"):
        write_slim_package(exercise, address, page, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_without_a_built_page_there_is_no_package(exercise, tmp_path):
    with pytest.raises(ScormError, match="Build it first"):
        write_slim_package(exercise, SCHOOL, tmp_path, tmp_path / "x.zip")


def test_equal_exercises_give_equal_packages(page, tmp_path, exercise_with):
    contents = []
    for name in ("a.zip", "b.zip"):
        write_package(exercise_with(), page, tmp_path / name)
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]


def test_the_names_in_the_manifest_are_printable_ascii_and_short(standard):
    longest = Exercise.from_data({**library.exercise("one-neuron").data, "id": "x" * 60})
    root = ElementTree.fromstring(manifest(longest, [LAUNCH], standard))
    names = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert all(re.fullmatch(r"[!-~]{1,255}", name) for name in names)
