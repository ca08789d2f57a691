"""What the page and the application tell each other beside pictures and widgets.

Each side has data sources that the other follows: the page tells what is pointed at and opened, the
application tells texts to show and things to give to the user.
"""

from bokeh.models import ColumnDataSource

from playground.views.palette import CLASS_RGBA, RGBA

PAGE_STATE = {
    "hovered": "",
    "selected": "",
    "theme": "light",
    "drawer": "",
    "dismissed": "0",
    "refused_files": "0",
    "address": "",
}
"""What the page tells: the part under the pointer, the part to edit, the theme, the drawer to open
(after the number of such wishes and a colon), how many messages were dismissed, how many files were
too large to read, the address of the folder it was loaded from if it is the built page."""

DELIVERY = {"number": "0", "action": "", "name": "", "format": "", "text": ""}
"""What the page shall give to the user, counted; the actions are in ``static/delivery.js``."""


class Channel:
    """The data sources by which page and application follow each other.

    Parameters
    ----------
    on_news : callable
        Takes what the page tells anew, a dict with some of the keys of `PAGE_STATE`.

    Attributes
    ----------
    told : dict of str to str
        What the page has told last, with the keys of `PAGE_STATE`.
    own : list of ColumnDataSource
        The sources that the application writes.
    sources : list of ColumnDataSource
        All of them, and the palettes of the pictures.
    """

    def __init__(self, on_news):
        self.told = PAGE_STATE
        self._on_news = on_news
        self._deliveries = 0
        self._page = ColumnDataSource(single_row(PAGE_STATE), name="page")
        self._status = ColumnDataSource(name="status")
        delivery = ColumnDataSource(single_row(DELIVERY), name="delivery")
        palette = ColumnDataSource({"rgba": RGBA, "class_rgba": CLASS_RGBA}, name="palette")
        self.own = [self._status, delivery]
        self.sources = [self._page, *self.own, palette]
        self._page.on_change("data", self._follow_page)

    def show(self, texts):
        """Set the texts that the page shows at first.

        Parameters
        ----------
        texts : dict of str to str
        """
        self._status.data = single_row(texts)

    def delivery(self, action, name, kind, content):
        """Return the columns that have the page give something to the user, see `App.deliver`."""
        self._deliveries += 1
        row = {"number": str(self._deliveries), "action": action, "name": name, "format": kind}
        text = [content] if isinstance(content, str) else content
        return {"delivery": {**single_row(row), "text": text}}

    def _follow_page(self, _attribute, _old, data):
        before = self.told
        self.told = {key: str(data.get(key, [old])[0]) for key, old in before.items()}
        self._on_news({key: value for key, value in self.told.items() if value != before[key]})


def single_row(values):
    """Return the columns of a data source with one row."""
    return {name: [value] for name, value in values.items()}
