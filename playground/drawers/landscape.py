"""The drawer that shows the loss over a plane through the network's parameters."""

from html import escape

import numpy as np
import panel as pn
from bokeh.events import Pan, PanStart

from playground.drawers.skip_pair import (
    EXAMPLE,
    EXAMPLE_EPOCHS,
    MOST_EPOCHS,
    skip_pair,
    training_data,
)
from playground.insight import landscape
from playground.text import text
from playground.views.contours import ContourView
from playground.views.cuts import CutsView
from playground.views.terrain import TerrainView
from playground.widgets import HTML, Checkbox, Column, IntSlider, Row, Select, bind, text_button

JOB = "landscape"
TURN = "landscape_turn"

CHOICES = {
    "directions": ("random", "path", "between"),
    "normalise": ("filter", "layer", "vector", "none"),
    "data": ("train", "test"),
    "scale": ("linear", "log"),
}
"""Options of the lists, the first of each is chosen at first."""

RESOLUTIONS = (21, 41, 71, 101)
SPANS = (0.25, 0.5, 1.0, 2.0, 5.0)

DEGREES_PER_PIXEL = 0.5
PROGRESS_STEPS = 20
SMALLEST_LOSS = 1e-12


class Drawer:
    """A loss landscape computed on demand: from above, as a surface and along its axes.

    Parameters
    ----------
    app : App
    """

    def __init__(self, app):
        self._app = app
        self._surface = None
        self._seed = 0
        self._start = None
        self._pan_from = 0, 0
        self._lists = {
            name: Select(
                label=text(f"landscape.{name}"),
                options={text(f"landscape.{name}.{option}"): option for option in options},
                value=options[0],
            )
            for name, options in CHOICES.items()
        }
        self._lists["resolution"] = Select(
            label=text("landscape.resolution"),
            options={text("landscape.grid", points=n): n for n in RESOLUTIONS},
            value=41,
        )
        self._lists["span"] = Select(
            label=text("landscape.span"), options={f"±{s:g}": s for s in SPANS}, value=1.0
        )
        self._lists["scale"].param.watch(lambda _: self._show(), "value")
        self._turn = IntSlider(label=text("landscape.turn"), start=-180, end=180, step=5, value=30)
        self._tilt = IntSlider(label=text("landscape.tilt"), start=5, end=90, step=5, value=35)
        for slider in (self._turn, self._tilt):
            slider.param.watch(self._look, "value")
        self._cancel = text_button(text("landscape.cancel"), self._give_up)
        self._cancel.visible = False
        self._progress, self._numbers, self._pair_numbers = HTML(), HTML(), (HTML(), HTML())
        self._hint = HTML(css_classes=["hint"])
        self._contours, self._terrain, self._cuts = ContourView(JOB), TerrainView(), CutsView()
        self._pair = tuple(ContourView(f"landscape_{name}", 280) for name in ("plain", "skip"))
        self._terrain.figure.on_event(PanStart, self._begin_pan)
        self._terrain.figure.on_event(Pan, self._follow_pan)
        self._terrain.turn(self._turn.value, self._tilt.value)
        self._results = self._lay_results_out()
        self._pair_place = self._lay_pair_out()
        self._shown = Column()
        self.views = [self._contours, self._terrain, self._cuts, *self._pair, self]
        self.sources = {}
        self.panel = Row(self._lay_choices_out(), self._shown)
        self.panel.css_classes = ["landscape"]

    def close(self):
        """Give up what is being computed."""
        self._app.jobs.cancel(JOB)
        self._app.jobs.cancel(TURN)

    def columns(self, frame):
        """Let the mark of the present state follow the run."""
        if self._surface is not None and self._is_of_network():
            self._contours.move(self._marks())
            self._terrain.move(self._peaks())
        return {}

    def _lay_choices_out(self):
        skip = Checkbox(label=text("setting.skip"))
        return Column(
            HTML(f"<h3>{text('landscape.title')}</h3>"),
            HTML(f"<p>{text('landscape.note')}</p>", css_classes=["hint"]),
            *self._lists.values(),
            text_button(text("landscape.redraw"), self._redraw),
            Row(text_button(text("landscape.compute"), self._compute), self._cancel),
            self._progress,
            HTML(f"<h3>{text('landscape.skip')}</h3>"),
            HTML(f"<p>{text('landscape.skip_note')}</p>", css_classes=["hint"]),
            bind(skip, self._app.experiment, "skip"),
            text_button(text("landscape.example"), self._load_example),
            text_button(text("landscape.compare"), self._compare),
            self._hint,
            css_classes=["choices"],
        )

    def _lay_results_out(self):
        return Row(
            Column(
                HTML(f"<h3>{text('landscape.contours')}</h3>"),
                pn.pane.Bokeh(self._contours.figure),
                HTML(f"<p>{text('landscape.contours_note')}</p>", css_classes=["hint"]),
            ),
            Column(
                HTML(f"<h3>{text('landscape.surface')}</h3>"),
                pn.pane.Bokeh(self._terrain.figure),
                self._turn,
                self._tilt,
            ),
            Column(
                HTML(f"<h3>{text('landscape.cuts')}</h3>"),
                pn.pane.Bokeh(self._cuts.figure),
                HTML(f"<p>{text('landscape.cuts_note')}</p>", css_classes=["hint"]),
                self._numbers,
            ),
            css_classes=["columns"],
        )

    def _lay_pair_out(self):
        columns = [
            Column(
                HTML(f"<h3>{text(f'landscape.{name}')}</h3>"), pn.pane.Bokeh(view.figure), numbers
            )
            for name, view, numbers in zip(
                ("plain", "residual"), self._pair, self._pair_numbers, strict=True
            )
        ]
        return Row(*columns, css_classes=["columns"])

    def _choice(self, name):
        return self._lists[name].value

    def _compute(self):
        session = self._app.session
        computation = landscape.in_slices(
            session.network,
            *training_data(session, self._choice("data") == "test"),
            path=session.path,
            kept=self._kept(),
            **self._settings("directions"),
        )
        self._start = session.path[0]
        self._begin(_result_of(computation), self._finish)

    def _settings(self, *more):
        names = ("normalise", "resolution", "span", *more)
        return {name: self._choice(name) for name in names} | {"seed": self._seed}

    def _kept(self):
        """Return the parameters of the latest two kept runs that have the same network."""
        shape = self._app.session.shape
        kept = [run.theta for run in self._app.kept_runs.runs if run.shape == shape]
        return np.array(kept[-2:]) if kept else None

    def _begin(self, steps, on_done):
        self._told = -1
        self._cancel.visible = True
        self._on_progress(0.0)
        self._app.jobs.start(JOB, steps, self._on_progress, on_done, self._fail)

    def _on_progress(self, share):
        step = int(share * PROGRESS_STEPS)
        if step == self._told:
            return
        self._told = step
        percent = round(100 * share)
        label = escape(text("landscape.progress"))
        self._progress.object = (
            f'<progress aria-label="{label}" max="100" value="{percent}"></progress> {percent} %'
        )

    def _end(self):
        self._cancel.visible = False
        self._progress.object = ""

    def _give_up(self):
        self._app.jobs.cancel(JOB)
        self._end()

    def _fail(self, error):
        self._end()
        kind = self._choice("directions")
        self._app.complain(str(error) if kind == "random" else text(f"landscape.needs.{kind}"))

    def _finish(self, surface):
        self._end()
        self._surface = surface
        self._reveal(self._results)
        self._show()

    def _show(self):
        if self._surface is None:
            return
        values = self._values(self._surface)
        self._contours.show(self._surface, values, self._marks())
        self._terrain.show(values, self._peaks())
        self._cuts.show(self._surface, values)
        self._numbers.object = _table(self._surface)

    def _reveal(self, part):
        if part not in self._shown.objects:
            self._shown.append(part)

    def _values(self, surface):
        """Return finite values to draw: the losses, or their logarithms to base 10."""
        is_finite = np.isfinite(surface.loss)
        losses = np.where(is_finite, surface.loss, surface.loss[is_finite].max())
        is_log = self._choice("scale") == "log"
        return np.log10(np.maximum(losses, SMALLEST_LOSS)) if is_log else losses

    def _is_of_network(self):
        return self._app.session.network.theta.shape == self._surface.theta.shape

    def _marks(self):
        surface = self._surface
        now = self._app.session.network.theta if self._is_of_network() else surface.theta
        places = {
            "start": surface.project(self._start),
            "now": surface.project(now),
            "lowest": surface.minimum[:2],
        }
        return {
            name: (float(x), float(y), text(f"landscape.mark.{name}"))
            for name, (x, y) in places.items()
        }

    def _peaks(self):
        span = self._surface.alphas[-1]
        return {name: (x / span, y / span) for name, (x, y, _) in self._marks().items()}

    def _redraw(self):
        self._seed += 1
        self._compute()

    def _look(self, _event):
        # Only the latest direction is drawn, however fast a slider moves.
        self._app.jobs.start(TURN, self._turned(), lambda _: None, lambda _: None, self._fail)

    def _turned(self):
        self._terrain.turn(self._turn.value, self._tilt.value)
        yield 1.0

    def _begin_pan(self, _event):
        self._pan_from = self._turn.value, self._tilt.value

    def _follow_pan(self, event):
        turn, tilt = self._pan_from
        turn += DEGREES_PER_PIXEL * event.delta_x
        tilt += DEGREES_PER_PIXEL * event.delta_y
        self._turn.value = round((turn + 180) % 360 - 180)
        self._tilt.value = round(min(max(tilt, self._tilt.start), self._tilt.end))

    def _load_example(self):
        self._app.pause()
        self._seed = EXAMPLE["seed"]
        self._app.experiment.param.update(**EXAMPLE)

    def _compare(self):
        epochs = min(self._app.session.epoch or EXAMPLE_EPOCHS, MOST_EPOCHS)
        self._hint.object = f"<p>{text('landscape.pair_note', epochs=epochs)}</p>"
        settings = self._app.experiment.settings()
        self._begin(skip_pair(settings, epochs, **self._settings()), self._show_pair)

    def _show_pair(self, surfaces):
        self._end()
        self._reveal(self._pair_place)
        for surface, view, numbers in zip(surfaces, self._pair, self._pair_numbers, strict=True):
            view.show(surface, self._values(surface), {"now": (0, 0, text("landscape.mark.now"))})
            numbers.object = _table(surface)


def _result_of(computation):
    yield from computation.steps()
    return computation.result


def _table(surface):
    alpha, beta, lowest = surface.minimum
    first, second = surface.curvature
    rows = {
        "center": f"{surface.center_loss:.4g}",
        "minimum": text("landscape.at", loss=f"{lowest:.4g}", a=f"{alpha:.2f}", b=f"{beta:.2f}"),
        "highest": f"{surface.loss.max():.4g}",
        "curvature": f"{first:.3g}, {second:.3g}",
        "sharpness": f"{surface.sharpness():.3g}",
        "roughness": f"{surface.roughness:.2f}",
    }
    if surface.path_share is not None:
        rows["share"] = f"{surface.path_share:.0%}"
    body = "".join(
        f"<tr><th scope=row>{escape(text(f'landscape.number.{name}'))}</th><td>{value}</td></tr>"
        for name, value in rows.items()
    )
    return f"<table>{body}</table>"
