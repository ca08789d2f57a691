"""Our archive format: a length, a JSON index and a blob, compressed with gzip.

``static/archive.js`` reads it.  A zip archive would have to be unpacked by Python in the browser;
this one is decompressed by the browser itself and its files are views into one buffer.
"""

import gzip
import hashlib
import json
import struct
from collections.abc import Mapping

import deflate

ALIGNMENT = 16
BEST = 12
"""Level of compression for what visitors download."""

LENGTH = struct.Struct("<I")


def pack(files: Mapping[str, bytes], level: int = BEST) -> bytes:
    """Pack named files; equal files give equal bytes."""
    index, offset = [], 0
    for name, content in files.items():
        index.append([name, offset, len(content)])
        offset += len(content)
    head = json.dumps(index, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + LENGTH.size) % ALIGNMENT)
    return compress(LENGTH.pack(len(head)) + head + b"".join(files.values()), level)


def compress(content: bytes, level: int = BEST) -> bytes:
    """Compress to gzip: without a time stamp, and smaller than Python's own ``gzip`` can."""
    return bytes(deflate.gzip_compress(content, level))


def unpack(content: bytes) -> dict[str, bytes]:
    """Read a pack: name -> content."""
    raw = gzip.decompress(content)
    (length,) = LENGTH.unpack_from(raw)
    start = LENGTH.size + length
    index = json.loads(raw[LENGTH.size : start])
    return {name: raw[start + offset : start + offset + size] for name, offset, size in index}


def digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of names and contents, as hexadecimal digits."""
    total = hashlib.sha256()
    for name, content in files.items():
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()
