"""A sketch holds what is drawn, stroke by stroke, and every stroke can be taken back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import PointSet
from playground.data.points import MAX_POINTS
from playground.drawers.data.points_drawing import (
    BRUSHES,
    LEAST_REACH,
    MOST_STEPS_BACK,
    PointsDrawing,
)

POINTS = PointSet.make([(0, 0), (1, 1), (2, 2), (3, 3)], [0, 1, 2, 1], 3, ("a", "b", "c"))


@pytest.fixture
def sketch():
    return PointsDrawing(np.random.default_rng(0))


def stroke(sketch, *places, label=0, size=0):
    sketch.begin()
    for x1, x2 in places:
        sketch.draw(x1, x2, label, size)


def test_it_begins_blank_with_two_classes(sketch):
    assert len(sketch.drawing.X) == 0
    assert sketch.drawing.classes == 2
    assert sketch.points is None
    assert not sketch.can_undo


def test_it_may_begin_with_points():
    assert PointsDrawing(np.random.default_rng(0), POINTS).points == POINTS


def test_the_smallest_brush_makes_one_point_at_its_place(sketch):
    stroke(sketch, (1.25, -3), label=1)
    assert sketch.drawing.X.tolist() == [[1.25, -3]]
    assert sketch.drawing.labels.tolist() == [1]


@pytest.mark.parametrize("size", range(1, len(BRUSHES)))
def test_a_broader_brush_scatters_points_within_its_radius(sketch, size):
    radius, count = BRUSHES[size]
    for _ in range(50):
        stroke(sketch, (1, 2), size=size)
    distances = np.hypot(*(sketch.drawing.X - (1, 2)).T)
    assert len(distances) == 50 * count
    assert 0.9 * radius < distances.max() <= radius
    # over a disc, whose mean distance is two thirds of the radius; its standard error is below 3 %
    assert distances.mean() == pytest.approx(2 * radius / 3, rel=0.1)


def test_a_stroke_leaves_some_room_between_its_dabs(sketch):
    along = np.arange(0, 3.0001, 0.01)
    stroke(sketch, *((x, 0.0) for x in along))
    gaps = np.diff(sketch.drawing.X[:, 0])
    assert gaps.min() >= LEAST_REACH
    assert gaps.max() < LEAST_REACH + 0.02


def test_another_stroke_may_begin_anywhere(sketch):
    stroke(sketch, (0, 0))
    stroke(sketch, (0.01, 0))
    assert len(sketch.drawing.X) == 2


def test_points_beyond_the_plane_are_left_out(sketch):
    for _ in range(30):
        stroke(sketch, (6, 6), size=4)
    stroke(sketch, (6.5, 0))
    assert 0 < len(sketch.drawing.X) < 30 * BRUSHES[4][1]
    assert np.abs(sketch.drawing.X).max() <= 6


def test_points_beyond_the_limit_are_left_out(sketch):
    sketch.load(PointSet.make(np.zeros((MAX_POINTS - 1, 2)), np.zeros(MAX_POINTS - 1)))
    stroke(sketch, (1, 1), size=4)
    assert len(sketch.points) == MAX_POINTS


@pytest.mark.parametrize(("size", "left"), [(0, [0, 2, 3]), (4, [3])])
def test_the_eraser_takes_what_is_near(sketch, size, left):
    sketch.load(PointSet.make([(x, 0) for x in (0, 1, 2, 3)], [0] * 4))
    sketch.begin()
    sketch.erase(1.1, 0.1, size)
    assert sketch.drawing.X[:, 0].tolist() == left


def test_a_stroke_is_undone_as_a_whole(sketch):
    stroke(sketch, (0, 0), (1, 1), (2, 2))
    stroke(sketch, (3, 3), (4, 4))
    sketch.undo()
    assert sketch.drawing.X.tolist() == [[0, 0], [1, 1], [2, 2]]
    sketch.undo()
    assert len(sketch.drawing.X) == 0
    sketch.undo()
    assert not sketch.can_undo


CHANGES = {
    "stroke": lambda sketch: stroke(sketch, (5, 5)),
    "clear": PointsDrawing.clear,
    "load": lambda sketch: sketch.load(POINTS),
    "classify": lambda sketch: sketch.classify(4),
    "values": lambda sketch: sketch.classify(0),
}


@given(st.lists(st.sampled_from(list(CHANGES)), max_size=12))
def test_every_change_can_be_undone(changes):
    sketch = PointsDrawing(np.random.default_rng(0), POINTS)
    seen = []
    for change in changes:
        seen.append(sketch.drawing)
        CHANGES[change](sketch)
    for before in reversed(seen):
        sketch.undo()
        assert sketch.drawing is before


def test_so_many_steps_back_are_kept(sketch):
    for i in range(MOST_STEPS_BACK + 5):
        stroke(sketch, (i / 100, 0))
    for _ in range(MOST_STEPS_BACK):
        sketch.undo()
    assert len(sketch.drawing.X) == 5
    assert not sketch.can_undo


def test_two_points_make_a_data_set(sketch):
    stroke(sketch, (1, 2), label=1)
    assert sketch.points is None
    stroke(sketch, (-1, -2), label=0)
    assert sketch.points == PointSet.make([(1, 2), (-1, -2)], [1, 0])


def test_names_stay_with_the_classes_until_their_number_changes(sketch):
    sketch.load(POINTS)
    stroke(sketch, (5, 5))
    assert sketch.points.names == ("a", "b", "c")
    sketch.classify(4)
    assert sketch.points.names == ()


@pytest.mark.parametrize(
    ("before", "labels", "after", "expected"),
    [
        (3, [0, 1, 2, 1], 2, [0, 1, 1]),
        (2, [0, 1, 1], 5, [0, 1, 1]),
        (2, [0, 1, 1], 0, [-1, 1, 1]),
        (3, [0, 1, 2], 0, [-1, 0, 1]),
        (0, [-1, -0.1, 0.1, 1], 2, [0, 0, 1, 1]),
        (0, [-1, -0.4, 0, 0.5, 1], 3, [0, 0, 1, 2, 2]),
    ],
)
def test_classes_and_values_turn_into_each_other(before, labels, after, expected):
    points = PointSet.make(np.zeros((len(labels), 2)), labels, before)
    sketch = PointsDrawing(np.random.default_rng(0), points)
    sketch.classify(after)
    assert sketch.points.classes == after
    assert sorted(sketch.points.labels) == sorted(expected)
