"""CSV is read as people write it; whatever is wrong is listed, and nothing is half taken."""

import csv
import io
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.csvdata import (
    MAX_BYTES,
    CsvError,
    Problem,
    Scaling,
    decode,
    parse_csv,
)
from playground.data.points import MAX_POINTS, STEPS

ROUNDING = 6 / STEPS * 1.0001
"""Half a step of the points' coordinates."""


def problems(text, **options):
    with pytest.raises(CsvError) as refused:
        parse_csv(text, **options)
    return list(refused.value.problems)


def classes(text, **options):
    """Return the points of each class by its name, as a text gives them."""
    points = parse_csv(text, **options).points
    names = points.names or range(points.classes)
    return {name: points.X[points.labels == i].tolist() for i, name in enumerate(names)}


# Ways to write the same

EXPECTED = {"no": [[-2.5, 1]], "yes": [[2, -3], [4, 0.5]]}


@pytest.mark.parametrize(
    "text",
    [
        "2,-3,yes\n-2.5,1,no\n4,0.5,yes\n",
        "2,-3,yes\r\n-2.5,1,no\r\n4,0.5,yes",
        "2,-3,yes\r-2.5,1,no\r4,0.5,yes\r",
        "2;-3;yes\n-2.5;1;no\n4;0.5;yes",
        "2;-3;yes\n-2,5;1;no\n4;0,5;yes",
        "2\t-3\tyes\n-2,5\t1\tno\n4\t0.5\tyes",
        "x1,x2,label\n2,-3,yes\n-2.5,1,no\n4,0.5,yes",
        "Länge;Breite;Art\n2;-3;yes\n-2,5;1;no\n4;,5;yes",
        "\n\n 2 , -3 , yes \n\n-2.5,1,no\n,,\n4,.5,  yes\n\n",
        '"2","-3","yes"\n"-2.5","1","no"\n"4","0.5","yes"',
        "2.0,-3e0,yes\n-25E-1,+1.,no\n4,5e-1,yes",
        "2,\N{MINUS SIGN}3,yes\n\N{MINUS SIGN}2.5,1,no\n4,0.5,yes",
    ],
)
def test_rows_are_read_however_they_are_written(text):
    assert classes(text) == EXPECTED


def test_the_header_is_kept_apart():
    table = parse_csv("length,width,species\n2,-3,yes\n-2,1,no\n")
    assert table.header == ("length", "width", "species")
    assert len(table.points) == 2
    assert parse_csv("2,-3,yes\n-2,1,no\n").header == ()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("1,2,é".encode(), "1,2,é"),
        ("1,2,é".encode("utf-8-sig"), "1,2,é"),
        ("1,2,é".encode("utf-16"), "1,2,é"),
        ("1,2,é".encode("cp1252"), "1,2,é"),
        (b"", ""),
    ],
)
def test_a_file_is_read_in_the_encodings_of_spreadsheets(content, text):
    assert decode(content) == text


# What labels are


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["-1", "1"], ()),
        (["+1", "-1.0"], ()),
        (["0", "1"], ("0", "1")),
        (["1", "0.0", "1.0"], ("0", "1")),
        (["3", "1", "2"], ("1", "2", "3")),
        (["10", "9"], ("9", "10")),
        (["setosa", "iris  virginica", "versicolor"], ("iris virginica", "setosa", "versicolor")),
        (["b", "7", "a"], ("7", "a", "b")),
    ],
)
def test_classes_are_in_the_order_of_their_numbers_and_names(labels, names):
    text = "\n".join(f"{i},{5 - i},{label}" for i, label in enumerate(labels))
    points = parse_csv(text).points
    assert points.names == names
    assert points.classes == len(set(map(str, points.labels)))


def test_the_larger_of_two_numbers_is_the_positive_class():
    samples = parse_csv("-5,0,0\n5,0,1").points.samples()
    assert dict(zip(samples.X[:, 0], samples.y, strict=True)) == {-5: -1, 5: 1}


