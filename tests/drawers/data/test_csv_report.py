"""What is said about a table is true, complete, in plain sentences, and harmless."""

import re
from html import unescape

import pytest

from playground.data.csvdata import CsvError, parse_csv
from playground.data.tables.notes import Problem
from playground.drawers.data.csv_report import (
    MOST_LISTED,
    error_report,
    reading_report,
    table_report,
)
from tests.cases import every


def words(html):
    """Return what a reader sees, an item a line."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li)>", "\n", html))).strip().split("\n")


def said(content, **choices):
    table = parse_csv(content, choices)
    return words(table_report(table) + reading_report(table.remarks, table.scalings))


def refusal(content, **choices):
    with pytest.raises(CsvError) as refused:
        parse_csv(content, choices)
    return words(error_report(refused.value))


def test_rows_classes_scaling_and_what_was_assumed_are_reported():
    assert said("length,width,species\n10,200,b\n20,400,a\n15,300,b") == [
        "3 points were read. Classes: a (1), b (2).",
        "How it was read:",
        "x₁: 10 to 20 are shown as −5.5 to 5.5.",
        "x₂: 200 to 400 are shown as −5.5 to 5.5.",
        "Columns are separated by commas.",
        "Line 1 was taken for the names of the columns: length, width, species.",
        "1 class has one row only: “a”. It is either learned or tested.",
    ]


def test_what_is_not_scaled_is_said_to_be_as_it_is():
    assert said("-6,0,0.5\n6,4,-0.25\n0,0,0")[:5] == [
        "3 points were read.",
        "How it was read:",
        "x₁: −6 to 6, shown as they are.",
        "x₂: 0 to 4, shown as they are.",
        "Values: −0.25 to 0.5, shown as they are.",
    ]


def test_rounding_is_said_in_the_numbers_own_units():
    assert said("0.123,10,a\n5,17,b\n2,12.5,b")[2:4] == [
        "x₁: 0.123 to 5, shown as they are. They are rounded to the nearest 0.0033.",
        "x₂: 10 to 17 are shown as −5.5 to 5.5. They are rounded to the nearest 0.0021.",
    ]


@every(
    ("text", "sentence"),
    [
        ("1;2;a\n3;4;b", "Columns are separated by semicolons."),
        ("1\t2\ta\n3\t4\tb", "Columns are separated by tabs."),
        ("1 2 a\n3 4 b", "Columns are separated by blanks."),
        ("1|2|a\n3|4|b", "Columns are separated by vertical bars."),
        ("sep=:\n1:2:a\n3:4:b", "Columns are separated by the sign that the first line names."),
        ("T\nx,y,l\n1,2,a\n3,4,b", "One line above the rows was left out: “T”."),
        (
            "T\nx,y,l\ncm,cm,-\n1,2,a\n3,4,b",
            "2 lines above the rows were left out: “T”; “cm, cm, -”.",
        ),
        ("1,2,a\n3,4,b\nby us", "One line below the rows was left out: “by us”."),
        (
            "x,y,l\n1,2,a\nx,y,l\n3,4,b",
            "The names of the columns come once more between the rows; they were left out there "
            "(line 3).",
        ),
        ("# by us\n1,2,a\n3,4,b", "One comment was left out: “# by us”."),
        ("x,n,y,l\n1,,2,a\n3,,4,b", "One column is empty and was left out: “n”."),
        ("id,x,y,l\n7,1,2,a\n9,3,4,b", "Column 1 only counts or names the rows; it is not used."),
        (
            "1,0.5\n3,0.7",
            "There is one input: x₂ is 0 everywhere, and the label is learned from x₁ alone.",
        ),
        (
            "1,2,a\n3,NA,b\n3,4,b",
            "One row with a missing value was left out (“NA”; line 2).",
        ),
        (
            "1,2,a\n3,NA,b\n3,4,b\n,3,a\n3,4,?",
            "3 rows with a missing value were left out (“NA”, empty cells, “?”; lines 2, 4, 5).",
        ),
        ("1,2,a\n" + "?,2,a\n" * 9 + "3,4,b", "(“?”; lines 2, 3, 4, 5, 6, …)."),
        ("1,2,a\n1,3,A\n2,2,b\n3,4,b", "“a”, “A” were taken for one class: a."),
        ("1,2,0\n3,4,1\n", "The labels are numbers, taken for classes."),
        (
            "1,2,0.5\n3,4,1\n",
            "The labels are numbers, 2 different ones, taken for values (regression).",
        ),
        ("950;3,0;A\n1.050;2,0;B", "“1.050” in line 2 was read as 1050."),
        (
            "x,y,l\n1,5,2,5,A\n3,5,1,5,B",
            "Commas separate the columns and are decimal signs, too: “1,5,2,5,A” was read as "
            "1,5 · 2,5 · A.",
        ),
        (
            b"1,2,gr\xfcn\n3,4,b",
            "The file is not in Unicode. It was read as Western European (Windows): “grün”.",
        ),
        ("1,2,grÃ¼n\n3,4,b", "Letters were garbled on the way: “grÃ¼n” was read as “grün”."),
        ("1,2,gr\ufffdn\n3,4,b", "Letters seem to be garbled: “gr\ufffdn”."),
        ("1,2,a\u200b\n3,4,b", "One invisible character was removed."),
        ("7,2,a\n7,4,b\n7,5,b", "x₁ is 7 in every row."),
        (
            "\n".join(f"{i},{i},{'ab'[i % 2]}" for i in [*range(9), 10**7]),
            "Of 10 different numbers in x₂ the plot can tell only 2 apart. "
            "Is one of them far from the others?",
        ),
    ],
)
def test_what_was_assumed_has_its_sentence(text, sentence):
    assert any(line.endswith(sentence) or sentence in line for line in said(text))


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"kind": "classes", "many": "most"}, "3 rows of rarer classes were left out."),
        ({}, "The labels are numbers, 9 different ones, taken for values (regression)."),
    ],
)
def test_what_was_chosen_has_its_sentence(choices, sentence):
    assert sentence in said("".join(f"{i},{i},{i % 9}\n" for i in range(9)), **choices)


@every(
    ("text", "line"),
    [
        ("", "There are no rows."),
        (b"\x89PNG\r\n", "This is not a text that can be read."),
        (b"PK\x03\x04", "This is a workbook, not a text. Save the sheet as CSV in the spreadsheet"),
        ("1,2,a", "There is one row; 2 to 10,000 are allowed."),
        ("x,y,l", "There are 0 rows; 2 to 10,000 are allowed."),
        ("1,2,a\n2,?,a", "There is one row with all its values; 2 to 10,000 are allowed."),
        ("1,2,a\n2,3,a", "All rows are of class “a”; two classes at least are needed."),
        (
            "\n".join(f"1.5,2,{c}" for c in "abcdefg"),
            "There are 7 classes; 6 are allowed. The first are a, b, c, d, e.",
        ),
        ("1,2,a\nx,2,a", "Line 2, column 1: “x” is not a number. Numbers are written like −1.5"),
        ("1,2,a\n1,inf,a", "Line 2, column 2: “inf” is not a finite number."),
        (
            "1,2,a\n1,1e300,a",
            "Line 2, column 2: “1e300” is too large; numbers up to 1e100 can be read.",
        ),
        ("1,2,a\n1,2,a\n1,2", "Line 3: there are 2 cells instead of 3."),
        ("1,2,a\n1,2,a\n1", "Line 3: there is one cell instead of 3."),
        ("1,2,a\n1,2,b\x07", "Line 2, column 3: “b” cannot be the name of a class: up to 24"),
        ('1,2,a\n1,2,"b', "Line 2, column 3: the quotation mark before “b” is never closed."),
        (
            '1,2,"a\n3,4,b\n5,6,"c',
            "Line 1, column 3: the quotation mark before “a” is closed in line 3 only",
        ),
        ("1,2,a\n3,\0,b", "Line 2, character 3: U+0000 is no character of a text."),
        ("1," * 400, "Line 1: there are 400 columns; up to 300 can be read."),
        ("1,2,a\n3,4," + "x" * 140_000, "Line 2, column 3: a cell is too long: the line has"),
        ("1\n2", "Line 1: there is one column only (“1”). Separate x₁, x₂ and the label by"),
        (
            "1,5,2,5,A\n3,5,1,5,B",
            "Line 1: commas seem to separate the columns and to be decimal signs, too: “1,5,2,5,A”",
        ),
        ("9" * 2_000_001, "It has 2,000,001 characters; 2,000,000 are allowed."),
    ],
)
def test_every_problem_has_its_sentence(text, line):
    first, second, *_ = refusal(text)
    assert first == "Nothing was changed, because:"
    assert second.startswith(line)


def test_missing_values_that_are_listed_have_theirs():
    lines = refusal("1,2,a\n3,NA,b\n4,5,b", missing="list")
    assert lines[1] == "Line 2, column 2: the value is missing (“NA”)."


def test_what_was_assumed_before_a_mistake_was_found_is_said_likewise():
    with pytest.raises(CsvError) as refused:
        parse_csv("x;y;l\n1;2;a\n3;z;b\n")
    assert "Columns are separated by semicolons." in words(reading_report(refused.value.remarks))


def test_where_nothing_was_assumed_nothing_is_said():
    assert reading_report([]) == ""


@pytest.mark.parametrize(("more", "last"), [(1, "and one more row"), (1992, "and 1,992 more rows")])
def test_of_many_problems_the_first_are_listed_and_the_others_counted(more, last):
    problems = [Problem("number", "x", line, 1) for line in range(1, MOST_LISTED + more + 1)]
    listed = words(error_report(CsvError(problems)))
    assert len(listed) == 1 + MOST_LISTED + 1
    assert listed[-1] == last


def test_what_a_table_holds_is_shown_as_text():
    hostile = "<img src=x onerror=alert(1)>"
    report = error_report(CsvError([Problem("number", hostile, 1)]))
    assert "<img" not in report
    table = parse_csv(f"{hostile}\n<b>,y,<i>\n1,2,<u>a\n3,4,<U>a\n5,6,b\n?,1,2\n<script>")
    html = table_report(table) + reading_report(table.remarks, table.scalings)
    assert not set(re.findall(r"<(\w+)", html)) - {"p", "ul", "li"}


def test_a_report_stays_short_whatever_is_in_the_table():
    assert max(map(len, refusal("1,2,a\n1,2,a\n" + "x" * 100_000 + ",2,b"))) < 200
    long = "t" * 100_000
    assert max(map(len, said(f"{long}\nx,y,l\n1,2,a\n3,4,b\n{long}"))) < 200
