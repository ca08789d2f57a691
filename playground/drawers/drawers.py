"""The place of the drawers: opens one at a time; nothing of theirs is imported or built before."""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from bokeh.models import ColumnDataSource

from playground.experiment.control_names import DRAWERS, hides
from playground.frame import Frame
from playground.text import text
from playground.ui.context import Context
from playground.ui.prose import head
from playground.ui.widgets import Column
from playground.views.figures import Changes, as_sources
from playground.views.palette import Theme

if TYPE_CHECKING:
    from playground.drawers.base import BaseDrawer
    from playground.drawers.shared.pictures import Pictures

PACKS = {
    "exercise": ("exercises",),
    "author": ("exercises",),
    "grading": ("exercises", "grading"),
    "by_eye": ("looking",),
    "starts": ("looking",),
}
"""Name of a drawer -> the packs that have to be there before it opens, if it needs any."""

USUAL_PACKS = ("rest",)
"""Those of every other drawer; each pack comes with them."""


class Drawers:
    """Opens drawers and has the open one follow the run.

    A drawer is the class `Drawer` in the module ``drawer`` of the package of its name. It is made
    when the next frame is drawn, so that it begins with that frame.

    Parameters
    ----------
    context : Context
        Handed to every drawer.

    Attributes
    ----------
    root : Column
        The place of the open drawer.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._drawer: BaseDrawer | None = None
        self._pictures: Pictures | None = None
        self._name = self._awaited = ""
        self._inputs = context.experiment.inputs
        self._theme: Theme = "light"
        self.root = Column(name="drawer")

    @property
    def open_name(self) -> str:
        """The name of the open drawer, empty if none is open."""
        return self._name

    @property
    def sources(self) -> dict[str, ColumnDataSource]:
        """The data sources of the open drawer by their names."""
        return {} if self._drawer is None else self._drawer.sources

    @property
    def drawer(self) -> "BaseDrawer | None":
        """The open drawer, or None."""
        return self._drawer

    @property
    def marked(self) -> str:
        """The addresses of the neurons that the open drawer speaks of, by commas."""
        return "" if self._drawer is None else ",".join(map(str, self._drawer.marked))

    def open(self, name: str) -> None:
        """Open a drawer in place of the present one; any other text closes it.

        If the drawer needs a pack, it opens when that is there, unless another one is asked for
        meanwhile.

        Parameters
        ----------
        name : str
            One of `DRAWERS`; one that is hidden does not open.
        """
        self._awaited = name
        self._open_with(name, *(PACKS.get(name, USUAL_PACKS) if name else ()))

    def close(self) -> None:
        """Close the open drawer, if there is one."""
        self.open("")

    def is_hidden(self, name: str) -> bool:
        """Tell whether the experiment hides a drawer."""
        return not set(hides(name)).isdisjoint(self._context.experiment.hide)

    def follow(self, frame: Frame) -> Changes:
        """Give what has to change in the open drawer's data sources for a frame.

        It is made now if it has been opened since the last frame, or if the kind of input is
        another one.
        """
        if frame.inputs != self._inputs:
            self._inputs = frame.inputs
            self._put_away()
        if self._name and self.is_hidden(self._name):
            self._open("")
        if self._name and self._drawer is None:
            self._make(frame)
            return {}
        columns = {} if self._drawer is None else self._drawer.follow(frame)
        if self._pictures is not None and not self._context.transport.playing:
            self._pictures.follow()
        return columns

    def tap(self, x1: float, x2: float) -> None:
        """Tell the open drawer that a place was tapped on the output's figure."""
        if self._drawer is not None:
            self._drawer.tap(x1, x2)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._theme = theme
        if self._drawer is not None:
            self._drawer.restyle(theme)

    def _open_with(self, name: str, *packs: str) -> None:
        """Open a drawer once some packs are there, unless it is no longer awaited."""
        if name != self._awaited:
            return
        if packs:
            first, *others = packs
            self._context.page.packs.need(first, partial(self._open_with, name, *others))
        else:
            self._open(name)

    def _open(self, name: str) -> None:
        if name == self._name:
            return
        self._put_away()
        self._name = name if name in DRAWERS and not self.is_hidden(name) else ""
        self._context.redraw.request()

    def _put_away(self) -> None:
        drawer, self._drawer, self._pictures = self._drawer, None, None
        if drawer is not None:
            drawer.close()
            self.root.objects = []

    def _make(self, frame: Frame) -> None:
        # A drawer that cannot be made is not tried again at every frame.
        name, self._name = self._name, ""
        module = import_module(f"playground.drawers.{name}.drawer")
        kinds = module.Drawer.INPUTS or (frame.inputs,)
        if frame.inputs in kinds:
            drawer = module.Drawer(self._context, frame)
        else:
            elsewhere = import_module("playground.drawers.shared.elsewhere")
            drawer = elsewhere.Elsewhere(self._context, frame, kinds[0])
        drawer.restyle(self._theme)
        # The page gets the first data along with the document; frames come too early for them.
        for name_of_source, values in drawer.follow(frame).items():
            source = drawer.sources[name_of_source]
            source.data = {**source.data, **as_sources(values)}
        pictures = import_module("playground.drawers.shared.pictures")
        self._drawer, self._name = drawer, name
        self._pictures = pictures.Pictures(self._context, drawer.panel)
        about = head(text(f"drawer.{name}"), text(f"drawer_about.{name}"))
        self.root.objects = [about, drawer.panel, self._pictures.panel]