def test_many_different_numbers_are_values():
    points = parse_csv("\n".join(f"{i - 3},{i - 3},{i / 10}" for i in range(7))).points
    assert points.problem == "regression"
    np.testing.assert_allclose(points.labels, np.arange(7) / 10, atol=ROUNDING / 6)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("auto", 3), ("classes", 3), ("values", 0)],
    ids=["auto", "classes", "values"],
)
def test_few_whole_numbers_are_classes_unless_they_are_said_to_be_values(kind, expected):
    assert parse_csv("1,-5,1\n2,3,2\n3,5,3", kind=kind).points.classes == expected


def test_rows_of_two_values_are_points_of_the_class_of_the_brush():
    points = parse_csv("1,2\n3,4\n-1,-2", brush=2, classes=3).points
    assert points.labels.tolist() == [2, 2, 2]
    assert points.classes == 3


# How columns are scaled


def test_points_that_suit_the_plot_stay_where_they_are():
    table = parse_csv("-6,0,a\n6,0.25,b\n")
    np.testing.assert_array_equal(table.points.X, [(-6, 0), (6, 0.25)])
    assert table.scalings == (Scaling("x1", -6, 6, -6, 6), Scaling("x2", 0, 0.25, 0, 0.25))


@pytest.mark.parametrize(
    "rows",
    [
        [(100, 1e-6), (300, 2e-6), (150, 5e-6)],
        [(0.1, 0.2), (0.3, 0.9), (0.5, 0.4)],
        [(-1e100, -1e-300), (1e100, 1e-300), (0, 0)],
        [(6.01, 0), (0, 3), (1, -3)],
    ],
)
def test_others_are_scaled_to_fill_it(rows):
    text = "\n".join(f"{x1!r},{x2!r},{i % 2}" for i, (x1, x2) in enumerate(rows))
    table = parse_csv(text)
    X = np.array(rows)[[0, 2, 1]]
    low, high = X.min(axis=0), X.max(axis=0)
    expected = 11 * ((X / 2 - low / 2) / (high / 2 - low / 2)) - 5.5
    np.testing.assert_allclose(table.points.X, expected, atol=ROUNDING)
    assert table.scalings == tuple(
        Scaling(name, *ends, -5.5, 5.5) for name, *ends in zip(["x1", "x2"], low, high, strict=True)
    )


def test_a_column_that_is_everywhere_the_same_lies_on_the_axis():
    table = parse_csv("7,1,a\n7,2,b\n7,3,b")
    assert set(table.points.X[:, 0]) == {0}
    assert table.scalings[0] == Scaling("x1", 7, 7, 0, 0)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([0, 0.5, 1], [0, 0.5, 1]),
        ([0, 50, 200], [-1, -0.5, 1]),
        ([0.001, 0.002, 0.005], [-1, -0.5, 1]),
        ([3, 3, 3], [0, 0, 0]),
    ],
)
def test_values_are_scaled_likewise(values, shown):
    text = "\n".join(f"{i},0,{value}" for i, value in enumerate(values))
    table = parse_csv(text, kind="values")
    np.testing.assert_allclose(table.points.labels, shown, atol=ROUNDING / 6)
    assert table.scalings[2] == Scaling("value", values[0], values[-1], shown[0], shown[-1])


# What is wrong


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1,2", Problem("count", "2", 3)),
        ("1,2,a,b", Problem("count", "4", 3)),
        ("1 2 a", Problem("count", "1", 3)),
        ("one,2,a", Problem("number", "one", 3)),
        ("1,,a", Problem("number", "", 3)),
        ("1_0,2,a", Problem("number", "1_0", 3)),
        ("0x1,2,a", Problem("number", "0x1", 3)),
        ("1,2%,a", Problem("number", "2%", 3)),
        ("\N{ARABIC-INDIC DIGIT ONE},2,a", Problem("number", "\N{ARABIC-INDIC DIGIT ONE}", 3)),
        ("NaN,2,a", Problem("finite", "NaN", 3)),
        ("1,-inf,a", Problem("finite", "-inf", 3)),
        ("1e101,2,a", Problem("large", "1e101", 3)),
        ("1,-1e999,a", Problem("large", "-1e999", 3)),
        ("1,2,", Problem("label", "", 3)),
        (f"1,2,{'a' * 25}", Problem("name", "a" * 25, 3)),
        ("1,2,a\x07", Problem("name", "a\x07", 3)),
        ('1,2,"a', Problem("quote", "unexpected end of data", 3)),
    ],
)
def test_a_bad_row_is_named_with_its_line(row, problem):
    assert problems(f"x,y,label\n1,2,a\n{row}") == [problem]


