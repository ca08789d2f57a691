"""What cannot be seen is removed, garbled letters are noticed, and what no text has is refused."""

import pytest

from playground.data.tables.cleaning import clean
from playground.data.tables.decoding import MAX_BYTES
from playground.data.tables.notes import CsvError, Problem
from tests.cases import every


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\u2028"])
def test_every_kind_of_line_end_becomes_one(end):
    assert clean(f"a{end}b{end}").text == "a\nb\n"


@pytest.mark.parametrize("mark", ["\ufeff", "ï»¿"], ids=["mark", "misread mark"])
def test_a_byte_order_mark_is_taken_off_without_a_word(mark):
    assert clean(f"{mark}x1,x2\n") == ("x1,x2\n", (), ())


def test_the_end_of_an_old_file_is_taken_off():
    assert clean("1,2,a\n\x1a").text == "1,2,a\n"


@every("sign", ["\u200b", "\u200d", "\u2060", "\u00ad", "\u200e", "\u202a", "\u2066", "\ufeff"])
def test_invisible_characters_are_removed_and_counted(sign):
    text, (remark,), _ = clean(f"1{sign},2,{sign}a\n")
    assert text == "1,2,a\n"
    assert (remark.kind, remark.number) == ("invisible", 2)


@every("table", ["cp1252", "latin_1", "mac_roman", "cp437", "cp850"])
@every("word", ["Männchen", "größer", "żółty", "10 °C", "été"])
def test_utf8_that_was_read_by_another_table_is_put_right_said_and_may_be_kept(word, table):
    garbled = f"1,2,{word.encode().decode(table)}\n"
    text, remarks, (question,) = clean(garbled)
    assert text == f"1,2,{word}\n"
    assert [remark.kind for remark in remarks] == ["repaired"]
    assert remarks[0].found[0] in garbled
    assert remarks[0].meaning in text
    kept = clean(garbled, {question.name: "no"})
    assert kept.text == garbled
    assert kept.remarks[0].kind == "misread"


@pytest.mark.parametrize("word", ["M„nnchen", "MŠnnchen", "M\ufffdnnchen"])
def test_other_garbled_words_are_named(word):
    text, (remark,), _ = clean(f"1,2,{word}\n")
    assert word in text
    assert (remark.kind, remark.found) == ("garbled", (word,))


@every(
    "word",
    [
        "CAFÉ’S",
        "É…",
        "Übergröße",
        "naïve",
        "x₁",
        "ja–nein",
        "élève—fin",
        "straße²",
        "ÅÄÖ",
        "日本",
        "λόγος",
        "Iris™",
        "5 € – 10 €",
        "1\u00a0050",
        "٣٫٥",
        "красный",
    ],
)
def test_what_is_spelled_well_is_left_alone(word):
    assert clean(word) == (word, (), ())


@pytest.mark.parametrize(
    ("text", "found", "line", "character"),
    [
        ("1,2,a\n3,\0,b", "U+0000", 2, 3),
        ("1,2,a\r\n3,4,\ud800", "U+D800", 2, 5),
        ("\udfff", "U+DFFF", 1, 1),
    ],
)
def test_what_no_text_has_is_named_with_its_place(text, found, line, character):
    with pytest.raises(CsvError) as refused:
        clean(text)
    assert refused.value.problems == (Problem("sign", found, line, character),)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(CsvError) as refused:
        clean("1" * (MAX_BYTES + 1))
    assert refused.value.problems == (Problem("long", f"{MAX_BYTES + 1:,}"),)
