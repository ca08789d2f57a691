"""Titles, names, units, rows, notes and empty columns are told apart; what is left out is said."""

import pytest

from playground.data.tables.heading import FirstLine, judge_first_line
from playground.data.tables.layout import lay_out
from playground.data.tables.lexing import read_rows
from playground.data.tables.notes import CsvError, Problem
from tests.cases import every


def lay(text, **choices):
    return lay_out(read_rows(text), choices)


def lines(layout):
    return [row.line for row in layout.rows]


def said(layout):
    """Return the lines that each remark is about, by what it says of them."""
    return {remark.kind: list(remark.lines) for remark in layout.remarks}


ROWS = "1,2,a\n3,4,b\n5,6,a\n"


@every(
    ("top", "header", "expected"),
    [
        ("", (), {}),
        ("x1,x2,label\n", ("x1", "x2", "label"), {"heading": [1]}),
        ("Measurements\nx1,x2,label\n", ("x1", "x2", "label"), {"heading": [2], "above": [1]}),
        (
            "Measurements\nx1,x2,label\ncm,cm,-\n",
            ("x1", "x2", "label"),
            {"heading": [2], "above": [1, 3]},
        ),
        ("Trial 3,2024,\n\nx,y,l\n", ("x", "y", "l"), {"heading": [3], "above": [1]}),
        ("Measured,,\n", (), {"above": [1]}),
        ("# a\n# x1,x2,l\n", ("x1", "x2", "l"), {"heading": [2]}),
        ("# one, two, three\n# by me\n", (), {}),
        (
            "@relation r\n@attribute class {a,b}\n@data\n",
            (),
            {"above": [1, 2, 3]},
        ),
        ('"length\n(cm)",w,l\n', ("length (cm)", "w", "l"), {"heading": [1]}),
    ],
    ids=[
        "none",
        "names",
        "title",
        "units",
        "numbers",
        "title only",
        "comment",
        "remark",
        "Weka",
        "broken",
    ],
)
def test_what_is_above_the_rows(top, header, expected):
    layout = lay(top + ROWS)
    assert layout.header == header
    assert [row.cells for row in layout.rows] == [["1", "2", "a"], ["3", "4", "b"], ["5", "6", "a"]]
    assert said(layout) == expected


def test_what_is_below_and_between_the_rows():
    layout = lay(f"x,y,l\n{ROWS}x,y,l\n{ROWS}\nSource: Anderson\nn = 6,,\n")
    assert lines(layout) == [2, 3, 4, 6, 7, 8]
    assert said(layout) == {"heading": [1], "repeated": [5], "below": [10, 11]}


@pytest.mark.parametrize(
    "text",
    [
        "x1,x2,label,\n1,2,a,\n3,4,b,\n",
        "x1,x2,label\n1,2,a,,\n3,4,b\n",
        ",x1,x2,label\n,1,2,a\n,3,4,b\n",
        "x1,,x2,,label\n1,,2,,a\n3,,4,,b\n",
        "|x1|x2|label|\n|--|--|--|\n|1|2|a|\n|3|4|b|\n",
    ],
    ids=["trailing", "some trailing", "leading", "doubled", "markdown"],
)
def test_separators_without_cells_do_not_matter(text):
    layout = lay(text)
    assert [row.cells for row in layout.rows] == [["1", "2", "a"], ["3", "4", "b"]]
    assert [column.name for column in layout.columns] == ["x1", "x2", "label"]


def test_columns_keep_their_numbers_and_empty_ones_with_names_are_said():
    layout = lay("x1,note,x2,label\n1,,2,a\n3,,4,b\n")
    assert [column.number for column in layout.columns] == [1, 3, 4]
    assert ("empty_columns", ("note",)) in [(one.kind, one.found) for one in layout.remarks]


def test_names_without_one_for_the_rows_names_belong_to_the_columns_behind():
    """So R writes a table."""
    layout = lay('"x1" "x2" "label"\n"1" 0.5 2 "a"\n"2" 1.5 3 "b"\n')
    assert [column.name for column in layout.columns] == ["", "x1", "x2", "label"]


