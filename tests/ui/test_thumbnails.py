"""The small pictures of the data sets show their own points."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np

from playground.data import DATASETS, make_dataset
from playground.ui.thumbnails import SAMPLES, dataset_image
from playground.views.palette import CLASS_INK
from tests.cases import every

SVG = "{http://www.w3.org/2000/svg}"
BLUE, ORANGE = "#005a9c", "#b35900"
ROUNDING = 0.05
"""Places are written with one decimal."""


def picture(name):
    image = dataset_image(name)
    prefix, suffix = 'url("data:image/svg+xml,', '")'
    assert image.startswith(prefix)
    assert image.endswith(suffix)
    encoded = image[len(prefix) : -len(suffix)]
    assert '"' not in encoded
    assert "#" not in encoded
    return ElementTree.fromstring(unquote(encoded))


def dots(path):
    places = re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", path.get("d"))
    return np.array([[float(x), -float(y)] for x, y in places])


@every("name", DATASETS)
def test_every_sample_is_a_dot_in_its_place_and_colour(name):
    train, test = make_dataset(name, samples=SAMPLES)
    X, y = np.vstack([train.X, test.X]), np.concatenate([train.y, test.y])
    found = {path.get("stroke"): dots(path) for path in picture(name).iter(f"{SVG}path")}
    if DATASETS[name].classes > 2:
        expected = {CLASS_INK[index]: X[y == index] for index in range(DATASETS[name].classes)}
    else:
        expected = {BLUE: X[y >= 0], ORANGE: X[y < 0]}
    assert set(found) == set(expected)
    for color, places in expected.items():
        np.testing.assert_allclose(found[color], places, atol=ROUNDING + 1e-9)


@every("name", DATASETS)
def test_no_dot_is_cut_off(name):
    svg = picture(name)
    left, top, width, height = map(float, svg.get("viewBox").split())
    radius = float(svg.get("stroke-width")) / 2
    places = np.vstack([dots(path) for path in svg.iter(f"{SVG}path")])
    assert np.abs(places).max() + radius <= min(-left, -top, left + width, top + height)


def test_pictures_of_different_data_sets_differ():
    assert len({dataset_image(name) for name in DATASETS}) == len(DATASETS)
