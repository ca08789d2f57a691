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


OWN_LETTERS = {"es": {"ñ": "n"}}
"""Letters with a mark that are letters of their own in a language -> after which one they stand."""

LAST = "\uf8ff"
"""A sign behind all letters, and no part of a name."""


def collated(words: str, code: str) -> str:
    """Return a text in letters that sort as those of a language do, without case and marks.

    Parameters
    ----------
    words : str
    code : str
        The language, such as "es" or "es-MX".

    Examples
    --------
    >>> sorted(["Núria", "Nuñez", "Nuno"], key=lambda name: collated(name, "es"))
    ['Nuno', 'Nuñez', 'Núria']
    >>> sorted(["Núria", "Nuñez", "Nuno"], key=lambda name: collated(name, "de"))
    ['Nuñez', 'Nuno', 'Núria']
    """
    own = OWN_LETTERS.get(code.partition("-")[0], {})
    letters = unicodedata.normalize("NFC", words.casefold())
    return folded("".join(own.get(one, one) + LAST * (one in own) for one in letters))
