"""Changes to other people's files: what each replaces must be there once, or the build stops."""

from collections.abc import Mapping

from playground.packaging.errors import BuildError


def replaced(name: str, source: bytes, changes: Mapping[str, str]) -> bytes:
    """Return a file with changes.

    Parameters
    ----------
    name : str
        Of the file, for the error.
    source : bytes
        In UTF-8.
    changes : Mapping
        What is there -> what comes in its place, one after another.

    Raises
    ------
    BuildError
        If a change does not apply exactly once.
    """
    for old, new in changes.items():
        if (count := source.count(old.encode())) != 1:
            raise BuildError(
                f"{name} cannot be changed for the page: {old!r} must occur once, got {count}. "
                "Does the version in the lock file fit?"
            )
        source = source.replace(old.encode(), new.encode())
    return source
