"""A set of points is immutable, spelled in one way, and survives its spelling."""

import base64
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import EXAMPLE_POINTS, PointSet
from playground.data.points import LONGEST_NAME, MAX_CLASSES, MAX_POINTS, STEPS
from tests.cases import every

ROUNDING = 6 / STEPS
"""Half a step of the coordinates, which run over 12."""

COORDINATES = st.floats(-6, 6)
NAMES = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=LONGEST_NAME)


@st.composite
def point_sets(draw):
    classes = draw(st.sampled_from([0, *range(2, MAX_CLASSES + 1)]))
    label = st.integers(0, classes - 1) if classes else st.floats(-1, 1)
    rows = draw(st.lists(st.tuples(COORDINATES, COORDINATES, label), min_size=2, max_size=20))
    names = st.lists(NAMES, min_size=classes, max_size=classes, unique=True)
    named = classes > 0 and draw(st.booleans())
    *X, labels = np.transpose(rows)
    return PointSet.make(np.transpose(X), labels, classes, tuple(draw(names)) if named else ())


def test_points_are_kept_class_after_class():
    points = PointSet.make([(1, 2), (-3, 0.25), (5.5, -6)], [1, 0, 1])
    np.testing.assert_array_equal(points.X, [(-3, 0.25), (1, 2), (5.5, -6)])
    np.testing.assert_array_equal(points.labels, [0, 1, 1])
    assert (len(points), points.classes, points.problem) == (3, 2, "classification")


def test_values_are_kept_in_their_order():
    points = PointSet.make([(1, 2), (-3, 0.25)], [0.5, -0.75], classes=0)
    np.testing.assert_array_equal(points.X, [(1, 2), (-3, 0.25)])
    np.testing.assert_array_equal(points.labels, [0.5, -0.75])
    assert (points.classes, points.problem) == (0, "regression")


@pytest.mark.parametrize(
    ("labels", "classes", "y"),
    [([0, 1, 1], 2, [-1, 1, 1]), ([0, 2, 4], 5, [0, 2, 4]), ([0.5, -1, 0], 0, [0.5, -1, 0])],
)
def test_samples_have_the_labels_that_a_network_learns(labels, classes, y):
    samples = PointSet.make(np.eye(3, 2), labels, classes).samples()
    np.testing.assert_array_equal(samples.X, np.eye(3, 2))
    np.testing.assert_array_equal(samples.y, y)


def test_hundredths_are_kept_exactly():
    coordinates = np.round(np.arange(-6, 6.005, 0.01), 2)
    X = np.column_stack([coordinates, coordinates[::-1]])
    values = np.resize(np.round(np.arange(-1, 1.005, 0.01), 2), len(X))
    points = PointSet.make(X, values, classes=0)
    np.testing.assert_array_equal(points.X, X)
    np.testing.assert_array_equal(points.labels, values)


@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2), st.data())
def test_other_numbers_are_rounded_to_a_step(X, data):
    values = data.draw(st.lists(st.floats(-1, 1), min_size=len(X), max_size=len(X)))
    points = PointSet.make(X, values, classes=0)
    np.testing.assert_allclose(points.X, X, atol=ROUNDING * 1.0001)
    np.testing.assert_allclose(points.labels, values, atol=ROUNDING / 6 * 1.0001)


@given(point_sets())
def test_points_survive_their_spelling(points):
    again = PointSet(points.code)
    assert again == points
    assert hash(again) == hash(points)
    assert again.names == points.names
    np.testing.assert_array_equal(again.X, points.X)
    np.testing.assert_array_equal(again.labels, points.labels)


@given(point_sets())
def test_points_are_made_again_from_what_they_hold(points):
    assert PointSet.make(points.X, points.labels, points.classes, points.names) == points
    assert eval(repr(points)) == points


def test_the_order_within_a_class_counts_and_that_of_classes_does_not():
    X = [(0, 0), (1, 1), (2, 2)]
    assert PointSet.make(X, [0, 1, 0]) == PointSet.make([X[1], X[0], X[2]], [1, 0, 0])
    assert PointSet.make(X, [0, 0, 0]) != PointSet.make(X[::-1], [0, 0, 0])


def test_a_point_takes_four_characters():
    """ "c" and a point before each class, then two characters for each of two coordinates."""
    points = PointSet.make(np.zeros((MAX_POINTS, 2)), np.arange(MAX_POINTS) % 3, classes=3)
    assert len(points.code) == 4 + 4 * MAX_POINTS
    assert len(PointSet.make(np.zeros((100, 2)), np.zeros(100), classes=0).code) == 2 + 6 * 100


