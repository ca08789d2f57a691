"""The colours run from orange through grey to blue, and marks can be told from their paper."""

import numpy as np
import pytest

from playground.views.palette import INK, PALETTE, RAMP_SIZE, RGBA, color_index
from tests.cases import every

ORANGE, GREY, BLUE = "#f59322", "#e8eaeb", "#0877bd"
HUES = ("negative", "positive", "text", "muted", "wrong")


def color(value):
    return PALETTE[color_index(np.array([value]))[0]]


def channels(text):
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)])


def contrast(one, other):
    """Contrast ratio after WCAG 2.2."""

    def luminance(text):
        share = channels(text) / 255
        linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("value", "expected"), [(-1, ORANGE), (1, BLUE)])
def test_the_ends_have_tensorflow_playgrounds_colours(value, expected):
    assert color(value) == expected


def test_zero_is_as_grey_as_half_a_step_from_it_allows():
    """The ramp has an even number of colours or an odd one; zero lies within half a step."""
    step = 2 / (RAMP_SIZE - 1)
    largest = np.abs(channels(ORANGE) - channels(GREY)).max()
    assert np.abs(channels(color(0)) - channels(GREY)).max() <= largest * step / 2 + 1


@pytest.mark.parametrize(("value", "expected"), [(-7.5, ORANGE), (40.0, BLUE), (1e30, BLUE)])
def test_beyond_the_ends_the_colour_stays(value, expected):
    assert color(value) == expected


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_no_finite_number_has_a_colour_of_the_ramp(value):
    with np.errstate(all="raise"):
        assert color_index(np.array([value], dtype=np.float32))[0] < RAMP_SIZE


def test_colours_follow_the_values_in_order():
    indices = color_index(np.linspace(-1.2, 1.2, 999)).astype(int)
    assert indices.min() == 0
    assert indices.max() == RAMP_SIZE - 1
    assert set(np.diff(indices)) == {0, 1}


def test_an_index_is_that_of_the_nearest_colour():
    values = np.random.default_rng(0).uniform(-1, 1, (3, 4, 5))
    indices = color_index(values)
    assert indices.shape == values.shape
    places = np.linspace(-1, 1, RAMP_SIZE)
    assert np.abs(places[indices] - values).max() <= (places[1] - places[0]) / 2 + 1e-9


def test_the_values_stay_as_they_are():
    values = np.array([[-2.0, 0.5]])
    color_index(values)
    assert values.tolist() == [[-2.0, 0.5]]


def test_the_colours_of_images_are_those_of_the_palette_and_opaque():
    found = RGBA.view(np.uint8).reshape(-1, 4)
    np.testing.assert_array_equal(found[:, :3], [channels(text) for text in PALETTE])
    assert (found[:, 3] == 255).all()


@every("theme", INK)
@every("hue", HUES)
@every("behind", ["paper", "ground"])
def test_marks_and_text_can_be_told_from_what_is_behind_them(theme, hue, behind):
    least = 3 if hue in ("negative", "positive") else 4.5
    assert contrast(INK[theme][hue], INK[theme][behind]) >= least


@pytest.mark.parametrize("hue", ["negative", "positive"])
def test_points_can_be_told_from_the_map_at_its_palest(hue):
    assert contrast(INK["light"][hue], GREY) >= 3
