"""Principal components are scikit-learn's."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from playground.data import load_digits
from playground.insight.principal_components import principal_components

DIGITS = load_digits()[0].X[:300]


@pytest.mark.parametrize("count", [1, 2, 10, 61])
def test_coordinates_are_scikit_learns_up_to_the_sign(count):
    """Both decompose by singular values: equal to rounding, as long as these are distinct."""
    ours = principal_components(DIGITS, count)
    theirs = PCA(count, svd_solver="full").fit_transform(DIGITS)
    np.testing.assert_allclose(np.abs(ours), np.abs(theirs), atol=1e-9)


def test_variance_falls_from_axis_to_axis():
    variances = principal_components(DIGITS, 10).var(axis=0)
    assert (np.diff(variances) < 0).all()


def test_sign_does_not_depend_on_the_order_of_the_points():
    """Rounding errors do."""
    reverse = principal_components(DIGITS[::-1], 5)[::-1]
    np.testing.assert_allclose(principal_components(DIGITS, 5), reverse, atol=1e-9)


@pytest.mark.parametrize(("n", "units", "count"), [(3, 8, 3), (8, 2, 2), (1, 4, 1)])
def test_there_are_no_more_components_than_points_or_units(n, units, count):
    codes = np.random.default_rng(0).normal(size=(n, units))
    assert principal_components(codes, 10).shape == (n, count)


def test_codes_without_variance_lie_at_the_origin():
    np.testing.assert_array_equal(principal_components(np.ones((5, 3)), 2), np.zeros((5, 2)))
