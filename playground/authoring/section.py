"""A section of the form: HTML that is made of a draft, and the texts in its fields."""

from collections.abc import Callable
from typing import Protocol

from playground.authoring.draft import Draft
from playground.authoring.piece import Named, Piece
from playground.ui.live_text import LiveText

TextOf = Callable[..., str]
"""Takes what text it is and what it is about, and returns the text."""


class MakeLiveText(Protocol):
    """Makes a `LiveText` of a name, a function and options."""

    def __call__(
        self, name: str, on_entry: Callable[[str, str], None], *, css_classes: list[str]
    ) -> LiveText:
        """Make it."""


class Section:
    """A part of the form that is shown anew by itself, so that the others keep the focus.

    Parameters
    ----------
    live_text : MakeLiveText
    name : str
        Of its data source.
    render : callable
        Takes the draft and returns a `Piece`.
    on_entry : callable
        Takes the section, an action as JSON and what was entered.

    Attributes
    ----------
    panel : HTML
    keys : dict of str to tuple
        The texts in the HTML, see `Piece`.
    """

    def __init__(
        self,
        live_text: MakeLiveText,
        name: str,
        render: Callable[[Draft], Piece],
        on_entry: Callable[["Section", str, str], None],
    ) -> None:
        self._render = render
        self._live = live_text(
            name, lambda action, entered: on_entry(self, action, entered), css_classes=["form"]
        )
        self.panel = self._live.panel
        self.keys: dict[str, Named] = {}

    def keep_as(self, name: str) -> None:
        """Have what is typed last kept along with a draft of this name."""
        self._live.keep_as(name)

    def show(self, draft: Draft, text_of: TextOf, anew: bool = False) -> None:
        """Show the fields that the draft needs now.

        Parameters
        ----------
        draft : Draft
        text_of : TextOf
        anew : bool
            Whether the same fields are shown anew, too.
        """
        markup, self.keys = self._render(draft)
        self._live.show(markup, self._texts(text_of), anew)

    def columns(self, text_of: TextOf) -> dict[str, dict[str, list[str]]]:
        """Give what has to change in the data source so that the texts are right."""
        return self._live.columns(self._texts(text_of))

    def _texts(self, text_of: TextOf) -> dict[str, str]:
        return {key: text_of(*named) for key, named in self.keys.items()}
