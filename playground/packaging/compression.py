"""Compression with Brotli, of what visitors download.

Browsers decompress it by a small decoder of their own, see ``static/brotli.js``: hosts of static
files send such a file as it is, and few browsers can read the format from within a script.
"""

import gzip
import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

BEST, FAST = 11, 5
"""Qualities: what is published takes minutes; while one develops, seconds count."""

WINDOWS = range(10, 25)
"""Sizes of windows, as powers of two. The decoder has memory for all of it."""

KEPT = 60
"""Compressed files in the cache."""


@dataclass(frozen=True)
class Compressor:
    """Compresses, and remembers what it has compressed.

    Attributes
    ----------
    cache : Path
        Folder of results, by digests of the contents.
    quality : int
        `BEST` or `FAST`.
    """

    cache: Path
    quality: int

    def compress_all(self, contents: Iterable[bytes]) -> list[bytes]:
        """Compress several contents at the same time."""
        self.cache.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor() as threads:
            results = list(threads.map(self._compress, contents))
        keep_newest(self.cache, KEPT)
        return results

    def _compress(self, content: bytes) -> bytes:
        window = min(max(len(content).bit_length(), WINDOWS[0]), WINDOWS[-1])
        name = f"{hashlib.sha256(content).hexdigest()}-{self.quality}-{window}.br"
        path = self.cache / name
        if path.exists():
            path.touch()
            return path.read_bytes()
        result = bytes(brotli.compress(content, quality=self.quality, lgwin=window))
        part = path.with_suffix(".part")
        part.write_bytes(result)
        part.replace(path)
        return result


def decompress(content: bytes) -> bytes:
    """Read what a `Compressor` has made."""
    return bytes(brotli.decompress(content))


def keep_newest(folder: Path, count: int) -> None:
    """Delete all but so many files of a folder, the oldest first."""
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[count:]:
        path.unlink()


def gzip_quickly(content: bytes) -> bytes:
    """Compress for our own caches and scripts, without a time stamp."""
    return gzip.compress(content, 1, mtime=0)
