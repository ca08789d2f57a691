"""A copy of the project in which a build can be made to fail."""

import shutil

import pytest


@pytest.fixture
def copy(project, tmp_path):
    """The project's sources in a folder of their own, with the real cache."""
    for name in ("static", "playground"):
        shutil.copytree(project / name, tmp_path / name)
    shutil.copy(project / "LICENSE", tmp_path)
    (tmp_path / ".cache").symlink_to(project / ".cache", target_is_directory=True)
    return tmp_path
