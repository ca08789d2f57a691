"""A missing value is no class and no mistake: its row is left out, said, and may be refused."""

import pytest

from playground.data.tables.layout import lay_out
from playground.data.tables.lexing import read_rows
from playground.data.tables.missing_rows import leave_out_missing
from playground.data.tables.notes import Problem
from tests.cases import every


def part(text, inputs=(0, 1), label=2, **choices):
    layout = lay_out(read_rows(text))
    return leave_out_missing(layout.rows, layout.columns, inputs, label, choices)


def lines(complete):
    return [row.line for row in complete.rows]


@every(
    "cell",
    [
        "",
        "NA",
        "na",
        "N/A",
        "n. a.".replace(" ", ""),
        "NaN",
        "nan",
        "?",
        "-",
        "–",
        "—",
        ".",
        "...",
        "null",
        "NULL",
        "None",
        "#N/A",
        "#NV",
        "#DIV/0!",
        "k.A.",
        "--",
        "missing",
        "<NA>",
    ],
)
@every("place", [0, 1, 2])
def test_a_row_with_a_missing_value_is_left_out(cell, place):
    row = ["5", "6", "a"]
    row[place] = cell
    complete = part(f"1,2,a\n3,4,b\n{','.join(row)}\n7,8,b\n")
    assert lines(complete) == [1, 2, 4]
    (remark,) = complete.remarks
    assert (remark.kind, remark.number, remark.found, remark.lines) == ("missing", 1, (cell,), (3,))


@pytest.mark.parametrize("cell", ["0", "nano", "a?", "no", "unknown", "x-", "NAN1"])
def test_other_labels_are_labels(cell):
    assert lines(part(f"1,2,a\n3,4,{cell}\n")) == [1, 2]


def test_it_is_counted_by_rows_not_by_cells():
    complete = part("1,2,a\nNA,?,NA\n3,4,b\n,8,b\n")
    assert (complete.remarks[0].number, complete.remarks[0].lines) == (2, (2, 4))


def test_they_may_be_listed_as_mistakes_instead():
    complete = part("1,2,a\n3,NA,a\n5,6,?\n", missing="list")
    assert complete.problems == (Problem("missing", "NA", 2, 2), Problem("missing", "?", 3, 3))


def test_columns_that_are_not_used_may_have_gaps():
    assert lines(part("1,NA,2,a\n3,5,4,b\n", inputs=(0, 2), label=3)) == [1, 2]
    assert lines(part("1,2,NA\n3,4,b\n", label=None)) == [1, 2]


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_a_minus_beside_a_plus_is_the_name_of_a_class(minus):
    assert lines(part(f"1,2,+\n3,4,{minus}\n5,6,NA\n")) == [1, 2]


@pytest.mark.parametrize("word", ["none", "None", "missing"])
def test_a_word_that_may_be_the_name_of_a_class_may_be_chosen_as_one(word):
    text = f"1,2,a\n3,4,{word}\n5,6,?\n"
    assert [option.value for option in part(text).questions[0].options][-1] == "names"
    assert lines(part(text)) == [1]
    assert lines(part(text, missing="names")) == [1, 2]


def test_what_is_never_a_name_cannot_be_chosen_as_one():
    options = part("1,2,a\n3,4,NA\n").questions[0].options
    assert [option.value for option in options] == ["leave_out", "list"]


def test_without_gaps_there_is_nothing_to_say():
    complete = part("1,2,a\n3,4,b\n")
    assert complete[1:] == ((), (), ())
