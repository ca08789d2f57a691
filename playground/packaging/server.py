"""A small web server for ``dist/`` on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO, ClassVar

MIME_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".pack": "application/octet-stream",
}
"""Said here, because Python would ask the operating system."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files without logging each request."""

    extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, **MIME_TYPES}

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class CountingHandler(Handler):
    """Counts the bytes of the files it has sent, as a class attribute."""

    sent = 0

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        """Send a file."""
        super().copyfile(source, outputfile)
        type(self).sent += source.tell()


def make_server(
    folder: Path, port: int = 0, handler: type[Handler] = Handler
) -> ThreadingHTTPServer:
    """Return a server of the folder on 127.0.0.1; port 0 takes any free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=folder))


def address(server: ThreadingHTTPServer) -> str:
    """Return the server's address for a browser."""
    return f"http://127.0.0.1:{server.server_port}/"


def serve_forever(folder: Path, port: int) -> None:
    """Serve the folder until interrupted."""
    with make_server(folder, port) as server:
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
