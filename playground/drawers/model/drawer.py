"""The drawer that sets what is learned by: loss, optimizer, schedule, start and end of a run."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from panel.viewable import Viewable
from panel.widgets import Widget

from playground.drawers.base import BaseDrawer
from playground.engine import ACTIVATIONS, INITIALIZATIONS, OPTIMIZERS, SCHEDULES
from playground.experiment import LOSSES_FOR, MAX_LAYERS, Experiment
from playground.experiment.setting_kinds import SettingError, Whole
from playground.frame import Frame
from playground.number_format import LONGEST_FOUND, NumberError, plain, rounded, typed
from playground.text import text
from playground.ui.context import Context
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Change, Checkbox, Column, Row, Select, TextInput

MOMENTA = (0, 0.5, 0.8, 0.9, 0.95, 0.99)
CLIPS = (0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
DROPOUTS = (0, 0.1, 0.2, 0.3, 0.5, 0.7)
PERIODS = (3, 10, 30, 100, 300, 1000)
FACTORS = (0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99)
"""Numbers to choose from; whatever other number a setting has is offered as well."""

USED_WITH = {
    "momentum": ("optimizer", {"momentum", "nesterov", "adam"}),
    "schedule_period": ("schedule", {"step", "cosine"}),
    "schedule_factor": ("schedule", {"step"}),
    "stop_accuracy": ("problem", {"classification"}),
}
"""Settings that do something only while another one has certain values."""

PERCENT = 100


class Drawer(BaseDrawer):
    """The settings of training that the page's bar has no room for."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._controls: list[Callable[[], object]] = []
        self._parts: dict[str, Column] = {}
        self._groups: list[tuple[Column, list[Viewable]]] = []
        self._next_rate = HTML(css_classes=["hint"])
        self.panel = Row(
            self._steps(),
            self._rate(),
            self._neurons(),
            self._start(),
            self._end(),
            css_classes=["groups"],
        )
        self._show()
        self.watch(list(self.experiment.settings()), self._show)

    def update(self, frame: Frame) -> None:
        """Say how long the next steps are; while playing the number would only flicker."""
        if not self.playing:
            rate = self.session.trainer.next_rate
            self._next_rate.object = text("model.next_rate", rate=rounded(rate))

    def _show(self, *_: object) -> None:
        for show in self._controls:
            show()
        for setting, part in self._parts.items():
            part.visible = setting not in self.experiment.hide
            self.context.permissions.disable_locked(setting, part)
        for group, parts in self._groups:
            group.visible = any(part.visible for part in parts)

    def _steps(self) -> Column:
        return self._group(
            "steps",
            self._choice("loss", lambda: LOSSES_FOR[self.experiment.task]),
            self._choice("optimizer", lambda: OPTIMIZERS),
            self._number("momentum", MOMENTA),
            self._number("clip", CLIPS, _spell_or_off),
        )

    def _rate(self) -> Column:
        return self._group(
            "rate",
            self._choice("schedule", lambda: SCHEDULES),
            self._number("schedule_period", PERIODS),
            self._number("schedule_factor", FACTORS),
            self._next_rate,
        )

    def _neurons(self) -> Column:
        layers = [self._layer(number) for number in range(MAX_LAYERS)]
        return self._group(
            "neurons",
            self._number("dropout", DROPOUTS, _spell_percent),
            self._tick("skip"),
            self._part(
                "layer_activations",
                Row(*layers, css_classes=["pairs"]),
                _hint(text("hint.layer_activations")),
            ),
        )

    def _start(self) -> Column:
        return self._group(
            "start",
            hint(text("model.start_hint")),
            self._choice("initialization", lambda: INITIALIZATIONS),
            self._entry("seed"),
            self._tick("shuffle"),
        )

    def _end(self) -> Column:
        return self._group(
            "end",
            self._entry("stop_loss", optional=True),
            self._entry("stop_accuracy", optional=True, unit=PERCENT),
            self._entry("stop_patience", optional=True),
            self._entry("stop_epochs", optional=True),
        )

    def _choice(self, setting: str, offered: Callable[[], Iterable[str]]) -> Column:
        """Offer names; the hint explains the chosen one."""
        hint = _hint()

        def options() -> dict[str, str]:
            return {text(f"{setting}.{name}"): name for name in offered()}

        def explain() -> None:
            hint.object = text(f"hint.{setting}_{getattr(self.experiment, setting)}")

        self._controls.append(explain)
        return self._part(setting, self._select(setting, options), hint)

    def _number(
        self, setting: str, choices: Sequence[float], spell: Callable[[float], str] = plain
    ) -> Column:
        """Offer numbers."""

        def options() -> dict[str, float]:
            values = sorted({*choices, getattr(self.experiment, setting)})
            return {spell(value): value for value in values}

        return self._hinted(setting, self._select(setting, options))

    def _select(self, setting: str, options: Callable[[], Mapping[str, object]]) -> Select:
        select = Select(label=text(f"setting.{setting}"))

        def show() -> None:
            select.param.update(
                options=options(),
                value=getattr(self.experiment, setting),
                disabled=not self._is_used(setting),
            )

        self._follow(select, setting, show)
        return select

    def _tick(self, setting: str) -> Column:
        box = Checkbox(label=text(f"setting.{setting}"))

        def show() -> None:
            box.value = getattr(self.experiment, setting)

        self._follow(box, setting, show)
        return self._hinted(setting, box)

    def _entry(self, setting: str, optional: bool = False, unit: int = 1) -> Column:
        """Take a number as text, in parts of `unit`; where it is optional, nothing stands for 0."""
        placeholder = text("model.off") if optional else ""
        entry = TextInput(label=text(f"setting.{setting}"), placeholder=placeholder)

        def show() -> None:
            value = getattr(self.experiment, setting)
            shown = "" if optional and not value else plain(unit * value)
            entry.param.update(value=shown, disabled=not self._is_used(setting))

        def store(event: Change) -> None:
            try:
                number = typed(event.new.strip() or "0")
                setattr(self.experiment, setting, number / unit if unit != 1 else number)
            except (NumberError, SettingError) as error:
                self.say(_refusal(self.experiment, setting, event.new, unit, error))
            show()

        self._controls.append(show)
        entry.param.watch(store, "value")
        return self._hinted(setting, entry)

    def _layer(self, number: int) -> Select:
        options = {text(f"activation.{name}"): name for name in ACTIVATIONS}
        select = Select(label=text("model.layer", number=number + 1), options=options)

        def show() -> None:
            present = self.experiment.activations[number : number + 1]
            select.visible = bool(present)
            if present:
                select.value = present[0]

        def store(event: Change) -> None:
            names = self.experiment.activations
            if names[number] != event.new:
                self.experiment.activations = [*names[:number], event.new, *names[number + 1 :]]

        self._controls.append(show)
        select.param.watch(store, "value")
        return select

    def _follow(self, widget: Widget, setting: str, show: Callable[[], object]) -> None:
        self._controls.append(show)
        widget.param.watch(lambda event: setattr(self.experiment, setting, event.new), "value")

    def _is_used(self, setting: str) -> bool:
        other, values = USED_WITH.get(setting, (setting, [getattr(self.experiment, setting)]))
        return getattr(self.experiment, other) in values

    def _hinted(self, setting: str, widget: Widget) -> Column:
        return self._part(setting, widget, _hint(text(f"hint.{setting}")))

    def _part(self, setting: str, *contents: Viewable) -> Column:
        """Put what belongs to a setting together, so that it can be hidden together."""
        self._parts[setting] = Column(*contents, css_classes=["hinted"])
        return self._parts[setting]

    def _group(self, name: str, *contents: Viewable) -> Column:
        group = Column(heading(text(f"model.{name}")), *contents)
        self._groups.append((group, [part for part in contents if part in self._parts.values()]))
        return group


def _hint(words: str = "") -> HTML:
    return HTML(words, css_classes=["hint"])


def _spell_or_off(value: float) -> str:
    return plain(value) if value else text("model.off")


def _spell_percent(share: float) -> str:
    return (
        text("output.percent", value=rounded(100 * share, digits=6)) if share else text("model.off")
    )


def _refusal(experiment: Experiment, setting: str, found: str, unit: int, error: ValueError) -> str:
    declared = experiment.param[setting]
    low, high = (plain(unit * bound) for bound in declared.bounds)
    wanted = "whole" if isinstance(declared, Whole) else "number"
    problem = "none" if isinstance(error, NumberError) else wanted
    name, found = text(f"setting.{setting}"), found[:LONGEST_FOUND]
    return text(f"error.entry_{problem}", setting=name, low=low, high=high, found=found)
