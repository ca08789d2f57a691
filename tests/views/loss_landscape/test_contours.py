"""Pictures of a landscape: bands from above, a surface, and its marks."""

from types import SimpleNamespace

import numpy as np
import pytest

from playground.views.loss_landscape.contours import (
    BANDS,
    FINE,
    ContourView,
    band_borders,
    band_image,
    interpolated,
)
from playground.views.loss_landscape.isolines import isolines
from playground.views.loss_landscape.surface import (
    HEIGHT,
    LINE,
    MOST_POINTS,
    SHADES,
    SurfaceView,
    Terrain,
    projected,
    tones,
)

RAMP = np.add.outer(np.arange(21.0), np.zeros(21))


def test_bands_rise_with_the_value():
    bands = band_image(RAMP)[:, 0].astype(int)
    assert (bands[0], bands[-1]) == (0, BANDS - 1)
    assert set(np.diff(bands)) == {0, 1}


def test_a_plain_has_one_band():
    assert (band_image(np.ones((5, 5))) == 0).all()


def test_lines_lie_where_the_value_is_that_of_the_level():
    """The value is linear, and so is the interpolation: exact but for rounding."""
    x, y = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9))
    pieces = isolines(3 * x - y, [0.5, -1.25], -2, 2)
    values = 3 * pieces[:, 0::2] - pieces[:, 1::2]
    np.testing.assert_allclose(np.unique(np.round(values, 12)), [-1.25, 0.5])
    np.testing.assert_allclose(values[:, 0], values[:, 1], atol=1e-12)


def test_the_line_of_a_bowl_is_a_closed_circle():
    """Every end is where two pieces meet; between them lies the circumference.

    Chords of this circle through cells of 0.05 miss its length by less than a percent.
    """
    x, y = np.meshgrid(np.linspace(-2, 2, 81), np.linspace(-2, 2, 81))
    pieces = isolines(x**2 + y**2, [1.001], -2, 2)
    ends = np.round(pieces.reshape(-1, 2), 9)
    assert set(np.unique(ends, axis=0, return_counts=True)[1]) == {2}
    length = np.hypot(*(pieces[:, :2] - pieces[:, 2:]).T).sum()
    assert length == pytest.approx(2 * np.pi, rel=0.01)


def test_bands_end_where_the_lines_are():
    assert len(band_borders(RAMP)) == BANDS - 1
    np.testing.assert_allclose(np.diff(band_borders(RAMP)), 20 / BANDS)


def test_a_plain_has_no_lines():
    assert isolines(np.ones((5, 5)), [1.0, 2.0]).shape == (0, 4)


def test_interpolation_is_exact_where_the_value_is_linear_along_each_axis():
    x, y = np.meshgrid(np.linspace(-1, 1, 7), np.linspace(-1, 1, 7))
    fine_x, fine_y = np.meshgrid(np.linspace(-1, 1, FINE), np.linspace(-1, 1, FINE))
    fine = interpolated(2 * x - 3 * y + x * y, FINE)
    # rounding of some ten operations on numbers up to 6
    np.testing.assert_allclose(fine, 2 * fine_x - 3 * fine_y + fine_x * fine_y, atol=1e-13)


def test_every_mark_has_its_shape_and_its_word():
    view = ContourView("landscape")
    surface = SimpleNamespace(alphas=np.linspace(-2, 2, 21), path=np.array([[1.0, 1.0], [0, 0]]))
    view.show(surface, RAMP, {"start": (1, 1, "Start"), "now": (0, 0, "Now")})
    marks = view.sources["landscape_marks"].data
    assert (marks["shape"], marks["label"]) == (["square", "circle"], ["Start", "Now"])
    assert marks["offset"][0] < 0 < marks["offset"][1]
    assert (view.figure.x_range.start, view.figure.y_range.end) == (-2, 2)


@pytest.mark.parametrize("points", [21, 41, 71, 101])
def test_a_surface_has_few_faces_and_reaches_both_edges(points):
    values = np.arange(points**2, dtype=float).reshape(points, points)
    terrain = Terrain.of(values)
    assert len(terrain.heights) <= MOST_POINTS
    assert (terrain.heights[0, 0], terrain.heights[-1, -1]) == (0, 1)
    assert np.abs(terrain.faces()[:, :, :2]).max() == 1


def test_turning_keeps_distances():
    points = np.random.default_rng(0).normal(size=(10, 3))
    seen = projected(points, 33, 51)
    # a rotation keeps lengths up to rounding
    np.testing.assert_allclose(np.linalg.norm(seen, axis=1), np.linalg.norm(points, axis=1))


NO_PATH = np.empty((0, 2))


