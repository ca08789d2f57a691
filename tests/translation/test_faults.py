"""What a translator may get wrong: files that cannot be read, and texts that break the page."""

import json

import pytest

from playground.cli import main
from playground.exercises import library
from playground.text import catalogue, language_of
from playground.text.catalogues import FALLBACK_LANGUAGE, language_names
from playground.text.placeholders import can_be_filled, placeholders
from playground.text.plurals import only_number
from playground.translation import check
from playground.translation.course import course_texts
from playground.translation.course_faults import Signs, differences
from playground.translation.files import texts_folder
from tests.translation.test_translation import changed, folder

__all__ = ["folder"]

LEFT_TO_RIGHT_EMBEDDING = "\N{LEFT-TO-RIGHT EMBEDDING}"


def faults(folder):
    return {(one.kind, one.key, one.detail) for one in check(folder, "pl") if one.is_fault}


def refused(folder, capsys):
    """Return what the command says of a translation that it cannot read, without the folder."""
    assert main(["translate", "check", "pl", "--texts", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    return said.err.strip().removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("pl.json", '"Zagraj"', '"Zagraj",,', "pl.json: line 3 is not JSON"),
        ("pl.json", '"Zagraj"', '["Zagraj"]', "pl.json: Behind “a.play” there must be a text"),
        ("pl.json", '"Zagraj"', "3", "pl.json: Behind “a.play” there must be a text"),
        ("pl.json", '"Zagraj"', '{"one": 1}', "pl.json: Behind “a.play” there must be a text"),
        ("pl.json", '"Zagraj"', '"a", "a.play": "b"', "pl.json: “a.play” is given twice."),
        ("pl.json", '"language"', '"languag"', "pl.json: The header “language” is missing."),
        ("pl.json", '{"name"', '3, "b": {"name"', "pl.json: Behind “language” there must be"),
        ("glossary/pl.json", '"Zaczyna."', "[]", "glossary/pl.json: Behind “page/a.play” there"),
        ("glossary/pl.json", '"page": {', '"page": 1, "b": {', "glossary/pl.json: Behind “page”"),
        ("course/pl.json", '": "', '": "",, "', "course/pl.json: line 3 is not JSON"),
        ("pl.sources.json", "{", "[{", "pl.sources.json: line "),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence_with_its_place(
    folder, capsys, name, old, new, sentence
):
    content = (folder / name).read_text(encoding="utf-8")
    assert old in content
    (folder / name).write_text(content.replace(old, new, 1), encoding="utf-8")
    assert refused(folder, capsys).startswith(sentence)


def test_a_file_that_is_no_group_or_no_unicode_is_said_too(folder, capsys):
    (folder / "pl.json").write_text("[]", encoding="utf-8")
    assert refused(folder, capsys) == "pl.json: The file must be one group of texts in braces."
    (folder / "pl.json").write_bytes('{"a": "ż"}'.encode("cp1250"))
    assert refused(folder, capsys) == "pl.json: The file is not in UTF-8. Save it in that encoding."


def test_a_mark_of_the_order_of_bytes_does_not_matter(folder):
    for name in ("pl.json", "glossary/pl.json", "course/pl.json"):
        content = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(content, encoding="utf-8-sig")
    assert check(folder, "pl") == []


@pytest.mark.parametrize(
    ("field", "value", "kind", "detail"),
    [
        ("plurals", None, "header", "plurals"),
        ("decimal", "", "header", "decimal"),
        ("name", None, "header", "name"),
        ("direction", "LTR", "header_wrong", "direction: 'LTR' (ltr, rtl)"),
        ("decimal", "comma", "header_wrong", "decimal: 'comma'"),
        ("group", ",", "header_wrong", "decimal = group: ','"),
        ("grouped_from", "1000", "header_wrong", "grouped_from: '1000' (1000, 10000)"),
        (
            "reviewed_by_a_native_teacher",
            "no",
            "header_wrong",
            "reviewed_by_a_native_teacher: 'no' (true, false)",
        ),
        ("list", 3, "header_wrong", "list: 3"),
    ],
)
def test_a_header_that_a_page_cannot_use_is_found(folder, field, value, kind, detail):
    with changed(folder / "pl.json") as texts:
        if value is None:
            del texts["language"][field]
        else:
            texts["language"][field] = value
    assert (kind, "language", detail) in faults(folder)


def test_a_field_that_no_header_has_is_found(folder):
    with changed(folder / "pl.json") as texts:
        texts["language"]["dir"] = "ltr"
    [(kind, _, detail)] = faults(folder)
    assert kind == "header_wrong"
    assert detail.startswith("dir (name, direction, ")


@pytest.mark.parametrize(
    "rule", ["n = 1", "", "n in 1 or", "n in 1..", "n mod 0 in 1", "m in 1", "n in 5 or n is 1", 1]
)
def test_a_plural_rule_that_cannot_be_read_is_found(folder, rule):
    with changed(folder / "pl.json") as texts:
        texts["language"]["plurals"]["one"] = rule
    wrong = {detail for kind, _, detail in faults(folder) if kind == "header_wrong"}
    assert wrong == {f"plurals.one: {rule!r} (n in 1, i mod 10 in 2..4)"}


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        ("Nazwa: {name:d}", "{name:d}"),
        ("Nazwa: {name!q}", "{name!q}"),
        ("{{x}} {name}", "{{"),
        ("{name} }} ", "}}"),
        ("{name} {}", "{}"),
        ("{name} {0}", "{0}"),
        ("{name.real}", "{name.real}"),
    ],
)
def test_what_python_and_the_scripts_fill_in_differently_is_no_placeholder(folder, words, detail):
    with changed(folder / "pl.json") as texts:
        texts["a.name"] = words
    assert faults(folder) == {("placeholders", "a.name", detail)}


