"""What Panel's own server serves beside the application while one develops: ``static/``."""

from pathlib import Path

from tornado.web import StaticFileHandler

from playground.packaging.server import MIME_TYPES

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


ROUTES = [(r"/page/(.*)", FreshFiles, {"path": STATIC})]
"""What ``panel serve --plugins`` asks a module for."""
