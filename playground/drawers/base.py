"""What every drawer is: a part of the page that opens on demand and follows the run."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from bokeh.models import ColumnDataSource
from panel.viewable import Viewable
from param.parameterized import Watcher

from playground.experiment import Experiment
from playground.frame import Frame, Unit
from playground.session import Session
from playground.ui.context import Context
from playground.ui.live_text import LiveText
from playground.ui.main_views import View
from playground.ui.throttle import Throttle
from playground.views.figures import Changes, Columns
from playground.views.palette import Theme


class HasSources(Protocol):
    """A part of a drawer with data sources of its own."""

    @property
    def sources(self) -> dict[str, ColumnDataSource]:
        """Its data sources by their names."""


class Themed(Protocol):
    """A part of a drawer whose colours depend on the theme."""

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme."""


class BaseDrawer:
    """A drawer from its opening to its closing, made for the present kind of input.

    A subclass builds `panel` when it is made, from the context and the frame that is going to be
    drawn; what it draws in the course of the run comes from `update`.

    Parameters
    ----------
    context : Context
        What of the application a drawer may use.
    frame : Frame
        The run as it is when the drawer opens.

    Attributes
    ----------
    panel : panel.viewable.Viewable
        What is shown.
    views : sequence
        Views that follow every frame, each with ``columns(frame)`` and ``sources``.
    parts : sequence
        What else has ``sources`` whose columns `update` gives.
    themed : sequence
        Everything in it whose colours depend on the theme, each with ``restyle(theme)``.
    """

    INPUTS: tuple[str, ...] = ()
    """The kinds of input that the drawer is for; all of them if empty."""

    PAUSE = 0.0
    """Seconds between two updates while playing: faster, nobody could read them."""

    panel: Viewable
    views: Sequence[View] = ()
    parts: Sequence[HasSources] = ()
    themed: Sequence[Themed] = ()

    def __init__(self, context: Context, frame: Frame) -> None:
        self.context = context
        self._throttle = Throttle(self.PAUSE, context.clock)
        self._live_texts: list[LiveText] = []
        self._watchers: list[Watcher] = []

    @property
    def experiment(self) -> Experiment:
        """The settings of the run."""
        return self.context.experiment

    @property
    def session(self) -> Session:
        """The run."""
        return self.context.session

    @property
    def playing(self) -> bool:
        """Whether training runs by itself."""
        return self.context.transport.playing

    @property
    def sources(self) -> dict[str, ColumnDataSource]:
        """The data sources whose columns `follow` gives, by their names."""
        given = [*self.views, *self.parts, *self._live_texts]
        return {name: source for part in given for name, source in part.sources.items()}

    def follow(self, frame: Frame) -> Changes:
        """Give what has to change in the data sources for a frame, as views do."""
        columns: dict[str, Columns] = {}
        for view in self.views:
            columns |= view.columns(frame)
        if self._throttle.is_due(hurry=not self.playing):
            columns |= self.update(frame) or {}
        return columns

    def update(self, frame: Frame) -> Changes | None:
        """Bring everything up to date with a frame; return columns of the drawer's own sources."""

    def tap(self, x: float, y: float) -> None:
        """Take a place that was tapped on the figure of the output."""

    @property
    def marked(self) -> Sequence[Unit]:
        """The neurons that it speaks of; the network marks them."""
        return ()

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        for view in self.themed:
            view.restyle(theme)

    def close(self) -> None:
        """Give up what was started; a subclass that starts more gives it up, too."""
        for live_text in self._live_texts:
            live_text.close()
        for watcher in self._watchers:
            self.experiment.param.unwatch(watcher)

    def live_text(
        self, name: str, on_entry: Callable[[str, str], object] | None = None, **options: Any
    ) -> LiveText:
        """Make a text that follows the run, which ends with the drawer; see `LiveText`."""
        made = LiveText(self.context.page.mailbox, name, on_entry, **options)
        self._live_texts.append(made)
        return made

    def watch(self, settings: list[str], follow: Callable[..., object]) -> None:
        """Call a function after changes of some settings for as long as the drawer is open."""
        self._watchers.append(self.experiment.param.watch(follow, settings))

    def draw(self) -> None:
        """Have everything drawn at the end of the present event."""
        self.context.redraw.request()

    def say(self, message: str) -> None:
        """Show a sentence to the user."""
        self.context.notices.say(message)
