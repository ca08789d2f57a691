"""Points of one's own are split so that no class is lost, and else as they always were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import PointSet, split, split_points
from tests.cases import every


def point_set(counts, seed=0):
    """Make points of classes of these sizes; no two are at the same place."""
    labels = np.repeat(np.arange(len(counts)), counts)
    X = np.column_stack([np.arange(len(labels)) % 100, np.arange(len(labels)) // 100]) / 20
    return PointSet.make(X, labels, max(2, len(counts)))


def places(*samples):
    return sorted(tuple(row) for part in samples for row in part.X)


@every("seed", range(100))
def test_a_rare_class_is_on_both_sides(seed):
    """20 rows, two of them of class b: chance alone would lose it in a quarter of the cases."""
    train, test = split_points(point_set([18, 2]), 0.5, seed)
    assert set(train.y) == set(test.y) == {-1, 1}
    assert len(train.y) == 10


@given(
    st.lists(st.integers(2, 30), min_size=2, max_size=6),
    st.floats(0.1, 0.9),
    st.integers(0, 2**32 - 1),
)
def test_no_class_is_lost_and_no_point(counts, fraction, seed):
    points = point_set(counts)
    train, test = split_points(points, fraction, seed)
    assert set(train.y) == set(test.y) == set(points.samples().y)
    assert places(train, test) == places(points.samples())


@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=6),
    st.floats(0.1, 0.9),
    st.integers(0, 2**32 - 1),
)
def test_a_split_that_loses_no_class_is_the_one_of_any_data_set(counts, fraction, seed):
    """Results of exercises that were handed in before are graded with the data they had."""
    samples = point_set(counts).samples()
    before = split(samples.X, samples.y, fraction, np.random.default_rng(seed))
    if set(before[0].y) != set(before[1].y):
        return
    for part, expected in zip(split_points(point_set(counts), fraction, seed), before, strict=True):
        np.testing.assert_array_equal(part.X, expected.X)
        np.testing.assert_array_equal(part.y, expected.y)


def test_the_seed_decides_it_alone():
    first, second = (split_points(point_set([18, 2]), 0.9, 3) for _ in range(2))
    np.testing.assert_array_equal(first[0].X, second[0].X)
    assert places(first[0]) != places(split_points(point_set([18, 2]), 0.9, 4)[0])


@every("seed", range(20))
def test_a_class_of_one_point_is_learned(seed):
    train, test = split_points(point_set([10, 1]), 0.5, seed)
    assert 1 in train.y
    assert set(test.y) == {-1}


@pytest.mark.parametrize("counts", [[1, 1], [1, 1, 1]])
def test_where_nothing_can_be_done_each_side_has_a_point(counts):
    train, test = split_points(point_set(counts), 0.5, 0)
    assert min(len(train.y), len(test.y)) > 0


def test_values_are_split_as_they_always_were():
    rng = np.random.default_rng(1)
    points = PointSet.make(rng.uniform(-5, 5, (30, 2)), rng.uniform(-1, 1, 30), 0)
    samples = points.samples()
    expected = split(samples.X, samples.y, 0.3, np.random.default_rng(5))
    np.testing.assert_array_equal(split_points(points, 0.3, 5)[0].X, expected[0].X)


def test_the_share_is_checked():
    with pytest.raises(ValueError, match=r"train_fraction must be a number between 0\.1 and 0\.9"):
        split_points(point_set([2, 2]), 1.0, 0)
