"""The drawer that shows what skip connections do to the loss landscape of a network."""

from itertools import pairwise

import numpy as np
import panel as pn
from markupsafe import Markup

from playground.drawers.base import BaseDrawer
from playground.drawers.shared.age import Age, State
from playground.drawers.shared.landscape_numbers import numbers_html, shown_values
from playground.drawers.shared.progress import Progress
from playground.drawers.skip_connections.skip_pair import (
    EXAMPLE,
    EXAMPLE_EPOCHS,
    MOST_EPOCHS,
    skip_pair,
)
from playground.experiment.setting_groups import OF_A_RUN
from playground.frame import Frame
from playground.insight.loss_landscape.directions import ZeroNetworkError
from playground.insight.loss_landscape.surface import Landscape
from playground.number_format import fixed
from playground.session import Session
from playground.text import text
from playground.ui.context import Context
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Checkbox, Column, Row, bind, text_button
from playground.views.loss_landscape.contours import ContourView

JOB = "skip_connections"

NAMES = ("plain", "residual")
"""The two networks: without and with skip connections."""


class Drawer(BaseDrawer):
    """The landscapes of two networks, alike but for skip connections, side by side.

    They are computed when the drawer opens, if the network has layers that could be skipped.
    """

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._switch = bind(Checkbox(label=text("setting.skip")), context.experiment, "skip")
        self._switch.visible = "skip" not in context.experiment.hide
        self._progress = Progress(context.jobs, JOB)
        self._age = Age(context, "comparison", self._compare, _state_of)
        self._about = HTML("", css_classes=["hint"])
        self._maps = {name: ContourView(f"skip_{name}") for name in NAMES}
        self.themed = [*self._maps.values()]
        self._roughness = {name: HTML("") for name in NAMES}
        self._numbers = {name: HTML("") for name in NAMES}
        pair = Row(*map(self._lay_out, NAMES), css_classes=["columns"])
        # There from the first on, so that the page knows the figures by their names.
        self._shown = Column(self._age.panel, pair, visible=False)
        self.panel = Row(self._lay_choices_out(), self._shown, css_classes=["landscape"])
        self._compare()

    def close(self) -> None:
        """Give up what is being computed."""
        super().close()
        self._progress.cancel()

    def update(self, frame: Frame) -> None:
        """Say how old the pictures are."""
        self._age.follow()

    def _lay_choices_out(self) -> Column:
        return Column(
            hint(text("skips.note")),
            self._switch,
            text_button(text("skips.compare"), self._compare),
            text_button(text("skips.example"), self._load_example),
            self._progress.panel,
            self._about,
            css_classes=["choices"],
        )

    def _lay_out(self, name: str) -> Column:
        return Column(
            heading(text(f"skips.{name}")),
            self._roughness[name],
            pn.pane.Bokeh(self._maps[name].figure),
            self._numbers[name],
            css_classes=["stack"],
        )

    def _load_example(self) -> None:
        self.context.transport.pause()
        self.experiment.param.update(**EXAMPLE)
        self._compare()

    def _compare(self) -> None:
        hidden = self.experiment.hidden
        if not any(before == width for before, width in pairwise(hidden)):
            self._about.object = text("skips.none")
            return
        of = self._age.now()
        self._about.object = text("skips.about", count=of.epoch)
        steps = skip_pair(self.experiment.settings(), of.epoch, seed=self.experiment.seed)
        self._progress.start(steps, lambda surfaces: self._show(surfaces, of), self._fail)

    def _fail(self, error: ValueError) -> None:
        is_zero = isinstance(error, ZeroNetworkError)
        self.say(text("skips.zero") if is_zero else str(error))

    def _show(self, surfaces: tuple[Landscape, ...], of: State) -> None:
        self._age.begin(of)
        self._shown.visible = True
        now = {"now": (0, 0, text("skips.end"))}
        for name, surface in zip(NAMES, surfaces, strict=True):
            self._maps[name].show(surface, shown_values(surface), now)
            roughness = text("skips.roughness", value=fixed(surface.roughness, 2))
            self._roughness[name].object = Markup('<p class="formula">{}</p>').format(roughness)
            self._numbers[name].object = numbers_html(surface)
        self.draw()


def _state_of(session: Session) -> State:
    """Return what two networks are trained by: nothing of the present one but how long it was."""
    experiment = session.experiment
    settings = {name: getattr(experiment, name) for name in OF_A_RUN - {"skip"}}
    epochs = min(session.epoch or EXAMPLE_EPOCHS, MOST_EPOCHS)
    return State(epochs, np.empty(0), settings)