def test_only_a_form_for_one_number_may_do_without_it(folder):
    with changed(folder / "pl.json") as texts:
        texts["a.rows"]["one"] = "wiersz"
    assert faults(folder) == set()
    with changed(folder / "pl.json") as texts:
        texts["a.rows"] = dict.fromkeys(texts["a.rows"], "wiersze")
    assert faults(folder) == {("placeholders", "a.rows", "– ≠ {count}")}


def test_a_category_is_of_one_number_by_the_rules_of_its_language():
    def single(code):
        plurals = language_of(code).plurals
        return {name for name in (*plurals, "other") if only_number(plurals, name)}

    found = {code: single(code) for code in ("en", "fr", "ar")}
    assert found == {"en": {"one"}, "fr": set(), "ar": {"zero", "one", "two"}}


def test_a_sign_that_turns_the_direction_of_what_follows_is_found(folder):
    with changed(folder / "pl.json") as texts:
        texts["a.play"] = f"{LEFT_TO_RIGHT_EMBEDDING}Zagraj"
    assert faults(folder) == {("invisible", "a.play", "U+202A")}
    with changed(folder / "en.json") as texts:
        texts["a.play"] = f"{LEFT_TO_RIGHT_EMBEDDING}Play the game"
    assert faults(folder) == set()


# The course

GERMAN = Signs(",", ".")
TEXT = "Press *New initial weights*, see [why](model.md) and wait 150 epochs for a loss of 0.05."
TRANSLATED = (
    "Drück auf *Neue Anfangsgewichte*, sieh [warum](model.md) und warte 150 Epochen auf 0,05."
)


def different(own, english=TEXT):
    return list(differences(english, own, GERMAN, catalogue("de")))


def test_a_translation_with_the_same_links_names_and_numbers_differs_in_nothing():
    assert different(TRANSLATED) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("(model.md)", "(modell.md)", "modell.md ≠ model.md"),
        ("[warum](model.md)", "warum", "– ≠ model.md"),
        ("150", "15", "15 ≠ 150"),
        ("0,05", "0.05", "0?05 ≠ 0.05"),
        ("150", "{LRE}150", None),
        ("Neue Anfangsgewichte", "Neue Gewichte", "*New initial weights* → *Neue Anfangsgewichte*"),
        (
            "*Neue Anfangsgewichte*",
            "Neue Anfangsgewichte",
            "*New initial weights* → *Neue Anfangsgewichte*",
        ),
    ],
)
def test_another_link_name_or_number_is_found(old, new, found):
    if found is None:
        new, found = new.replace("{LRE}", LEFT_TO_RIGHT_EMBEDDING), "U+202A"
    assert different(TRANSLATED.replace(old, new)) == [found]


def test_what_may_be_said_in_another_way_is_no_difference():
    english = "Use *one* layer of 3 neurons for 100 epochs and 1,000 points: `x = 12`."
    own = "Nimm *eine* Schicht aus drei Neuronen für hundert Epochen und 1.000 Punkte: `x = 13`."
    assert different(own, english) == []


def test_the_names_of_the_page_are_looked_at_in_the_course():
    """Without emphasis in one language, many texts differ."""
    english = library.english_texts()
    own = course_texts(texts_folder(), "de")
    plain = [
        (text, own[stem][text].replace("*", ""))
        for stem, texts in english.items()
        for text in texts
    ]
    assert sum(any("→" in one for one in different(words, text)) for text, words in plain) > 30


# At run time


def test_a_placeholder_is_a_name_in_braces():
    assert placeholders({"one": "{a}", "other": "{b} {a}"}) == {"a", "b"}
    assert can_be_filled("{a}", "{b} {a}")
    assert not can_be_filled("{c}", "{b} {a}")
    assert not can_be_filled("{a:d}", "{a}")


def test_every_text_that_is_there_can_be_filled_by_python_and_by_the_scripts():
    english = catalogue(FALLBACK_LANGUAGE)
    for code in language_names():
        for key, entry in catalogue(code).items():
            assert can_be_filled(entry, english[key]), (code, key)
    assert json.dumps(english).count("{{") == 0
