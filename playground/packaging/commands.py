"""The commands of ``build.py``; each returns the process's exit code."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playground.packaging.dist import build_dist
from playground.packaging.errors import BuildError
from playground.packaging.server import serve_forever


def build(project: Path) -> int:
    """Build ``dist/``."""
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


def test(project: Path, arguments: Sequence[str]) -> int:
    """Check style and types, and run the tests."""
    from playground.packaging.chromium import ensure_chromium

    try:
        ensure_chromium()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["pytest", *arguments])
    codes = [
        subprocess.run([sys.executable, "-m", *check], cwd=project).returncode for check in checks
    ]
    return max(codes)


def bench(project: Path, runs: int, output: Path) -> int:
    """Build, measure the page, print a table and save all figures."""
    if code := build(project):
        return code
    from playground.packaging.bench import measure, report, save

    figures = measure(project / "dist", runs)
    print(report(figures))
    save(figures, output)
    print(f"Saved {output}")
    return 0


def soak(project: Path, minutes: float, seed: int, steady: bool) -> int:
    """Build, then play for some minutes; fail if the page reported an error."""
    if code := build(project):
        return code
    from playground.packaging.bench import soak

    errors = soak(project / "dist", minutes, seed, steady)
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0
