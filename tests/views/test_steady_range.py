"""A window stays while it suits, and is square."""

import numpy as np
import pytest

from playground.views.steady_range import SteadyRange


@pytest.fixture
def window():
    window = SteadyRange()
    assert window.follow(np.array([[-1.0, 0.0], [1.0, 1.0]]))
    return window


def test_it_begins_around_the_points(window):
    assert window.ends == pytest.approx((-1.1, 1.1, -0.6, 1.6))


@pytest.mark.parametrize(
    "points", [[[-1.05, 0.0], [1.0, 1.2]], [[-0.5, 0.5], [0.5, 0.5]], [[0.1, 0.0], [0.1, 1.5]]]
)
def test_it_stays_while_points_are_inside_and_fill_some_of_it(window, points):
    before = window.ends
    assert not window.follow(np.array(points))
    assert window.ends == before


@pytest.mark.parametrize(
    ("points", "ends"),
    [
        ([[-1.2, 0.0], [1.2, 1.0]], (-1.32, 1.32, -0.82, 1.82)),  # out on the left and right
        ([[-1.0, 0.0], [1.0, 1.7]], (-1.1, 1.1, -0.25, 1.95)),  # out above
        ([[0.0, 0.4], [0.4, 0.5]], (-0.02, 0.42, 0.23, 0.67)),  # lost in the middle
    ],
)
def test_it_moves_when_points_leave_it_or_get_lost_in_it(window, points, ends):
    assert window.follow(np.array(points))
    assert window.ends == pytest.approx(ends)


def test_a_single_place_has_a_window_too():
    window = SteadyRange()
    window.follow(np.full((5, 2), 3.0))
    left, right, low, high = window.ends
    assert left < 3 < right
    assert low < 3 < high


def test_a_square_is_placed_where_the_first_points_were(window):
    corners = window.place(np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]]))
    np.testing.assert_allclose(corners, [[-1, -0.5], [0, 0.5], [1, 1.5]], rtol=0, atol=1e-12)
