"""How long a text may be: the page is tested with each English text written twice."""

ALWAYS = 12
"""Characters that have room everywhere."""

NARROW = {
    "label.": 12,
    "landscape.mark.": 12,
    "page.tour_": 18,
    "speed.": 16,
}
"""Characters that have room in places that are narrower than that, by the beginning of the key."""


def longest(key: str, english: int) -> int:
    """Return how many characters a translation may have.

    Parameters
    ----------
    key : str
    english : int
        The length of the English text.
    """
    room = max(ALWAYS, 2 * english + 1)
    return min([room, *(most for start, most in NARROW.items() if key.startswith(start))])
