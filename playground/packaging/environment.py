"""The project's own virtual environment.  Standard library only: it runs before there is one."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def enter(project: Path) -> None:
    """Go on in the project's virtual environment, which is made or renewed where needed.

    Returns at once inside the environment; outside it replaces this process by the same command
    inside.

    Raises
    ------
    SystemExit
        If Python is too old or the environment cannot be made.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Python must be {'.'.join(map(str, OLDEST_PYTHON))} or newer, got {found}")
    folder = project / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        prepare(project, folder, python)
    except OSError as error:
        sys.exit(f".venv could not be made: {error.strerror}: {error.filename}")
    if Path(sys.prefix).resolve() == folder.resolve():
        return
    # A child process, not os.exec*: that one returns to the shell too early on Windows.
    sys.exit(subprocess.run([python, *sys.argv]).returncode)


def prepare(project: Path, folder: Path, python: Path) -> None:
    """Install the project with its pinned tools, unless its ``pyproject.toml`` is unchanged."""
    stamp = folder / "installed.sha256"
    wanted = hashlib.sha256((project / "pyproject.toml").read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Preparing .venv …", flush=True)
    if not python.exists():
        venv.create(folder, with_pip=True, clear=True)
    install = ["-m", "pip", "install", "-qq", "--editable", f"{project}[page,test]"]
    if subprocess.run([python, *install]).returncode:
        sys.exit("The project's dependencies could not be installed into .venv; see above.")
    stamp.write_text(wanted)
