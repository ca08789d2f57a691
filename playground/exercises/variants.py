"""Variants: seeds of a student's own, computed from the name or number that the student enters.

Page and grader compute them alike, so a result need only hold what was entered.
"""

import unicodedata
from hashlib import sha256

LONGEST_NAME = 60
"""Characters of a name or number at most."""

SEEDS = 1_000_000
"""Seeds that there are: in a class hardly ever two students get the same."""


def own_seed(exercise: str, setting: str, student: str) -> int:
    """Return a student's own value of a seed.

    Parameters
    ----------
    exercise : str
        Identifier of the exercise; for another one the student gets another value.
    setting : str
        "seed" or "data_seed".
    student : str
        As entered; blanks, capitals and ways to write the same letters make no difference.
    """
    content = "/".join((exercise, setting, key(student)))
    return int.from_bytes(sha256(content.encode()).digest()[:8], "big") % SEEDS


def key(student: str) -> str:
    """Return a name or number without what makes no difference; names that are alike are equal."""
    return unicodedata.normalize("NFKC", " ".join(student.split())).casefold()
