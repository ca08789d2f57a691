"""The application: the only place where session, views, widgets and drawers meet."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial

import panel as pn
from bokeh.events import Tap
from bokeh.models import ColumnDataSource

from playground.assignment.host import AssignmentHost
from playground.drawers.drawers import Drawers
from playground.experiment import Experiment
from playground.page.mailbox import Handler
from playground.page.page import Page
from playground.session import Session, save_file
from playground.text import text
from playground.ui.context import Context
from playground.ui.frame_pace import Parts
from playground.ui.loader import Loader
from playground.ui.main_views import MainViews
from playground.ui.notices import Notices
from playground.ui.page_components import make_roots
from playground.ui.page_state import PageState
from playground.ui.parameter_editor import Editor
from playground.ui.redraw import MESSAGES, PROGRESS, Redraw
from playground.ui.run_events import RunEvents
from playground.ui.transport import Transport
from playground.ui.undo import Undo
from playground.ui.widgets import Change
from playground.views.figures import Changes, as_sources, single_row
from playground.views.palette import CLASS_RGBA, INK, RGBA, Theme

TICK = 0.012
"""Seconds of training per frame: leaves time for drawing at 60 frames per second."""


class App:
    """One playground: an experiment, its session, and what shows and steers them.

    Attributes
    ----------
    context : Context
        Its parts, as drawers and exercises get them.
    drawers : Drawers
        What opens on demand.
    roots : dict of str to panel.viewable.Viewable
        The components by the name of their place on the page.
    send : callable
        Takes what has to change in the data sources, ``{source: {column: values}}``. By default it
        assigns them in Python; the browser's host puts its faster way here.
    """

    def __init__(self) -> None:
        self.send: Callable[[Changes], object] = self._assign
        self._theme: Theme = "light"
        session = Session(Experiment())
        redraw = Redraw(self._compose, self._send)
        notices = Notices(redraw.request)
        page = Page(redraw.request_messages, notices.say, notices.take_back)
        frame = session.frame()
        self.context = Context(
            session=session,
            transport=Transport(session, notices, redraw),
            notices=notices,
            redraw=redraw,
            page=page,
            main_views=MainViews(frame),
            editor=Editor(session, redraw.request),
            send=lambda columns: self.send(columns),
        )
        self.drawers = Drawers(self.context)
        self.context.assignments = AssignmentHost(self.context, self.drawers)
        self.context.loader = Loader(self.context, self.drawers)
        self.context.undo = Undo(self.context)
        self.context.transport.refusal = self.context.assignments.refusal_to_run
        self._page_state = PageState(self.context, self.drawers)
        self._run_events = RunEvents(
            page.events, session.experiment, self.state, lambda: self.context.clock()
        )
        self._status = ColumnDataSource(single_row(self._page_state.news(frame)), name="status")
        self.roots, self._transport_buttons = make_roots(self.context, self.drawers)
        self._listen()

    def _listen(self) -> None:
        palette = ColumnDataSource({"rgba": RGBA, "class_rgba": CLASS_RGBA}, name="palette")
        context, views = self.context, self.context.main_views
        # Figures carry the sources that nothing draws into the document.
        views.curve.figure.tags = [self._status, palette, *context.page.mailbox.sources]
        tap = partial(self._handle, lambda event: self.drawers.tap(event.x, event.y))
        views.output.figure.on_event(Tap, tap)
        context.experiment.param.watch(self._follow_experiment, list(context.experiment.settings()))
        handlers: dict[str, Handler] = {
            "hello": self._greet,
            "theme": self._restyle,
            "hover": self._point,
            "select": context.editor.select,
            "drawer": self.drawers.open,
            "dismiss": context.notices.dismiss,
            "describe": lambda _: context.page.packs.need("looking", self._describe),
            "file_refused": lambda _: context.notices.say(text("page.file_too_large")),
        }
        for kind, handler in handlers.items():
            context.page.mailbox.on(kind, partial(self._handle, handler))

    @property
    def experiment(self) -> Experiment:
        """The settings, the single source of truth."""
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
    def busy(self) -> bool:
        """Whether `tick` has anything to do."""
        return self.playing or self.context.jobs.active

    @property
    def eager(self) -> bool:
        """Whether `tick` has something to do even if nothing of it can be drawn yet."""
        return self.playing and self.experiment.speed == "fast"

    @property
    def wait(self) -> float:
        """Seconds until the next `tick` has anything to do."""
        return 0.0 if self.context.jobs.active else self.context.transport.player.wait

    def event(self) -> AbstractContextManager[None]:
        """Return a context manager: what happens in its block is drawn together, at its end."""
        return self.context.redraw.event()

    def start(self, permalink: str) -> None:
        """Take up the settings of a link and show the first picture."""
        self.load(permalink)

    def play(self) -> str | None:
        """Start training; return what is said about that, as `_told` does."""
        return self._told(self.context.transport.play)

    def pause(self) -> None:
        """Stop training and say where it stands."""
        self.context.transport.pause()

    def step(self, epochs: int = 1) -> str | None:
        """Train for a few epochs, or one batch in slow motion, then rest."""
        return self._told(partial(self.context.transport.step, epochs))

    def reset(self) -> str | None:
        """Start again from the same initial weights."""
        return self._told(self.context.transport.reset)

    def load(self, permalink: str) -> str | None:
        """Take up the settings of a link, as `Loader.load` does."""
        return self._told(partial(self.context.loader.load, permalink))

    def saved(self) -> str:
        """Return the run as the text of a file."""
        return save_file.write(self.session)

    def restore(self, saved: str, is_announced: bool = True) -> None:
        """Go on from a run that another application, which is gone, has left by `saved`.

        Parameters
        ----------
        saved : str
        is_announced : bool
            Whether to say so: nobody has asked for it if Python has broken down.
        """
        with self.event():
            try:
                self.context.loader.restore(save_file.read(saved))
            except ValueError as error:
                self.context.notices.say(str(error))
            else:
                if is_announced:
                    self.context.notices.say(text("page.restored", epoch=self.session.epoch))

    def _told(self, action: Callable[[], object]) -> str | None:
        """Do something; return what the page says about it, None if all went as it was asked."""
        notices = self.context.notices
        with self.event():
            if notices.message:
                notices.say("")
            action()
        return notices.message or None

    def state(self) -> dict[str, str | float]:
        """Describe the run in numbers, for scripts and embedding pages."""
        session = self.session
        frames, epochs = self.context.transport.player.rates
        return {
            "epoch": session.epoch,
            "trainLoss": session.train_loss,
            "testLoss": session.test_loss,
            "permalink": self.experiment.to_permalink(),
            "playing": self.playing,
            "framesPerSecond": frames,
            "epochsPerSecond": epochs,
        }

    def listen(self, *names: str) -> None:
        """Tell a page around this one of these events; see `Events.listen`."""
        self.context.page.events.listen(names)
        self._run_events.begin()
        self.context.redraw.request()

    def tick(self, seconds: float = TICK, draw: bool = True, screen: float = 0.0) -> None:
        """Work for about so many seconds: train and draw while playing, and run the jobs.

        Parameters
        ----------
        seconds : float
            How long it may take, apart from drawing.
        draw : bool
            Whether fewer than two pictures are on their way to the screen; else this only trains.
        screen : float
            Seconds that the page took to draw the last picture.
        """
        context = self.context
        context.pace.screen = screen
        with self.event():
            start = context.clock()
            context.transport.tick(seconds, draw and (context.pace.is_due or not self.eager))
            context.pace.trained(context.clock() - start)
            context.jobs.run(seconds)

    def _compose(self, wanted: int) -> Changes:
        """Give what the page does not know yet: the messages, and the present state beyond them."""
        context = self.context
        if wanted == MESSAGES:
            return context.page.mailbox.columns()
        context.pace.begin()
        is_partial = wanted == PROGRESS
        is_coarse = is_partial and context.pace.detail.coarse
        frame = context.session.frame(self._page_state.shown, is_coarse)
        context.main_views.follow(frame, self._theme)
        if context.comparison is not None:
            context.comparison.follow(frame, self.playing)
        drawer_columns = self.drawers.follow(frame)
        context.assignments.observe(frame)
        self._run_events.follow(self.playing)
        self._transport_buttons.follow(self.playing, context.session.diverged)
        context.undo.follow()
        parts = context.pace.next_parts() if is_partial else Parts()
        columns = {
            **context.main_views.columns(frame, self.playing, parts),
            **drawer_columns,
            **context.assignments.columns(),
            "status": single_row(self._page_state.news(frame)),
        }
        return {**context.page.mailbox.columns(), **columns}

    def _send(self, columns: Changes) -> None:
        self.send(columns)
        if "status" in columns:
            self.context.pace.composed()

    def _follow_experiment(self, *events: Change) -> None:
        context = self.context
        with self.event():
            if context.assignments.follow({event.name for event in events}):
                return
            self._run_events.changed([event.name for event in events])
            if not context.session.diverged:
                context.notices.say("")
            context.undo.offer(events)
            context.editor.check()
            context.redraw.request()

    def _handle(self, handler: Handler, content: object) -> None:
        """Take a message or an event of the page, and show what has become of it."""
        with self.event():
            handler(content)
            self.context.redraw.request()

    def _greet(self, page: Mapping[str, str]) -> None:
        self.context.page.address = page["address"]
        self._restyle(page["theme"])

    def _restyle(self, theme: str) -> None:
        if theme in INK and theme != self._theme:
            self._theme = theme
            self.context.main_views.restyle(theme)
            self.drawers.restyle(theme)

    def _describe(self) -> None:
        # Nobody but who asks pays for it.
        from playground.ui.run_description import describe

        self.context.page.mailbox.post("description", describe(self.session))

    def _point(self, address: str) -> None:
        self._page_state.hovered = address

    def _assign(self, columns: Changes) -> None:
        context = self.context
        views = context.main_views.views
        sources = {name: source for view in views for name, source in view.sources.items()}
        sources |= {str(one.name): one for one in (self._status, *context.page.mailbox.sources)}
        sources |= self.drawers.sources | context.assignments.sources
        # The drawer that some columns were for may have been closed since.
        for name in columns.keys() & sources.keys():
            source = sources[name]
            source.data = {**source.data, **as_sources(columns[name])}


def serve() -> None:
    """Show the application through Panel's own server, for development."""
    from playground.page.template import render

    app = App()
    document = pn.state.curdoc
    assert document is not None  # the server makes one for each visit
    # Panel handles some events without the document's lock, which a data source needs to change.
    app.send = lambda columns: document.add_next_tick_callback(partial(app._assign, columns))
    template = pn.Template(render(host="server"))
    for name, root in app.roots.items():
        template.add_panel(name, root)
    pn.state.add_periodic_callback(app.tick, period=33)
    pn.state.onload(lambda: app.start(pn.state.location.hash if pn.state.location else ""))
    template.servable(title=text("page.title"))


if __name__.startswith("bokeh_app"):
    serve()
