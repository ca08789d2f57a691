"""Small pictures as PNG files in addresses: what a page can show without drawing it."""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from playground.views.palette import ColorIndices

SIGNATURE = b"\x89PNG\r\n\x1a\n"

BITS, INDEXED = 8, 3
"""Of a pixel: its bits, and that they are the place of its colour in a palette."""


def png_address(indices: ColorIndices, palette: NDArray[np.uint32]) -> str:
    """Return a picture as the address of an image: "data:image/png;base64,…".

    Parameters
    ----------
    indices : ndarray of uint8, shape (height, width)
        Places of colours in the palette, the top row first.
    palette : ndarray of uint32, shape (256,)
        RGBA, red in the lowest byte.
    """
    height, width = indices.shape
    head = struct.pack(">IIBBBBB", width, height, BITS, INDEXED, 0, 0, 0)
    colors = palette.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    # each row begins with the name of its filter: none
    rows = np.hstack([np.zeros((height, 1), np.uint8), indices]).tobytes()
    parts = [(b"IHDR", head), (b"PLTE", colors), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    content = SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)
    return "data:image/png;base64," + base64.b64encode(content).decode("ascii")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
