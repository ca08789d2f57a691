"""The files of languages that the build makes, and which of them every visit keeps."""

import json

from playground.packaging.languages import language_files, languages, translations, words
from playground.packaging.offline import kept_files
from playground.text import FALLBACK_LANGUAGE, add_language, catalogue


def test_each_language_has_every_text_and_a_glossary():
    files = language_files()
    assert set(files) == {
        f"languages/{code}.{kind}" for code in languages() for kind in ("json", "glossary.json")
    }
    for code in languages():
        made = json.loads(files[f"languages/{code}.json"])
        assert made["code"] == code
        assert made["language"]["direction"] == ("rtl" if code in ("x-rtl", "ar") else "ltr")
        assert set(made["texts"]) == set(catalogue(FALLBACK_LANGUAGE))
        assert json.loads(files[f"languages/{code}.glossary.json"])["terms"]


def test_a_text_that_cannot_be_filled_in_goes_to_the_page_in_english():
    header = {"name": "", "direction": "ltr", "decimal": ",", "group": "."}
    own = {"button.play": "Los", "link.unknown": "{zahl}", "csv.more": {"other": "{{count}}"}}
    add_language("yy", header, own)
    texts = json.loads(words("yy"))["texts"]
    english = catalogue(FALLBACK_LANGUAGE)
    assert texts["button.play"] == "Los"
    assert {key: texts[key] == english[key] for key in own} == {
        "button.play": False,
        "link.unknown": True,
        "csv.more": True,
    }


def test_python_makes_its_document_beforehand_in_languages_but_not_in_those_for_tests():
    assert set(translations()) == {
        code for code in languages() if code != "en" and not code.startswith("x-")
    }


def test_every_visit_keeps_english_and_lists_by_themselves_the_files_of_each_other_language(
    tmp_path,
):
    pack = "runtime/document-de-0123.pack"
    for name in (
        "index.html",
        "build/start.js",
        pack,
        *(f"build/{one}" for one in language_files()),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("build", encoding="utf-8")
    kept = kept_files(tmp_path, "build", [], {"de": [pack]})
    english = {"build/languages/en.json", "build/languages/en.glossary.json"}
    assert set(kept["files"]) == {"build/start.js", *english}
    german = {name.replace("en.", "de.") for name in english}
    assert {code: set(names) for code, names in kept["languages"].items()} == {
        "de": {pack, *german}
    }
