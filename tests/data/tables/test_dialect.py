"""The separator is chosen by the rows, not by what stands above them."""

import pytest

from playground.data.tables.dialect import find_dialect
from tests.cases import every


@every(
    ("text", "separator"),
    [
        ("1,2,a\n3,4,b", ","),
        ("1;2;a\n3;4;b", ";"),
        ("1\t2\ta\n3\t4\tb", "\t"),
        ("1|2|a\n3|4|b", "|"),
        ("1 2 a\n3 4 b", " "),
        ("1，2，a\n3，4，b", "，"),
        ("1.5،2،a\n3،4،b", "،"),
        ("length (cm; left leaf),width,kind\n1.0,2.0,A\n3.0,1.5,B", ","),
        ("length, in cm; width, in cm; kind\n1,5;2,0;A\n3,5;1,5;B", ";"),
        ("1,5;2,0;A\n3,5;1,5;B", ";"),
        ("1,5 2,5 A\n2,5 3,5 B", " "),
        ("1.0\t2.0\tIris setosa\n2.0\t3.0\tIris virginica", "\t"),
        ("1.0,2.0,low; dry\n2.0,3.0,high; wet", ","),
        ("1 050;3;A\n2 000;4;B", ";"),
        ("1,234 567,890\n2,345 678,901", " "),
        ("1, 2, a\n3, 4, b", ","),
        ('"1,5","2,5","A"\n"2,5","3,5","B"', ","),
        ("1 \t2  A\n 3   4\t\tB", " "),
        ("1\u00a02\u00a0A\n3\u00a04\u00a0B", " "),
        ("1\u00a0050 2 A\n3 4 B", " "),
        ("NA;2;a\n3;?;b", ";"),
        ("one;two;a", ";"),
    ],
)
def test_it_gives_rows_of_one_width_with_many_numbers(text, separator):
    assert find_dialect(text.split("\n")).separator == separator


@pytest.mark.parametrize(
    ("first", "row", "separator"),
    [
        ("sep=;", "1,5;2,5;A", ";"),
        ("SEP=,", "1,5,2,5,A", ","),
        ('"sep=\t"', "1\t2\tA", "\t"),
        (r"sep=\t", "1\t2\tA", "\t"),
        ("sep=:", "1:2:A", ":"),
        ("sep=,", "1;2;A", ";"),
    ],
)
def test_a_first_line_that_names_it_is_believed_unless_the_rows_contradict(first, row, separator):
    dialect = find_dialect([first, row, row])
    assert dialect.separator == separator
    assert dialect.has_directive


@pytest.mark.parametrize("first", ["sep=x", 'sep="', "sepal=;", "sep=;;"])
def test_other_first_lines_are_lines(first):
    assert not find_dialect([first, "1,2,a", "3,4,b"]).has_directive
