"""What is written says no more than is true, and what is typed is read in one way everywhere."""

import doctest
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import playground
from playground import number_format
from playground.exercises.schema import in_words
from playground.experiment import Experiment
from playground.experiment.setting_kinds import SettingError
from playground.number_format import (
    MINUS,
    NumberError,
    editable,
    exact,
    exact_percent,
    factor,
    fixed,
    limit,
    loss,
    number,
    percent,
    plain,
    probability,
    rounded,
    share,
    spelled_number,
    typed,
    typed_place,
)
from playground.text import set_language
from tests.cases import every

finite = st.floats(allow_nan=False, allow_infinity=False)
losses = st.floats(0, 900)
shares = st.fractions(0, 1, max_denominator=5000).map(float)

WRITERS = (number, factor, rounded, plain, exact, lambda value: fixed(value, 3), share)


def as_number(written):
    """Read what a writer has written, without its reader."""
    digits, _, exponent = written.rstrip("% \N{NO-BREAK SPACE}").strip("()").partition("·10")
    power = exponent.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float((f"{digits}e{power}" if power else digits).replace(MINUS, "-"))


def test_the_examples_are_true():
    found = doctest.testmod(number_format)
    assert found.attempted > 10
    assert found.failed == 0


@given(value=finite)
def test_minus_is_the_sign_of_mathematics_and_zero_has_none(value):
    for write in WRITERS:
        written = write(value)
        assert "-" not in written
        assert as_number(written) == 0 or (as_number(written) < 0) == (value < 0)
    assert MINUS not in "".join(write(-0.0) for write in WRITERS)


@every("write", [number, rounded, exact, loss, share, percent, exact_percent])
@every("value", [np.inf, -np.inf, np.nan])
def test_what_is_no_finite_number_is_a_dash(write, value):
    assert write(value) == "–"


@given(value=losses, goal=st.integers(0, 900_000).map(lambda thousandths: thousandths / 1000))
def test_a_loss_at_a_glance_reaches_no_goal_before_the_run_does(value, goal):
    """Goals with up to three decimals, as people set them."""
    assert (as_number(loss(value)) <= goal) == (value <= goal)


@given(value=shares, goal=st.integers(0, 100).map(lambda hundredths: hundredths / 100))
def test_an_accuracy_at_a_glance_reaches_no_goal_before_the_run_does(value, goal):
    assert (as_number(percent(value)) >= round(100 * goal)) == (value >= goal)


@given(value=st.floats(-900, 1))
def test_r_squared_at_a_glance_is_never_better_than_it_is(value):
    assert as_number(share(value)) <= value or 0 < abs(value) < 1e-6
    assert (as_number(share(value)) == 1) == (value == 1)


@given(value=finite.filter(bool))
def test_nothing_but_zero_is_written_as_zero(value):
    for write in (*WRITERS, exact_percent if 0 < value < 1 else fixed_here):
        assert as_number(write(value)) != 0


def fixed_here(value):
    return fixed(value, 0)


@given(value=shares)
def test_nothing_but_all_is_a_hundred_percent_and_nothing_but_none_is_zero(value):
    for write in (percent, exact_percent):
        assert (as_number(write(value)) == 100) == (value == 1)
        assert (as_number(write(value)) == 0) == (value == 0)
        assert abs(as_number(write(value)) - 100 * value) <= 1


@given(value=st.floats(1e-6, 1), goals=st.lists(st.floats(0, 1), max_size=3))
def test_beside_goals_a_number_has_the_digits_to_tell_on_which_side_it_is(value, goals):
    written = as_number(fixed(value, 4, goals))
    for goal in goals:
        assert (written <= goal) == (value <= goal)
        assert (written >= goal) == (value >= goal)


def test_the_digits_come_to_an_end_even_beside_the_next_number_there_is():
    for goal in (0.95, 0.57, 0.1):
        for value in (np.nextafter(goal, 1), np.nextafter(goal, 0)):
            assert len(exact_percent(value, apart=(goal,))) < 30


@pytest.mark.parametrize(
    ("code", "entered", "others"),
    [
        ("de", "1.000", "1000 oder 1,000"),
        ("de", "−10.000", "−10000 oder −10,000"),
        ("es", "2.500", "2500 o 2,500"),
        ("pt-BR", "2.500", "2500 ou 2,500"),
        ("en", "1,000", "1000 or 1.000"),
        ("ar", "1,000", "1000"),
    ],
)
def test_what_the_page_would_write_for_thousands_and_others_for_decimals_is_refused(
    code, entered, others
):
    with spoken(code), pytest.raises(NumberError) as refused:
        typed(entered)
    assert entered in str(refused.value)
    assert others in str(refused.value)


