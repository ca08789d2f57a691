"""Formulas mean what they do in mathematics, are spelled in one way, and never harm."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.formula import (
    EXPECTED,
    FUNCTIONS,
    LARGEST,
    MAX_DEPTH,
    MAX_LENGTH,
    FormulaError,
    SyntaxNode,
    parse_formula,
)
from tests.cases import every

X = np.random.default_rng(0).uniform(-6, 6, (50, 2))


def attempt(text):
    """Return the formula, or the error that refuses it."""
    try:
        return parse_formula(text)
    except FormulaError as error:
        return error


# What formulas mean

MEANINGS = {
    "x1": lambda x1, x2: x1,
    "2.5": lambda x1, x2: 2.5,
    "1e-3*x2": lambda x1, x2: 0.001 * x2,
    ".5*x1": lambda x1, x2: x1 / 2,
    "sin(3*x1)*x2": lambda x1, x2: math.sin(3 * x1) * x2,
    "x1-x2-1": lambda x1, x2: (x1 - x2) - 1,
    "x1-(x2-1)": lambda x1, x2: x1 - x2 + 1,
    "x1/2/4": lambda x1, x2: x1 / 8,
    "x1+x2*2": lambda x1, x2: x1 + 2 * x2,
    "(x1+x2)*2": lambda x1, x2: 2 * x1 + 2 * x2,
    "-x1^2": lambda x1, x2: -(x1 * x1),
    "(-x1)^2": lambda x1, x2: x1 * x1,
    "2^3^2": lambda x1, x2: 512,
    "2^-2": lambda x1, x2: 0.25,
    "-x1*-x2": lambda x1, x2: x1 * x2,
    "x1--x2": lambda x1, x2: x1 + x2,
    "exp(-(x1^2+x2^2)/4)": lambda x1, x2: math.exp(-(x1 * x1 + x2 * x2) / 4),
    "cos(pi*x2)": lambda x1, x2: math.cos(math.pi * x2),
    "tanh(x1)": lambda x1, x2: math.tanh(x1),
    "log(x1+7)": lambda x1, x2: math.log(x1 + 7),
    "sqrt(abs(x1))": lambda x1, x2: math.sqrt(abs(x1)),
    "min(x1,x2)": lambda x1, x2: min(x1, x2),
    "max(x1,min(x2,1))": lambda x1, x2: max(x1, min(x2, 1)),
}


@every(("text", "meaning"), MEANINGS.items(), ids=list(MEANINGS))
def test_a_formula_has_its_value_at_each_point(text, meaning):
    expected = [meaning(*point) for point in X]
    np.testing.assert_allclose(parse_formula(text)(X), expected, rtol=1e-12, atol=1e-12)


@every(
    ("typed", "spelled"),
    [
        (" SIN( 3 * X1 ) ", "sin(3*x1)"),
        ("x1**2", "x1^2"),
        ("x1 \N{MINUS SIGN} x₂", "x1-x2"),
        ("2·x₁ \N{MULTIPLICATION SIGN} 3", "2*x1*3"),
        ("((x1))", "x1"),
        ("(x1*x2)+1", "x1*x2+1"),
        ("(x1^2)^3", "(x1^2)^3"),
        ("x1^(2^2)", "x1^2^2"),
        ("-(x1+1)", "-(x1+1)"),
        ("1.50", "1.5"),
        ("00.10", "0.1"),
        ("100000*x1", "1e5*x1"),
        ("1.0e-05", "1e-5"),
    ],
)
def test_equal_formulas_are_spelled_alike(typed, spelled):
    assert str(parse_formula(typed)) == spelled


LEAVES = st.sampled_from(["x1", "x2", "pi", "2.5", "0.25", "3e5"]).map(SyntaxNode)


def larger(parts):
    def node(symbols, count):
        return st.builds(SyntaxNode, st.sampled_from(symbols), st.tuples(*[parts] * count))

    one = [name for name, function in FUNCTIONS.items() if function.nin == 1]
    two = [name for name in FUNCTIONS if name not in one]
    return node("+-*/^", 2) | node("-", 1) | node(one, 1) | node(two, 2)


TREES = st.recursive(LEAVES, larger, max_leaves=8)


@given(TREES)
def test_a_formula_survives_its_spelling(tree):
    found = attempt(str(tree))
    if isinstance(found, FormulaError):
        assert found.reason in {"finite", "large", "length", "depth"}
    else:
        assert found.tree == tree


@given(TREES)
def test_a_formula_means_what_its_spelling_does_in_python(tree):
    """Python has the same rules; only the sign for powers differs."""
    found = attempt(str(tree))
    if isinstance(found, FormulaError):
        return
    names = {**FUNCTIONS, "x1": X[:, 0], "x2": X[:, 1], "pi": np.pi}
    expected = np.broadcast_to(eval(str(tree).replace("^", "**"), names), len(X))
    np.testing.assert_allclose(found(X), expected, rtol=1e-12, atol=1e-12)


# What is refused


@every(
    ("text", "reason", "found", "column"),
    [
        ("", "operand", "", 1),
        ("   ", "operand", "", 4),
        ("x1+", "operand", "", 4),
        ("x1+*x2", "operand", "*", 4),
        ("+x1", "operand", "+", 1),
        ("()", "operand", ")", 2),
        ("x1 x2", "operator", "x2", 4),
        ("2x1", "operator", "x1", 2),
        ("x1)", "operator", ")", 3),
        ("x1,x2", "operator", ",", 3),
        ("sin x1", "open", "x1", 5),
        ("sin", "open", "", 4),
        ("(x1+2", "close", "", 6),
        ("abs(x1,x2)", "close", ",", 7),
        ("min(x1)", "comma", ")", 7),
        ("x3*2", "name", "x3", 1),
        ("2*tan(x1)", "name", "tan", 3),
        ("x1 $ x2", "character", "$", 4),
        ("x1..2", "character", ".", 3),
        ("__import__('os')", "character", "_", 1),
        ("\N{ARABIC-INDIC DIGIT ONE}+x1", "character", "\N{ARABIC-INDIC DIGIT ONE}", 1),
        ("x1 = x2", "character", "=", 4),
        ("9" * 400, "length", "400 characters", MAX_LENGTH + 1),
        ("1e999", "large", "1e999", 1),
        ("log(x1)", "finite", "log(x1) (x1 = -6, x2 = -6)", 1),
        ("x2+1/x1", "finite", "1/x1 (x1 = 0, x2 = -6)", 5),
        ("exp(x1^2)", "large", "exp(x1^2) (x1 = -6, x2 = -6)", 1),
        ("2*sqrt(x2)", "finite", "sqrt(x2) (x1 = -6, x2 = -6)", 3),
        ("x1^0.5", "finite", "x1^0.5 (x1 = -6, x2 = -6)", 3),
    ],
)
def test_an_error_says_where_and_what_was_expected(text, reason, found, column):
    error = attempt(text)
    assert isinstance(error, FormulaError)
    assert (error.reason, error.found, error.column) == (reason, found, column)
    assert EXPECTED[reason] in str(error)
    assert str(error).endswith(f"got {found or 'the end'} at column {column}")


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("-", ""), ("sin(", ")"), ("1^", "")])
def test_depth_is_limited(opening, closing):
    parse_formula(opening * MAX_DEPTH + "1" + closing * MAX_DEPTH)
    error = attempt(opening * (MAX_DEPTH + 1) + "1" + closing * (MAX_DEPTH + 1))
    assert error.reason == "depth"


@given(st.text() | st.text("x12+-*/^(), sincoexplgabm.e\n\0"))
def test_any_text_is_a_formula_or_refused(text):
    found = attempt(text)
    if isinstance(found, FormulaError):
        assert found.reason in EXPECTED
        assert 1 <= found.column <= max(len(text), MAX_LENGTH) + 1
    else:
        assert np.isfinite(found(X)).all()


def test_beyond_the_plane_a_formula_has_a_finite_value_too():
    """sqrt(6.5 - x1) is real on the plane, and so is 1 / (x1 - 6.5)."""
    outside = np.array([[7.0, 0.0], [6.5, 0.0]])
    np.testing.assert_array_equal(parse_formula("sqrt(6.5-x1)")(outside), [0, 0])
    np.testing.assert_array_equal(parse_formula("1/(x1-6.5)")(outside), [2, LARGEST])
