"""Turns Markdown into HTML that is safe to show, whoever wrote it.

Raw HTML is shown as text, links lead to http and https only and open a new page, and images, which
would be asked of other servers, are left out.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINK_ATTRIBUTES = {"target": "_blank", "rel": "noopener noreferrer"}

LINE_BREAKS = ("softbreak", "hardbreak")


def to_html(source: str) -> Markup:
    """Return Markdown as HTML.

    Parameters
    ----------
    source : str
        CommonMark with tables.

    Returns
    -------
    Markup
    """
    renderer = _renderer()
    tokens = renderer.parse(source)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs.update(LINK_ATTRIBUTES)
    # what the renderer gives has raw HTML escaped
    return Markup(renderer.renderer.render(tokens, renderer.options, {}))  # noqa: S704


def first_sentence(source: str) -> str:
    """Return the first sentence of a Markdown text without its marks, however many lines it has.

    It ends with the paragraph, the heading or the cell that it is in.
    """
    inlines = (token for token in _renderer().parse(source) if token.type == "inline")
    children = next((token.children for token in inlines if token.content), None) or ()
    words = "".join(" " if one.type in LINE_BREAKS else one.content for one in children)
    words = " ".join(words.split())
    sentence = re.match(r".+?[.!?](?=\s|$)", words)
    return sentence.group() if sentence else words


@cache
def _renderer() -> "MarkdownIt":
    # imported where it is used, since a page without an exercise has no need of it
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    # the way its documents say to restrict links
    renderer.validateLink = _is_web_address  # type: ignore[method-assign, assignment]
    return renderer


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))
