"""The text of a page as platforms write it: without tags, comments and signs that are not seen."""

import re
from contextlib import suppress
from html import unescape

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)[^<>]*+>|<[!?][^<>]*+>")
"""A tag or a declaration; where the next one begins it ends, and nothing of it is read in another
way, so that reading takes linear time."""

_BLOCK = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|div|footer|form|h[1-6r]|head|header|html|li"
    "|main|nav|ol|p|pre|section|table|tbody|t[dhr]|thead|title|ul",
    re.IGNORECASE,
)
"""Elements that stand on lines of their own."""

_SIGNS = {
    **dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff")),
    ord("\xa0"): " ",
}
"""Signs that say where a line may break, which nobody sees or copies on purpose."""


def plain_text(page: str) -> str:
    """Return what a page shows, each block on a line of its own.

    Parameters
    ----------
    page : str
        HTML, whole or a part of it, right or wrong.
    """
    shown = _TAG.sub(_break, _without_comments(page))
    with suppress(ValueError):  # the number of a sign has more digits than Python reads
        shown = unescape(shown)
    return shown.translate(_SIGNS)


def _break(tag: re.Match[str]) -> str:
    return "\n" if tag[1] and _BLOCK.fullmatch(tag[1]) else ""


def _without_comments(page: str) -> str:
    first, *others = page.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)
