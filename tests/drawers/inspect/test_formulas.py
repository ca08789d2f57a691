"""Numbers are readable, and right to their last digit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.drawers.inspect.formulas import activation_symbol, weighted_sum
from playground.number_format import factor, number
from tests.cases import every

from .calculator import as_python, calculate, half_unit


@every(
    ("value", "shown"),
    [
        (0.3125, "0.3125"),
        (-1.2, "−1.2000"),
        (12345.678, "12345.6780"),
        (0.0312345, "0.03123"),
        (-0.00261199, "−0.002612"),
        (0.000321, "3.210·10⁻⁴"),
        (-3.21e-12, "−3.210·10⁻¹²"),
        (123456.0, "1.235·10⁵"),
        (0.0, "0.0000"),
        (-0.0, "0.0000"),
        (math.inf, "–"),
        (math.nan, "–"),
    ],
)
def test_a_number_has_the_digits_to_calculate_with(value, shown):
    assert number(value) == shown


@given(st.floats(-1e9, 1e9, allow_subnormal=False))
def test_a_number_is_right_to_half_a_unit_of_its_last_digit(value):
    shown = number(value)
    unit = half_unit(as_python(shown).lstrip("-"))
    assert abs(calculate(shown) - value) <= unit * (1 + 1e-9)


@given(st.floats(-1e9, 1e9, allow_subnormal=False).filter(lambda value: abs(value) > 1e-300))
def test_a_number_has_four_digits_at_least(value):
    assert abs(calculate(number(value)) - value) <= 5.0001e-4 * abs(value)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, "0.5000"), (-0.5, "(−0.5000)"), (-2e-6, "(−2.000·10⁻⁶)")]
)
def test_a_negative_factor_is_in_brackets(value, shown):
    assert factor(value) == shown


def test_a_symbol_tells_layer_and_number():
    assert activation_symbol(2, 11) == "a⁽²⁾₁₂"


@pytest.mark.parametrize(
    ("weights", "bias", "shown"),
    [
        ([0.5, -1.0], 0.1, "0.5000·x₁ − 1.0000·x₂ + 0.1000"),
        ([-0.5, 1.0], -0.1, "−0.5000·x₁ + 1.0000·x₂ − 0.1000"),
        ([0.0, 0.0], 0.0, "0.0000·x₁ + 0.0000·x₂ + 0.0000"),
    ],
)
def test_a_sum_takes_the_signs_of_its_terms(weights, bias, shown):
    assert weighted_sum(weights, ["x₁", "x₂"], bias) == shown


numbers = st.floats(-100, 100, allow_subnormal=False)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4), numbers)
def test_a_sum_of_numbers_can_be_calculated(products, bias):
    weights, inputs = zip(*products, strict=True)
    shown = weighted_sum(weights, [factor(value) for value in inputs], bias)
    rounded = [calculate(number(value)) for value in (*weights, *inputs, bias)]
    w, x, (b,) = rounded[: len(weights)], rounded[len(weights) : -1], rounded[-1:]
    expected = math.fsum(a * c for a, c in zip(w, x, strict=True)) + b
    # the same few products, added in another order
    assert calculate(shown) == pytest.approx(expected, rel=1e-12, abs=1e-9)
