"""Headings and explanations of the drawers."""

from markupsafe import Markup

from playground.ui.markup import paragraph
from playground.ui.widgets import HTML


def head(title: str, about: str) -> HTML:
    """Make the head of a drawer: its name, and in a sentence what it is for."""
    words = Markup("<h2>{}</h2><p>{}</p>").format(title, about)
    return HTML(words, css_classes=["drawer-head"])


def heading(words: str) -> HTML:
    """Make a heading."""
    return HTML(Markup("<h3>{}</h3>").format(words))


def hint(words: object, *css_classes: str) -> HTML:
    """Make a paragraph that explains."""
    return HTML(paragraph(words), css_classes=["hint", *css_classes])
