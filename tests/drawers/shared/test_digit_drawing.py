"""A digit while it is being drawn: what ink becomes, and how it is fitted to the frame."""

import numpy as np
import pytest

from playground.drawers.shared.digit_drawing import RADIUS, SIDE, DigitDrawing, fitted


@pytest.fixture
def ink():
    return DigitDrawing()


def stroke(ink, *places, erase=False):
    ink.begin()
    for x, y in places:
        ink.draw(x, y, erase)


def test_blank_paper_is_a_blank_image(ink):
    assert (ink.image() == np.zeros(64)).all()


def test_a_dab_is_a_disc(ink):
    """Its area is that of the circle, up to the points along its edge."""
    stroke(ink, (0.5, 0.5))
    assert ink.points.sum() == pytest.approx(np.pi * RADIUS**2, abs=2)
    assert (ink.points == ink.points[::-1]).all()


def test_a_line_joins_its_ends_however_fast_the_pen_was(ink):
    stroke(ink, (0.1, 0.5), (0.9, 0.5))
    assert ink.points[SIDE // 2, 3:29].all()


def test_rows_go_downwards(ink):
    stroke(ink, (0.05, 0.05))
    image = ink.image(fit=False).reshape(8, 8)
    assert image[0, 0] > 0.5
    assert image[1:, 1:].sum() < 0.5


def test_a_pixel_is_the_share_of_its_points_that_is_black(ink):
    ink.points = np.zeros((SIDE, SIDE), bool)
    ink.points[4:8, 8:10] = True
    image = ink.image(fit=False).reshape(8, 8)
    assert image[1, 2] == 0.5
    assert image.sum() == 0.5


def test_the_eraser_takes_ink_away_and_undo_brings_it_back(ink):
    stroke(ink, (0.2, 0.2), (0.8, 0.8))
    drawn = ink.points
    stroke(ink, (0.2, 0.2), (0.8, 0.8), erase=True)
    assert not ink.points.any()
    ink.undo()
    assert (ink.points == drawn).all()
    ink.clear()
    assert not ink.points.any()


def test_fitting_enlarges_to_the_whole_height_and_centres(ink):
    points = np.zeros((SIDE, SIDE), bool)
    points[2:10, 20:24] = True
    expected = np.zeros((SIDE, SIDE), bool)
    expected[:, 8:24] = True
    assert (fitted(points) == expected).all()


def test_what_fills_the_frame_stays_as_it_is():
    points = np.random.default_rng(0).random((SIDE, SIDE)) < 0.5
    points[0], points[-1], points[:, 0], points[:, -1] = True, True, True, True
    assert (fitted(points) == points).all()
