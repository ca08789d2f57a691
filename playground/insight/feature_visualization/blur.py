"""Gaussian blur of small images, as matrix products."""

from collections.abc import Callable

import numpy as np

from playground.arrays import Floats
from playground.engine.validation import whole_number

_TRUNCATE = 4.0
"""The kernel ends at so many standard deviations, as in ``scipy.ndimage.gaussian_filter``."""


def gaussian_blur(shape: tuple[int, int], radius: float) -> Callable[[Floats], Floats]:
    """Return a function that blurs images, which are given row by row as (n, rows * columns).

    Beyond its edge an image is continued by its mirror image.

    Parameters
    ----------
    shape : tuple of int
        Rows and columns of an image.
    radius : float
        Standard deviation of the Gaussian in pixels, greater than 0.
    """
    rows, columns = image_shape(shape)
    vertical, horizontal = blur_matrix(rows, radius), blur_matrix(columns, radius).T

    def blur(images: Floats) -> Floats:
        if images.shape[1] != rows * columns:
            raise ValueError(
                f"image_shape must have as many pixels as the input ({images.shape[1]}), "
                f"got {(rows, columns)}"
            )
        pictures = images.reshape(-1, rows, columns)
        blurred: Floats = vertical @ pictures @ horizontal
        return blurred.reshape(images.shape)

    return blur


def blur_matrix(size: int, radius: float) -> Floats:
    """Return the matrix (size, size) that blurs a column of pixels."""
    reach = int(_TRUNCATE * radius + 0.5)
    offsets = np.arange(-reach, reach + 1)
    kernel = np.exp(-0.5 * np.square(offsets / radius))
    kernel /= kernel.sum()
    sources = (np.arange(size)[:, np.newaxis] + offsets) % (2 * size)
    mirrored = np.where(sources < size, sources, 2 * size - 1 - sources)
    matrix = np.zeros((size, size))
    np.add.at(matrix, (np.arange(size)[:, np.newaxis], mirrored), kernel)
    return matrix


def image_shape(shape: tuple[int, int]) -> tuple[int, int]:
    """Return ``shape`` as two ints if it is a pair of positive whole numbers."""
    if len(shape) != 2:
        raise ValueError(f"image_shape must be (rows, columns), got {shape!r}")
    rows, columns = (whole_number("every entry of image_shape", size, minimum=1) for size in shape)
    return rows, columns
