"""What is said about a table is true, complete, and harmless."""

import re
from html import unescape

import pytest

from playground.data.csvdata import CsvError, Problem, parse_csv
from playground.drawers.data.csv_report import MOST_LISTED, problems_report, table_report


def words(html):
    """Return what a reader sees, an item a line."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li)>", "\n", html))).strip().split("\n")


def test_rows_header_classes_and_scaling_are_reported():
    table = parse_csv("length,width,species\n10,200,b\n20,400,a\n15,300,b")
    assert words(table_report(table)) == [
        "3 points were read. The first row was taken for names: length, width, species. "
        "Classes: a (1), b (2).",
        "x₁: 10 to 20 are shown as −5.5 to 5.5.",
        "x₂: 200 to 400 are shown as −5.5 to 5.5.",
    ]


def test_what_is_not_scaled_is_said_to_be_as_it_is():
    table = parse_csv("-6,0,0.5\n6,1,-0.25\n0,0,0", kind="values")
    assert words(table_report(table)) == [
        "3 points were read.",
        "x₁: −6 to 6, shown as they are.",
        "x₂: 0 to 1, shown as they are.",
        "Values: −0.25 to 0.5, shown as they are.",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "There are no rows."),
        ("1,2,a\0", "This is not a text that can be read."),
        ("1,2,a", "There are 1 rows; 2 to 10,000 are allowed."),
        ("1,2,a\n2,3,a", "All rows are of class “a”; two classes at least are needed."),
        ("\n".join(f"1,2,{c}" for c in "abcdefg"), "There are 7 classes; 6 are allowed."),
        ("1,2,a\nx,2,a", "Line 2: “x” is not a number."),
        ("1,2,a\n1,nan,a", "Line 2: “nan” is not a finite number."),
        ("1,2,a\n1,1e300,a", "Line 2: “1e300” is too large; numbers up to 1e100 can be read."),
        ("1,2,a\n1,2,", "Line 2: the class or value is missing."),
        ("1,2,a\n1,2,a\n1,2", "Line 3: 2 cells instead of three: x₁, x₂ and a class or value."),
        ("1,2,a\n1,2,b\x07", "Line 2: “b” cannot be the name of a class"),
        ('1,2,a\n1,2,"b', "Line 2: a quoted cell is not closed or has something behind it"),
        ("9" * 2_000_001, "It has 2,000,001 characters; 2,000,000 are allowed."),
    ],
)
def test_every_problem_has_its_sentence(text, line):
    with pytest.raises(CsvError) as refused:
        parse_csv(text)
    first, second = words(problems_report(refused.value.problems))
    assert first == "Nothing was changed, because:"
    assert second.startswith(line)


def test_of_many_problems_the_first_are_listed_and_the_others_counted():
    problems = [Problem("number", "x", line) for line in range(1, 2000)]
    listed = words(problems_report(problems))
    assert len(listed) == 1 + MOST_LISTED + 1
    assert listed[-1] == f"and {1999 - MOST_LISTED:,} more rows"


def test_what_a_table_holds_is_shown_as_text():
    report = problems_report([Problem("number", "<img src=x onerror=alert(1)>", 1)])
    assert "<img" not in report
    table = parse_csv("<b>,y,<i>\n1,2,<u>a\n3,4,b")
    assert not set(re.findall(r"<(\w+)", table_report(table))) - {"p", "ul", "li"}
