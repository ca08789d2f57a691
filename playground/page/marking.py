"""Marks the texts in the page's HTML by their keys, so that a script can put others there.

While the page is rendered, `mark` puts signs around each text that no text has; `marked` makes
attributes of them: ``data-text`` names the key of what an element shows, ``data-filled`` what
is filled in, and ``data-named`` which attributes are texts, by which keys.
"""

import json
import re

from playground.text import text as in_words

BEGIN, BETWEEN, END = "\x02", "\x1f", "\x03"

PIECE = rf"{BEGIN}([^{BETWEEN}]*){BETWEEN}([^{BETWEEN}]*){BETWEEN}([^{END}]*){END}"
"""A marked text: its key, its values and itself."""

TAG = re.compile(r"<[a-zA-Z][^<>]*>")
ATTRIBUTE = re.compile(rf'([\w-]+)="{PIECE}"')
CONTENT = re.compile(rf"<([a-zA-Z][^<>]*)>{PIECE}(?=</)|{PIECE}")


def mark(key: str, **values: object) -> str:
    """Return a text with signs around it that say which one it is."""
    return (
        BETWEEN.join((BEGIN + key, json.dumps(values) if values else "", in_words(key, **values)))
        + END
    )


def marked(page: str) -> str:
    """Turn the signs in a page's HTML into attributes."""
    return CONTENT.sub(_element, TAG.sub(_tag, page))


def _tag(found: re.Match[str]) -> str:
    """Name the attributes of a tag that are texts."""
    keys = [f"{name}={key}" for name, key, *_ in ATTRIBUTE.findall(found.group())]
    if not keys:
        return found.group()
    bare = ATTRIBUTE.sub(r'\1="\4"', found.group())
    return f'{bare[:-1]} data-named="{" ".join(keys)}">'


def _element(found: re.Match[str]) -> str:
    """Name the text that an element shows; one beside others gets an element of its own."""
    tag, *groups = found.groups()
    key, values, shown = groups[:3] if tag else groups[3:]
    filled = f' data-filled="{values}"' if values else ""
    opened = f'{tag or "span"} data-text="{key}"{filled}'
    return f"<{opened}>{shown}" + ("" if tag else "</span>")
