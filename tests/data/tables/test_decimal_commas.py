"""Commas that separate columns and are decimal signs, too, are never read without a word."""

import pytest

from playground.data.tables.decimal_commas import join_decimal_commas
from playground.data.tables.lexing import read_rows
from playground.data.tables.notes import CsvError
from tests.cases import every


def join(text, **choices):
    return join_decimal_commas(read_rows(text), choices)


def cells(joined):
    return [row.cells for row in joined.rows.rows]


CUT = "1,5,2,5,A\n3,5,1,5,B"


def test_without_a_heading_it_is_refused_and_asked():
    with pytest.raises(CsvError) as refused:
        join(CUT)
    error = refused.value
    assert [(one.reason, one.found, one.line) for one in error.problems] == [
        ("pairs", "1,5,2,5,A", 1)
    ]
    (question,) = error.questions
    assert (question.name, question.chosen) == ("pairs", "")
    assert [option.value for option in question.options] == ["pairs", "columns"]


def test_either_answer_gives_rows():
    assert cells(join(CUT, pairs="pairs")) == [["1,5", "2,5", "A"], ["3,5", "1,5", "B"]]
    assert cells(join(CUT, pairs="columns"))[0] == ["1", "5", "2", "5", "A"]


def test_a_heading_of_three_names_tells_and_it_is_said():
    joined = join(f"x1,x2,label\n{CUT}")
    assert cells(joined)[1:] == [["1,5", "2,5", "A"], ["3,5", "1,5", "B"]]
    (remark,) = joined.remarks
    assert (remark.kind, remark.found, remark.meaning) == ("pairs", ("1,5,2,5,A",), "1,5 · 2,5 · A")
    assert joined.questions[0].chosen == "pairs"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("x,y\n1,5,2,05\n3,5,1,75", ["1,5", "2,05"]),
        ("x1,x2,v\n1,5,2,5,0,5\n3,5,1,5,0,7", ["1,5", "2,5", "0,5"]),
    ],
)
def test_pairs_and_values_are_joined_likewise(text, row):
    assert cells(join(text))[1] == row


def test_rows_that_are_cut_unlike_are_refused():
    """Where a number is whole, it has no comma: then no row tells its numbers apart."""
    for text in ("1,5,2,5,A\n3,1,5,B\n2,5,1,5,A", "x1,x2,l\n1,5,2,5,A\n3,1,5,B\n2,5,1,5,A"):
        with pytest.raises(CsvError) as refused:
            join(text)
        assert refused.value.problems[0].found == "3,1,5,B"


@every(
    "text",
    [
        "1,2,A\n3,4,B",
        "a,b,c,d,e\n1,5,2,5,A\n3,5,1,5,B",
        "1,5,2,5,A\n2,4,3,1,B\n3,6,1,1,A",
        "1,5,2,-5,A\n3,5,1,5,B",
        "1,5,2,5.5,A\n3,5,1,5,B",
        "1;5;2;5;A\n3;5;1;5;B",
        "0,0,1,0\n1,0,0,1",
        "1,2,A\n1,5,2,5,A\n0,1,B",
    ],
    ids=["three", "named", "counted", "signed", "points", "semicolons", "four", "one slip"],
)
def test_other_tables_are_left_alone(text):
    assert join(text) == (read_rows(text), (), ())
