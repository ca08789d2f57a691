"""Parts of the page that open on demand; nothing of theirs is imported or built before.

A drawer is a module of this package with a class `Drawer`, see `Drawers`. It may use the
application's experiment, session, jobs, `draw` and `complain`, and never the page itself.
"""

from functools import partial
from importlib import import_module

from playground.experiment.control_names import DRAWERS, hides
from playground.ui.widgets import Column

PACKS = {"exercise": "exercises", "author": "exercises"}
"""Name of a drawer -> the pack that has to be there before it opens, if it needs one."""


class Drawers:
    """Opens one drawer at a time.

    A drawer is made with the application as its only argument when it opens, and has

    * ``panel``: the Panel component to show,
    * ``views``: the views in it, each with ``columns(frame)``, ``sources`` and, if its colours
      depend on the theme, ``restyle(theme)``,
    * ``close()``: gives up what it has started,
    * if it wants to know, ``tap(x, y)``: takes the places that are tapped on the output's figure.

    It is made for the present kind of input; another kind gets a new one. If its module has
    ``INPUTS``, these are the kinds that it is for.

    Parameters
    ----------
    app : App
        Handed to every drawer.

    Attributes
    ----------
    root : Column
        The place of the open drawer.
    open_name : str
        Its name, empty if none is open.
    """

    def __init__(self, app):
        self._app = app
        self._drawer = self._pictures = None
        self._wanted = ""
        self._inputs = app.experiment.inputs
        self.open_name = ""
        self.root = Column(name="drawer")

    @property
    def views(self):
        """The views of the open drawer."""
        return [] if self._drawer is None else self._drawer.views

    def open(self, name):
        """Open a drawer in place of the present one; any other text closes it.

        If the drawer needs a pack, it opens when that is there, unless another one is asked for
        meanwhile.

        Parameters
        ----------
        name : str
            One of `DRAWERS`; one that is hidden does not open.
        """
        self._wanted = name
        if name in PACKS:
            self._app.packs.need(PACKS[name], partial(self._open_if_wanted, name))
        else:
            self._open(name)

    def _open_if_wanted(self, name):
        if name == self._wanted:
            self._open(name)
            self._app.draw()

    def _open(self, name):
        if name == self.open_name:
            return
        if self._drawer is not None:
            self._drawer.close()
        self._drawer, self.open_name = None, ""
        if name in DRAWERS and not self.is_hidden(name):
            self._drawer, self.open_name = self._make(name), name
            for view in self.views:
                if hasattr(view, "restyle"):
                    view.restyle(self._app.theme)
        self._pictures = None
        self.root.objects = [] if self._drawer is None else self._content()

    def _content(self):
        pictures = import_module("playground.drawers.shared.pictures")
        self._pictures = pictures.Pictures(self._app, self._drawer.panel)
        return [self._drawer.panel, self._pictures.panel]

    def is_hidden(self, name):
        """Tell whether the experiment hides a drawer."""
        return not set(hides(name)).isdisjoint(self._app.experiment.hide)

    def _make(self, name):
        module = import_module(f"playground.drawers.{name}.drawer")
        kinds = getattr(module, "INPUTS", (self._app.experiment.inputs,))
        if self._app.experiment.inputs in kinds:
            return module.Drawer(self._app)
        return import_module("playground.drawers.shared.elsewhere").Drawer(self._app, kinds[0])

    def follow(self, frame):
        """Open the present drawer anew if the kind of input has changed: it is made for one."""
        changed, self._inputs = frame.inputs != self._inputs, frame.inputs
        if changed and self.open_name:
            name = self.open_name
            self.open("")
            self.open(name)

    def tap(self, x1, x2):
        """Tell the open drawer that a place was tapped on the output's figure."""
        if hasattr(self._drawer, "tap"):
            self._drawer.tap(x1, x2)

    def columns(self, frame):
        """Give what has to change in the open drawer's data sources, as views do."""
        columns = {}
        for view in self.views:
            columns |= view.columns(frame)
        if self._pictures is not None and not self._app.playing:
            self._pictures.follow()
        return columns
