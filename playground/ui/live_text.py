"""Text that follows the run: HTML whose values come with the frames, as the figures' data do."""

from bokeh.models import ColumnDataSource

from playground.ui.widgets import HTML


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
    name : str
        Name of the data source, unique on the page.
    on_entry : callable, optional
        Takes the name of a field or button, or the list of keys, and what was entered: an empty
        text for a button, the key that was pressed.

    Attributes
    ----------
    panel : HTML
        The piece.
    sources : dict of str to ColumnDataSource
        Where its texts are.
    """

    def __init__(self, name, on_entry=lambda key, entered: None, **options):
        self._name = name
        self._on_entry = on_entry
        self._serial = 0
        self._source = ColumnDataSource({"key": [], "text": []}, name=name)
        columns = {"key": [], "text": [], "serial": []}
        self._entries = ColumnDataSource(columns, name=f"{name}_entries")
        self._entries.on_change("data", self._follow)
        self.sources = {name: self._source}
        self.panel = HTML(tags=[self._source, self._entries], **options)

    def show(self, markup, texts):
        """Show other HTML, with texts by their names to begin with.

        The texts have to be in the document along with the HTML; frames may come earlier.
        """
        self._source.data = {"key": list(texts), "text": list(texts.values())}
        opening = f'<live-text source="{self._name}" entries="{self._name}_entries">'
        self.panel.object = f"{opening}{markup}</live-text>"

    def columns(self, texts):
        """Give what has to change in the data source so that these texts are shown."""
        return {self._name: {"key": list(texts), "text": list(texts.values())}}

    def _follow(self, _attribute, _old, data):
        for serial, key, entered in zip(data["serial"], data["key"], data["text"], strict=True):
            if serial > self._serial:
                self._serial = serial
                self._on_entry(key, entered)
