"""The application: the only place where session, views and controls meet."""

from functools import partial

import panel as pn
from bokeh.events import Tap

from playground.assignment.host import AssignmentHost
from playground.drawers import Drawers
from playground.experiment import MAX_SEED, Experiment, parse_permalink
from playground.experiment.control_names import DRAWERS, UNUSED
from playground.experiment.permalink import take
from playground.experiment.setting_kinds import excerpt
from playground.frame import Unit, parse_address
from playground.page.channel import Channel, single_row
from playground.page.lazy_packs import Packs
from playground.page.storage import Storage, describe_problem
from playground.session import Session
from playground.session.kept_runs import KeptRuns
from playground.session.player import Player
from playground.session.stopping import DIVERGENCE
from playground.text import text
from playground.ui.background_jobs import Jobs
from playground.ui.main_views import Stage
from playground.ui.page_components import make_roots, show_playing
from playground.ui.parameter_editor import Editor
from playground.ui.permissions import Permissions
from playground.ui.status_texts import loss_text, status_texts
from playground.ui.stop_messages import explain
from playground.ui.throttle import Throttle
from playground.views.figures import as_sources
from playground.views.palette import INK

TICK = 0.012
"""Seconds of training per frame: leaves time for drawing at 60 frames per second."""

CURVE_PAUSE = 0.1
"""Seconds between two drawings of the loss curves while playing."""


