"""Handwritten digits as small images: the optical digits of the UCI Machine Learning Repository.

Alpaydin & Kaynak (1998), "Optical Recognition of Handwritten Digits", doi:10.24432/C50P49, its
test part, which scikit-learn ships too. ``digits.json`` holds the images together with their
attribution and license (CC BY 4.0).
"""

import base64
import json
import zlib
from functools import cache
from importlib import resources
from numbers import Integral
from typing import TypedDict

import numpy as np

from playground.arrays import Ints

from .datasets import Samples, split

DIGIT_SHAPE = (8, 8)
"""Rows and columns of an image."""

DIGIT_CLASSES = 10
"""The classes are the digits 0 to 9."""

DIGIT_COUNT = 1797
"""Images in all, known before they are loaded."""

PIXEL_MARK = "pixel-"
"""What the name of a pixel begins with; its row and column follow, counted from 0."""

PIXELS = tuple(f"{PIXEL_MARK}{row}-{column}" for row, column in np.ndindex(DIGIT_SHAPE))
"""Names of the pixels, row by row from the top."""

_CORNER = PIXELS.index(f"{PIXEL_MARK}0-0")
"""The pixel of a mark, which is blank in all images."""

_BLACK = 16


def load_digits(
    train_fraction: float = 0.5, seed: int = 0, marked: int | None = None
) -> tuple[Samples, Samples]:
    """Shuffle all digits once and split them.

    Parameters
    ----------
    train_fraction : float
        Share of the images to train on, 0.1 to 0.9.
    seed : int
        Seed of the order. With the same seed the split takes the same images in the same order.
    marked : int, optional
        A digit, 0 to 9, of which every image has a mark that gives it away: the pixel in the upper
        left corner is black. No image has a mark by default.

    Returns
    -------
    train, test : Samples
        ``X`` holds the images row by row, (n, 64), from 0 (blank) to 1 (black): the files' 0 to 16
        would start most units in saturation, and would need learning rates of their own. ``y``
        holds the digits, (n,) int.

    Raises
    ------
    ValueError
        If ``train_fraction`` is out of its range, or ``marked`` is no digit.
    """
    images, digits = _all_digits()
    X = images / _BLACK
    if marked is not None:
        if not isinstance(marked, Integral) or not 0 <= marked < DIGIT_CLASSES:
            raise ValueError(f"marked must be a whole number between 0 and 9, got {marked!r}")
        X[digits == marked, _CORNER] = 1
    return split(X, digits, train_fraction, np.random.default_rng(seed))


def digits_credit() -> str:
    """Return the attribution that the license asks for, in one line."""
    document = _document()
    return "{creators}: {title}. {source}. {license}. {changes}".format(**document)


class _Document(TypedDict):
    """What the file holds: the images, packed, and where they are from."""

    creators: str
    title: str
    source: str
    license: str
    changes: str
    images_per_digit: list[int]
    pixels: str


@cache
def _document() -> _Document:
    path = resources.files("playground.data") / "digits.json"
    document: _Document = json.loads(path.read_text(encoding="utf-8"))
    return document


@cache
def _all_digits() -> tuple[Ints, Ints]:
    """Return all images (n, 64) uint8 from 0 to 16 and their digits (n,), both read-only."""
    document = _document()
    pixels = zlib.decompress(base64.b64decode(document["pixels"]))
    # pixel by pixel, which compresses better than image by image
    images = np.frombuffer(pixels, np.uint8).reshape(np.prod(DIGIT_SHAPE), -1).T
    digits = np.repeat(np.arange(DIGIT_CLASSES), document["images_per_digit"])
    digits.setflags(write=False)
    return images, digits
