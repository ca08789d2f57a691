"""Packages of Debian and its like, for what no Python package brings."""

import os
import shutil
import subprocess


def install(*names: str) -> bool:
    """Install packages by apt-get, and tell whether that worked; it needs the right to."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["update"], ["install", "-y", "--no-install-recommends", *names])
    return all(
        subprocess.run(["apt-get", "-qq", *command], env=environment).returncode == 0
        for command in commands
    )
