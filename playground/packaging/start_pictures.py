"""The pictures of the ready-made starts: what the network answers once each has run its course."""

import io

import numpy as np
from PIL import Image, ImageDraw

from playground.arrays import AnyFloats
from playground.data import EXTENT
from playground.experiment import PLANE, Experiment
from playground.experiment.starts import Start, starts
from playground.frame import Frame
from playground.session import Session
from playground.views.palette import (
    CLASS_INK,
    CLASS_RGBA,
    INK,
    RGBA,
    color_index,
    winner_index,
)

FOLDER = "starts"
SIDE = 192
"""Pixels along each side: twice those on the page, for fine screens."""

DOT = 2.5
"""Radius of a point."""

DIGITS_A_SIDE = 3


def start_pictures() -> dict[str, bytes]:
    """Return the pictures as PNG files: path in ``dist/`` -> content."""
    return {f"{FOLDER}/{start.name}.png": start_picture(start) for start in starts()}


def start_picture(start: Start) -> bytes:
    """Train a start for its epochs and draw what it answers, as a PNG file."""
    session = Session(Experiment.from_permalink(start.link))
    session.advance(start.epochs)
    return answers_picture(session)


def answers_picture(session: Session) -> bytes:
    """Draw what a network answers at present, or the images it learns from, as a PNG file."""
    draw = _plane if session.experiment.inputs == PLANE else _digits
    file = io.BytesIO()
    draw(session.frame()).save(file, "PNG", optimize=True)
    return file.getvalue()


def _plane(frame: Frame) -> Image.Image:
    assert frame.shown_map is not None  # of a frame of the plane
    is_of_classes = frame.classes > 2
    colors = (
        CLASS_RGBA[winner_index(frame.shown_map)[::-1]]
        if is_of_classes
        else RGBA[color_index(frame.shown_map[::-1])]
    )
    pixels = np.ascontiguousarray(colors).view(np.uint8).reshape(*colors.shape, 4)
    image = Image.fromarray(pixels[..., :3]).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    pen = ImageDraw.Draw(image)
    for (x1, x2), label in zip(frame.train.X, frame.train.y, strict=True):
        x, y = ((c / EXTENT + 1) / 2 * SIDE for c in (x1, -x2))
        sign = INK["light"]["positive" if label > 0 else "negative"]
        ink = CLASS_INK[int(label)] if is_of_classes else sign
        pen.ellipse((x - DOT, y - DOT, x + DOT, y + DOT), fill=ink, outline="white")
    return image.quantize(64)


def _digits(frame: Frame) -> Image.Image:
    assert frame.image_shape is not None  # of a frame of images
    papers = [_paper(x, frame.image_shape) for x in frame.train.X[: DIGITS_A_SIDE**2]]
    starts_of_rows = range(0, len(papers), DIGITS_A_SIDE)
    rows = [np.hstack(papers[start : start + DIGITS_A_SIDE]) for start in starts_of_rows]
    image = Image.fromarray(np.vstack(rows))
    return image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)


def _paper(ink: AnyFloats, shape: tuple[int, int]) -> np.ndarray:
    share = ink.reshape(shape) / max(float(ink.max()), 1.0)
    return np.pad((255 * (1 - share)).astype(np.uint8), 1, constant_values=255)