def test_from_above_right_is_right_and_up_is_up():
    seen = projected([[1, 0, 0], [0, 1, 0], [0, 0, 1]], 0, 90)
    np.testing.assert_allclose(seen, [[1, 0, 0], [0, 1, 0], [0, 0, -1]], atol=1e-15)


def test_what_is_far_is_drawn_first():
    view = SurfaceView()
    view.turn(0, 30)
    view.show(RAMP, {"now": (0, 0, "Now")}, NO_PATH)
    faces = view.sources["landscape_faces"].data
    ramp = Terrain.of(RAMP)
    depths = projected(ramp.faces(), 0, 30)[:, :, 2].mean(axis=1)
    first = projected(ramp.faces()[np.argmax(depths)], 0, 30)
    np.testing.assert_allclose(faces["ys"][0], np.round(first[:, 1], 3), atol=1e-12)
    assert (np.array(faces["tone"]) < LINE).sum() == 400


def test_a_contour_line_is_drawn_right_after_the_faces_at_its_place():
    """So that a hill before it hides it, and its own slope does not."""
    view = SurfaceView()
    view.turn(0, 30)
    view.show(RAMP, {}, NO_PATH)
    drawn = view.sources["landscape_faces"].data
    lines = np.flatnonzero(np.array(drawn["tone"]) == LINE)
    assert len(lines) > 0
    middles = np.array([np.mean(drawn["ys"][i]) for i in range(len(drawn["tone"]))])
    faces = np.setdiff1d(np.arange(len(middles)), lines)
    # Of this ramp, which rises away from the eye, what is seen further up lies further back. A face
    # is 0.1 deep, and a line comes up to a face and its lift too late.
    for i in lines:
        later = faces[faces > i]
        assert middles[i] - middles[later].max(initial=-2) > -0.1


def test_contour_lines_lie_on_the_surface_at_the_borders_of_the_bands():
    ends = Terrain.of(RAMP).contours().reshape(-1, 3)
    heights = ends[:, 2] / HEIGHT + 0.5
    np.testing.assert_allclose(heights, (ends[:, 1] + 1) / 2, atol=1e-12)  # as the ramp rises
    assert set(np.rint(heights * BANDS * 1e9)) == {k * 1e9 for k in range(1, BANDS)}


def test_a_mark_lies_on_the_surface():
    view = SurfaceView()
    view.show(RAMP, {"now": (0, 1, "Now"), "start": (3, 0, "Start")}, NO_PATH)
    peaks = view.sources["landscape_peaks"].data
    expected = projected([[0, 1, Terrain.of(RAMP).height_at(0, 1)]], 0, 90)
    np.testing.assert_allclose([peaks["x"], peaks["y"]], expected[:, :2].T)
    assert peaks["shape"] == ["circle"]


def test_the_path_lies_on_the_surface_and_is_broken_where_it_leaves_it():
    view = SurfaceView()
    view.show(RAMP, {}, np.array([[0, 1], [0, 2], [1, 0]]))
    trail = view.sources["landscape_trail"].data
    ramp = Terrain.of(RAMP)
    on_it = [[0, 1, ramp.height_at(0, 1)], [1, 0, ramp.height_at(1, 0)]]
    seen = projected(on_it, 0, 90)
    np.testing.assert_allclose(
        np.column_stack([trail["x"], trail["y"]]), [seen[0, :2], [np.nan] * 2, seen[1, :2]]
    )


def test_the_tone_of_a_face_says_its_height_and_whether_it_is_turned_to_the_light():
    ramp = tones(Terrain.of(RAMP).faces()).reshape(20, 20)
    assert (np.diff(ramp // SHADES, axis=0) > 0).all()
    assert len(np.unique(ramp % SHADES)) == 1
    falling = tones(Terrain.of(RAMP[::-1]).faces()).reshape(20, 20)
    assert (falling % SHADES != ramp[0, 0] % SHADES).all()
    assert ramp.max() < LINE


@pytest.mark.parametrize(("turn", "tilt"), [(0, 35), (30, 35), (135, 20), (-100, 60), (0, 90)])
def test_the_two_sides_of_the_base_in_front_are_named(turn, tilt):
    view = SurfaceView()
    view.show(RAMP, {}, np.empty((0, 2)))
    view.turn(turn, tilt)
    data = view.sources["landscape_sides"].data
    assert data["label"] == ["First direction", "Second direction"]
    for along, x, y in zip(np.eye(3)[:2], data["x"], data["y"], strict=True):
        across = np.array([1.0, 1.0, 0.0]) - along
        ends = projected([across - [0, 0, HEIGHT / 2], -across - [0, 0, HEIGHT / 2]], turn, tilt)
        [front] = [end for end in ends if np.allclose(end[:2], (x, y))]
        assert front[2] <= ends[:, 2].min() + 1e-9
