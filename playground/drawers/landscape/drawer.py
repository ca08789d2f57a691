"""The drawer that shows the loss over a plane through the network's parameters."""

from typing import Any

import numpy as np

from playground.arrays import Floats
from playground.drawers.base import BaseDrawer
from playground.drawers.landscape.results import LandscapeResults, Places
from playground.drawers.shared.age import Age, State
from playground.drawers.shared.progress import Progress
from playground.experiment import MAX_SEED
from playground.experiment.setting_kinds import is_whole
from playground.frame import Frame
from playground.insight import landscape
from playground.insight.loss_landscape.directions import ZeroNetworkError
from playground.insight.loss_landscape.surface import Landscape
from playground.number_format import LONGEST_FOUND, NumberError, plain, typed
from playground.text import text
from playground.ui.context import Context
from playground.ui.prose import hint
from playground.ui.widgets import Column, Row, Select, TextInput, text_button

JOB = "landscape"

CHOICES = {
    "directions": ("random", "path", "between"),
    "normalise": ("filter", "layer", "vector", "none"),
    "data": ("train", "test"),
    "scale": ("linear", "log"),
}
"""Options of the lists, the first of each is chosen at first."""

RESOLUTIONS = (21, 41, 71, 101)
SPANS = (0.25, 0.5, 1.0, 2.0, 5.0)


class Drawer(BaseDrawer):
    """A loss landscape: computed when the drawer opens, and again on demand."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._surface: Landscape | None = None
        self._start: Floats
        self._lists = _make_lists()
        self._lists["scale"].param.watch(lambda _: self._show(), "value")
        self._seed = TextInput(label=text("landscape.seed"), value="0")
        self._seed.param.watch(lambda event: self._take_seed(event.new), "value")
        self._number = 0
        self._unscaled = text_button(text("landscape.unscaled"), self._compute_unscaled)
        self._unscaled.visible = False
        self._progress = Progress(context.jobs, JOB)
        self._age = Age(context, "landscape", self._compute)
        self._results = LandscapeResults(context.jobs)
        # There from the first on, so that the page knows the figures by their names.
        self._shown = Column(self._age.panel, self._results.panel, visible=False)
        self.themed = self._results.themed
        self.panel = Row(self._lay_choices_out(), self._shown, css_classes=["landscape"])
        self._compute()

    def close(self) -> None:
        """Give up what is being computed."""
        super().close()
        self._progress.cancel()
        self._results.close()

    def update(self, frame: Frame) -> None:
        """Let the mark of the present state follow the run, and say if the picture is old."""
        if self._surface is not None:
            self._age.follow()
            if self._is_of_network(self._surface):
                self._results.move(self._surface, self._places(self._surface))

    def _lay_choices_out(self) -> Column:
        return Column(
            hint(text("landscape.note")),
            Row(*self._lists.values(), self._seed, css_classes=["pairs"]),
            text_button(text("landscape.compute"), self._compute),
            text_button(text("landscape.redraw"), self._redraw),
            self._unscaled,
            self._progress.panel,
            css_classes=["choices"],
        )

    def _choice(self, name: str) -> Any:
        return self._lists[name].value

    def _compute_unscaled(self) -> None:
        self._lists["normalise"].value = "none"
        self._compute()

    def _compute(self) -> None:
        self._unscaled.visible = False
        session = self.session
        X, y, loss = session.loss_arguments(self._choice("data") == "test")
        computation = landscape.in_slices(
            session.network,
            X,
            y,
            loss,
            path=session.path,
            kept=self._kept(),
            seed=self._number,
            normalise=self._choice("normalise"),
            resolution=self._choice("resolution"),
            span=self._choice("span"),
            directions=self._choice("directions"),
        )
        start, of = session.path[0], self._age.now()
        self._progress.start(
            computation.steps(), lambda surface: self._finish(surface, start, of), self._fail
        )

    def _kept(self) -> Floats | None:
        """Return the parameters of the latest two kept runs that have the same network."""
        shape = self.session.shape
        kept = [run.theta for run in self.context.kept_runs.runs if run.shape == shape]
        return np.array(kept[-2:]) if kept else None

    def _fail(self, error: ValueError) -> None:
        kind = self._choice("directions")
        self._unscaled.visible = isinstance(error, ZeroNetworkError)
        if self._unscaled.visible:
            self.say(text("landscape.needs.weights"))
        else:
            self.say(str(error) if kind == "random" else text(f"landscape.needs.{kind}"))

    def _finish(self, surface: Landscape, start: Floats, of: State) -> None:
        self._surface, self._start = surface, start
        self._age.begin(of)
        self._shown.visible = True
        self._show()
        self.draw()

    def _show(self) -> None:
        if self._surface is not None:
            self._results.show(
                self._surface, self._places(self._surface), self._choice("scale") == "log"
            )

    def _places(self, surface: Landscape) -> Places:
        """Return alpha and beta of where the run started and of where it is."""
        now = self.session.network.theta if self._is_of_network(surface) else surface.theta
        return {"start": surface.project(self._start), "now": surface.project(now)}

    def _is_of_network(self, surface: Landscape) -> bool:
        return surface.theta.shape == self.session.network.theta.shape

    def _take_seed(self, entered: str) -> None:
        try:
            number = typed(entered)
        except NumberError:
            number = -1
        if is_whole(number, (0, MAX_SEED)):
            self._number = number
        else:
            setting, found = text("landscape.seed"), entered[:LONGEST_FOUND]
            problem = text("error.entry_whole", setting=setting, low=0, high=MAX_SEED, found=found)
            self.say(problem)
        self._seed.value = str(self._number)

    def _redraw(self) -> None:
        self._seed.value = str((self._number + 1) % (MAX_SEED + 1))
        self._compute()


def _make_lists() -> dict[str, Select]:
    lists = {
        name: Select(
            label=text(f"landscape.{name}"),
            options={text(f"landscape.{name}.{option}"): option for option in options},
            value=options[0],
        )
        for name, options in CHOICES.items()
    }
    grids = {text("landscape.grid", points=n): n for n in RESOLUTIONS}
    extents = {f"±{plain(span)}": span for span in SPANS}
    lists["resolution"] = Select(label=text("landscape.resolution"), options=grids, value=41)
    lists["span"] = Select(label=text("landscape.span"), options=extents, value=1.0)
    return lists
