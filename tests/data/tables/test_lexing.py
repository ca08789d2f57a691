"""A text is cut into rows with their lines; what cannot be cut is named with its place."""

import csv

import pytest

from playground.data.tables.lexing import MAX_COLUMNS, MOST_LINES, Row, read_rows
from playground.data.tables.notes import CsvError, Problem


def problem(text):
    with pytest.raises(CsvError) as refused:
        read_rows(text)
    (found,) = refused.value.problems
    return found


def test_a_row_has_the_number_of_its_first_line_as_an_editor_counts():
    text = '\n1,2,"a\nb"\n\n3,4,b\n# note\n5,6,c'
    assert [(row.line, row.cells[2]) for row in read_rows(text).rows] == [
        (2, "a\nb"),
        (5, "b"),
        (7, "c"),
    ]


def test_comments_are_kept_apart_and_said():
    found = read_rows("# by me\n1,2,a\n  # x,y,z\n3,4,b\n")
    assert [row.line for row in found.rows] == [2, 4]
    assert found.comments == [Row(1, ["by me"]), Row(3, ["x", "y", "z"])]
    (remark,) = (remark for remark in found.remarks if remark.kind == "comments")
    assert (remark.number, remark.found, remark.lines) == (2, ("# by me",), (1, 3))


def test_where_blanks_separate_a_comment_may_stand_behind_a_row():
    found = read_rows('1 2 a # first\n3 4 "b # c"\n5 6 #7\n')
    assert [row.cells for row in found.rows] == [["1", "2", "a"], ["3", "4", "b # c"], ["5", "6"]]
    assert [row.cells for row in read_rows("1,2,a # b\n").rows] == [["1", "2", "a # b"]]


def test_signs_of_comments_before_all_rows_are_part_of_them():
    assert len(read_rows("#ff0000,1,2\n#00ff00,2,3\n").rows) == 2


@pytest.mark.parametrize("rule", ["|---|:---:|---|", "======", "--- --- ---", "+-----+-----+"])
def test_lines_drawn_across_a_table_are_no_rows(rule):
    assert [row.line for row in read_rows(f"| 1 | 2 | a |\n{rule}\n| 3 | 4 | b |").rows] == [1, 3]


def test_blanks_round_cells_and_quotes_do_not_matter():
    (row,) = read_rows(' "1" ,\u00a02 ,  "a b" \n').rows
    assert row.cells == ["1", "2", "a b"]


def test_quotes_within_cells_are_signs_like_others():
    assert read_rows('1,2,5" pipe\n3,4,"x" y\n').rows[0].cells[2] == '5" pipe'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('1,2,"a', Problem("quote", "a", 1, 3)),
        ('1,2,a\n3,"4,b\n5,6,c', Problem("quote", "4,b", 2, 2)),
        ('1,2,"a\nb","c\n3,4,d\n', Problem("quote", "c", 2, 4)),
        ('1,2,"a\n3,4,b\n5,6,"c\n', Problem("swallowed", "a", 1, 3, "3")),
        ('1 2 "a\n3 4 b\n5 6 "c\n', Problem("swallowed", "a", 1, 3, "3")),
    ],
)
def test_quotes_that_do_not_close_in_their_cell_are_named_where_they_open(text, expected):
    assert problem(text) == expected


def test_a_heading_may_go_over_several_lines():
    text = '"length, top\n(cm, left)","width",kind\n1,2,a\n3,4,b'
    assert len(read_rows(text).rows) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Problem("empty")),
        (" \n\t\n,,\n", Problem("empty")),
        ("# nothing\n\n", Problem("columns")),
        ("1,2\n" * (MOST_LINES + 1), Problem("rows", f"{MOST_LINES + 1:,}")),
        ("1,2,a\n" + "1," * 100_000, Problem("wide", "100,000", 2)),
        ("1,2,a\n1,2," + "x" * 200_000, Problem("cell", "200,004", 2, 3)),
    ],
    ids=["nothing", "blank", "comment", "rows", "columns", "cell"],
)
def test_what_is_no_table_is_refused_as_a_whole(text, expected):
    if expected.reason == "columns":
        assert len(read_rows(text).rows) == 1
    else:
        assert problem(text) == expected


def test_as_many_columns_as_are_allowed_are_read():
    assert len(read_rows(",".join(["1"] * MAX_COLUMNS)).rows[0].cells) == MAX_COLUMNS


def test_the_limit_of_the_lexer_is_the_one_that_is_reckoned_with():
    assert csv.field_size_limit() == 131_072