def test_the_spelling_is_that_of_its_description():
    """(-6, 6) is 0 and 3600 = 56 · 64 + 16 steps from -6; the name is a line of base 64."""
    points = PointSet.make([(-6, 6), (6, -6)], [0, 1], names=("a", "b"))
    assert points.code == "c.AA4Q.4QAA~" + base64.b64encode(b"a\nb").decode()


def test_points_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        EXAMPLE_POINTS.code = ""
    for array in (EXAMPLE_POINTS.X, EXAMPLE_POINTS.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@every(
    "code",
    [
        "",
        "c",
        "c.",
        "c..",
        "c.AAAA.",
        "c.AAAAAAAA",
        "c.AAAA.AAA",
        "c.AAAAAA.AA",
        "c.4RAA.AAAA",
        "c.____.AAAA",
        "c.AA+A.AA/A",
        "c.AAAA.AAAA.AAAA.AAAA.AAAA.AAAA.AAAA",
        "c.AAAA.AAAA~",
        "c.AAAA.AAAA~YQ",
        "c.AAAA.AAAA~YQph",
        "c.AAAA.AAAA~YQpi~YQpi",
        "c.AAAA.AAAA~YQpj=",
        "c.AAAA.AAAA~_wr-",
        "r.AAAAAA",
        "r.AAAAAA.AAAAAA",
        "r.AAAAAAAAAAAA~YQpi",
        "x.AAAA.AAAA",
        "c.AAAA.AAAA\n",
        "c.\N{FULLWIDTH LATIN CAPITAL LETTER A}AAA.AAAA",
        "c.AAAA." + "AAAA" * MAX_POINTS,
        None,
        b"c.AAAA.AAAA",
    ],
)
def test_any_other_text_is_refused(code):
    with pytest.raises(ValueError, match=r"^code must spell 2 to 10000 points, got ") as refused:
        PointSet(code)
    assert len(str(refused.value)) < 100


@given(st.text() | st.from_regex(r"\A[cr](\.[A-Za-z0-9_-]{0,12}){1,7}(~[\w-]{0,8})?\Z"))
def test_a_text_spells_points_in_the_one_right_way_or_is_refused(code):
    try:
        points = PointSet(code)
    except ValueError:
        return
    assert PointSet.make(points.X, points.labels, points.classes, points.names).code == code


@every(
    ("arguments", "message"),
    [
        (([(0, 0)], [0]), "X and labels must hold 2 to 10000 points, got 1"),
        ((np.zeros((10_001, 2)), np.zeros(10_001)), "X and labels must hold .* got 10001"),
        (([(0, 0), (1, 1)], [0]), r"X and labels must hold .* got 2 and \(1,\)"),
        (([(0, 0), (6.1, 1)], [0, 1]), "X must be between -6.0 and 6.0, got 0.0 to 6.1"),
        (([(0, 0), (np.nan, 1)], [0, 1]), "X must be between -6.0 and 6.0, got nan"),
        (([(0, 0), (1, 1)], [0, 2]), "labels must be a class from 0 to 1, got 2.0"),
        (([(0, 0), (1, 1)], [0, 0.5]), "labels must be a class from 0 to 1, got 0.5"),
        (([(0, 0), (1, 1)], [0, 1.5], 0), "labels must be between -1 and 1, got 1.5"),
        (([(0, 0), (1, 1)], [0, 0], 1), "classes must be 0 or 2 to 6, got 1"),
        (([(0, 0), (1, 1)], [0, 0], 7), "classes must be 0 or 2 to 6, got 7"),
        (([(0, 0), (1, 1)], [0, 1], 2, ("a",)), "names must be a different one for each class"),
        (([(0, 0), (1, 1)], [0, 1], 2, ("a", "a")), "names must be a different one"),
        (([(0, 0), (1, 1)], [0, 1], 2, ("a", "")), "names must be of 1 to 24 visible characters"),
        (([(0, 0), (1, 1)], [0, 1], 2, ("a", "b\n")), "names must be of 1 to 24 visible"),
        (([(0, 0), (1, 1)], [0, 1], 2, ("a", "b" * 25)), "names must be of 1 to 24 visible"),
    ],
)
def test_points_that_do_not_fit_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        PointSet.make(*arguments)
