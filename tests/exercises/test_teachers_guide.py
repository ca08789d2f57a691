"""The teacher's guide is true: its example, its commands, its names and its links."""

import re
import shlex

import pytest

from playground.cli import main
from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.goals import COMPARISONS, GROUPS, METRICS
from playground.exercises.grades_table import COLUMNS
from playground.exercises.grading import VERDICTS
from playground.exercises.questions import KINDS
from playground.exercises.schema import schema
from playground.text import catalogue, template


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs/teachers.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(guide):
    (source,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    return source


def names(words):
    return {f"`{word}`" for word in words}


def test_the_example_is_a_valid_exercise_with_every_field(example):
    exercise = Exercise.from_yaml(example)
    assert set(exercise.data) == set(schema("exercise")["properties"])


def test_the_commands_work_with_the_example(guide, example, tmp_path, monkeypatch, hand_in):
    monkeypatch.chdir(tmp_path)
    exercise = Exercise.from_yaml(example)
    for name in ("my-ring.exercise.yaml", "my-own.exercise.yaml"):
        (tmp_path / name).write_text(example, encoding="utf-8")
    (tmp_path / "results").mkdir()
    (tmp_path / "results/a.json").write_text(hand_in(exercise).to_json(), encoding="utf-8")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/index.html").write_text("page", encoding="utf-8")
    scripts = tmp_path / "dist/build-1/slim-package"
    scripts.mkdir(parents=True)
    (scripts / "slim-package.js").write_text("script", encoding="utf-8")
    commands = re.findall(r"^    playground (.*)$", guide, re.MULTILINE)
    assert {tuple(command.split()[:2]) for command in commands} >= {
        ("exercise", "check"),
        ("exercise", "link"),
        ("exercise", "scorm"),
        ("grade", "results"),
    }
    for command in commands:
        if "--dask" not in command:  # there is no cluster here
            assert main(shlex.split(command)) == 0


def test_the_room_at_a_platform_is_what_the_scripts_keep(guide, project):
    source = (project / "static/scorm-versions.js").read_text(encoding="utf-8")
    room = [
        int(number.replace("_", "")) for number in re.findall(r"longestState: ([\d_]+)", source)
    ]
    assert len(room) == 2
    assert [number for number in room if f"{number:,}" not in guide] == []


@pytest.mark.parametrize(
    "lesson", [library.lesson(name) for name in library.LESSONS], ids=library.LESSONS
)
def test_the_course_is_listed_by_its_lessons(guide, lesson):
    assert f"| {lesson.title} | `{lesson.id}` |" in guide


def test_the_course_is_as_long_as_is_said(guide):
    assert f"{len(library.exercise_names())} exercises in eight lessons" in guide
    assert len(library.LESSONS) == 8


def test_every_name_is_explained(guide):
    words = {*METRICS, *GROUPS, *COMPARISONS, *KINDS, *COLUMNS, *VERDICTS.values(), "runs"}
    assert [word for word in names(words) if word not in guide] == []


@pytest.mark.parametrize(
    "heading", ["Write an exercise of your own", "Show it in a page of your own", "Collect"]
)
def test_what_the_guide_calls_by_name_is_on_the_page(guide, heading):
    """Buttons and parts of the page are set in bold or italics with a capital letter."""
    section = guide.partition(f"## {heading}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    called = re.findall(r"\*+([A-Z][^*.:]+?)\*+", " ".join(section.split()))
    known = {template(key, "en").lower() for key in catalogue("en")}
    ways = {"result file", "result code", "automatically"}
    assert called
    assert [name for name in called if name.lower() not in known | ways] == []


def test_links_within_the_guide_lead_to_headings(guide):
    headings = re.findall(r"^## (.*)$", guide, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#(.*?)\)", guide)) <= anchors
