"""What a package for a learning platform shall be: whole or small, and by which standard."""

from collections.abc import Mapping, Sequence
from typing import cast

from playground.exercises.scorm_manifest import STANDARDS, Standard

WHOLE, SLIM = "whole", "slim"

PACKAGES: Mapping[str, Sequence[str]] = {"contents": (WHOLE, SLIM), "standard": tuple(STANDARDS)}
"""What can be chosen of a package, the usual one first."""

PACKS = {WHOLE: "page", SLIM: "slim-package"}
"""What the page has to fetch for it."""


class PackageChoice:
    """What was chosen of a package.

    Attributes
    ----------
    chosen : dict of str to str
        The option of each of `PACKAGES`.
    """

    def __init__(self) -> None:
        self.chosen = {part: options[0] for part, options in PACKAGES.items()}

    def choose(self, part: str, option: str) -> None:
        """Choose what a package shall be; what cannot be chosen is left alone."""
        if option in PACKAGES.get(part, ()):
            self.chosen[part] = option

    @property
    def is_whole(self) -> bool:
        """Whether the package holds the page; if not it shows it from its address."""
        return self.chosen["contents"] == WHOLE

    @property
    def standard(self) -> Standard:
        """The standard that it follows."""
        return cast(Standard, self.chosen["standard"])

    @property
    def pack(self) -> str:
        """What the page has to fetch for it."""
        return PACKS[self.chosen["contents"]]
