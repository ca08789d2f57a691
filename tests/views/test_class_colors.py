"""The colours of more than two classes can be told apart, by colour-blind eyes too."""

from itertools import combinations

import numpy as np
import pytest

from playground.views.markers import CLASS_MARKERS, SHAPES, marker_mask
from playground.views.palette import (
    CLASS_FILLS,
    CLASS_INK,
    CLASS_PALETTE,
    CLASS_RAMP_SIZE,
    NEUTRAL_FILLS,
    ZERO_FILL,
    class_color_index,
    class_mark_index,
    color_index,
)
from tests.cases import every

VISION = {
    "full": np.eye(3),
    "without red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "without green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "without blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""How linear RGB is seen: Machado, Oliveira & Fernandes (2009), severity 1."""

XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = XYZ.sum(axis=1)


def linear(color):
    share = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Contrast ratio after WCAG 2.2."""
    dark, light = sorted(XYZ[1] @ linear(color) for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(color, vision):
    seen = np.clip(np.array(VISION[vision]) @ linear(color), 0, 1)
    share = XYZ @ seen / WHITE
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one, other):
    """The difference of two colours in L*a*b*: Sharma, Wu & Dalal (2005), its equations 2 to 22."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1 + (1 - np.sqrt(c7 / (c7 + 25**7))) / 2
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1 = np.degrees(np.arctan2(b1, stretch * a1)) % 360
    h2 = np.degrees(np.arctan2(b2, stretch * a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    c, l50 = (c1 + c2) / 2, ((l1 + l2) / 2 - 50) ** 2
    t = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    lightness = (l2 - l1) / (1 + 0.015 * l50 / np.sqrt(20 + l50))
    chroma = (c2 - c1) / (1 + 0.045 * c)
    angle = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * c * t)
    blue = 60 * np.exp(-((((hue % 360) - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(c**7 / (c**7 + 25**7)) * np.sin(np.radians(blue))
    return np.sqrt(lightness**2 + chroma**2 + angle**2 + rotation * chroma * angle)


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.0, 2.0), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_measure_is_right(one, other, difference):
    """Pairs of the table that its authors published for this, to four decimals."""
    assert ciede2000(one, other) == pytest.approx(difference, abs=5e-5)


def least_difference(colors, vision):
    labs = [lab(color, vision) for color in colors]
    return min(ciede2000(one, other) for one, other in combinations(labs, 2))


@every("vision", VISION)
@every(("count", "least"), [(3, 17), (6, 13)])
def test_full_fills_differ_from_each_other_and_from_the_fill_of_zero(vision, count, least):
    """2 is just noticed side by side; tab10, which charts often use, comes down to 3."""
    assert least_difference([ZERO_FILL, *CLASS_FILLS[:count]], vision) >= min(least, 13)
    assert least_difference(CLASS_FILLS[:count], vision) >= least


@every("vision", VISION)
@every(("count", "least"), [(3, 20), (6, 14)])
def test_marks_differ_from_each_other(vision, count, least):
    assert least_difference(CLASS_INK[:count], vision) >= least


@pytest.mark.parametrize("mark", CLASS_INK)
def test_every_mark_stands_out_on_every_fill(mark):
    assert min(contrast(mark, fill) for fill in (ZERO_FILL, *CLASS_FILLS)) >= 3


def test_the_palette_has_a_ramp_of_values_and_one_for_each_class():
    assert len(CLASS_PALETTE) == 256
    low, zero, high = color_index(np.array([-1.0, 0.0, 1.0]), CLASS_RAMP_SIZE)
    assert [CLASS_PALETTE[i] for i in (low, zero, high)] == [
        NEUTRAL_FILLS[0],
        ZERO_FILL,
        NEUTRAL_FILLS[1],
    ]
    for index, (fill, ink) in enumerate(zip(CLASS_FILLS, CLASS_INK, strict=True)):
        ends = class_color_index(index, np.array([0.0, 1.0]))
        assert [CLASS_PALETTE[i] for i in ends] == [ZERO_FILL, fill]
        assert CLASS_PALETTE[class_mark_index(index)] == ink


@pytest.mark.parametrize("vision", VISION)
def test_values_have_the_colours_of_no_class(vision):
    for fill in NEUTRAL_FILLS:
        assert min(least_difference((fill, one), vision) for one in CLASS_FILLS[:3]) >= 14


def test_classes_have_different_shapes():
    masks = [marker_mask(index, 13) for index in range(len(CLASS_MARKERS))]
    assert all((one != other).sum() > 8 for one, other in combinations(masks, 2))
    assert set(CLASS_MARKERS) == set(SHAPES)


@pytest.mark.parametrize(("index", "rows"), [(2, slice(0, 6)), (4, slice(7, 13))])
def test_triangles_are_wide_at_their_base(index, rows):
    """Row 0 of a mask is its bottom."""
    mask = marker_mask(index, 13)
    assert mask[rows].sum() > mask.sum() / 2