class App:
    """One playground: an experiment, its session, and what shows and steers them.

    Attributes
    ----------
    experiment : Experiment
        The settings, the single source of truth.
    session : Session
        The run.
    jobs : Jobs
        Long computations in the background.
    packs : Packs
        Modules that get into the browser when something needs them.
    stage : Stage
        The figures; an open drawer may mark a sample on that of the output.
    kept_runs : KeptRuns
        Earlier runs to compare with.
    ink : DigitDrawing or None
        The digit on the sketch pad, once there is one.
    permissions : Permissions
        What the controls may change.
    keeper : Storage
        Has the page keep texts from visit to visit.
    coursework : AssignmentHost
        The exercise that is being worked on, if there is one.
    roots : dict of str to panel.viewable.Viewable
        The components by the name of their place on the page.
    send : callable
        Takes what has to change in the data sources, ``{source: {column: values}}``. By default it
        assigns them in Python; the browser's host puts its faster way here.
    """

    def __init__(self):
        self.experiment = Experiment()
        self.session = Session(self.experiment)
        self.player = Player(self.session)
        self.jobs = Jobs()
        self.packs = Packs(self.complain)
        self.theme = "light"
        self.send = self._assign
        self.kept_runs = KeptRuns()
        self.ink = None
        self.permissions = Permissions()
        self.keeper = Storage(lambda columns: self.send(columns))
        self.keeper.on_problem = lambda problem: self.complain(describe_problem(problem))
        self.keeper.on_copied = lambda is_copied: self.complain(
            text("page.copied" if is_copied else "page.not_copied")
        )
        self._message = ""
        self._announcement = ""
        self._curve_pace = Throttle(CURVE_PAUSE)
        self.editor = Editor(self.session, self.draw)
        self.drawers = Drawers(self)
        self.coursework = AssignmentHost(self)
        frame = self.session.frame()
        self.stage = Stage(frame)
        self._channel = Channel(self._follow_page)
        # Figures carry the sources that nothing draws into the document.
        self.stage.curve.figure.tags = [*self._channel.sources, *self.keeper.sources]
        self._channel.show(self._texts(frame))
        self.roots = make_roots(self)
        figure = self.stage.output.figure
        figure.on_event(Tap, lambda event: self.drawers.tap(event.x, event.y))
        self.experiment.param.watch(self._follow_experiment, list(self.experiment.settings()))

    @property
    def playing(self):
        """Whether training runs by itself."""
        return self.player.playing

    @property
    def address(self):
        """Where the built page lies on the web, ending in a slash; empty if it is not built."""
        return self._channel.told["address"]

    @property
    def busy(self):
        """Whether `tick` has anything to do."""
        return self.playing or self.jobs.active

    @property
    def wait(self):
        """Seconds until the next `tick` has anything to do."""
        return 0.0 if self.jobs.active else self.player.wait

    def start(self, permalink):
        """Take up the settings of a link and show the first picture."""
        self.load(permalink)

    def play(self):
        """Start training."""
        if self._is_refused("play"):
            return
        if self.session.diverged:
            self.session.reset()
        self._message = ""
        self.player.play()
        self._show_playing()

    def pause(self):
        """Stop training and say where it stands."""
        if self.playing:
            self.player.pause()
            self._show_playing()

    def toggle(self):
        """Play or pause."""
        self.pause() if self.playing else self.play()

    def step(self, epochs=1):
        """Train for a few epochs, or one batch in slow motion, then rest."""
        if self._is_refused("step"):
            return
        self.player.pause()
        if self.experiment.speed == "slow":
            self.session.advance_batch()
        else:
            self.session.advance(epochs)
        if self.session.diverged:
            self._message = explain(DIVERGENCE, self.session)
        self._show_playing()

    def reset(self):
        """Start again from the same initial weights."""
        self._message = ""
        self.player.pause()
        self.session.reset()
        self._show_playing()

    def new_weights(self):
        """Start again from other initial weights."""
        self.experiment.seed = _next_seed(self.experiment.seed)

    def regenerate(self):
        """Draw the data anew."""
        self.experiment.data_seed = _next_seed(self.experiment.data_seed)

    def load(self, permalink):
        """Take up the settings of a link; what is wrong with it is shown as a message.

        A link may open an exercise, or the contents of the course at a lesson, by the keys
        "exercise" and "lesson", and a drawer by the key "open". While an exercise is open, a link
        changes what the exercise allows, and an empty one leaves it.
        """
        asked, settings = take(permalink, ("exercise", "lesson", "open"))
        if "exercise" in asked:
            self.draw()
            self.coursework.open(asked["exercise"], settings)
        elif self.coursework.desk is not None and settings:
            self.coursework.apply(settings)
        else:
            self.coursework.leave()
            self._load(settings)
        if "lesson" in asked:
            self.coursework.show_contents(asked["lesson"])
        if "open" in asked:
            self._open_by_link(asked["open"])

    def _load(self, settings):
        experiment, messages = parse_permalink(settings)
        self.player.pause()
        self.experiment.param.update(**experiment.settings())
        self.session.reset()
        self.show(" ".join(messages))

    def _open_by_link(self, name):
        if name in DRAWERS:
            self.open_drawer(name)
        else:
            self.complain(text("link.no_part", found=excerpt(name)))

    def restore(self, saved):
        """Take up a saved run in place of the present one.

        Parameters
        ----------
        saved : savefile.Saved
        """
        if problem := self.coursework.refusal(saved.experiment):
            self.complain(problem)
            return
        self.player.pause()
        self.experiment.param.update(**saved.experiment.settings())
        self.session.restore(saved.theta, saved.epoch, saved.curve)
        self._message = ""
        self._show_playing()

    def deliver(self, action, name="", kind="", content=""):
        """Have the page give something to the user.

        Parameters
        ----------
        action : str
            "file", "clipboard" or "picture".
        name : str
            Name of the file.
        kind : str
            Its format: "json", "py", "yaml" or "zip"; "png" or "svg" for a picture.
        content : str or ndarray of uint8
            The text, the bytes, or the name of the figure that the picture shows.
        """
        self.send(self._channel.delivery(action, name, kind, content))

    def state(self):
        """Describe the run in numbers, for scripts and embedding pages."""
        frames, epochs = self.player.rates
        return {
            "epoch": self.session.epoch,
            "trainLoss": self.session.train_loss,
            "testLoss": self.session.test_loss,
            "permalink": self.experiment.to_permalink(),
            "playing": self.playing,
            "framesPerSecond": frames,
            "epochsPerSecond": epochs,
        }

    def tick(self, seconds=TICK):
        """Work for about so many seconds: train and draw while playing, and run the jobs."""
        if self.player.tick(seconds):
            if self.player.stopped_by:
                self._message = explain(self.player.stopped_by, self.session)
                self._show_playing()
            else:
                self.draw()
        self.jobs.run(seconds)

    def show(self, message=""):
        """Show the present state after a larger change, with a message to the user."""
        self._message = message
        self._show_playing()

    def complain(self, message):
        """Show a message to the user."""
        self._message = message
        self.draw()

    def open_drawer(self, name):
        """Open a drawer, or close the open one if the name is empty; the page follows."""
        self.drawers.open(name)
        self.draw()

    def draw(self):
        """Send a picture of the present state to the page."""
        frame = self.session.frame(self._shown())
        self.stage.follow(frame, self.theme)
        self.drawers.follow(frame)
        columns = {}
        for view in self._due_views():
            columns |= view.columns(frame)
        columns |= self.drawers.columns(frame)
        columns |= self.coursework.columns(frame)
        columns["status"] = single_row(self._texts(frame))
        self.send(columns)

    def _due_views(self):
        """List the views to draw now: the curve's axes are slow, and no eye misses one frame."""
        views = self.stage.views
        if self._curve_pace.is_due(hurry=not self.playing):
            return views
        return [view for view in views if view is not self.stage.curve]

    def _texts(self, frame):
        return {
            **status_texts(frame),
            **self.editor.texts(),
            "asked": self._channel.told["selected"],
            **self.coursework.texts(),
            "permalink": self.coursework.address or self.experiment.to_permalink(),
            "state": "playing" if self.playing else "ready",
            "message": self._message,
            "announcement": self._announcement,
            "drawer": self.drawers.open_name,
            "hide": ",".join([*self.experiment.hide, *UNUSED[self.experiment.inputs]]),
        }

    def _show_playing(self):
        show_playing(self.roots["play"], self.playing)
        self.roots["recover"].visible = self.session.diverged
        self._announcement = "" if self.playing else self._announce()
        self.draw()

    def _announce(self):
        session = self.session
        return text(
            "status.announcement",
            epoch=session.epoch,
            test_loss=loss_text(session.test_loss),
            train_loss=loss_text(session.train_loss),
        )

    def recover(self):
        """Start again with a tenth of the learning rate, which made the training diverge."""
        # rounded, lest 0.7 become 0.06999999999999999
        self.experiment.learning_rate = float(f"{self.experiment.learning_rate / 10:.6g}")
        self.reset()

    def _is_refused(self, control):
        problem = self.coursework.refusal_to_run(control)
        if problem:
            self.complain(problem)
        return bool(problem)

    def _follow_experiment(self, *events):
        if self.coursework.follow({event.name for event in events}):
            return
        if not self.session.diverged:
            self._message = ""
        self.editor.check()
        self.roots["recover"].visible = self.session.diverged
        if self.drawers.open_name and self.drawers.is_hidden(self.drawers.open_name):
            self.drawers.open("")
        self.draw()

    def _follow_page(self, news):
        if news.get("theme") in INK:
            self._restyle(news["theme"])
        if "drawer" in news:
            self.drawers.open(news["drawer"].rpartition(":")[2])
        if "selected" in news:
            self.editor.select(news["selected"])
        if "dismissed" in news:
            self._message = ""
        if "refused_files" in news:
            self._message = text("page.file_too_large")
        self.draw()

    def _restyle(self, theme):
        self.theme = theme
        self.stage.restyle(theme)
        for view in self.drawers.views:
            if hasattr(view, "restyle"):
                view.restyle(theme)

    def _shown(self):
        """Find the unit or feature under the pointer, if the present network still has it."""
        hovered = self._channel.told["hovered"]
        name = hovered.removeprefix("feature:")
        if name in self.session.inputs.offered:
            return name
        part = parse_address(hovered, self.session.shape)
        return part if isinstance(part, Unit) else None

    def _assign(self, columns):
        views = [*self.stage.views, *self.drawers.views]
        sources = {name: source for view in views for name, source in view.sources.items()}
        own = [*self._channel.own, *self.keeper.sources]
        sources |= {source.name: source for source in own} | self.coursework.sources
        # The drawer that some columns were for may have been closed since.
        for name in columns.keys() & sources.keys():
            source = sources[name]
            source.data = {**source.data, **as_sources(columns[name])}


def _next_seed(seed):
    return (seed + 1) % (MAX_SEED + 1)


def serve():
    """Show the application through Panel's own server, for development."""
    from playground.page.template import render

    app = App()
    document = pn.state.curdoc
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
