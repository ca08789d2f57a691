"""Our archive format: a length, a JSON index and a blob.

``static/archive.js`` reads it.  A zip archive would have to be unpacked by Python in the browser;
the files of this one are views into one buffer.
"""

import hashlib
import json
import struct
from collections.abc import Mapping

ALIGNMENT = 16
LENGTH = struct.Struct("<I")


def pack(files: Mapping[str, bytes]) -> bytes:
    """Pack named files; equal files give equal bytes."""
    index, offset = [], 0
    for name, content in files.items():
        index.append([name, offset, len(content)])
        offset += len(content)
    head = json.dumps(index, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + LENGTH.size) % ALIGNMENT)
    return LENGTH.pack(len(head)) + head + b"".join(files.values())


def unpack(raw: bytes) -> dict[str, bytes]:
    """Read a pack: name -> content."""
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
