"""What the pages of a learning platform consist of: a run-time of each standard, and our pages."""

import shutil
from pathlib import Path

from playground.packaging.downloads import fetch
from playground.packaging.lock import read_lock
from playground.packaging.node import find_node

RUN_TIMES = {"scorm-again": "scorm12.js", "scorm-again-2004": "scorm2004.js"}
"""Parts of the lock file, and how the pages call them."""


def write_platform(project, folder):
    """Write the pages of a platform and the run-times that they use."""
    lock = read_lock(project / "static/runtime.lock.json")
    parts = [lock[name] for name in RUN_TIMES]
    files = fetch(parts, project / ".cache/downloads", find_node())
    shutil.copytree(Path(__file__).with_name("lms"), folder, dirs_exist_ok=True)
    for name, script in RUN_TIMES.items():
        shutil.copy(files[name], folder / script)
