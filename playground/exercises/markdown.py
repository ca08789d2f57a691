"""Turns Markdown into HTML that is safe to show, whoever wrote it.

Raw HTML is shown as text, links lead to http and https only and open a new page, and images, which
would be asked of other servers, are left out.
"""

from functools import cache

LINK_ATTRIBUTES = {"target": "_blank", "rel": "noopener noreferrer"}


def to_html(source):
    """Return Markdown as HTML.

    Parameters
    ----------
    source : str
        CommonMark with tables.
    """
    renderer = _renderer()
    tokens = renderer.parse(source)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs.update(LINK_ATTRIBUTES)
    return renderer.renderer.render(tokens, renderer.options, {})


@cache
def _renderer():
    # imported where it is used, since a page without an exercise has no need of it
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    renderer.validateLink = _is_web_address
    return renderer


def _is_web_address(address):
    return address.lower().startswith(("http://", "https://"))
