"""A section of the form: HTML that is made of a draft, and the texts in its fields."""


class Section:
    """A part of the form that is shown anew by itself, so that the others keep the focus.

    Parameters
    ----------
    live_text : callable
        Makes a `LiveText` of a name, a function and options.
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

    def __init__(self, live_text, name, render, on_entry):
        self._render = render
        self._live = live_text(
            name, lambda action, entered: on_entry(self, action, entered), css_classes=["form"]
        )
        self.panel = self._live.panel
        self.keys = {}

    def show(self, draft, text_of):
        """Show the fields that the draft needs now.

        Parameters
        ----------
        draft : Draft
        text_of : callable
            Takes what text it is and what it is about, and returns the text.
        """
        markup, self.keys = self._render(draft)
        self._live.show(markup, self._texts(text_of))

    def columns(self, text_of):
        """Give what has to change in the data source so that the texts are right."""
        return self._live.columns(self._texts(text_of))

    def _texts(self, text_of):
        return {key: text_of(*named) for key, named in self.keys.items()}
