"""The lock file: every file that is downloaded, pinned by version and SHA-256."""

import json
from dataclasses import dataclass
from pathlib import Path

from playground.packaging.errors import BuildError


@dataclass(frozen=True)
class Part:
    """One file of the runtime.

    Attributes
    ----------
    name : str
        What we call it.
    source : str
        ``"pypi"`` or ``"npm"``.
    package, version : str
        What to ask that source for.
    sha256 : str
        Digest of the wheel or npm tarball.
    member, member_sha256 : str or None
        For a tarball of which only one file is wanted: its path in it and its digest.
    python : str
        Version of the Python in it, without the last number; empty if there is none.
    development : bool
        Whether only the tests need it; such a file never gets into ``dist/``.
    """

    name: str
    source: str
    package: str
    version: str
    sha256: str
    member: str | None = None
    member_sha256: str | None = None
    python: str = ""
    development: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of the file that is kept."""
        return self.member_sha256 or self.sha256


LOCK_FILE = Path(__file__).parents[2] / "static/runtime.lock.json"
"""That of this project."""


def read_lock(path: Path = LOCK_FILE) -> dict[str, Part]:
    """Read the lock file: name -> :class:`Part`.

    Raises
    ------
    BuildError
        If it is damaged.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {name: Part(name=name, **entry) for name, entry in entries.items()}
    except json.JSONDecodeError as error:
        raise BuildError(f"{path.name} is damaged in line {error.lineno}: {error.msg}") from None
    except (UnicodeDecodeError, TypeError, AttributeError) as error:
        raise BuildError(f"{path.name} is damaged: {error}") from None
