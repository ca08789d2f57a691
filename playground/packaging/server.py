"""A small web server for ``dist/`` on this machine."""

import errno
import gzip
import io
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from playground.packaging.errors import BuildError

MIME_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".pack": "application/octet-stream",
}
"""Said here, because Python would ask the operating system."""

COMPRESSED = {".css", ".html", ".js", ".json", ".mjs"}
"""Kinds of file that web servers commonly compress on their way."""


NUMBER_SIGN = "%23"
"""How mail and chats escape the sign before the settings of a link."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files without logging each request, texts compressed as other servers do."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | MIME_TYPES

    def send_head(self) -> BinaryIO | None:
        """Send the headers, and return the file to send after them, if there is one."""
        name = self.translate_path(self.path)
        if "\0" in name:
            self.refuse()
            return None
        path = Path(name)
        if NUMBER_SIGN in self.path and not path.exists():
            self._lead_to(self.path.replace(NUMBER_SIGN, "#", 1))
            return None
        accepted = self.headers.get("Accept-Encoding", "")
        if path.suffix not in COMPRESSED or "gzip" not in accepted or not path.is_file():
            return super().send_head()
        content = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Refuse it: what is in a folder is nobody's business."""
        self.refuse()

    def refuse(self) -> None:
        """Say that there is no such file."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def _lead_to(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", "/" + path.lstrip("/"))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class CountingHandler(Handler):
    """Counts the bytes of the files it has sent, as a class attribute."""

    sent = 0

    def copyfile(  # type: ignore[override] # all that is ever sent are files
        self, source: BinaryIO, outputfile: BinaryIO
    ) -> None:
        """Send a file."""
        super().copyfile(source, outputfile)
        type(self).sent += source.tell()


@lru_cache
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes())


class Server(ThreadingHTTPServer):
    """Goes on without a word when a browser does not wait for what it has asked for."""

    # Windows would let another program listen at the same port.
    allow_reuse_address = os.name != "nt"

    def handle_error(
        self, request: "socket.socket | tuple[bytes, socket.socket]", client_address: object
    ) -> None:
        """Report any other error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def make_server(
    folder: Path, port: int = 0, handler: type[Handler] = Handler
) -> ThreadingHTTPServer:
    """Return a server of the folder on 127.0.0.1; port 0 takes any free one.

    The folder need not be there before the first request.

    Raises
    ------
    BuildError
        If the port cannot be had.
    """
    try:
        return Server(("127.0.0.1", port), partial(handler, directory=folder))
    except OSError as error:
        reason = "in use" if error.errno == errno.EADDRINUSE else error.strerror
        raise BuildError(
            f"Port {port} cannot be had: {reason}. Choose another one with --port."
        ) from None


def address(server: ThreadingHTTPServer) -> str:
    """Return the server's address for a browser."""
    return f"http://127.0.0.1:{server.server_port}/"


def serve_forever(server: ThreadingHTTPServer) -> None:
    """Serve until interrupted."""
    print(f"Serving on {address(server)} — stop with Ctrl+C.", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


@contextmanager
def served(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve the folder in a thread; the context's value is the address."""
    with make_server(folder, handler=handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield address(server)
        finally:
            server.shutdown()
            thread.join()
