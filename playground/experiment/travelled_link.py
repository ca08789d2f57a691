"""A link as it was meant, out of what mail, chats and word processors have made of it.

None of the signs that come in on the way belongs to a setting's value: there is no ``#``, ``?``,
``&``, ``%``, ``>`` or white space in one, and none but that of points ends in a full stop, or in a
closing bracket that was not opened. So they are taken out without a guess; what is left of a link
that was cut stays as it is, and is named where it means nothing.
"""

import re
from collections.abc import Collection
from urllib.parse import unquote

MOST_LAYERS_OF_ESCAPES = 5
"""How often a program after another may have escaped a link."""

MOST_BREAKS = 2
"""How often a key may have been broken."""

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""How a whole address begins."""

AMPERSAND = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
"""How HTML spells the sign between two settings."""

BREAK = re.compile(r"=?[\r\n]+[>|\s]*|=?\s*>[>\s]*|[\s\xad\u200b-\u200f\u2060-\u2064\ufeff]+")
"""The end of a line in a mail, also of a quoted one, blanks, and signs that are not seen."""

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
"""Signs that a word processor puts in place of a hyphen."""

AROUND = "<>\"'`*«»‹›„“”‚‘’"  # noqa: RUF001 - quotation marks of several languages
"""Signs that a sentence puts around a link."""

AFTER = AROUND + ".,;:!?&]}"
"""Signs that a sentence puts behind a link."""

POINTS_AT_END = re.compile(r"(?:^|[#?&])points=[^&]*$")
"""The one setting whose value may end in a full stop: if there are no points of the last class."""

BEFORE = AROUND + "([{"


def parts(link: str, known: Collection[str], with_formulas: Collection[str]) -> list[list[str]]:
    """Split a link into its settings.

    Parameters
    ----------
    link : str
        A permalink with or without "#", or a whole address that ends in one.
    known : collection of str
        Keys that a link can have.
    with_formulas : collection of str
        Those of the keys whose values may have equals signs in them.

    Returns
    -------
    list of [key, value]
        In the order of the link. A key that differs from a known one in capitals, underscores or
        the break of a line is that one; others are left as they are.
    """
    alike = {_plain(key): key for key in known}
    pieces = _fragment(_decoded(link)).split("&")
    return [_setting(piece, alike, with_formulas) for piece in pieces if piece]


def closest(name: str, names: Collection[str]) -> str:
    """Return the one of several names that is meant: they may differ in capitals and underscores.

    If there is none, the name itself in small letters.
    """
    name = name.lower()
    if name in names:
        return name
    return next((one for one in names if _plain(one) == _plain(name)), name)


def _decoded(link: str) -> str:
    """Return a link without escapes, and without what has come in between its letters."""
    for _ in range(MOST_LAYERS_OF_ESCAPES):
        before, link = link, unquote(AMPERSAND.sub("&", BREAK.sub("", link)))
        if link == before:
            break
    if "=3D" in link:  # an equals sign in a mail that is "quoted-printable"
        link = link.replace("=3D", "=")
    link = BREAK.sub("", link.translate(DASHES)).lstrip(BEFORE)
    return _without_end(link)


def _without_end(link: str) -> str:
    signs = AFTER.replace(".", "") if POINTS_AT_END.search(link) else AFTER
    while link:
        shorter = link.rstrip(signs)
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if shorter == link:
            break
        link = shorter
    return link


def _fragment(link: str) -> str:
    """Return what follows the first "#", else the first "?"; of an address without them nothing."""
    for mark in "#?":
        before, found, after = link.partition(mark)
        if found and (mark == "#" or "=" not in before):
            link = after
    is_address = ADDRESS.match(link)
    return "" if is_address else re.sub("[#?]", "&", link)


def _setting(piece: str, alike: dict[str, str], with_formulas: Collection[str]) -> list[str]:
    """Split a setting at its equals sign; another one may be the break of a line."""
    before, *after = piece.split("=")
    for place in range(min(len(after), MOST_BREAKS) + 1):
        key = alike.get(_plain("".join([before, *after[:place]])))
        if key:
            return [key, ("=" if key in with_formulas else "").join(after[place:])]
    return [before, "=".join(after)]


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
