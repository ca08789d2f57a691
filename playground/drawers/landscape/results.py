"""The pictures and numbers of a computed loss landscape."""

from collections.abc import Mapping

import numpy as np
import panel as pn
from bokeh.events import Pan, PanStart
from panel.viewable import Viewable

from playground.arrays import Floats
from playground.drawers.base import Themed
from playground.drawers.shared.landscape_numbers import numbers_html, scale_html, shown_values
from playground.insight.loss_landscape.surface import Landscape
from playground.text import text
from playground.ui.background_jobs import Jobs, Steps
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Change, Column, IntSlider, Row
from playground.views.loss_landscape.contours import BAND_COLORS, ContourView, LabelledMark
from playground.views.loss_landscape.cuts import CutsView
from playground.views.loss_landscape.surface import SurfaceView
from playground.views.pointer_events import Panned

Places = Mapping[str, Floats | tuple[float, float]]
"""Alpha and beta of marks by their names."""

TURN = "landscape_turn"

DEGREES_PER_PIXEL = 0.5


class LandscapeResults:
    """A landscape from above, as a surface that can be turned, along its axes, and in numbers.

    Parameters
    ----------
    jobs : Jobs
        Where the surface is turned, so that a fast slider is not slowed down.

    Attributes
    ----------
    panel : Row
    themed : list
        The views whose colours depend on the theme.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._pan_from: tuple[float, float] = 0, 0
        self._turn = IntSlider(label=text("landscape.turn"), start=-180, end=180, step=5, value=30)
        self._tilt = IntSlider(label=text("landscape.tilt"), start=5, end=90, step=5, value=35)
        for slider in (self._turn, self._tilt):
            slider.param.watch(self._look, "value")
        self._numbers, self._scale = HTML(), HTML()
        self._contours, self._terrain, self._cuts = (
            ContourView("landscape"),
            SurfaceView(),
            CutsView(),
        )
        self._terrain.figure.on_event(PanStart, self._begin_pan)
        self._terrain.figure.on_event(Pan, self._follow_pan)  # type: ignore[arg-type] # it says how far
        self._terrain.turn(self._turn.value, self._tilt.value)
        self.themed: list[Themed] = [self._contours, self._terrain, self._cuts]
        self.panel = Row(
            _part(
                "contours",
                pn.pane.Bokeh(self._contours.figure),
                self._scale,
                _note("contours_note"),
            ),
            _part("surface", pn.pane.Bokeh(self._terrain.figure), self._turn, self._tilt),
            _part("cuts", pn.pane.Bokeh(self._cuts.figure), _note("cuts_note"), self._numbers),
            css_classes=["columns"],
        )

    def close(self) -> None:
        """Give up turning."""
        self._jobs.cancel(TURN)

    def show(self, surface: Landscape, places: Places, is_log: bool) -> None:
        """Draw a landscape.

        Parameters
        ----------
        surface : Landscape
        places : dict of str to (float, float)
            Alpha and beta of the marks "start" and "now".
        is_log : bool
            Whether logarithms are drawn.
        """
        values = shown_values(surface, is_log)
        self._contours.show(surface, values, _marks(surface, places))
        self._terrain.show(values, _peaks(surface, places), _trail(surface))
        self._cuts.show(surface, values)
        self._scale.object = scale_html(values, is_log, BAND_COLORS)
        self._numbers.object = numbers_html(surface)

    def move(self, surface: Landscape, places: Places) -> None:
        """Put the marks elsewhere."""
        self._contours.move(_marks(surface, places))
        self._terrain.move(_peaks(surface, places))

    def _look(self, _event: Change) -> None:
        # Only the latest direction is drawn, however fast a slider moves.
        self._jobs.start(TURN, self._turned(), lambda _: None, lambda _: None, lambda _: None)

    def _turned(self) -> Steps[None]:
        self._terrain.turn(self._turn.value, self._tilt.value)
        yield 1.0

    def _begin_pan(self, _event: object) -> None:
        self._pan_from = self._turn.value, self._tilt.value

    def _follow_pan(self, event: Panned) -> None:
        turn, tilt = self._pan_from
        turn += DEGREES_PER_PIXEL * event.delta_x
        tilt += DEGREES_PER_PIXEL * event.delta_y
        self._turn.value = round((turn + 180) % 360 - 180)
        self._tilt.value = round(min(max(tilt, self._tilt.start), self._tilt.end))


def _part(name: str, *contents: Viewable) -> Column:
    return Column(heading(text(f"landscape.{name}")), *contents, css_classes=["stack"])


def _note(name: str) -> HTML:
    return hint(text(f"landscape.{name}"))


def _with_lowest(surface: Landscape, places: Places) -> Places:
    return {**places, "lowest": surface.minimum[:2]}


def _marks(surface: Landscape, places: Places) -> dict[str, LabelledMark]:
    return {
        name: (float(x), float(y), text(f"landscape.mark.{name}"))
        for name, (x, y) in _with_lowest(surface, places).items()
    }


def _peaks(surface: Landscape, places: Places) -> dict[str, LabelledMark]:
    span = float(surface.alphas[-1])
    marks = _marks(surface, places).items()
    return {name: (x / span, y / span, label) for name, (x, y, label) in marks}


def _trail(surface: Landscape) -> Floats:
    return np.empty((0, 2)) if surface.path is None else surface.path / surface.alphas[-1]
