"""Names in results: what exercises and questions are filed under if their author names none."""

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

LONGEST = 60
"""Characters of a name at most, as the schema of exercises has it."""

LONGEST_OF_QUESTION = 30
"""Characters that are taken of a question: its name is the heading of a column."""


def identifier(title: str, longest: int = LONGEST) -> str:
    """Return a name made of a text, as "Über den XOR" gives "uber-den-xor"; empty if none can."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def question_names(given: Sequence[tuple[str, str]]) -> list[str]:
    """Return a name for each question, given the one that was entered, or "", and its text.

    A name that was not entered is made of the text, not of the place: when a question is taken out,
    or another one comes before it, no answer counts for another question.
    """
    names: list[str] = []
    taken = {entered for entered, _ in given}
    for entered, asked in given:
        name = entered or _free(_made_of(asked), taken)
        taken.add(name)
        names.append(name)
    return names


def _made_of(asked: str) -> str:
    made = identifier(asked, LONGEST_OF_QUESTION)
    return made or f"question-{crc32(asked.encode()):08x}"


def _free(name: str, taken: set[str]) -> str:
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *numbered) if one not in taken)
