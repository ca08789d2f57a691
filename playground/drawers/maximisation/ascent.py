"""The part of the drawer about neurons that excites one: settings, ascent, and its film."""

from collections.abc import Callable, Sequence

import panel as pn
from bokeh.events import Tap
from bokeh.models import PrintfTickFormatter
from markupsafe import Markup
from numpy.typing import ArrayLike

from playground.drawers.maximisation.search_space import (
    SEARCH_SPACES,
    Regularizer,
    as_images,
    ascent,
    starts_of,
)
from playground.drawers.shared.age import Age, State
from playground.drawers.shared.progress import Progress
from playground.frame import Unit
from playground.insight import PRESETS, Maximisation
from playground.insight.feature_visualization.regularizers import Preset
from playground.number_format import number
from playground.text import text
from playground.ui.background_jobs import Steps
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Column, FloatSlider, IntSlider, Row, Select, text_button
from playground.views.images import Cell, ImagesView
from playground.views.maximisation import AscentView
from playground.views.palette import Theme

JOB, FILM = "maximisation_ascent", "maximisation_film"

STARTS = (1, 2, 4, 8)

RANGES: dict[Regularizer, tuple[float, float]] = {
    "l2_decay": (0.5, 0.01),
    "blur_radius": (2.0, 0.1),
    "norm_percentile": (100.0, 5.0),
    "contribution_percentile": (100.0, 5.0),
}
"""Largest value and step of each regularizer's slider."""

FRAMES = 50
"""Pictures of a film at most."""

OWN = "own"
"""The preset that is shown when the sliders stand elsewhere."""


