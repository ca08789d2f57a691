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
    f"{TESTS}/*.mjs",
    "*.{json,mjs}",
)
"""What has Prettier's format."""

CHECKS = (
    (f"{MODULES}/typescript/bin/tsc",),
    (f"{MODULES}/eslint/bin/eslint.js", "."),
    (f"{MODULES}/prettier/bin/prettier.cjs", "--log-level", "warn", "--check", *FORMATTED),
)
"""Scripts of the tools, with what they are told."""


def check(project: Path) -> int:
    """Run all checks, whatever each of them finds, and return the worst exit code.

    Raises
    ------
    BuildError
        If Node.js or the tools cannot be installed.
    """
    node = find_node()
    install(project, node)
    tests = sorted(path.relative_to(project) for path in (project / TESTS).glob("*.test.mjs"))
    own = ("--test", "--test-reporter", "dot", *map(str, tests))
    commands = [[*node.node, *arguments] for arguments in (*CHECKS, own)]
    return max(subprocess.run(command, cwd=project).returncode for command in commands)


def install(project: Path, node: Node) -> None:
    """Install the locked tools into ``node_modules/``, unless they are there."""
    stamp = project / MODULES / "installed.sha256"
    wanted = hashlib.sha256((project / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Preparing {MODULES} …", flush=True)
    command = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
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
