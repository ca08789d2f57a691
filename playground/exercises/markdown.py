"""Turns Markdown into HTML that is safe to show, whoever wrote it.

Raw HTML is shown as text, links lead to http and https only and open a new page, and images of
other servers, which would be asked for them, become links; those that are given along are shown.
Formulas between dollar signs become MathML. Headings are those of a part of the page.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from playground.exercises import formulas
from playground.exercises.pictures import ITSELF, SCHEME, is_image
from playground.experiment.setting_kinds import excerpt

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LINK_ATTRIBUTES: dict[str, str | int | float] = {
    "target": "_blank",
    "rel": "noopener noreferrer",
}

LINE_BREAKS = ("softbreak", "hardbreak")

HIGHEST_HEADING = 3
"""Level of the highest heading in a text: above it are those of the page and of the exercise."""

LOWEST_HEADING = 6

MOST_CELLS = 1000
"""Cells of a table at most; a larger one stays text."""

UNTRANSLATED = Markup('<{0} translate="no">{1}</{0}>')
"""What a browser is to leave as it is when it translates the page: an element and its content."""

DELIMITER_ROW = re.compile(r"[\s|:-]+")


def to_html(source: str, images: Mapping[str, str] | None = None) -> Markup:
    """Return Markdown as HTML.

    Parameters
    ----------
    source : str
        CommonMark with tables and formulas.
    images : dict, optional
        Name -> data URL of each image that ``![…](image:name)`` can show.

    Returns
    -------
    Markup
    """
    renderer = _renderer()
    tokens = renderer.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) + HIGHEST_HEADING - 1
            token.tag = f"h{min(level, LOWEST_HEADING)}"
        if token.children:
            token.children = _safe_links(token.children, images or {})
    # what the renderer gives has raw HTML escaped
    return Markup(renderer.renderer.render(tokens, renderer.options, {}))  # noqa: S704


def first_sentence(source: str) -> str:
    """Return the first sentence of a Markdown text without its marks, however many lines it has.

    It ends with the paragraph, the heading or the cell that it is in.
    """
    inlines = (token for token in _renderer().parse(source) if token.type == "inline")
    spelled = (" ".join(_words(token.children or ()).split()) for token in inlines)
    words = next(filter(None, spelled), "")
    sentence = re.match(r".+?[.!?](?=\s|$)", words)
    return sentence.group() if sentence else words


class Parts(NamedTuple):
    """What a text has beside words: formulas in TeX, and names of images that are given along."""

    formulas: tuple[str, ...]
    images: tuple[str, ...]


def parts(source: str) -> Parts:
    """Return the formulas and images in a Markdown text, in their order."""
    tokens = [one for token in _renderer().parse(source) for one in token.children or ()]
    images = (str(one.attrs["src"]) for one in tokens if one.type == "image")
    return Parts(
        tuple(one.content for one in tokens if one.type == "formula"),
        tuple(one.removeprefix(SCHEME) for one in images if one.startswith(SCHEME)),
    )


def _words(tokens: Sequence["Token"]) -> str:
    return "".join(" " if one.type in LINE_BREAKS else one.content for one in tokens)


def _safe_links(tokens: Sequence["Token"], images: Mapping[str, str]) -> list["Token"]:
    """Have links open a new page, take those out that lead nowhere, make links of other images."""
    from markdown_it.token import Token

    made: list[Token] = []
    is_link = False
    for token in tokens:
        if token.type == "link_open":
            is_link = _is_web_address(str(token.attrs["href"]))
            token.attrs.update(LINK_ATTRIBUTES)
        if token.type == "image" and (address := _given(token, images)):
            attributes: dict[str, str | int | float] = {"src": address, "alt": token.content}
            made.append(Token("given_image", "img", 0, attrs=attributes))
        elif token.type == "image":
            # a link cannot hold another one
            made += (
                _image_link(token) if not is_link else [Token("text", "", 0, content=token.content)]
            )
        elif is_link or token.type not in ("link_open", "link_close"):
            made.append(token)
        is_link = is_link and token.type != "link_close"
    return made


def _given(image: "Token", images: Mapping[str, str]) -> str:
    """Return the data URL of an image that is given along, or is one; empty for all others."""
    address = str(image.attrs["src"])
    if address.startswith(ITSELF):
        return address if is_image(address) else ""
    return images.get(address.removeprefix(SCHEME), "")


def _image_link(image: "Token") -> list["Token"]:
    from markdown_it.token import Token

    address = image.attrs["src"]
    label = Token("text", "", 0, content=image.content or excerpt(f"{address}"))
    if not _is_web_address(str(address)):
        return [label]
    opened = Token("link_open", "a", 1, attrs={"href": address, **LINK_ATTRIBUTES})
    return [opened, label, Token("link_close", "a", -1)]


@cache
def _renderer() -> "MarkdownIt":
    # imported where it is used, since a page without an exercise has no need of it
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    # the way its documents say to restrict links
    renderer.validateLink = _may_be_given  # type: ignore[method-assign, assignment]
    renderer.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    renderer.inline.ruler.before("escape", "formula", _formula)
    rules = renderer.renderer.rules  # type: ignore[attr-defined]
    rules["formula"] = lambda tokens, i, *_: UNTRANSLATED.format(
        "span", formulas.to_html(tokens[i].content, is_block=tokens[i].markup == "$$")
    )
    rules["code_inline"] = lambda tokens, i, *_: UNTRANSLATED.format("code", tokens[i].content)
    rules["code_block"] = rules["fence"] = lambda tokens, i, *_: Markup("<pre>{}</pre>\n").format(
        UNTRANSLATED.format("code", tokens[i].content)
    )
    # where it is too wide for the text it can be moved, also by keyboard
    rules["table_open"] = lambda *_: '<div class="wide" tabindex="0">\n<table>\n'
    rules["table_close"] = lambda *_: "</table>\n</div>\n"
    return renderer


def _formula(state: "StateInline", silent: bool) -> bool:
    """Read a formula between dollar signs."""
    if state.src[state.pos] != "$":
        return False
    span = formulas.SPAN.match(state.src, state.pos)
    if span is None:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = span["block"] or span["line"]
        token.markup = "$$" if span["block"] else "$"
    state.pos = span.end()
    return True


def _bounded_table(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Read a table, unless it has so many cells that showing it would take long."""
    from markdown_it.rules_block import table

    if start + 1 >= end or not DELIMITER_ROW.fullmatch(_line(state, start + 1)):
        return False
    if start < state.env.get("after_refused_table", 0):
        return False
    columns = _line(state, start).count("|") + 1
    rows = next((n for n in range(start, end) if state.isEmpty(n)), end) - start
    if columns * rows > MOST_CELLS:
        state.env["after_refused_table"] = start + rows
        return False
    return table(state, start, end, silent)


def _line(state: "StateBlock", number: int) -> str:
    return state.src[state.bMarks[number] : state.eMarks[number]]


def _may_be_given(address: str) -> bool:
    return address.startswith((SCHEME, ITSELF)) or _is_web_address(address)


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))
