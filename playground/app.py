"""The application: the only place where session, views and controls meet."""

import time
from collections import deque

import panel as pn
from bokeh.models import ColumnDataSource

from playground import controls
from playground.editor import Editor
from playground.experiment import Experiment, parse_permalink
from playground.frame import Unit, parse_address
from playground.session import Session
from playground.status import status_texts
from playground.text import text
from playground.views import LossView, NetworkView, OutputView
from playground.views.figures import as_sources
from playground.views.palette import INK, RGBA

RATE_WINDOW = 40
"""Frames over which the rates of frames and epochs are averaged."""

PAGE_STATE = {"hovered": "", "selected": "", "theme": "light"}
"""What the page tells: the part under the pointer, the part being edited, the colour theme."""


class App:
    """One playground: an experiment, its session, and what shows and steers them.

    Attributes
    ----------
    roots : dict of str to panel.viewable.Viewable
        The components by the name of their place on the page.
    playing : bool
        Whether `tick` trains.
    send : callable
        Takes what has to change in the data sources, ``{source: {column: values}}``. By default it
        assigns them in Python; the browser's host puts its faster way here.
    """

    def __init__(self):
        self.experiment = Experiment()
        self.session = Session(self.experiment)
        self.playing = False
        self.message = ""
        self.announcement = ""
        self.send = self._assign
        self._rates = deque(maxlen=RATE_WINDOW)
        self._hovered = ""
        self.editor = Editor(self.session, self.draw)
        frame = self.session.frame()
        self.themed_views = [NetworkView(frame), LossView(frame)]
        self.views = [*self.themed_views, OutputView(frame)]
        self._page = ColumnDataSource(_single_row(PAGE_STATE), name="page")
        self._status = ColumnDataSource(_single_row(self._texts(frame)), name="status")
        # Figures carry the sources that nothing draws into the document.
        palette = ColumnDataSource({"rgba": RGBA}, name="palette")
        self.views[0].figure.tags = [self._page, self._status, palette]
        self.roots = self._make_roots()
        self._page.on_change("data", self._follow_page)
        self.experiment.param.watch(self._follow_experiment, list(self.experiment.param.values()))

    def start(self, permalink):
        """Take up the settings of a link and show the first picture."""
        self.load(permalink)

    def play(self):
        """Start training."""
        if self.session.diverged:
            self.session.reset()
        self.message = ""
        self._rates.clear()
        self._set_playing(True)

    def pause(self):
        """Stop training and say where it stands."""
        if self.playing:
            self._set_playing(False)

    def toggle(self):
        """Play or pause."""
        self.pause() if self.playing else self.play()

    def step(self, epochs=1):
        """Train for a few epochs, then rest."""
        self.playing = False
        self.session.advance(epochs)
        self._after_training()
        self._set_playing(False)

    def reset(self):
        """Start again from the same initial weights."""
        self.message = ""
        self.session.reset()
        self._set_playing(False)

    def new_weights(self):
        """Start again from other initial weights."""
        self.experiment.seed += 1

    def regenerate(self):
        """Draw the data anew."""
        self.experiment.data_seed += 1

    def load(self, permalink):
        """Take up the settings of a link; what is wrong with it is shown as a message."""
        experiment, messages = parse_permalink(permalink)
        self.playing = False
        self.message = " ".join(messages)
        self.experiment.param.update(**experiment.settings())
        self.session.reset()
        self._set_playing(False)

    def state(self):
        """Describe the run in numbers, for scripts and embedding pages."""
        seconds, frames, epochs = self._elapsed()
        return {
            "epoch": self.session.epoch,
            "trainLoss": self.session.train_loss,
            "testLoss": self.session.test_loss,
            "permalink": self.experiment.to_permalink(),
            "playing": self.playing,
            "framesPerSecond": frames / seconds if seconds else 0.0,
            "epochsPerSecond": epochs / seconds if seconds else 0.0,
        }

    def tick(self, seconds=0.0):
        """Train for one epoch, or for about so many seconds, and draw; nothing while paused."""
        if not self.playing:
            return
        deadline = time.perf_counter() + seconds
        self.session.advance()
        while time.perf_counter() < deadline:
            self.session.advance()
        self._rates.append((time.perf_counter(), self.session.epoch))
        self._after_training()
        self.draw()

    def draw(self):
        """Send a picture of the present state to the page."""
        frame = self.session.frame(self._shown())
        columns = {}
        for view in self.views:
            columns |= view.columns(frame)
        columns["status"] = _single_row(self._texts(frame))
        self.send(columns)

    def _texts(self, frame):
        return {
            **status_texts(frame),
            **self.editor.texts(),
            "permalink": self.experiment.to_permalink(),
            "state": "playing" if self.playing else "ready",
            "message": self.message,
            "announcement": self.announcement,
        }

    def _set_playing(self, playing):
        self.playing = playing
        button = self.roots["play"]
        button.name = text("button.pause" if playing else "button.play")
        button.css_classes = ["icon-button", "play", "icon-pause" if playing else "icon-play"]
        self.roots["recover"].visible = self.session.diverged
        self.announcement = "" if playing else self._announce()
        self.draw()

    def _announce(self):
        session = self.session
        return text(
            "status.announcement",
            epoch=session.epoch,
            test_loss=f"{session.test_loss:.3f}",
            train_loss=f"{session.train_loss:.3f}",
        )

    def _after_training(self):
        if self.session.diverged:
            self.message = text(
                "message.diverged",
                epoch=self.session.epoch + 1,
                learning_rate=f"{self.experiment.learning_rate:g}",
            )
            self._set_playing(False)

    def _recover(self):
        self.message = ""
        self.experiment.learning_rate = self.experiment.learning_rate / 10
        self.reset()

    def _complain(self, message):
        self.message = message
        self.draw()

    def _follow_experiment(self, *_):
        self.editor.check()
        self.roots["recover"].visible = self.session.diverged
        self.draw()

    def _follow_page(self, _attribute, _old, data):
        page = {key: str(data.get(key, [default])[0]) for key, default in PAGE_STATE.items()}
        if page["theme"] in INK:
            for view in self.themed_views:
                view.restyle(page["theme"])
        self._hovered = page["hovered"]
        self.editor.select(page["selected"])
        self.draw()

    def _shown(self):
        """Find the unit or feature under the pointer, if the present network still has it."""
        name = self._hovered.removeprefix("feature:")
        if name in self.experiment.offered_features:
            return name
        part = parse_address(self._hovered, self.session.shape)
        return part if isinstance(part, Unit) else None

    def _make_roots(self):
        experiment = self.experiment
        layers = controls.LayerControls(experiment)
        neurons = {
            f"{verb}_neuron_{layer}": button
            for layer, pair in enumerate(layers.neurons)
            for verb, button in zip(("remove", "add"), pair, strict=True)
        }
        return {
            "reset": controls.icon_button(text("button.reset"), "reset", self.reset),
            "play": controls.icon_button(text("button.play"), "play", self.toggle),
            "step": controls.icon_button(text("button.step"), "step", self.step),
            **controls.training_controls(experiment),
            **controls.data_controls(experiment, self.regenerate),
            "new_weights": controls.button(text("button.new_weights"), self.new_weights),
            "features": controls.feature_buttons(experiment, self._complain),
            **layers.layers,
            **neurons,
            **controls.output_controls(experiment),
            "recover": controls.button(text("button.recover"), self._recover),
            **self.editor.roots,
            **{view.figure.name: pn.pane.Bokeh(view.figure) for view in self.views},
        }

    def _elapsed(self):
        if len(self._rates) < 2:
            return 0.0, 0, 0
        (first, first_epoch), (last, last_epoch) = self._rates[0], self._rates[-1]
        return last - first, len(self._rates) - 1, last_epoch - first_epoch

    def _assign(self, columns):
        sources = {name: source for view in self.views for name, source in view.sources.items()}
        sources["status"] = self._status
        for name, values in columns.items():
            source = sources[name]
            source.data = {**source.data, **as_sources(values)}


def _single_row(values):
    return {name: [value] for name, value in values.items()}


def serve():
    """Show the application through Panel's own server, for development."""
    from playground.page import render

    app = App()
    template = pn.Template(render(host="server"))
    for name, root in app.roots.items():
        template.add_panel(name, root)
    pn.state.add_periodic_callback(app.tick, period=33)
    pn.state.onload(lambda: app.start(pn.state.location.hash if pn.state.location else ""))
    template.servable(title=text("page.title"))


if __name__.startswith("bokeh_app"):
    serve()
