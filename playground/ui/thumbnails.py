"""Small pictures of the data sets, drawn by the data sets' own generators."""

from urllib.parse import quote

import numpy as np

from playground.arrays import Floats, Numbers
from playground.data import DATASETS, EXTENT, make_dataset
from playground.views.markers import SHAPES, mark_styles

SAMPLES = 160
HALF = EXTENT + 0.4
"""Half the side of the picture in the units of the plane: dots at its edge are whole."""


def dataset_image(name: str) -> str:
    """Draw a data set as a CSS image.

    Parameters
    ----------
    name : str
        A key of `playground.data.DATASETS`.

    Returns
    -------
    str
        A `url("data:image/svg+xml,…")`; dots are round and have the colours of their classes.
    """
    train, test = make_dataset(name, samples=SAMPLES)
    X, y = np.vstack([train.X, test.X]), np.concatenate([train.y, test.y])
    return points_image(X, y, DATASETS[name].classes)


def points_image(X: Floats, y: Numbers, classes: int) -> str:
    """Draw points (n, 2) with labels (n,) as a CSS image, as `dataset_image` does."""
    colors = np.array(mark_styles(np.where(y < 0, -1, 1) if classes < 3 else y, classes)[1])
    paths = "".join(_dots(X[colors == color], color) for color in dict.fromkeys(colors.tolist()))
    side = 2 * HALF
    return _css_image(
        f'viewBox="{-HALF} {-HALF} {side} {side}" stroke-width=".62" stroke-linecap="round"',
        paths,
    )


def marker_image(marker: str, color: str) -> str:
    """Draw one mark as a CSS image.

    Parameters
    ----------
    marker : str
        A key of `playground.views.markers.SHAPES`.
    color : str
        Its colour.
    """
    path = f'<path fill="{color}" d="{SHAPES[marker]}"/>'
    return _css_image('viewBox="-1.2 -1.2 2.4 2.4" width="15" height="15"', path)


def _css_image(attributes: str, content: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>'
    return f'url("data:image/svg+xml,{quote(svg, safe="=/: ")}")'.replace("%22", "'")


def _dots(X: Floats, color: str) -> str:
    moves = "".join(f"M{x:.1f} {-y:.1f}h0" for x, y in X)
    return f'<path stroke="{color}" d="{moves}"/>'
