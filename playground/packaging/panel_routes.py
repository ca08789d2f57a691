"""What Panel's own server serves beside the application while one develops: ``static/``."""

from pathlib import Path

from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from playground.experiment.starts import starts
from playground.packaging.languages import FOLDER, language_files
from playground.packaging.server import MIME_TYPES
from playground.packaging.start_pictures import start_picture

STATIC = Path(__file__).parents[2] / "static"


class FreshFiles(StaticFileHandler):
    """Serves files that the browser asks for anew at each reload, as they may have changed."""

    def set_extra_headers(self, path: str) -> None:
        """Forbid the browser to guess how long a file stays as it is."""
        self.set_header("Cache-Control", "no-cache")

    def get_content_type(self) -> str:
        """Return the kind of file."""
        known = MIME_TYPES.get(Path(str(self.absolute_path)).suffix)
        return known or super().get_content_type()


class Made(RequestHandler):
    """Serves what the build writes into a file."""

    def data_received(self, chunk: bytes) -> None:
        """Take nothing."""


class LanguageFile(Made):
    """Serves the texts or the glossary of a language."""

    def get(self, name: str) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", MIME_TYPES[".json"])
        self.write(language_files()[f"{FOLDER}/{name}"])


class StartPicture(Made):
    """Serves the picture of a ready-made start."""

    def get(self, name: str) -> None:
        """Answer with a PNG file."""
        found = {start.name: start for start in starts()}.get(name)
        if found is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/png")
        self.write(start_picture(found))


ROUTES = [
    (rf"/page/{FOLDER}/([\w.-]+.json)", LanguageFile, {}),
    (r"/page/starts/(\w+).png", StartPicture, {}),
    (r"/page/(.*)", FreshFiles, {"path": STATIC}),
]
"""What ``panel serve --plugins`` asks a module for."""
