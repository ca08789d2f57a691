"""Features are the functions of a point that their names say."""

import math
import re

import numpy as np
import pytest

from playground.data import FEATURES, FormulaError, feature_function, feature_matrix

X = np.random.default_rng(0).uniform(-6, 6, (20, 2))

FORMULAS = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1_squared": lambda x1, x2: x1 * x1,
    "x2_squared": lambda x1, x2: x2 * x2,
    "x1_x2": lambda x1, x2: x1 * x2,
    "sin_x1": lambda x1, x2: math.sin(x1),
    "sin_x2": lambda x1, x2: math.sin(x2),
    "cos_x1": lambda x1, x2: math.cos(x1),
    "cos_x2": lambda x1, x2: math.cos(x2),
}


def test_every_feature():
    expected = [[formula(*point) for formula in FORMULAS.values()] for point in X]
    np.testing.assert_allclose(feature_matrix(X, list(FORMULAS)), expected, rtol=1e-14)
    assert list(FEATURES) == list(FORMULAS)


def test_names_can_stand_in_an_address():
    assert all(re.fullmatch("[a-z0-9_]+", name) for name in FEATURES)


def test_a_formula_is_a_feature():
    x1, x2 = X.T
    np.testing.assert_array_equal(feature_function("=sin(3*x1)*x2")(X), np.sin(3 * x1) * x2)
    expected = np.column_stack([x2, x1 - x2, x1])
    np.testing.assert_array_equal(feature_matrix(X, ["x2", "=x1-x2", "x1"]), expected)


def test_a_constant_formula_has_a_value_for_each_point():
    np.testing.assert_array_equal(feature_matrix(X, ["=2"]), np.full((20, 1), 2.0))


def test_a_wrong_formula_is_refused():
    with pytest.raises(FormulaError, match="got the end at column 4"):
        feature_matrix(X, ["=x1+"])


def test_columns_come_in_the_order_asked_for():
    matrix = feature_matrix(X, ["x2", "x1"])
    np.testing.assert_array_equal(matrix, X[:, ::-1])
    assert matrix.flags.c_contiguous


def test_result_shares_no_memory_with_the_points():
    points = X.copy()
    feature_matrix(points, ["x1", "x2"])[:] = 0
    np.testing.assert_array_equal(points, X)


@pytest.mark.parametrize(
    ("points", "features", "message"),
    [
        (X, ["x1", "x3"], r"features must be one or more of 'x1', .*, or formulas, got 'x3'"),
        (X, [], r"features must be one or more of 'x1', .*, got \[\]"),
        (X.T, ["x1"], r"X must have shape \(n, 2\), got \(2, 20\)"),
        ([1, 2], ["x1"], r"X must have shape \(n, 2\), got \(2,\)"),
    ],
)
def test_unknown_features_and_ill_shaped_points_are_refused(points, features, message):
    with pytest.raises(ValueError, match=message):
        feature_matrix(points, features)
