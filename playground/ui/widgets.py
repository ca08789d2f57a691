"""Panel's widgets as the page uses them: one family, styled by one sheet."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import panel as pn
import param
from bokeh.events import ButtonClick
from bokeh.models import ImportedStyleSheet, InlineStyleSheet, PrintfTickFormatter
from markupsafe import escape
from panel.io.state import state
from param.parameterized import Event

from playground.experiment import Experiment
from playground.style_sheets import WIDGETS, joined
from playground.text import language, text

STYLES = Path(__file__).parents[2] / "static/css"


Change = Event
"""What whoever watches a widget or a setting is told: its value before and now."""

StyleSheet = ImportedStyleSheet | InlineStyleSheet


if TYPE_CHECKING:
    from panel.reactive import Reactive as Component
else:
    Component = object


class Styled(Component):
    """Gives a Panel component the page's own style sheet in place of Panel's several.

    Size and margins are left to the place on the page.
    """

    def __init__(self, *content: Any, **params: Any) -> None:
        super().__init__(  # type: ignore[no-untyped-call] # Panel's is not annotated
            *content, **{"sizing_mode": "stretch_width", "margin": 0, "min_width": 0} | params
        )

    def _process_param_change(self, params: dict[str, Any]) -> dict[str, Any]:
        properties = super()._process_param_change(params)
        if "stylesheets" in properties:
            properties["stylesheets"] = [_style_sheet(), *self.stylesheets]
        return properties


class Late(Styled):
    """Refuses what is no longer on offer: the page may not know the last change yet."""

    def _process_property_change(self, props: dict[str, Any]) -> dict[str, Any]:
        try:
            changes = super()._process_property_change(props)
        except (ValueError, IndexError):  # as Panel looks a value or an index up
            return self._keep_value()
        return changes if all(map(self._offers, changes.items())) else self._keep_value()

    def _keep_value(self) -> dict[str, Any]:
        # The model has taken the value before it was looked at.
        self.param.trigger("value")
        return {}

    def _offers(self, change: tuple[str, Any]) -> bool:
        raise NotImplementedError


class Choice(Late):
    """Offers some values, perhaps none."""

    values: list[Any]

    def _offers(self, change: tuple[str, Any]) -> bool:
        return change[0] != "value" or bool(self.values)


class Range(Late):
    """Offers the numbers between two ends."""

    start: Any
    end: Any
    step: Any

    def __init__(self, **params: Any) -> None:
        super().__init__(**{"direction": language().direction} | params)

    def _offers(self, change: tuple[str, Any]) -> bool:
        name, value = change
        rounding = self.step / 2
        is_value = name in ("value", "value_throttled")
        return not is_value or self.start - rounding <= value <= self.end + rounding


class Select(Choice, pn.widgets.Select):
    """A drop-down list."""


class IntSlider(Range, pn.widgets.IntSlider):
    """A slider over whole numbers; it always has a value."""

    value = param.Integer(default=0, allow_None=False)


class FloatSlider(Range, pn.widgets.FloatSlider):
    """A slider over numbers; it always has a value."""

    value = param.Number(default=0.0, allow_None=False)


def percent_format() -> PrintfTickFormatter:
    """Return how a slider writes whole percent in the present language."""
    pattern = text("output.percent", value="\n").replace("%", "%%")
    return PrintfTickFormatter(format=pattern.replace("\n", "%1$d"))


class Button(Styled, pn.widgets.Button):
    """A push button; a click on what may no longer be pressed does nothing."""

    def _process_event(self, event: ButtonClick) -> None:
        if self.visible and not self.disabled:
            super()._process_event(event)


class Checkbox(Styled, pn.widgets.Checkbox):
    """A box to tick."""


class RadioButtonGroup(Choice, pn.widgets.RadioButtonGroup):
    """Buttons of which one is chosen."""


class CheckButtonGroup(Choice, pn.widgets.CheckButtonGroup):
    """Buttons of which any are chosen."""


class Column(Styled, pn.Column):
    """Components below each other."""


class Row(Styled, pn.Row):
    """Components beside each other."""


class HTML(Styled, pn.pane.HTML):
    """HTML of our own: `Markup` is shown as it is, any other text with its signs."""

    def _transform_object(self, obj: object) -> dict[str, Any]:
        # As plain text, since of Markup Panel would escape what it puts in once more.
        return super()._transform_object(str(escape("" if obj is None else obj)))


class TextInput(Styled, pn.widgets.TextInput):
    """A line of text, which may be empty, but is never None."""

    value = param.String(default="", allow_None=False)
    value_input = param.String(default="", allow_None=False)


class TextArea(Styled, pn.widgets.TextAreaInput):
    """Several lines of text, which may be empty, but are never None."""

    value = param.String(default="", allow_None=False)


class FileInput(Styled, pn.widgets.FileInput):
    """A file of the user's."""

    def clear(self) -> None:
        """Forget the file, here and on the page."""
        super().clear()  # type: ignore[no-untyped-call] # Panel's is not annotated


def _style_sheet() -> StyleSheet:
    """Share one style sheet model among all components of a document."""
    document = state.curdoc
    assert document is not None  # components are rendered into one
    cache: dict[str, StyleSheet] = state._stylesheets.setdefault(document, {})  # type: ignore[assignment] # Panel itself puts in only one kind
    if WIDGETS not in cache:
        cache[WIDGETS] = _make_style_sheet()
    return cache[WIDGETS]


def _make_style_sheet() -> StyleSheet:
    # The built page has it by this name; Panel's own server would need to be told about it.
    if sys.platform == "emscripten":
        return ImportedStyleSheet(url=WIDGETS)
    return InlineStyleSheet(css=joined(STYLES / WIDGETS))


AnyWidget = TypeVar("AnyWidget", bound=pn.widgets.Widget)


def bind(
    widget: AnyWidget,
    experiment: Experiment,
    setting: str,
    to_widget: Callable[[Any], Any] = lambda value: value,
    to_setting: Callable[[Any], Any] = lambda value: value,
) -> AnyWidget:
    """Tie a widget's value to a setting, in both directions.

    Parameters
    ----------
    widget : panel.widgets.Widget
        Shows the present value at once.
    experiment : Experiment
        Holds the setting.
    setting : str
        Its name.
    to_widget, to_setting : callable
        Turn the setting's value into the widget's and back.

    Returns
    -------
    panel.widgets.Widget
        The widget.
    """

    def shown() -> Any:
        return to_widget(getattr(experiment, setting))

    def show(*_: object) -> None:
        widget.value = shown()

    def store(event: Change) -> None:
        # A widget that shows the setting rounded must not round the setting itself.
        if event.new != shown():
            setattr(experiment, setting, to_setting(event.new))

    show()
    experiment.param.watch(show, setting)
    widget.param.watch(store, "value")
    return widget


def text_button(name: str, on_click: Callable[[], object]) -> Button:
    """Make a button that shows its name."""
    return Button(label=name, on_click=lambda _: on_click())


def icon_button(name: str, icon: str, on_click: Callable[[], object], *css_classes: str) -> Button:
    """Make a round button that shows an icon and is named for those who cannot see it."""
    return Button(
        label=name,
        on_click=lambda _: on_click(),
        css_classes=["icon-button", f"icon-{icon}", *css_classes],
    )
