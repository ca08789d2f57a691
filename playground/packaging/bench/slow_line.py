"""A slow line: the server's bandwidth, shared by all connections, and its round trip.

The server is slowed, not the browser: the developer tools' limits hold for each target alone and
leave workers out. Not imitated are TCP's slow start, lost packets, the handshakes of a secure
connection, and what packets' own headers cost.
"""

import io
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from playground.packaging.bench.clock import Clock
from playground.packaging.server import CountingHandler

CHUNK = 4096
"""Bytes that one connection sends before it is another one's turn."""

BURST_S = 0.02
"""Seconds of unused bandwidth that may be made up for; less than one wakes up too late."""


@dataclass(frozen=True)
class Line:
    """A line between a browser and a server.

    Attributes
    ----------
    megabits
        Bandwidth in Mbit/s, for all connections together.
    delay_ms
        Round trip in ms, from a request to the beginning of its answer.
    """

    megabits: float
    delay_ms: float

    def __str__(self) -> str:
        return f"{self.megabits:g} Mbit/s + {self.delay_ms:g} ms"


class TokenBucket:
    """Lets bytes pass at a rate, whoever they are for.

    Parameters
    ----------
    rate
        Bytes per second.
    clock
        What tells the time and waits.
    """

    def __init__(self, rate: float, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._free_at = clock.now()
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Wait until so many bytes have passed; who asks first is served first."""
        with self._lock:
            start = max(self._free_at, self._clock.now() - BURST_S)
            self._free_at = free_at = start + size / self._rate
        self._clock.sleep_until(free_at)


class PacedWriter(io.BufferedIOBase):
    """Writes to a stream as fast as a bucket lets it."""

    def __init__(self, stream: io.BufferedIOBase, bucket: TokenBucket) -> None:
        self._stream = stream
        self._bucket = bucket

    def writable(self) -> bool:
        """Tell that this can be written to."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override] # headers and files are bytes
        """Write bytes in chunks, and return their number."""
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            self._bucket.take(len(chunk))
            self._stream.write(chunk)
        return len(content)


class SlowHandler(CountingHandler):
    """Serves files over a line; a class of its own for each server, made by `handler_on`."""

    line: ClassVar[Line]
    bucket: ClassVar[TokenBucket]
    clock: ClassVar[Clock]

    def setup(self) -> None:
        """Connect what is written with the bucket of all connections."""
        super().setup()
        self.wfile = PacedWriter(self.wfile, self.bucket)

    def handle(self) -> None:
        """Answer a request, unless the browser has gone away meanwhile."""
        with suppress(ConnectionError):
            super().handle()

    def send_head(self) -> BinaryIO | None:
        """Send the headers when the line has brought the request here and the answer back."""
        self.clock.sleep_until(self.clock.now() + self.line.delay_ms / 1000)
        return super().send_head()


def handler_on(line: Line | None, clock: Clock | None = None) -> type[CountingHandler]:
    """Return a handler for one server at the other end of a line, None for an unlimited one."""
    if line is None:
        return type("Handler", (CountingHandler,), {"sent": 0})
    clock = clock or Clock()
    bucket = TokenBucket(line.megabits * 1e6 / 8, clock)
    values = {"sent": 0, "line": line, "bucket": bucket, "clock": clock}
    return type("Handler", (SlowHandler,), values)
