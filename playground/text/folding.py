"""Letters as people look for them and sort them: without their case and the marks on them."""

import unicodedata

LIKE: dict[int, int | str | None] = {
    **str.maketrans("łøđðħŧŋĸ\N{LATIN SMALL LETTER DOTLESS I}", "loddhtnki", "\N{ARABIC TATWEEL}"),
    **{ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"},
}
"""Letters that Unicode does not take apart into another one and a mark -> where they stand among
the others."""


def folded(words: str) -> str:
    """Return a text in letters without case and marks.

    >>> folded("Ärmel"), folded("ŁUKASZ"), folded("Groß"), folded("éclair")
    ('armel', 'lukasz', 'gross', 'eclair')
    """
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).translate(LIKE)
