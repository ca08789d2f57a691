"""How long a text may be: the page is tested with each English text written twice."""

from string import Formatter

ALWAYS = 12
"""Characters that have room everywhere."""

FILLED_IN = 2
"""Characters of what takes the place of a placeholder, such as a number."""

WIDE = {
    "allowed.": 80,
    "history.run": 18,
    "sheet.now": 40,
}
"""Characters that have room where a short English text is part of a sentence or of a wide table."""

NARROW = {
    "label.": 12,
    "landscape.mark.": 12,
    "page.tour_": 18,
    "speed.": 16,
}
"""Characters that have room in places that are narrower than that, by the beginning of the key."""


def length(text: str) -> int:
    """Return how long a text is where it is shown, two characters for each placeholder."""
    return sum(
        len(words) + (FILLED_IN if name is not None else 0)
        for words, name, _, _ in Formatter().parse(text)
    )


def longest(key: str, english: int) -> int:
    """Return how many characters a translation may have.

    Parameters
    ----------
    key : str
    english : int
        The length of the English text, see `length`.
    """
    wide = [most for start, most in WIDE.items() if key.startswith(start)]
    narrow = [most for start, most in NARROW.items() if key.startswith(start)]
    return min([max(ALWAYS, 2 * english + 1, *wide), *narrow])
