"""Exercises and lessons as YAML and as codes, their texts, and what a class hands in."""

import io
from functools import cache
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from playground.exercises import codes, formulas, scorm
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import CODE, Exercise
from playground.exercises.grades_table import write_csv
from playground.exercises.grading import grade_one
from playground.exercises.lesson import Lesson
from playground.exercises.markdown import first_sentence, to_html
from playground.exercises.submissions import find_submissions
from tests.fuzz import mutations
from tests.fuzz.targets import files
from tests.fuzz.targets.target import Target, accepted


@cache
def library_files(kind):
    """Return the texts of the course's files, "exercise" or "lesson"."""
    folder = resources.files("playground.exercises") / "library"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(f".{kind}.yaml"))
    return [(folder / name).read_text(encoding="utf-8") for name in names]


SYNTAX = ("&a ", "*a", "!!int ", "!<x>", "? ", "- ", ": ", "| ", ">\n", "{", "}", "[", "]", "---\n",
          "%YAML 1.1\n", "'", '"', "\\u", '"\\ud800"', '"\\U00110000"', "!!float .inf", "\t", "#",
          "yes", "0x1F", "1_000", "2026-01-01", "<<: ")  # fmt: skip


def make_yaml(kind):
    """Return a function that makes YAML of exercises or lessons that was changed."""

    def make(rng):
        sources = library_files(kind)
        source = mutations.text(rng, rng.choice(sources), [*sources, *SYNTAX])
        for _ in range(rng.choice((0, 0, 1, 2))):
            place = rng.randint(0, len(source))
            source = source[:place] + rng.choice(SYNTAX) + source[place:]
        return source

    return make


def check_exercise(source):
    """It is refused line by line, or is the same by its code and its YAML, and can be packed."""
    if (exercise := accepted(lambda: Exercise.from_yaml(source), ExerciseError)) is None:
        return
    assert Exercise.from_code(exercise.to_code()) == exercise
    assert Exercise.from_yaml(exercise.to_yaml()) == exercise
    ElementTree.fromstring(scorm.manifest(exercise, ["index.html"]))
    check_markdown(exercise.text)
    exercise.start()


def check_lesson(source):
    """It is refused line by line, or is a lesson."""
    if (lesson := accepted(lambda: Lesson.from_yaml(source), ExerciseError)) is None:
        return
    check_markdown(lesson.text)


def make_exercise_code(rng):
    """Return the code of an exercise that was changed: the code, or what it carries."""
    whole = [Exercise.from_yaml(one).to_code() for one in library_files("exercise")[:3]]
    if rng.random() < 0.5:
        return mutations.text(rng, rng.choice(whole), whole)
    content = files.changed_json(rng, [codes.decode(CODE, one) for one in whole])
    return codes.encode(CODE, content.encode("utf-8", "replace").decode()[:90_000])


def check_exercise_code(code):
    """It is refused, or carries the exercise that is in it."""
    if (exercise := accepted(lambda: Exercise.from_code(code), ExerciseError)) is None:
        return
    assert Exercise.from_code(exercise.to_code()) == exercise


CONTENTS = ["", "a", "content – of several groups, " * 30 + "".join(map(chr, range(200, 600)))]


def make_damaged_code(rng):
    """Return what is in a code, and the code after it has travelled."""
    content = rng.choice(CONTENTS)
    whole = codes.encode("NNX", content)
    return [content, mutations.text(rng, whole, [whole])]


def check_damaged_code(source):
    """It is refused, or carries what was in it: nothing else is ever read."""
    content, code = source
    found = accepted(lambda: codes.decode("NNX", code), codes.CodeError)
    assert found is None or found == content or found in CONTENTS, found


class _Tags(HTMLParser):
    """Fails at an element or an address that a text must not bring along."""

    ALLOWED = (
        *("a", "p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "div"),
        *("table", "thead", "tbody", "tr", "th", "td", "span"),
        *formulas.ELEMENTS,
    )
    ATTRIBUTES = (
        *("href", "title", "target", "rel", "class", "style", "start", "role", "tabindex"),
        "translate",
    )

    def handle_starttag(self, tag, attributes):
        assert tag in self.ALLOWED, tag
        for name, value in attributes:
            assert name in self.ATTRIBUTES or name in formulas.ATTRIBUTES or name == "xmlns", name
            if name == "translate":
                assert value == "no"
            if name == "href":
                assert value.lower().startswith(("http://", "https://")), value


MARKDOWN = [
    "# A\n\nSome *text* with **marks**, `code` and [a link](https://example.org 'title').\n",
    "* a\n  1. b\n     > c\n\n***\n\n| a | b |\n|---|:-:|\n| 1 | `2` |\n",
    "![image](https://example.org/a.png) <b onclick=x> &lt; <https://a.b> [x]: https://a.b\n[x]\n",
    "```\ncode\n```\n\n    more\n\n[a](javascript:alert(1)) \\* $a_1^2$\n",
]


def make_markdown(rng):
    """Return a text in Markdown that was changed."""
    return mutations.text(rng, rng.choice(MARKDOWN), MARKDOWN)


def check_markdown(source):
    """Its HTML has only elements that a text may have."""
    parser = _Tags()
    parser.feed(str(to_html(source)))
    parser.close()
    assert "\n" not in first_sentence(source)


def make_submission(rng):
    """Return a file that a student may have handed in: a result, codes among text, or nonsense."""
    source = files.make_result(rng)
    if rng.random() < 0.3:
        source = f"Name,Answer\nAda,{source}\nBen,{files.make_result(rng)}\n"
    return mutations.encoded(rng, source)


def check_submission(content):
    """It gets rows that can be written into a table, whatever it holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        path.write_bytes(content)
        known = {files.exercise().id: files.exercise()}
        rows = [grade_one(one, known) for one in find_submissions([path])]
        table = io.StringIO()
        write_csv(rows, table)
        table.getvalue().encode("utf-8")


TARGETS = {
    "exercise": Target(make_yaml("exercise"), check_exercise),
    "lesson": Target(make_yaml("lesson"), check_lesson),
    "exercise-code": Target(make_exercise_code, check_exercise_code),
    "damaged-code": Target(make_damaged_code, check_damaged_code, 6),
    "markdown": Target(make_markdown, check_markdown, 3),
    "submission": Target(make_submission, check_submission),
}
