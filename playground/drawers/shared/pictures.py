"""Saves the figures of an open drawer as pictures."""

import panel as pn
from panel.viewable import Viewable

from playground.text import text
from playground.ui.context import Context
from playground.ui.widgets import Button, Column, Row, Select, text_button

PICTURES = (
    "drawing",
    "graph",
    "hidden",
    "history",
    "landscape_contours",
    "landscape_surface",
    "landscape_axes",
    "prediction",
    "skip_plain_contours",
    "skip_residual_contours",
)
"""Names of the figures in drawers of which there are pictures; "picture.<name>" is the title."""

FORMATS = ("png", "svg")
"""Formats of pictures."""


class Pictures:
    """A list of the figures that a drawer shows at present, and a button for each format.

    Parameters
    ----------
    context : Context
    content : panel.viewable.Viewable
        What the drawer shows.

    Attributes
    ----------
    panel : Column
        Hidden while there is no figure.
    """

    def __init__(self, context: Context, content: Viewable) -> None:
        self._context = context
        self._content = content
        self._choice = Select(label=text("picture.figure"), css_classes=["figure-choice"])
        buttons = [self._button(kind) for kind in FORMATS]
        self.panel = Column(Row(self._choice, *buttons, css_classes=["pictures"]))
        self.follow()

    def follow(self) -> None:
        """Offer the figures that are in sight."""
        names = [name for name in _figures(self._content) if name in PICTURES]
        options = {text(f"picture.{name}"): name for name in names}
        if options != self._choice.options:
            self._choice.param.update(options=options, value=names[0] if names else None)
        self.panel.visible = bool(names)

    def _button(self, kind: str) -> Button:
        return text_button(text("picture.save", format=kind.upper()), lambda: self._save(kind))

    def _save(self, kind: str) -> None:
        name = self._choice.value
        file = f"playground-{name}-{self._context.session.epoch}.{kind}"
        self._context.page.save_picture(file, kind, name)


def _figures(part: Viewable) -> list[str]:
    """List the names of the figures in a part of the page that is in sight."""
    if not part.visible:
        return []
    if isinstance(part, pn.pane.Bokeh):
        return [part.object.name]
    return [name for inner in getattr(part, "objects", []) for name in _figures(inner)]
