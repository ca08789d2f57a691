"""A number is read however it is written; what might be two numbers is asked about."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.tables.notes import CsvError
from playground.data.tables.numbers import (
    LARGEST,
    Cell,
    find_decimal_sign,
    is_not_finite,
    is_number,
    read_number,
)
from tests.cases import every


def read(text, decimal="both"):
    return read_number(Cell(text, 1, 1), decimal)


def decide(*columns, separator=";", **choices):
    """Tell the decimal sign of columns of cells."""
    cells = [
        Cell(text, line, place)
        for place, column in enumerate(columns, start=1)
        for line, text in enumerate(column.split(), start=1)
    ]
    return find_decimal_sign(cells, separator, choices)


@every(
    ("text", "number"),
    [
        ("12", 12),
        ("+1.", 1),
        ("-2.5", -2.5),
        ("2,5", 2.5),
        (".5", 0.5),
        (",5", 0.5),
        ("25E-1", 2.5),
        ("1,5e+02", 150),
        ("1.5D3", 1500),
        ("\N{MINUS SIGN}3", -3),
        ("–3", -3),
        ("— 3", -3),
        ("－３．５", -3.5),
        ("٣٫٥", 3.5),
        ("١٬٠٥٠٫٥", 1050.5),
        ("۱۲", 12),
        ("1\u00a0050,5", 1050.5),
        ("1\u202f050", 1050),
        ("1 234 567", 1234567),
        ("1'050.5", 1050.5),
        ("1’050", 1050),
        ("1.050,5", 1050.5),
        ("1,050.5", 1050.5),
        ("1.234.567", 1234567),
        ("0.050", 0.05),
        ("0,050", 0.05),
        ("1.0505", 1.0505),
        ("1.050e0", 1.05),
        ("'1.5'", 1.5),
        ("“1,5”", 1.5),
    ],
)
def test_a_number_is_read_however_it_is_written(text, number):
    assert is_number(text)
    assert read(text) == number


@every(
    "text",
    [
        "",
        "x",
        "1_0",
        "0x1",
        "2%",
        ".",
        "-",
        "1e",
        "1..2",
        "12.34.5",
        "1.2,3",
        "1,050,5",
        "1 05",
        "5 cm",
        "½",
        "²",
        "1" * 401,
        "1.050.",
        "--1",
        "1-2",
        "nan",
        "∞",
    ],
)
def test_what_is_no_number_is_refused(text):
    assert not is_number(text)
    with pytest.raises(CsvError) as refused:
        read(text)
    reason = "finite" if text in ("nan", "∞") else "number"
    assert refused.value.problems[0][:4] == (reason, text, 1, 1)


@pytest.mark.parametrize("text", ["nan", "-inf", "+Infinity", "−∞"])
def test_what_says_that_there_is_no_finite_number_is_known(text):
    assert is_not_finite(text)


@pytest.mark.parametrize("text", ["1e101", "-1e999", "1" * 102, "1e99999999"])
def test_a_number_that_is_too_large_is_refused(text):
    assert is_number(text)
    with pytest.raises(CsvError) as refused:
        read(text)
    assert refused.value.problems[0].reason == "large"


@given(st.floats(-LARGEST, LARGEST), st.sampled_from([repr, "{:.17g}".format, "{:e}".format]))
def test_every_number_that_python_writes_is_read(number, write):
    text = write(number)
    assert read(text, "point") == float(text)
    assert read(text.replace(".", ","), "comma") == float(text)


@given(st.integers(-(10**15), 10**15), st.integers(0, 10**6 - 1))
def test_grouped_numbers_are_read(whole, millionths):
    """Python groups by commas; what other countries write differs by signs only."""
    text = f"{whole:,}.{millionths:06}"
    expected = float(text.replace(",", ""))
    assert read(text, "point") == expected
    if abs(whole) < 1000:
        return
    for group in ("\u00a0", "\u202f", "'", "’", "."):
        other = text.replace(".", "#").replace(",", group).replace("#", ",")
        assert read(other, "comma") == expected


# One cell alone cannot tell


@every(
    ("columns", "separator", "sign"),
    [
        (["950 1.5"], ";", "point"),
        (["1,5 2"], ";", "comma"),
        (["1,5 0.5"], ";", "both"),
        (["1.050 0.5"], ";", "point"),
        (["0,050 1,050"], ";", "comma"),
        (["1.234.567,5 1,050"], ";", "comma"),
        (["1.050 2.125"], ",", "point"),
        (["1.050 2.125"], " ", "point"),
        (["1,234,567 1,050.5"], ",", "point"),
    ],
)
def test_what_other_cells_make_clear_is_not_asked(columns, separator, sign):
    assert decide(*columns, separator=separator) == (sign, (), ())


@every(
    ("columns", "separator", "sign", "example", "meaning"),
    [
        (["950 1.050", "3,0 2,0"], ";", "comma", "1.050", "1050"),
        (["1,050 2", "0.5 1.5"], "\t", "point", "1,050", "1050"),
        (["950 1.050", "3 2"], ";", "comma", "1.050", "1050"),
        (["950 1.050", "3 2"], ",", "comma", "1.050", "1050"),
        (["1.050 2.125"], ";", "point", "1.050", "1.05"),
        (["1,050 2,125"], ";", "comma", "1,050", "1.05"),
        (["1,050 2,125"], ",", "point", "1,050", "1050"),
        (["1.050 2,5", "0.5 1"], ";", "point", "1.050", "1.05"),
        (["1.050 2.000", "3,125 4"], ";", "comma", "1.050", "1050"),
    ],
)
def test_what_may_be_read_in_two_ways_is_asked_with_the_likelier_answer(
    columns, separator, sign, example, meaning
):
    name, (remark,), (question,) = decide(*columns, separator=separator)
    assert name == sign == question.chosen
    assert (remark.found[0], remark.meaning) == (example, meaning)
    readings = {option.value: option.found for option in question.options}
    assert readings[sign] == meaning
    assert len(set(readings.values())) == 2


def test_the_other_answer_may_be_chosen():
    name, (remark,), _ = decide("950 1.050", "3,0 2,0", decimal="both")
    assert (name, remark.meaning) == ("comma", "1050")
    name, (remark,), _ = decide("950 1.050", "3,0 2,0", decimal="point")
    assert (name, remark.meaning) == ("point", "1.05")


@pytest.mark.parametrize(("decimal", "number"), [("comma", 1050), ("point", 1.05), ("both", 1.05)])
def test_the_decimal_sign_decides_what_a_number_is(decimal, number):
    np.testing.assert_equal(read("1.050", decimal), number)
