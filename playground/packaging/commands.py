"""The commands of ``build.py``; each returns the process's exit code."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playground.packaging import compression
from playground.packaging.dist import build_dist
from playground.packaging.errors import BuildError
from playground.packaging.server import make_server, serve_forever


def build(project: Path, quality: int = compression.BEST) -> int:
    """Build ``dist/``, compressed with this quality."""
    try:
        print(f"Built {build_dist(project, quality)}")
    except (BuildError, OSError) as error:
        print(f"The build failed: {_reason(error)}", file=sys.stderr)
        return 1
    return 0


def _reason(error: Exception) -> str:
    """Say what failed; where the system refused something, what it was."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    place = f": {error.filename}" if error.filename else ""
    return f"{error.strerror}{place}"


def serve(project: Path, port: int) -> int:
    """Build quickly and serve ``dist/`` until interrupted; first of all see if the port is free."""
    try:
        server = make_server(project / "dist", port)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    with server:
        if code := build(project, compression.FAST):
            return code
        serve_forever(server)
    return 0


IN_PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""Two processes; each takes the next file of tests, in the order in which pytest collects them."""

IN_ONE_PROCESS = frozenset({"--benchmark-only", "--pdb", "--trace"})
"""Options of pytest that do not go with several processes."""

TESTS = {
    "fast": (
        *("-m", "not page and not browser and not slow and not course"),
        *("--hypothesis-profile", "few"),
    ),
    "usual": ("-m", "not course"),
    "whole": (),
}
"""Which tests are run. The fast ones take a minute or two, for the time between two changes; the
whole is what tries each exercise of the course many times, too."""

AT_ONCE = (("ruff", "check"), ("ruff", "format", "--check"))
"""Checks that take no time, so that what they find can be seen first."""

MEANWHILE = (("mypy",), ("playground.packaging.javascript",))
"""Checks that leave a processor idle now and then, as the tests do; they are told of afterwards."""

BROWSERS = Path("tests/output/browsers.md")
"""Where the tests write down what works in which browser."""


def test(project: Path, arguments: Sequence[str], amount: str) -> int:
    """Check style and types, and run the tests; the fast ones need neither page nor browser.

    Parameters
    ----------
    project : Path
    arguments : sequence of str
        For pytest.
    amount : str
        One of `TESTS`.
    """
    from playground.packaging.other_browsers import ensure_others

    is_fast = amount == "fast"
    if not is_fast and (code := _prepare_browser()):
        return code
    missing = [] if is_fast else ensure_others()
    table = project / BROWSERS
    earlier = _stamp(table)
    parallel = () if IN_ONE_PROCESS & set(arguments) else IN_PARALLEL
    # Of two options that contradict, pytest takes the later one.
    tests = ("pytest", *parallel, *TESTS[amount], *arguments)
    codes = [_run_module(project, check).returncode for check in AT_ONCE]
    with ThreadPoolExecutor(max_workers=1) as beside:
        checks = [beside.submit(_run_module, project, check, quiet=True) for check in MEANWHILE]
        codes.append(_run_module(project, tests).returncode)
    for check in checks:
        print(check.result().stdout, end="")
        codes.append(check.result().returncode)
    if _stamp(table) != earlier:
        print(table.read_text(encoding="utf-8"), end="")
    for name in missing:
        print(f"Not tried in {name}: it is not here and could not be installed.")
    # The code of a check that was killed is negative.
    return int(any(codes))


def _stamp(path: Path) -> int | None:
    """Return when a file was written; None if there is none."""
    return path.stat().st_mtime_ns if path.is_file() else None


def _run_module(
    project: Path, command: Sequence[str], quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a module with its arguments; keep what it says, if quiet, instead of printing it."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        # Python may keep what pytest makes of the tests: to make it takes five seconds.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
    )


def bench(
    project: Path,
    runs: int,
    output: Path,
    only: Sequence[str] = (),
    against: Path | None = None,
    check: bool = False,
) -> int:
    """Build, measure the page, print a table and save all figures.

    Parameters
    ----------
    project
        The folder of the project.
    runs
        How often everything is measured.
    output
        The file for all figures.
    only
        The names of the parts that are measured; empty for all.
    against
        The folder of another built page that is measured in turns with this one.
    check
        Whether it is a failure if a goal is missed.
    """
    from playground.packaging import bench

    if against is not None and not (against / "runtime.json").is_file():
        print(f"--against must be the folder of a built page, got {against}", file=sys.stderr)
        return 1
    try:
        parts = bench.choose(only)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    if code := _prepare_browser() or build(project):
        return code
    page = bench.Measured("this page", project / "dist")
    other = None if against is None else bench.Measured("against", against)
    pages = [page] if other is None else [page, other]
    print(bench.machine())
    for _ in bench.measure(pages, runs, parts):
        bench.save(pages, output)
    print(bench.report(page, other))
    print(f"{bench.machine()}. Saved {output}")
    missed = bench.missed(page, whole=not only)
    print(f"Goals missed: {len(missed)}")
    return 1 if page.failures or (check and missed) else 0


def pictures(project: Path, folder: Path, only: Sequence[str]) -> int:
    """Build, then photograph the page and each of its drawers; see `photograph`."""
    if code := _prepare_browser() or build(project):
        return code
    from playground.packaging.pictures import photograph

    print(f"Open {photograph(project / 'dist', folder, only)}")
    return 0


def fuzz(project: Path, arguments: Sequence[str]) -> int:
    """Try random and damaged inputs; fail if one is not taken as it should."""
    fuzzing = [sys.executable, "-m", "tests.fuzz", *arguments]
    return subprocess.run(fuzzing, cwd=project).returncode


def soak(project: Path, minutes: float, seed: int, steady: bool) -> int:
    """Build, then play for some minutes; fail if the page reported an error."""
    if code := _prepare_browser() or build(project):
        return code
    from playground.packaging.bench import soak

    errors = soak(project / "dist", minutes, seed, steady)
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


def _prepare_browser() -> int:
    """Install a Chromium if there is none; return the exit code."""
    from playground.packaging.chromium import ensure_chromium

    try:
        ensure_chromium()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