def test_all_bad_rows_are_listed():
    text = "1,2,a\nx,2,a\n\n3,nan,b\n4,5\n6,7,c\n1e300,0,"
    assert [(problem.line, problem.reason) for problem in problems(text)] == [
        (2, "number"),
        (4, "finite"),
        (5, "count"),
        (7, "large"),
    ]


def test_a_bad_first_row_does_not_make_the_others_bad():
    assert problems("1,2,3,4\n1,2,a\n3,4,b") == [Problem("count", "4", 1)]


def test_lines_are_counted_as_an_editor_does():
    """A quoted cell may go over several lines; a row is named by its last one."""
    assert problems('1,2,"a\nb"\n3,4,b\nx,1,b') == [Problem("number", "x", 4)]


def test_a_word_among_many_values_is_a_bad_row():
    rows = [f"{i},{i},{i / 10}" for i in range(8)]
    rows[4] = "4,4,missing"
    assert problems("\n".join(rows)) == [Problem("number", "missing", 5)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem("empty")),
        (" \n\t\n ", Problem("empty")),
        ("x1,x2,label", Problem("rows", "0")),
        ("1,2,a", Problem("rows", "1")),
        ("1,2,a\n" * 10_001, Problem("rows", "10,001")),
        ("1,2,a\n3,4,a", Problem("same", "a")),
        ("\n".join(f"{i},{i},c{i}" for i in range(7)), Problem("classes", "7")),
        ("1,2,a\0\n", Problem("binary")),
        ("1" * (MAX_BYTES + 1), Problem("long", f"{MAX_BYTES + 1:,}")),
    ],
)
def test_a_text_that_is_wrong_as_a_whole_is_refused(text, problem):
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x81\x8d", "binary"),
        (b"\xff\xfe1", "binary"),
        (bytes(MAX_BYTES + 1), "long"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content, reason):
    with pytest.raises(CsvError) as refused:
        decode(content)
    assert [problem.reason for problem in refused.value.problems] == [reason]


def test_as_many_rows_as_points_are_allowed_are_read():
    text = "x,y,c\n" + "\n".join(f"{i},{-i},{i % 2}" for i in range(MAX_POINTS))
    assert len(parse_csv(text).points) == MAX_POINTS


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="kind must be one of auto, classes, values, got 'x'"):
        parse_csv("1,2,a", kind="x")


@given(st.text() | st.text("0123456789.,;\t-e\n\"'anif "))
def test_any_text_gives_points_or_a_list_of_what_is_wrong(text):
    try:
        points = parse_csv(text).points
    except CsvError as error:
        found = error.problems
    else:
        found = [points]
        assert 2 <= len(points) <= MAX_POINTS
    assert found


@given(st.binary())
def test_any_file_is_text_or_refused(content):
    try:
        text = decode(content)
    except CsvError as error:
        text = error.problems[0].reason
    assert isinstance(text, str)


@given(st.integers(0, 2**32 - 1), st.sampled_from(",;\t"))
def test_what_a_csv_writer_writes_is_read(seed, delimiter):
    """Rows of Python's own writer come back, class by class, in their order."""
    rng = random.Random(seed)
    rows = [(rng.randint(-600, 600) / 100, rng.randint(-5, 5), rng.choice("ab")) for _ in range(20)]
    rows += [(-6, -6, "a"), (6, 6, "b")]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    expected = {name: [[x1, x2] for x1, x2, label in rows if label == name] for name in "ab"}
    assert classes(written.getvalue()) == expected
