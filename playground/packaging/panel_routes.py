"""What Panel's own server serves beside the application while one develops: ``static/``."""

from pathlib import Path

from tornado.web import StaticFileHandler

from playground.packaging.server import MIME_TYPES

STATIC = Path(__file__).parents[2] / "static"


class FreshFiles(StaticFileHandler):
    """Serves files that the browser asks for anew at each reload, as they may have changed."""

    def set_extra_headers(self, path):
        """Forbid the browser to guess how long a file stays as it is."""
        self.set_header("Cache-Control", "no-cache")

    def get_content_type(self):
        """Return the kind of file."""
        return MIME_TYPES.get(Path(self.absolute_path).suffix) or super().get_content_type()


ROUTES = [(r"/page/(.*)", FreshFiles, {"path": STATIC})]
"""What ``panel serve --plugins`` asks a module for."""
