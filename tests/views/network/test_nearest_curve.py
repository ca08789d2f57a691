"""The page finds the line under the pointer: the curve that Bokeh draws, as SciPy calculates it."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.interpolate import BPoly

from playground.packaging.node import find_node
from playground.views.network.network_view import NetworkView

SCRIPT = Path(__file__).with_name("nearest_curve.mjs")
SIZE = np.array([620.0, 480.0])
STEPS = 1000
PLACES = 60

TOLERANCE = 1.0
"""Pixels: the page cuts curves into 20 straight parts. Between two points of a curve the chord
strays from it by at most an eighth of their distance in t, squared, times the second derivative,
which is 6 heights and 3 widths of the curve at most: a pixel for one through the whole figure."""


def points_of(glyph, data):
    """Evaluate what a Bézier glyph draws, in pixels: (curves, points, 2)."""
    columns = [("x0", "y0"), ("cx0", "cy0"), ("cx1", "cy1"), ("x1", "y1")]
    controls = np.array(
        [[data[getattr(glyph, name)] for name in pair] for pair in columns], dtype=float
    )
    controls[:, 1] = 1 - controls[:, 1]
    curves = BPoly(controls.transpose(0, 2, 1)[:, np.newaxis], [0, 1])
    return curves(np.linspace(0, 1, STEPS)).transpose(1, 0, 2) * SIZE


@pytest.fixture
def lines(frame):
    """The columns of a network's lines, and the points of the curves that its figure draws."""
    view = NetworkView(frame)
    source = view.sources["edges"]
    (renderer,) = (found for found in view.figure.renderers if found.data_source is source)
    return source.data, points_of(renderer.glyph, source.data)


def nearest(data, places, reaches, folder):
    """Ask the page's script for the curves nearest to some places."""
    file = folder / "places.json"
    content = {
        "curves": {name: list(data[name]) for name in ("x0", "y0", "x1", "y1", "middle")},
        "size": dict(zip(("width", "height"), SIZE, strict=True)),
        "places": [
            {"x": x, "y": y, "reach": reach} for (x, y), reach in zip(places, reaches, strict=True)
        ],
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    return np.array(json.loads(find_node().run(SCRIPT, file)))


def test_the_nearest_curve_is_found_and_none_beyond_reach(lines, tmp_path):
    data, points = lines
    places = np.random.default_rng(0).uniform(0, SIZE, (PLACES, 2))
    distances = np.array(
        [np.hypot(*(points - place).transpose(2, 0, 1)).min(axis=1) for place in places]
    )
    least = distances.min(axis=1)
    found = nearest(data, places, least + TOLERANCE, tmp_path)
    assert (found >= 0).all()
    assert (distances[np.arange(PLACES), found] <= least + TOLERANCE).all()
    assert (nearest(data, places, np.maximum(least - TOLERANCE, 0), tmp_path) == -1).all()