class AscentPart:
    """Climbs from several starts at once, and shows every step of it.

    Parameters
    ----------
    context : Context
    unit : callable
        Gives the chosen `Unit`.

    Attributes
    ----------
    panel : Row
    """

    def __init__(self, context: Context, unit: Callable[[], Unit]) -> None:
        self._context = context
        self._unit = unit
        self._seed = 0
        self._found: Maximisation | None = None
        self._ground = SEARCH_SPACES[context.experiment.inputs]
        self._is_image = self._ground.image_shape is not None
        self._blur_every = 4
        self._progress = Progress(context.jobs, JOB)
        self._sliders = {name: self._slider(name) for name in self._ground.sliders}
        self._preset = Select(label=text("maximisation.preset"), visible=self._is_image)
        self._count = Select(
            label=text("maximisation.starts"), options={str(n): n for n in STARTS}, value=4
        )
        self._step = IntSlider(label=text("maximisation.step"), start=0, end=1, visible=False)
        self._age = Age(context, "ascent", self._climb_at_random)
        self._result = HTML()
        self._images = ImagesView("maximisation", width=120)
        self._plane = AscentView("ascent")
        self._view = self._images if self._is_image else self._plane
        self.panel = self._lay_out()
        self._choose_preset(self._ground.preset)
        self._watch()

    def close(self) -> None:
        """Give up what is being computed."""
        self._progress.cancel()
        self._context.jobs.cancel(FILM)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._images.restyle(theme)

    def climb_from(self, place: Sequence[float]) -> None:
        """Climb from a place of the plane."""
        if not self._is_image:
            low, high = self._ground.bounds
            self._climb([[min(max(part, low), high) for part in place]])

    def follow(self) -> None:
        """Draw the unit's map below the paths, where there is one, and say how old they are."""
        self._age.follow()
        self._show_map()

    def _show_map(self) -> None:
        if not self._is_image:
            session = self._context.session
            pictures = session.inputs.pictures(session.network, self._unit())
            assert pictures.large is not None  # a unit has a map
            self._plane.show_map(pictures.large)

    def forget(self) -> None:
        """Take the pictures of another unit away."""
        self.close()
        self._found = None
        self._age.begin(None)
        self._step.visible = False
        self._result.object = ""
        self._images.show([])
        self._plane.show_paths([])

    def _lay_out(self) -> Row:
        kind = "image" if self._is_image else "point"
        choices = Column(
            heading(text("maximisation.ascent")),
            hint(text(f"maximisation.hint_{kind}")),
            self._preset,
            *self._sliders.values(),
            self._count,
            Row(
                text_button(text("maximisation.climb"), self._climb_at_random),
                text_button(text("maximisation.again"), self._climb_elsewhere),
                css_classes=["pairs"],
            ),
            self._progress.panel,
            css_classes=["stack"],
        )
        picture = Column(
            self._age.panel,
            pn.pane.Bokeh(self._view.figure),
            self._step,
            self._result,
            css_classes=["stack"],
        )
        return Row(choices, picture, css_classes=["columns"])

    def _slider(self, name: Regularizer) -> FloatSlider:
        end, step = RANGES[name]
        label = text(f"maximisation.{name}")
        decimals = PrintfTickFormatter(format="%.0f" if step >= 1 else "%.2f")
        return FloatSlider(label=label, start=0, end=end, step=step, format=decimals)

    def _watch(self) -> None:
        self._preset.param.watch(lambda event: self._choose_preset(event.new), "value")
        self._step.param.watch(lambda event: self._show_step(event.new), "value")
        self._plane.figure.on_event(Tap, lambda event: self.climb_from((event.x, event.y)))
        for slider in self._sliders.values():
            slider.param.watch(lambda _: self._offer_presets(), "value")

    def _choose_preset(self, name: str) -> None:
        if name in PRESETS:
            preset = PRESETS[name]
            self._blur_every = preset.get("blur_every", 4)
            for setting, slider in self._sliders.items():
                slider.value = preset.get(setting, 0.0)
        self._offer_presets()

    def _offer_presets(self) -> None:
        """Show the preset whose values the sliders have, if there is one."""
        values = self._regularizers()
        same = [name for name, preset in PRESETS.items() if _suits(preset, values)]
        names = [*PRESETS, *([] if same else [OWN])]
        options = {text(f"preset.{name}"): name for name in names}
        kept = self._preset.value if self._preset.value in same else [*same, OWN][0]
        self._preset.param.update(options=options, value=kept)

    def _regularizers(self) -> Preset:
        values: Preset = {}
        for name, slider in self._sliders.items():
            values[name] = slider.value
        if "blur_radius" in values:
            values["blur_every"] = self._blur_every
        return values

    def _climb_at_random(self) -> None:
        self._climb(starts_of(self._ground, self._count.value, self._seed))

    def _climb_elsewhere(self) -> None:
        self._seed += 1
        self._climb_at_random()

    def _climb(self, starts: ArrayLike) -> None:
        self._context.jobs.cancel(FILM)
        computation = ascent(self._context.session, self._unit(), starts, self._regularizers())
        of = self._age.now()
        self._progress.start(computation.steps(), lambda found: self._finish(found, of), self._fail)

    def _fail(self, error: ValueError) -> None:
        self._context.notices.say(text("progress.failed", problem=error))

    def _finish(self, found: Maximisation, of: State) -> None:
        self._found = found
        self._age.begin(of)
        last = len(found.path) - 1
        self._step.param.update(end=last, value=0, visible=True)
        self._show_step(0)
        self._show_map()
        self._context.jobs.start(FILM, self._film(last), _ignore, _ignore, _ignore)

    def _film(self, last: int) -> Steps[None]:
        """Show the steps one after the other."""
        stride = -(-last // FRAMES)
        for step in [*range(stride, last, stride), last]:
            self._step.value = step
            yield step / last

    def _show_step(self, step: int) -> None:
        if self._found is None:
            return
        found, step = self._found, min(step, len(self._found.path) - 1)
        notes = [number(value) for value in found.activation[step]]
        shape = self._ground.image_shape
        if shape is not None:
            images = as_images(found.path[step], shape)
            titles = [text("maximisation.start", number=i) for i in range(1, len(images) + 1)]
            cells = zip(images, titles, notes, strict=True)
            self._images.show([Cell(image, "ink", title, note) for image, title, note in cells])
        else:
            paths = [found.path[: step + 1, i] for i in range(found.path.shape[1])]
            self._plane.show_paths(paths, notes)
        self._result.object = self._describe(found, step)

    def _describe(self, found: Maximisation, step: int) -> Markup:
        best = int(found.activation[step].argmax())
        low, high = found.activation[[0, step], best]
        stalled = text("maximisation.stalled") if found.stalled.any() else ""
        said = text("maximisation.result", low=number(low), high=number(high), step=step)
        return paragraph(f"{said} {stalled}")


def _ignore(_: object) -> None:
    """Take what nobody wants: a film shows itself."""


def _suits(preset: Preset, values: Preset) -> bool:
    """Tell whether values are those of a preset; how often to blur counts only if it blurs."""
    names = [name for name in RANGES if name in values]
    if any(values[name] != preset.get(name, 0.0) for name in names):
        return False
    return not values.get("blur_radius") or values["blur_every"] == preset.get("blur_every", 4)
