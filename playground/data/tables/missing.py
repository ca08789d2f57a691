"""What people write where a value is missing."""

_SIGNS = {"", "?", "-", "--", "---", "–", "—", "−", ".", "..", "...", "…", "*", "/"}
_WORDS = {
    "na",
    "n/a",
    "n.a.",
    "<na>",
    "nan",
    "-nan",
    "1.#qnan",
    "1.#ind",
    "-1.#ind",
    "null",
    "nil",
    "none",
    "nd",
    "n.d.",
    "k.a.",
    "k. a.",
    "n.v.",
    "#n/a",
    "#n/a n/a",
    "#na",
    "#nv",
    "#n/v",
    "#wert!",
    "#value!",
    "#div/0!",
    "#ref!",
    "#bezug!",
    "#num!",
    "#zahl!",
    "#name?",
    "#null!",
    "missing",
}
_LONGEST = max(map(len, _WORDS))

MAY_BE_NAMES = {"none", "nil", "missing"}
"""Words for a missing value that may be names of classes, too."""


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return len(cell) <= _LONGEST and (cell in _SIGNS or cell.casefold() in _WORDS)
