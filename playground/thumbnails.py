"""Small pictures of the data sets, drawn by the data sets' own generators."""

from urllib.parse import quote

import numpy as np

from playground.data import make_dataset
from playground.views.palette import INK

SAMPLES = 160
EXTENT = 6.4
"""Half the side of the picture in the units of the plane."""


def dataset_image(name):
    """Draw a data set as a CSS image.

    Parameters
    ----------
    name : str
        A key of `playground.data.DATASETS`.

    Returns
    -------
    str
        A `url("data:image/svg+xml,…")`; dots are round, negative ones orange, others blue.
    """
    train, test = make_dataset(name, samples=SAMPLES)
    X, y = np.vstack([train.X, test.X]), np.concatenate([train.y, test.y])
    ink = INK["light"]
    paths = "".join(
        _dots(X[chosen], ink[role]) for role, chosen in (("negative", y < 0), ("positive", y >= 0))
    )
    side = 2 * EXTENT
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-EXTENT} {-EXTENT} {side} {side}" '
        f'stroke-width=".62" stroke-linecap="round">{paths}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(svg, safe="=/: ")}")'.replace("%22", "'")


def _dots(X, color):
    moves = "".join(f"M{x:.1f} {-y:.1f}h0" for x, y in X)
    return f'<path stroke="{color}" d="{moves}"/>'
