"""How the texts of a language are set, where its list of terms says so."""

import json
import re
from pathlib import Path

import pytest

import playground
from playground.text import catalogue
from playground.text.placeholders import forms
from playground.translation.files import Files, texts_folder
from playground.translation.reading import read_groups

DOCS = Path(playground.__file__).parents[1] / "docs"

BREAKABLE = re.compile(r"[ \t\n](?=[;:?!%»](?!\[))|(?<=«)[ \t\n]")
"""White space that could end a line before a sign that belongs to the word before it."""

CODE = re.compile(r"^```.*?^```|^ {4,}\S.*?$|`[^`]*`", re.MULTILINE | re.DOTALL)


def french():
    """Return all French texts by where they are: of the page, the glossary, the course, guides."""
    files = Files(texts_folder(), "fr")
    texts = {key: " ".join(forms(entry)) for key, entry in files.texts().items()}
    course = read_groups(texts_folder() / "course/fr.json")
    texts |= {f"{stem}: {key}": own for stem, group in course.items() for key, own in group.items()}
    for guide in DOCS.glob("fr/*.md"):
        texts[guide.name] = CODE.sub("", guide.read_text(encoding="utf-8"))
    return texts


def test_no_line_of_french_begins_with_a_sign_that_belongs_to_the_word_before():
    texts = french()
    assert len(texts) > 2000
    assert {key for key, words in texts.items() if BREAKABLE.search(words)} == set()


def test_a_space_where_a_line_could_be_broken_is_found():
    assert BREAKABLE.search("les premiers sont lus ; mettez")
    assert BREAKABLE.search("le mot « oui\N{NARROW NO-BREAK SPACE}»")
    assert not BREAKABLE.search("lus\N{NARROW NO-BREAK SPACE}; mettez")


def test_no_text_in_any_language_has_two_blanks_or_ends_in_one():
    for file in texts_folder().glob("*.json"):
        if "." in file.stem:
            continue
        texts = json.loads(file.read_text(encoding="utf-8"))
        del texts["language"]
        for key, entry in texts.items():
            for words in forms(entry):
                assert words == words.strip(" "), (file.name, key)


REFUSALS = ("error.setting", "link.corrected", "rule.start", "savefile.wrong", "schema.unknown")


@pytest.mark.parametrize("code", ["de", "es", "pt-BR", "ar"])
def test_what_is_allowed_comes_behind_a_colon_where_a_verb_would_not_go_with_all_of_it(code):
    """As in "erlaubt: höchstens 8 Schichten", beside "erlaubt: eine ganze Zahl"."""
    for key in REFUSALS:
        assert ": {allowed}" in catalogue(code)[key], key


def test_in_german_a_sentence_behind_a_colon_begins_with_a_capital():
    german = {key: entry for key, entry in catalogue("de").items() if key.startswith("csv.wrong_")}
    small = {key for key, entry in german.items() for form in forms(entry) if form[0].islower()}
    assert german
    assert small == set()
