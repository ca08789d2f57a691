"""Only the locked files get into the cache, and only once."""

import hashlib
import io
import tarfile

import pytest

from playground.packaging import downloads
from playground.packaging.downloads import fetch
from playground.packaging.errors import BuildError
from playground.packaging.lock import Part

CONTENT = b"the file that was locked"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def serve(monkeypatch, content):
    """Let every download deliver this content; return the list of downloads."""
    asked = []

    def download(part, folder, node):
        asked.append(part.name)
        (folder / "file").write_bytes(content)
        return folder / "file"

    monkeypatch.setitem(downloads.DOWNLOADERS, "npm", download)
    return asked


def part(**changes):
    fields = {"name": "tool", "source": "npm", "package": "tool", "version": "1.0"}
    return Part(**{**fields, "sha256": sha256(CONTENT), **changes})


def test_a_file_with_the_locked_digest_is_kept_under_that_digest(monkeypatch, tmp_path):
    serve(monkeypatch, CONTENT)
    files = fetch([part()], tmp_path, node=None)
    assert files == {"tool": tmp_path / sha256(CONTENT)}
    assert files["tool"].read_bytes() == CONTENT


def test_a_cached_file_is_not_downloaded_again(monkeypatch, tmp_path):
    asked = serve(monkeypatch, CONTENT)
    fetch([part()], tmp_path, node=None)
    fetch([part()], tmp_path, node=None)
    assert asked == ["tool"]


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], b"another file of that name"])
def test_a_damaged_file_of_the_cache_is_fetched_again(monkeypatch, tmp_path, content):
    asked = serve(monkeypatch, CONTENT)
    (tmp_path / sha256(CONTENT)).write_bytes(content)
    files = fetch([part()], tmp_path, node=None)
    assert asked == ["tool"]
    assert files["tool"].read_bytes() == CONTENT


def test_another_file_is_refused_and_not_kept(monkeypatch, tmp_path):
    serve(monkeypatch, b"something else")
    with pytest.raises(BuildError) as error:
        fetch([part()], tmp_path, node=None)
    for fact in ("tool 1.0", sha256(CONTENT), sha256(b"something else")):
        assert fact in str(error.value)
    assert list(tmp_path.iterdir()) == []


def tarball(contents):
    """Pack files, and folders, whose content is None."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in contents.items():
            info = tarfile.TarInfo(name)
            info.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
            info.size = len(content or b"")
            archive.addfile(info, io.BytesIO(content or b""))
    return buffer.getvalue()


def test_of_a_tarball_only_the_wanted_member_is_kept(monkeypatch, tmp_path):
    packed = tarball({"package/wanted": CONTENT, "package/rest": b"rest"})
    serve(monkeypatch, packed)
    wanted = {"sha256": sha256(packed), "member": "package/wanted"}
    files = fetch([part(**wanted, member_sha256=sha256(CONTENT))], tmp_path, node=None)
    assert files["tool"].read_bytes() == CONTENT
    with pytest.raises(BuildError, match=r"tool 1\.0"):
        fetch([part(**wanted, member_sha256=sha256(b"another"))], tmp_path, node=None)


@pytest.mark.parametrize("member", ["package/missing", "package/folder"])
def test_a_tarball_without_the_wanted_file_is_refused(monkeypatch, tmp_path, member):
    packed = tarball({"package/folder": None, "package/folder/file": CONTENT})
    serve(monkeypatch, packed)
    with pytest.raises(BuildError, match=f"must hold a file '{member}'"):
        fetch([part(sha256=sha256(packed), member=member)], tmp_path, node=None)
    assert list(tmp_path.iterdir()) == []
