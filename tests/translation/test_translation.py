"""What a translator is told, on a small made-up catalogue; and that what is there is in order."""

import json
import re

import pytest

from playground.cli import main
from playground.exercises import library
from playground.text import FALLBACK_LANGUAGE
from playground.text.catalogues import language_names
from playground.translation import check, new, update
from playground.translation.files import texts_folder
from playground.translation.limits import length, longest

ENGLISH = {
    "language": {},
    "a.play": "Play the game",
    "a.loss": "The loss is {loss} in epoch {epoch}.",
    "a.rows": {"one": "a row", "other": "{count} rows"},
    "a.name": "The name of {name}",
    "applied.relu": "max(0, {z})",
}
GLOSSARY = {"page": {"a.play": "Starts it."}}


@pytest.fixture
def folder(tmp_path):
    """English, and a translation into Polish that is complete and noted."""
    (tmp_path / "glossary").mkdir()
    write(tmp_path / "en.json", ENGLISH)
    write(tmp_path / "glossary/en.json", GLOSSARY)
    new(tmp_path, "pl")
    with changed(tmp_path / "pl.json") as texts:
        texts["language"]["address"] = "ty"
        texts["a.play"] = "Zagraj"
        texts["a.loss"] = "W epoce {epoch} strata wynosi {loss}."
        texts["a.rows"] = dict.fromkeys(texts["a.rows"], "{count} w.")
        texts["a.name"] = "Nazwa: {name}"
    with changed(tmp_path / "glossary/pl.json") as scopes:
        scopes["page"]["a.play"] = "Zaczyna."
    with changed(tmp_path / "course/pl.json") as course:
        for texts in course.values():
            texts.update({text: in_polish(text) for text in texts})
    update(tmp_path, "pl")
    return tmp_path


def in_polish(words):
    """Return a text of the course with the signs of Polish in its numbers."""
    return re.sub(
        r"(?<=\d)\.(?=\d)", ",", re.sub(r"(?<=\d),(?=\d{3})", "\N{NO-BREAK SPACE}", words)
    )


class changed:  # noqa: N801, used as a context manager
    """Change what is in a JSON file."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        self.content = json.loads(self.file.read_text(encoding="utf-8"))
        return self.content

    def __exit__(self, *_):
        write(self.file, self.content)


def write(file, content):
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def kinds(folder):
    return {one.key: one.kind for one in check(folder, "pl")}


def test_a_new_catalogue_has_an_empty_text_for_each_english_one_line_for_line(tmp_path):
    (tmp_path / "glossary").mkdir()
    for name in ("en.json", "glossary/en.json"):
        (tmp_path / name).write_bytes((texts_folder() / name).read_bytes())
    new(tmp_path, "ar")
    lines = [(tmp_path / f"{code}.json").read_text().splitlines() for code in ("en", "ar")]
    keys = [[line.partition('": ')[0] for line in one] for one in lines]
    assert keys[0] == keys[1]
    texts = json.loads((tmp_path / "ar.json").read_text())
    assert texts["language"]["direction"] == "rtl"
    assert list(texts["csv.more"]) == ["zero", "one", "two", "few", "many", "other"]
    assert {one.kind for one in check(tmp_path, "ar")} == {"missing", "header"}
    course = json.loads((tmp_path / "course/ar.json").read_text())
    assert course["first-steps.lesson"][library.lesson("first-steps").title] == ""
    with pytest.raises(FileExistsError):
        new(tmp_path, "ar")


def test_a_complete_translation_leaves_nothing_to_do(folder):
    assert check(folder, "pl") == []


def test_each_kind_of_fault_is_found_at_its_text(folder):
    with changed(folder / "pl.json") as texts:
        texts["language"]["address"] = ""
        texts["a.play"] = ""
        texts["a.loss"] = "Strata: {los} w {epoch}"
        del texts["a.rows"]["few"]
        texts["a.name"] = {"one": "{name}", "few": "{name}", "many": "{name}", "other": "{name}"}
        texts["a.other"] = "Nic"
    with changed(folder / "glossary/pl.json") as scopes:
        scopes["page"]["a.play"] = "Zaczyna się właśnie w tej chwili."
    update(folder, "pl")  # which notes where they are from, and drops what English does not have
    assert kinds(folder) == {
        "language": "header",
        "a.play": "missing",
        "a.loss": "placeholders",
        "a.rows": "plurals",
        "a.name": "plurals",
        "glossary/page/a.play": "long",
    }


def test_a_brace_that_is_not_closed_is_found(folder):
    with changed(folder / "pl.json") as texts:
        texts["a.name"] = "Nazwa: {name"
    assert check(folder, "pl")[-1][:2] == ("placeholders", "a.name")


def test_a_text_is_stale_when_english_changes_until_it_changes_or_is_said_to_be_right(folder):
    with changed(folder / "en.json") as texts:
        texts["a.play"] = "Start the game"
        texts["a.name"] = "Name: {name}"
    update(folder, "pl")
    assert kinds(folder) == {"a.play": "stale", "a.name": "stale"}
    with changed(folder / "pl.json") as texts:
        texts["a.play"] = "Zacznij"
    update(folder, "pl", ["a.name"])
    assert kinds(folder) == {}


def test_a_text_that_nobody_noted_is_stale_and_one_that_english_lacks_unknown(folder):
    with changed(folder / "pl.json") as texts:
        texts["a.play"] = "Graj"
        texts["a.other"] = "Nic"
    assert kinds(folder) == {"a.play": "stale", "a.other": "unknown_key"}
    assert update(folder, "pl") == ["a.other"]


def test_a_text_of_the_course_that_changes_in_english_is_missing_and_the_old_one_unknown(folder):
    with changed(folder / "course/pl.json") as course:
        texts = course["first-steps.lesson"]
        texts["As it was before."] = texts.pop(library.lesson("first-steps").title)
    keys = {one.key.partition(": ")[2]: one.kind for one in check(folder, "pl")}
    wanted = {library.lesson("first-steps").title: "missing", "As it was before.": "unknown_key"}
    assert keys == wanted


def test_the_commands_say_what_is_to_be_done(folder, capsys):
    with changed(folder / "pl.json") as texts:
        texts["a.name"] = "Nazwa"
    assert main(["translate", "check", "pl", "--texts", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "stale, since English has changed or “update” has not noted it yet: a.name",
        "wrong placeholders: a.name: – ≠ {name}",
        "Missing: 0. Stale: 1. Wrong: 1.",
    ]
    assert main(["translate", "new", "pl", "--texts", str(folder)]) == 1
    assert main(["translate", "new", "qq", "--texts", str(folder)]) == 1
    assert main(["translate", "check", "de", "--texts", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "already a file" in said
    assert "by the code qq" in said
    assert "no translation into de" in said


def test_a_text_may_be_twice_as_long_as_in_english_and_less_where_it_is_narrow():
    assert (longest("a.b", 40), longest("a.b", 3), longest("label.x", 40)) == (81, 12, 12)
    assert length("Step {step} of {steps}") == len("Step 1  of 6 ")


def test_the_translations_that_are_there_have_no_faults():
    for code in set(language_names()) - {FALLBACK_LANGUAGE}:
        assert [one for one in check(texts_folder(), code) if one.is_fault] == [], code
