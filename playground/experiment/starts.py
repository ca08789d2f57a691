"""Ready-made starts: experiments that show something worth watching, each as a link."""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple


class Start(NamedTuple):
    """An experiment to begin with.

    Attributes
    ----------
    name : str
        "starts.<name>" is its title in the catalogue, "starts_look.<name>" what to look for.
    link : str
        Its settings, as in a permalink.
    epochs : int
        After which what it promises can be seen.
    """

    name: str
    link: str
    epochs: int


@cache
def starts() -> tuple[Start, ...]:
    """Return all starts in the order of showing."""
    file = resources.files("playground.experiment") / "starts.json"
    return tuple(Start(**row) for row in json.loads(file.read_text(encoding="utf-8")))
