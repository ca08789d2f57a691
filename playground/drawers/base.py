"""What every drawer is: a part of the page that opens on demand and follows the run."""

from playground.ui.live_text import LiveText
from playground.ui.throttle import Throttle


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

    INPUTS = ()
    """The kinds of input that the drawer is for; all of them if empty."""

    PAUSE = 0.0
    """Seconds between two updates while playing: faster, nobody could read them."""

    panel = None
    views = parts = ()
    themed = ()

    def __init__(self, context, frame):
        self.context = context
        self._throttle = Throttle(self.PAUSE, context.clock)
        self._live_texts = []
        self._watchers = []

    @property
    def experiment(self):
        """The settings of the run."""
        return self.context.experiment

    @property
    def session(self):
        """The run."""
        return self.context.session

    @property
    def playing(self):
        """Whether training runs by itself."""
        return self.context.transport.playing

    @property
    def sources(self):
        """The data sources whose columns `follow` gives, by their names."""
        given = [*self.views, *self.parts, *self._live_texts]
        return {name: source for part in given for name, source in part.sources.items()}

    def follow(self, frame):
        """Give what has to change in the data sources for a frame, as views do."""
        columns = {}
        for view in self.views:
            columns |= view.columns(frame)
        if self._throttle.is_due(hurry=not self.playing):
            columns |= self.update(frame) or {}
        return columns

    def update(self, frame):
        """Bring everything up to date with a frame; return columns of the drawer's own sources."""

    def tap(self, x, y):
        """Take a place that was tapped on the figure of the output."""

    def restyle(self, theme):
        """Take the colours of a theme, "light" or "dark"."""
        for view in self.themed:
            view.restyle(theme)

    def close(self):
        """Give up what was started; a subclass that starts more gives it up, too."""
        for live_text in self._live_texts:
            live_text.close()
        for watcher in self._watchers:
            self.experiment.param.unwatch(watcher)

    def live_text(self, name, on_entry=None, **options):
        """Make a text that follows the run, which ends with the drawer; see `LiveText`."""
        made = LiveText(self.context.page.mailbox, name, on_entry, **options)
        self._live_texts.append(made)
        return made

    def watch(self, settings, follow):
        """Call a function after changes of some settings for as long as the drawer is open."""
        self._watchers.append(self.experiment.param.watch(follow, settings))

    def draw(self):
        """Have everything drawn at the end of the present event."""
        self.context.redraw.request()

    def say(self, message):
        """Show a sentence to the user."""
        self.context.notices.say(message)
