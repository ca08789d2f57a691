"""Pictures in the texts of an exercise: small raster images that the exercise itself holds.

They are data URLs, since the page asks no other site for anything, and are carried by links, so
they have to be small. A small file can be a huge image, which would take the memory of a browser:
how many pixels there are is read in the file.
"""

import base64
import binascii
import re
import struct
from collections.abc import Mapping

from playground.exercises.schema import Problem, refusal
from playground.number_format import grouped
from playground.text import text

LONGEST = 60_000
"""Characters of all images of an exercise together at most."""

LARGEST_SIDE = 4096
"""Pixels of a side at most."""

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

SCHEME = "image:"
"""What the address of an image of the exercise begins with in its texts."""

ITSELF = "data:image/"
"""What an address begins with that is an image itself."""

Size = tuple[int, int]


def problems(images: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with the images of an exercise, which are valid by the schema."""
    found = [
        refusal(("images", name), text("schema.identifier"), name)
        for name in images
        if len(name) > 60 or not NAME.fullmatch(name)
    ]
    found += [
        Problem(("images", name), text("exercise.image", name=name, side=LARGEST_SIDE))
        for name, address in images.items()
        if not is_image(address)
    ]
    if (length := sum(map(len, images.values()))) > LONGEST:
        message = text("exercise.images", found=grouped(length), high=grouped(LONGEST))
        found.append(Problem(("images",), message))
    return found


def is_image(address: str) -> bool:
    """Tell whether an address is an image itself, of the kind that it says and of a fair size."""
    head, _, content = address.partition(",")
    kind = head.removeprefix(ITSELF).removesuffix(";base64")
    if head != f"{ITSELF}{kind};base64" or kind not in READERS:
        return False
    try:
        size = READERS[kind](base64.b64decode(content, validate=True))
    except (binascii.Error, ValueError, struct.error, IndexError):
        return False
    return all(0 < side <= LARGEST_SIDE for side in size)


def _need(is_so: bool) -> None:
    if not is_so:
        raise ValueError


def _png(file: bytes) -> Size:
    _need(file.startswith(b"\x89PNG\r\n\x1a\n") and file[12:16] == b"IHDR")
    width, height = struct.unpack(">II", file[16:24])
    return width, height


def _gif(file: bytes) -> Size:
    _need(file[:6] in (b"GIF87a", b"GIF89a"))
    width, height = struct.unpack("<HH", file[6:10])
    return width, height


def _webp(file: bytes) -> Size:
    _need(file[:4] == b"RIFF" and file[8:12] == b"WEBP")
    if file[12:16] == b"VP8X":
        return 1 + int.from_bytes(file[24:27], "little"), 1 + int.from_bytes(file[27:30], "little")
    if file[12:16] == b"VP8L":
        bits = int.from_bytes(file[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    _need(file[12:16] == b"VP8 ")
    width, height = struct.unpack("<HH", file[26:30])
    return width & 0x3FFF, height & 0x3FFF


FRAME_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Those segments of a JPEG file that say how large it is."""


def _jpeg(file: bytes) -> Size:
    _need(file[:2] == b"\xff\xd8")
    at = 2
    while file[at] == 0xFF:
        marker = file[at + 1]
        if marker in FRAME_MARKERS:
            height, width = struct.unpack(">HH", file[at + 5 : at + 9])
            return width, height
        (length,) = struct.unpack(">H", file[at + 2 : at + 4])
        _need(length >= 2)
        at += 2 + length
    raise ValueError


READERS = {"png": _png, "gif": _gif, "webp": _webp, "jpeg": _jpeg}
"""Kind of file -> what reads its width and height; each raises one of several errors if it is none.
"""
