"""The commands of ``build.py``."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playground.packaging.dist import build_dist
from playground.packaging.errors import BuildError
from playground.packaging.server import serve_forever


def build(project: Path) -> int:
    """Build ``dist/``; return the process's exit code."""
    try:
        print(f"Built {build_dist(project)}")
    except BuildError as error:
        print(f"The build failed: {error}", file=sys.stderr)
        return 1
    return 0


def serve(project: Path, port: int) -> int:
    """Build, then serve ``dist/`` until interrupted."""
    if code := build(project):
        return code
    serve_forever(project / "dist", port)
    return 0
