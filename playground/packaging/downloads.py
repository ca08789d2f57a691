"""Downloads of the locked files through pip and npm, kept in a cache named by their digests."""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from playground.packaging import browser_python
from playground.packaging.errors import BuildError
from playground.packaging.lock import Part
from playground.packaging.node import Node

WHEEL_TARGET = (
    *("--platform", "manylinux2014_x86_64", "--python-version", browser_python.VERSION),
    *("--implementation", "cp", "--abi", f"cp{browser_python.TAG}"),
)
"""One fixed platform for the two wheels with native code, of which only Python files are used."""


def fetch(parts: Iterable[Part], cache: Path, node: Node) -> dict[str, Path]:
    """Return the local file of every part; download those that the cache does not have whole.

    What the cache has is believed by its content, not by its name.

    Raises
    ------
    BuildError
        If a download fails or a file is not the locked one.
    """
    files = {part.name: cache / part.digest for part in parts}
    missing = [part for part in parts if not is_whole(files[part.name], part)]
    cache.mkdir(parents=True, exist_ok=True)
    for part in missing:
        print(f"Downloading {part.package} {part.version} …", flush=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            file = DOWNLOADERS[part.source](part, Path(folder), node)
            check(file, part.sha256, part)
            if part.member:
                file = extract(file, part.member, Path(folder))
                check(file, part.member_sha256, part)
            os.replace(file, files[part.name])
    return files


def is_whole(file: Path, part: Part) -> bool:
    """Tell whether a file of the cache is the locked one."""
    return file.is_file() and _digest(file) == part.digest


def check(file: Path, expected: str | None, part: Part) -> None:
    """Raise a BuildError unless the file has the expected SHA-256."""
    found = _digest(file)
    if found != expected:
        raise BuildError(
            f"{part.package} {part.version}: SHA-256 of {file.name} must be {expected}, got {found}"
        )


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def download_wheel(part: Part, folder: Path, node: Node) -> Path:
    """Download one wheel with pip."""
    command: list[str | Path] = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps"]
    command += ["--only-binary", ":all:", *WHEEL_TARGET, "--dest", folder]
    _run([*command, f"{part.package}=={part.version}"], part)
    return _only_file(folder, part)


def download_tarball(part: Part, folder: Path, node: Node) -> Path:
    """Download one package with npm."""
    specifier = f"{part.package}@{part.version}"
    _run([*node.npm, "pack", "--silent", "--pack-destination", folder, specifier], part)
    return _only_file(folder, part)


DOWNLOADERS = {"pypi": download_wheel, "npm": download_tarball}


def extract(tarball: Path, member: str, folder: Path) -> Path:
    """Extract one file of a tarball into the folder."""
    target = folder / "member"
    with tarfile.open(tarball) as archive:
        target.write_bytes(read_member(archive, member))
    return target


def read_member(archive: tarfile.TarFile, member: str) -> bytes:
    """Read a file of a tarball.

    Raises
    ------
    BuildError
        If the tarball holds no such file, or a folder of that name.
    """
    file = archive.extractfile(member) if member in archive.getnames() else None
    if file is None:
        raise BuildError(
            f"The tarball must hold a file {member!r}, got none. "
            "Does the version in the lock file fit?"
        )
    return file.read()


def _run(command: Sequence[str | Path], part: Part) -> None:
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        message = (result.stderr or result.stdout).strip()
        raise BuildError(f"{part.package} {part.version} could not be downloaded:\n{message}")


def _only_file(folder: Path, part: Part) -> Path:
    files = list(folder.iterdir())
    if len(files) != 1:
        raise BuildError(f"{part.package} {part.version}: expected one file, got {len(files)}")
    return files[0]
