"""Text that follows the run: HTML whose values come with the frames, as the figures' data do."""

from collections.abc import Mapping
from typing import Any

from bokeh.models import ColumnDataSource
from markupsafe import Markup

from playground.page.mailbox import EntryHandler, Mailbox
from playground.ui.widgets import HTML

Texts = dict[str, str]
"""Texts by their names."""


class LiveText:
    """A piece of HTML of which some elements get new texts with every frame.

    An element with ``data-key="name"`` shows the text of that name, an input field while it has not
    the focus; one with ``data-share="name"`` gets the text as its CSS variable ``--share``. What is
    entered in a field comes back, and so does ``data-enter="name"`` of a button that is pressed,
    and which key of ``data-keys="Enter,Delete"`` is pressed in an element that has the focus; so do
    the value of a radio button for its ``data-choose="name"``, and ``data-toggle="name"`` of
    ``<details>`` that are opened. An element with ``data-first`` is brought into sight.

    Parameters
    ----------
    mailbox : Mailbox
        Brings what is entered.
    name : str
        Name of the data source, unique on the page.
    on_entry : callable, optional
        Takes the name of a field or button, or the list of keys, and what was entered: an empty
        text for a button, the key that was pressed.
    kept_as : str, optional
        What `Storage` keeps that is made of it: what was typed last is kept along with that, should
        the page be left before it is taken.

    Attributes
    ----------
    panel : HTML
        The piece.
    sources : dict of str to ColumnDataSource
        Where its texts are.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        name: str,
        on_entry: EntryHandler | None = None,
        kept_as: str = "",
        **options: Any,
    ) -> None:
        self._mailbox = mailbox
        self._name = name
        self._kept_as = kept_as
        self._is_odd = False
        self._source = ColumnDataSource({"key": [], "text": []}, name=name)
        self.sources = {name: self._source}
        self.panel = HTML(tags=[self._source], **options)
        mailbox.on_entry(name, on_entry)

    def show(self, markup: str, texts: Mapping[str, str], anew: bool = False) -> None:
        """Show other HTML, which is `Markup`, with texts by their names to begin with.

        The texts have to be in the document along with the HTML; frames may come earlier. HTML that
        is shown already stays as it is, unless it is to be shown anew.
        """
        self._source.data = {"key": list(texts), "text": list(texts.values())}
        self._is_odd ^= anew
        element = Markup('<live-text name="{}" data-kept="{}"{}>{}</live-text>')
        odd = " odd" if self._is_odd else ""
        self.panel.object = element.format(self._name, self._kept_as, odd, markup)

    def keep_as(self, name: str) -> None:
        """Have what is typed last kept along with another text; counts when HTML is shown next."""
        self._kept_as = name

    def columns(self, texts: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
        """Give what has to change in the data source so that these texts are shown."""
        return {self._name: {"key": list(texts), "text": list(texts.values())}}

    def close(self) -> None:
        """Take nothing that is entered any more."""
        self._mailbox.on_entry(self._name, None)
