"""Files become text whatever table their bytes are of; a guess is said and can be changed."""

import codecs

import pytest

from playground.data.tables.decoding import MAX_BYTES, ONE_BYTE, decode
from playground.data.tables.notes import CsvError
from tests.cases import every

TABLE = "Länge;Breite;Art\n1,5;2,0;Männchen\n3,5;1,0;größer\n"


@every(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("utf-32"),
        TABLE.encode("utf-32-le"),
    ],
    ids=["8", "8 marked", "16", "16 big", "16 unmarked", "16 big unmarked", "32", "32 unmarked"],
)
def test_unicode_is_read_without_a_word(content):
    assert decode(content) == (TABLE, (), ())


def test_unmarked_wide_text_of_another_script_is_known_by_its_digits_and_line_ends():
    text = "1,2,красный\n3,4,синий\n"
    assert decode(text.encode("utf-16-le")).text == text


@every(
    ("table", "words"),
    [
        ("cp1252", "Männchen größer Höhe"),
        ("cp1252", "été forêt “très”"),
        ("cp1252", "niño señal – 5 µm"),
        ("cp1250", "žlutý červený růže"),
        ("cp1250", "żółty czerwony ślepy"),
        ("cp437", "Männchen größer Höhe"),
        ("cp437", "été forêt garçon"),
        ("cp850", "não coração"),
        ("mac_roman", "Männchen größer Länge"),
        ("mac_roman", "été forêt garçon"),
        ("cp1251", "красный зелёный круг"),
        ("cp1254", "Erdoğan Şahin Yılmaz"),
        ("cp1256", "أحمد محمد فاطمة"),
    ],
)
def test_the_table_is_told_by_what_words_may_be_spelled_like(table, words):
    text = "".join(f"1,2,{word}\n" for word in words.split())
    assert decode(text.encode(table)).text == text


def test_a_guess_is_said_and_can_be_changed():
    content = b"1,2,M\x8annchen\n3,4,b\n"
    _, (remark,), (question,) = decode(content)
    assert (remark.kind, remark.meaning, remark.found) == ("encoding", "mac_roman", ("Männchen",))
    assert question.name == "encoding"
    readings = {option.value: option.found for option in question.options}
    assert readings["mac_roman"] == "Männchen"
    assert readings["cp437"] == "Mènnchen"
    assert len(set(readings.values())) == len(readings)
    assert decode(content, {"encoding": "cp437"}).text.startswith("1,2,Mènnchen")


def test_a_table_in_which_the_bytes_mean_nothing_is_not_offered():
    *_, (question,) = decode(b"1,2,gr\x81n\n")
    assert "cp1252" not in [option.value for option in question.options]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x81\x8d", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "binary"),
        (b"1,2,\xff" + bytes(range(1, 9)) * 4, "binary"),
        (b"\xff\xfe1", "binary"),
        (b"PK\x03\x04\x14\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
        (bytes(MAX_BYTES + 1), "long"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content, reason):
    with pytest.raises(CsvError) as refused:
        decode(content)
    assert [problem.reason for problem in refused.value.problems] == [reason]


def test_every_table_can_be_used():
    for name in ONE_BYTE:
        assert codecs.lookup(name)
