"""A build that fails says why in a sentence, and leaves nothing behind."""

import errno
import json
import os

import pytest

from playground.packaging import commands
from playground.packaging.dist import building_folder
from playground.packaging.errors import BuildError
from playground.packaging.lock import LOCK_FILE, read_lock


def unfinished(project):
    return sorted(path.name for path in project.glob(".dist-*"))


def test_folders_of_builds_that_were_killed_are_removed_and_those_under_way_are_not(tmp_path):
    for name in (".dist-killed/new", ".dist-of-an-earlier-version/new"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / ".dist-killed/lock").touch()
    with building_folder(tmp_path) as first, building_folder(tmp_path) as second:
        assert unfinished(tmp_path) == sorted([first.name, second.name])
    assert unfinished(tmp_path) == []


def fail_in(folder):
    (folder / "new").mkdir()
    raise BuildError("no")


def test_the_folder_of_a_build_that_failed_is_removed(tmp_path):
    with pytest.raises(BuildError), building_folder(tmp_path) as folder:
        fail_in(folder)
    assert unfinished(tmp_path) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_the_system_refuses_is_said_with_its_place(tmp_path, monkeypatch, capsys, number):
    def refuse(project, quality):
        raise OSError(number, os.strerror(number), str(project / "dist"))

    monkeypatch.setattr(commands, "build_dist", refuse)
    assert commands.build(tmp_path) == 1
    said = f"The build failed: {os.strerror(number)}: {tmp_path / 'dist'}\n"
    assert capsys.readouterr().err == said


LOCK = LOCK_FILE.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", LOCK[:-100], b"\xff" + LOCK, b"[]", b'{"numpy": 1}', b'{"numpy": {"source": "pypi"}}'],
)
def test_a_damaged_lock_file_is_named(tmp_path, content):
    path = tmp_path / "runtime.lock.json"
    path.write_bytes(content)
    with pytest.raises(BuildError, match=r"runtime\.lock\.json is damaged"):
        read_lock(path)


def test_the_lock_file_is_whole():
    assert read_lock().keys() == json.loads(LOCK).keys()
