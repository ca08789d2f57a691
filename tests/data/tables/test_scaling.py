"""Each column fills the plot by itself; how it is scaled and rounded is said and may be changed."""

import numpy as np
import pytest

from playground.data.points import PointSet
from playground.data.tables.scaling import Scaling, scale_coordinates, scale_values

NAMES = ("x1", "x2")


def scale(rows, **choices):
    return scale_coordinates(np.array(rows, float), NAMES, choices)


def test_columns_that_suit_the_plot_stay_where_they_are():
    found = scale([(-6, 0), (6, 4), (1, 2)])
    np.testing.assert_array_equal(found.values, [(-6, 0), (6, 4), (1, 2)])
    assert found.scalings == (Scaling("x1", -6, 6, -6, 6), Scaling("x2", 0, 4, 0, 4))
    assert found.questions == ()


def test_a_narrow_column_beside_a_wide_one_is_scaled_alone():
    found = scale([(0, 0.010), (5, 0.014), (2, 0.010)])
    np.testing.assert_array_equal(found.values[:, 0], [0, 5, 2])
    np.testing.assert_allclose(found.values[:, 1], [-5.5, 5.5, -5.5])
    (question,) = found.questions
    assert (question.name, question.chosen) == ("scale", "columns")


@pytest.mark.parametrize(
    "rows",
    [
        [(100, 1e-6), (300, 2e-6), (150, 5e-6)],
        [(0.1, 0.2), (0.3, 0.9), (0.5, 0.4)],
        [(-1e100, -1e-300), (1e100, 1e-300), (0, 0)],
    ],
)
def test_columns_that_do_not_suit_fill_the_plot(rows):
    X = np.array(rows)
    low, high = X.min(axis=0), X.max(axis=0)
    expected = 11 * ((X / 2 - low / 2) / (high / 2 - low / 2)) - 5.5
    # a few units in the last place of 5.5
    np.testing.assert_allclose(scale(rows).values, expected, atol=1e-14)


def test_they_may_keep_their_shape():
    rows = [(100, 10), (300, 20), (200, 30)]
    found = scale(rows, scale="together")
    factors = np.ptp(found.values, axis=0) / np.ptp(rows, axis=0)
    np.testing.assert_allclose(factors, 11 / 200)
    np.testing.assert_allclose(found.values.min(axis=0) + found.values.max(axis=0), 0, atol=1e-12)


def test_they_may_stay_as_they_are_if_they_fit():
    rows = [(0.1, 0.2), (0.3, 0.9)]
    np.testing.assert_array_equal(scale(rows, scale="kept").values, rows)
    assert [option.value for option in scale([(7, 0), (0, 1)]).questions[0].options] == [
        "columns",
        "together",
    ]


def test_a_column_that_is_the_same_everywhere_lies_on_the_axis_and_is_said():
    found = scale([(7, 1), (7, 2), (7, 6)])
    assert set(found.values[:, 0]) == {0}
    assert [(one.kind, one.found, one.meaning) for one in found.remarks] == [
        ("constant", ("x1",), "7")
    ]


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
    found = scale_values(np.array(values, float))
    np.testing.assert_allclose(found.values[:, 0], shown)
    assert found.scalings[0][:5] == ("value", values[0], values[-1], shown[0], shown[-1])


@pytest.mark.parametrize(
    "column", [[4.3, 7.9, 5.81, 6.02], [0, 0.0123, 4.5678, 5], [100, 250, 301, 999.5]]
)
def test_the_step_says_how_much_a_number_may_be_changed(column):
    """What is told is compared with what becomes of the numbers in the end."""
    column = np.array(column, float)
    found = scale(np.column_stack([column, column]))
    scaling = found.scalings[0]
    X = PointSet.make(found.values, [0] * len(column)).X[:, 0]
    share = (X - scaling.shown_low) / (scaling.shown_high - scaling.shown_low)
    error = np.abs(scaling.low + share * (scaling.high - scaling.low) - column).max()
    assert 0 < error <= scaling.step / 2 * (1 + 1e-9)


def test_numbers_that_are_kept_exactly_have_no_step():
    assert [one.step for one in scale([(-1.23, 0.01), (4.56, 5.99)]).scalings] == [0, 0]


def test_a_number_far_from_the_others_is_noticed():
    rows = [(i, i) for i in range(-5, 5)] + [(1e6, 0)]
    (remark,) = scale(rows).remarks
    assert (remark.kind, remark.found, remark.number, remark.meaning) == (
        "merged",
        ("x1",),
        11,
        "2",
    )
