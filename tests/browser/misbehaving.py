"""A web server that misbehaves by a table, and a record of what it was asked for."""

from fnmatch import fnmatch
from pathlib import Path
from threading import Event
from types import MappingProxyType

from playground.packaging.server import Handler

SIGN_IN = b"<!doctype html><title>Sign in to the guest network</title>"


class MisbehavingServer(Handler):
    """Answers as usual where none of its faults says otherwise.

    Subclasses have a table `faults`: pattern of a path -> function of the handler that answers, or
    returns what is true to let the usual answer follow.
    """

    faults = headers_of_all = types = MappingProxyType({})
    asked = ()

    def do_GET(self):  # noqa: N802, named by the standard library
        """Answer by the first fault whose pattern fits."""
        path = self.path.partition("?")[0]
        self.asked.append((path, self.headers.get("Range", "")))  # each kind has a list of its own
        fault = next((fault for name, fault in self.faults.items() if fnmatch(path, name)), None)
        if fault is None or fault(self):
            super().do_GET()

    def guess_type(self, path):
        """Tell the type that the table says."""
        return self.types.get(Path(path).suffix) or super().guess_type(path)

    def end_headers(self):
        """Add what the table says."""
        for name, value in self.headers_of_all.items():
            self.send_header(name, value)
        super().end_headers()

    def content(self):
        """Read the file that is asked for."""
        return Path(self.translate_path(self.path)).read_bytes()


def misbehaving(**table):
    """Make a kind of server with these faults, headers and types."""
    return type("Misbehaving", (MisbehavingServer,), {"asked": [], **table})


def status(code):
    """Refuse."""
    return lambda handler: handler.send_error(code)


def sign_in(handler):
    """Answer as a network does that wants its guests to sign in first."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(SIGN_IN)))
    handler.end_headers()
    handler.wfile.write(SIGN_IN)


def silence(handler):
    """Never answer."""
    Event().wait(600)


def redirect(target):
    """Lead elsewhere."""

    def answer(handler):
        handler.send_response(301)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def half(handler):
    """Send half of a file, however often it is asked for."""
    content = handler.content()
    handler.send_response(200)
    handler.send_header("Content-Type", handler.guess_type(handler.path))
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.close_connection = True


def sending(change):
    """Make a fault: something else is sent in place of a file, as if it were that file."""

    def answer(handler):
        content = change(handler.content())
        handler.send_response(200)
        handler.send_header("Content-Type", handler.guess_type(handler.path))
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


shorter = sending(lambda content: content[: len(content) // 2])
garbage = sending(lambda content: bytes(reversed(content)))


def cut_off(handler):
    """Send half of a file once, and after that what is asked for, as servers of files do."""
    content = handler.content()
    wanted = handler.headers.get("Range", "")
    start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
    handler.send_response(206 if wanted else 200)
    handler.send_header("Content-Type", "application/octet-stream")
    handler.send_header("Content-Length", str(len(content) - start))
    if wanted:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.end_headers()
    handler.wfile.write(content[start:] if wanted else content[: len(content) // 2])
    handler.close_connection = True