def test_a_last_column_may_lack_its_name():
    layout = lay("x1,x2\n0.5,2,a\n1.5,3,b\n")
    assert [column.name for column in layout.columns] == ["x1", "x2", ""]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1,2", Problem("count", "2", 4, allowed="3")),
        ("1,2,a,b", Problem("count", "4", 4, allowed="3")),
        ("1 2 a", Problem("count", "1", 4, allowed="3")),
        ("1,,,,a", Problem("count", "5", 4, allowed="3")),
    ],
)
def test_rows_with_too_few_or_too_many_cells_are_named(row, problem):
    layout = lay(f"x,y,l\n1,2,a\n3,4,b\n{row}\n5,6,a\n")
    assert layout.problems == (problem,)
    assert lines(layout) == [2, 3, 5]


def test_a_bad_first_row_does_not_make_the_others_bad():
    layout = lay(f"1,2,3,4\n{ROWS}")
    assert layout.problems == (Problem("count", "4", 1, allowed="3"),)
    assert lines(layout) == [2, 3, 4]


@pytest.mark.parametrize("text", ["1\n2\n3", "a", ",1\n,2\n", "1,\n2,\n"])
def test_one_column_is_no_table(text):
    with pytest.raises(CsvError) as refused:
        lay(text)
    assert [(one.reason, one.line) for one in refused.value.problems] == [("columns", 1)]


# A heading made of numbers

LONG = [(f"{i}.5", f"{2 * i}.25", str(i % 2)) for i in range(10)]
WHOLE = [(str(i), str(i * i), str(i % 2)) for i in range(3, 13)]
NAMED = [(f"{i}.5", f"{2 * i}.25", "ab"[i % 2]) for i in range(10)]
WHOLE_NAMED = [(str(i), str(i * i), "ab"[i % 2]) for i in range(10)]


@every(
    ("first", "others", "verdict"),
    [
        (("2020", "2021", "label"), [("1", "2", "a"), ("3", "4", "b")], FirstLine.LIKE_NAMES),
        (("2020", "2021", "Gruppe"), [("1", "2", "0"), ("3", "4", "1")], FirstLine.LIKE_NAMES),
        (("2020", "2021", "q"), [("1", "2", "a"), ("3", "4", "b")], FirstLine.LIKE_NAMES),
        (("2020", "2021", "a"), [("2019", "2", "a"), ("2018", "4", "b")], FirstLine.ROW),
        (("0", "1", "2"), LONG, FirstLine.LIKE_NAMES),
        (("1", "2", "3"), LONG, FirstLine.LIKE_NAMES),
        (("0", "1", "2"), WHOLE, FirstLine.LIKE_NAMES),
        (("0", "1", "2"), [("1", "2", "0"), ("2", "0", "1")], FirstLine.LIKE_A_ROW),
        (("", "0", "1"), [("0", "1", "5"), ("1", "2", "6")], FirstLine.LIKE_NAMES),
        (("0", "1", "1"), LONG, FirstLine.ROW),
        (("0", "0", "0"), WHOLE, FirstLine.ROW),
        (("10", "20", "Ausgang"), NAMED, FirstLine.LIKE_NAMES),
        (("10", "20", "Ausgang"), WHOLE_NAMED, FirstLine.LIKE_A_ROW),
        (("10.5", "20.5", "a"), NAMED, FirstLine.ROW),
        (("150", "4", "setosa", "x"), [("5.1", "3", "1", "0")] * 3, FirstLine.LIKE_NAMES),
        (("id", "2", "a"), [("1", "2", "a"), ("2", "3", "b")], FirstLine.LIKE_NAMES),
        (("x", "2", "a"), [("1", "2", "a"), ("2", "3", "b")], FirstLine.ROW),
        (("NA", "2", "a"), [("1", "2", "a")] * 3, FirstLine.ROW),
        (("1", "2", "a"), [], FirstLine.ROW),
    ],
)
def test_a_first_line_of_numbers_is_judged_by_the_rows_below(first, others, verdict):
    assert judge_first_line(first, others) is verdict


@pytest.mark.parametrize(
    ("choice", "header", "count"), [("", ("0", "1", "2"), 10), ("row", (), 11)]
)
def test_a_doubtful_first_line_is_asked_about(choice, header, count):
    text = "0,1,2\n" + "".join(f"{','.join(row)}\n" for row in LONG)
    layout = lay(text, heading=choice)
    (question,) = layout.questions
    assert (question.name, question.found) == ("heading", "0, 1, 2")
    assert layout.header == header
    assert len(layout.rows) == count


def test_a_heading_of_numbers_is_left_out_once():
    """Rows like it are points, not the heading once more."""
    text = "0,1,2\n" + "0.5,1.5,0\n" * 8 + "0,1,2\n"
    assert len(lay(text, heading="names").rows) == 9
