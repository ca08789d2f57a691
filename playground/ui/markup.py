"""Small pieces of HTML: whatever is put in is escaped unless it is `Markup` itself."""

from collections.abc import Iterable

from markupsafe import Markup


def each(piece: Markup, values: Iterable[object]) -> Markup:
    """Return a piece of HTML for each value, one after the other.

    Parameters
    ----------
    piece : Markup
        With a place ``{}`` for the value.
    values : iterable
    """
    return Markup("").join(map(piece.format, values))


def paragraph(words: object) -> Markup:
    """Return a paragraph."""
    return Markup("<p>{}</p>").format(words)


def untranslated(words: object) -> Markup:
    """Return words that a browser is to leave as they are when it translates the page."""
    return Markup('<span translate="no">{}</span>').format(words)


def live_number(key: str) -> Markup:
    """Return the place of a number among the texts of a `LiveText`."""
    return Markup('<span translate="no" data-key="{}"></span>').format(key)


def live_formula(key: str) -> Markup:
    """Return a paragraph for a formula among the texts of a `LiveText`."""
    return Markup('<p class="formula" translate="no" data-key="{}"></p>').format(key)


def line_sample(color: str, dash: Iterable[int]) -> Markup:
    """Return a picture of a curve's line: its colour, and the lengths of its dashes."""
    return Markup(
        '<svg width="26" height="8" aria-hidden="true"><path d="M0 4h26" stroke="{}" '
        'stroke-width="2.5" stroke-dasharray="{}"/></svg>'
    ).format(color, " ".join(map(str, dash)))
