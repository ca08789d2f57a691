"""A lesson of a teacher's own holds exercises and names others, in one file or one link."""

import zipfile
from xml.etree import ElementTree

import pytest

from playground.cli import main
from playground.exercises import library
from playground.exercises.document import ExerciseError
from playground.exercises.lesson import Lesson
from tests.cases import every
from tests.exercises.conftest import SMALL

OWN = {
    "id": "ours",
    "title": "Our lesson",
    "language": "en",
    "text": "Do *all* of it.",
    "exercises": ["one-neuron", {**SMALL, "id": "ring"}, {**SMALL, "id": "last"}],
}


def test_a_lesson_is_the_same_again_from_a_file_and_from_a_code():
    lesson = Lesson.from_data(OWN)
    assert lesson.exercises == ("one-neuron", "ring", "last")
    assert Lesson.from_yaml(lesson.to_yaml()) == Lesson.from_code(lesson.to_code()) == lesson
    opened = library.open_lesson(lesson.to_code())
    found = [library.exercise_in(opened, name) for name in opened.exercises]
    assert found == [library.exercise("one-neuron"), *lesson.own.values()]


@every(
    ("exercises", "reason"),
    [
        ([], "a list of 1 to 50 entries"),
        ([7], "an exercise"),
        (["A b"], "an exercise"),
        ([{**SMALL, "title": ""}], r"exercises\[0\].title|title must be"),
        (["ring", {**SMALL, "id": "ring"}], "in this lesson already"),
    ],
)
def test_what_is_wrong_in_a_lesson_is_named(exercises, reason):
    with pytest.raises(ExerciseError, match=reason):
        Lesson.from_data({**OWN, "exercises": exercises})


@every("reference", ["NNL2.x.y", Lesson.from_data({**OWN, "exercises": ["nobody"]}).to_code(), "x"])
def test_a_lesson_that_cannot_be_opened_is_refused(reference):
    with pytest.raises(ExerciseError, match=r"cannot be read|no exercise|no lesson"):
        library.open_lesson(reference)


def test_the_command_line_checks_links_and_grades_with_lessons(tmp_path, capsys, hand_in):
    file = tmp_path / "ours.lesson.yaml"
    lesson = Lesson.from_data(OWN)
    file.write_text(lesson.to_yaml(), encoding="utf-8")
    result = hand_in(lesson.own["ring"], epochs=30)
    (tmp_path / "a.json").write_text(result.to_json(), encoding="utf-8")
    assert main(["exercise", "check", str(file)]) == 0
    assert main(["exercise", "link", str(file)]) == 0
    assert f"#lesson={lesson.to_code()}" in capsys.readouterr().out
    table = tmp_path / "t.csv"
    paths = [str(tmp_path / "a.json"), "--csv", str(table), "--exercise", str(file)]
    assert main(["grade", *paths]) == 0
    assert '"graded"' in table.read_text(encoding="utf-8-sig")


def test_a_package_has_an_activity_for_each_exercise_and_the_page_once(tmp_path):
    page = tmp_path / "dist"
    page.mkdir()
    (page / "index.html").write_text("page", encoding="utf-8")
    (page / "a.pack").write_bytes(b"pack")
    file = tmp_path / "ours.lesson.yaml"
    lesson = Lesson.from_data(OWN)
    file.write_text(lesson.to_yaml(), encoding="utf-8")
    command = ["exercise", "scorm", str(file), "-o", str(tmp_path), "--dist", str(page)]
    assert main(command) == 0
    with zipfile.ZipFile(tmp_path / "ours.zip") as package:
        names = package.namelist()
        root = ElementTree.fromstring(package.read("imsmanifest.xml"))
        second = package.read("launch-2.html").decode()
    launches = [f"launch-{n}.html" for n in (1, 2, 3)]
    assert names == ["imsmanifest.xml", *launches, "a.pack", "index.html"]
    assert f"#exercise={lesson.own['ring'].to_code()}" in second
    items, resources = root.findall(".//{*}item"), root.findall(".//{*}resource")
    assert [one.find("{*}title").text for one in items] == [
        "One neuron draws a line",
        SMALL["title"],
        SMALL["title"],
    ]
    assert [one.find("{*}datafromlms").text for one in items] == ["one-neuron", "ring", "last"]
    assert [one.get("identifierref") for one in items] == [
        one.get("identifier") for one in resources
    ]
    assert [one.get("href") for one in resources] == launches
    for one, launch in zip(resources, launches, strict=True):
        assert {file.get("href") for file in one} == {launch, "a.pack", "index.html"}