@pytest.mark.parametrize(
    ("code", "entered", "value"),
    [
        ("de", "0.125", 0.125),
        ("de", "1.00", 1),
        ("de", "1.0000", 1),
        ("de", "1,000", 1),
        ("en", "1.000", 1),
        ("fr", "1.000", 1),
        ("fr", "10\N{NARROW NO-BREAK SPACE}000", 10000),
        ("fr", "1 234 567,5", 1234567.5),
        ("ar", "1.000", 1),
    ],
)
def test_what_can_be_read_in_one_way_only_is_read(code, entered, value):
    with spoken(code):
        assert typed(entered) == value
    assert spelled_number("10.000") == 10  # as a file has it, in every language


def test_limits_are_written_as_the_language_writes_numbers():
    with spoken("de"):
        assert (limit(1_000_000), limit(-0.5), limit(9999)) == ("1.000.000", "−0,5", "9999")
        with pytest.raises(
            SettingError, match=r"erlaubt: eine ganze Zahl von 0 bis 4\.294\.967\.295"
        ):
            Experiment(data_seed=-1)
        wrong = {"type": "string", "title": "image", "maxLength": 40000}
        assert "höchstens 40.000 Zeichen" in in_words(wrong)
        assert in_words({"type": "number", "minimum": -5, "maximum": 12345}) == "−5 bis 12.345"


@contextmanager
def spoken(code):
    set_language(code)
    try:
        yield
    finally:
        set_language("en")


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1.000"), (1 - 1e-9, ">0.999"), (1e-9, "<0.001"), (0.0, "0.000")]
)
def test_a_probability_is_certain_only_if_it_is(value, written):
    assert probability(value) == written


@every(
    ("entered", "value"),
    [
        ("3", 3),
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("-0.5", -0.5),
        (f"{MINUS}0,5", -0.5),
        ("+2", 2),
        (".5", 0.5),
        ("5.", 5),
        (" 7\N{NO-BREAK SPACE}", 7),
        ("1e-3", 0.001),
        ("2,5E3", 2500),
        ("\u0660\u066b\u0665", 0.5),  # Arabic-Indic digits and their decimal separator
        ("-\u0663", -3),
        ("\uff10\uff0e\uff15", 0.5),  # full-width
    ],
)
def test_a_number_is_read_as_people_write_it(entered, value):
    assert typed(entered) == value
    assert isinstance(typed(entered), type(value))


NO_NUMBERS = (
    *("", " ", "abc", "1,5,3", "1.000,5", "1,000.5", "1 000", "1_000", "--1", "- 1", "5 %"),
    *("nan", "inf", "0x10", "½", "1e", "1e1.5", ".", ",", "-"),
)


@every("entered", NO_NUMBERS)
def test_anything_else_is_no_number_and_is_named(entered):
    with pytest.raises(NumberError, match="is no number") as error:
        typed(entered)
    assert f"“{entered.strip()}”" in str(error.value)


def test_a_long_text_is_named_in_part():
    with pytest.raises(NumberError) as error:
        typed("x" * 5000)
    assert len(str(error.value)) < 100


@given(value=st.floats(-1e6, 1e6))
def test_what_a_field_shows_can_be_typed(value):
    assert typed(editable(value)) == pytest.approx(value, rel=1e-3, abs=1e-4)
    assert "-" not in editable(value)
    assert "·" not in editable(value)


@given(value=finite)
def test_a_plain_number_is_exact(value):
    assert typed(plain(value)) == value


def test_no_other_module_writes_the_sign_for_minus_or_reads_a_comma():
    """Formulas and tables of values have languages of their own."""
    root = Path(playground.__file__).parent
    own = {"number_format.py", "data/formula.py", "data/tables/numbers.py"}
    for path in root.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path.relative_to(root).as_posix() not in own:
            assert "MINUS SIGN" not in source, path
            assert 'replace(",", ".")' not in source, path


@every(
    ("entered", "place"),
    [
        *(("1", 1), (" 10 ", 10), ("0", None), ("11", None), ("-1", None), ("1.0", None)),
        *(("", None), ("9" * 5000, None)),
    ],
)
def test_a_place_among_ten_is_typed_as_a_whole_number(entered, place):
    assert typed_place(entered, 10) == place


def test_a_number_keeps_its_signs_in_order_among_words_from_right_to_left():
    """A letter that is not seen stands before it; what is typed has none, what is copied has."""
    set_language("ar")
    try:
        assert [number(-1.5), rounded(1e-05)] == ["\u200e−1.5000", "\u200e1·10⁻⁵"]
        assert [factor(-2), factor(2)] == ["(\u200e−2.0000)", "2.0000"]
        assert editable(-1.5) == "−1.5000"
        assert typed(number(-1.5)) == -1.5
    finally:
        set_language("en")
