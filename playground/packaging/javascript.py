"""The checks of the page's scripts in Node.js: types, faults, format, and tests of their own.

``python -m playground.packaging.javascript``, in the project's folder. ``package.json`` and its
lock file name the tools; the page needs none of them.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from playground.packaging.errors import BuildError
from playground.packaging.node import Node, find_node

MODULES = "node_modules"
TESTS = "tests/javascript"

FORMATTED = (
    "static/*.{js,ts}",
    "playground/packaging/*.{js,mjs,ts}",
    "tests/**/*.mjs",
    "*.{json,mjs}",
)
"""What has Prettier's format."""

CHECKS = (
    (f"{MODULES}/typescript/bin/tsc",),
    (f"{MODULES}/eslint/bin/eslint.js", "."),
    (f"{MODULES}/prettier/bin/prettier.cjs", "--log-level", "warn", "--check", *FORMATTED),
)
"""Scripts of the tools, with what they are told."""

TEST_RUNNER = ("--test-reporter", "dot")
"""Each file of tests runs by itself: ``--test`` now and then cannot read what its processes say."""


def check(project: Path) -> int:
    """Run all checks, whatever each of them finds, and return 1 if any of them found something.

    Raises
    ------
    BuildError
        If Node.js or the tools cannot be installed.
    """
    node = find_node()
    install(project, node)
    tests = sorted(path.relative_to(project) for path in (project / TESTS).glob("*.test.mjs"))
    checks: list[tuple[str | Path, ...]] = [*CHECKS, *((*TEST_RUNNER, test) for test in tests)]
    codes = [subprocess.run([*node.node, *one], cwd=project).returncode for one in checks]
    return int(any(codes))


def install(project: Path, node: Node) -> None:
    """Install the locked tools into ``node_modules/``, unless they are there."""
    stamp = project / MODULES / "installed.sha256"
    wanted = hashlib.sha256((project / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Preparing {MODULES} …", flush=True)
    command = [
        *node.npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel",
        "error",
    ]
    if subprocess.run(command, cwd=project).returncode:
        raise BuildError("The tools of package-lock.json could not be installed; see above.")
    stamp.write_text(wanted)


def main() -> int:
    """Check the scripts of the project in the current folder and return the exit code."""
    try:
        return check(Path.cwd())
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
