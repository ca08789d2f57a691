"""A section of the form: HTML that is made of a draft, and the texts in its fields."""

import re

KEYS = re.compile(r'data-key="([^"]*)"')


class Section:
    """A part of the form that is shown anew by itself, so that the others keep the focus.

    Parameters
    ----------
    live_text : callable
        Makes a `LiveText` of a name, a function and options.
    name : str
        Of its data source.
    render : callable
        Takes the draft and returns HTML.
    on_entry : callable
        Takes the section, a key and what was entered.

    Attributes
    ----------
    panel : HTML
    keys : set of str
        The keys of all texts in the HTML.
    """

    def __init__(self, live_text, name, render, on_entry):
        self._render = render
        self._live = live_text(
            name, lambda key, entered: on_entry(self, key, entered), css_classes=["form"]
        )
        self.panel = self._live.panel
        self.keys = set()

    def show(self, draft, text_of):
        """Show the fields that the draft needs now.

        Parameters
        ----------
        draft : Draft
        text_of : callable
            Takes a key and returns the text for it.
        """
        markup = self._render(draft)
        self.keys = set(KEYS.findall(markup))
        self._live.show(markup, self._texts(text_of))

    def columns(self, text_of):
        """Give what has to change in the data source so that the texts are right."""
        return self._live.columns(self._texts(text_of))

    def _texts(self, text_of):
        return {key: text_of(key) for key in sorted(self.keys)}
