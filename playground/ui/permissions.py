"""What may be changed on the page: all of it, unless an exercise locks controls or sets limits."""

from collections.abc import Callable

import param
from panel.viewable import Viewable
from panel.widgets import Widget

from playground.experiment.limits import SUMS, allows, within
from playground.ui.widgets import AnyWidget


class Permissions(param.Parameterized):
    """What controls ask before they offer something; they watch it, since it changes."""

    locked = param.List(default=[], item_type=str, doc="Names of controls that change nothing.")
    ranges = param.Dict(
        default={},
        doc="Name of a setting or of a sum -> its limits: min and max, or only (a list of names).",
    )

    def allows(self, setting: str, value: float | str | list[str]) -> bool:
        """Tell whether the limits of a setting allow a value, a number or a name."""
        return allows(self.ranges.get(setting, {}), value)

    def allows_layers(self, hidden: list[int]) -> bool:
        """Tell whether the limits on layers and neurons allow a list of neurons per layer."""
        return all(self.allows(name, count(hidden)) for name, count in SUMS.items())

    def bounds(self, setting: str, low: float, high: float) -> tuple[float, float]:
        """Return what remains of a range of numbers."""
        return within(self.ranges.get(setting, {}), low, high)

    def follow(self, show: Callable[[], object]) -> None:
        """Call a function now and after every change."""
        show()
        self.param.watch(lambda *_: show(), ["locked", "ranges"])

    def disable_locked(self, control: str, part: Viewable) -> None:
        """Disable all widgets of a part of the page, and mark it, if their control is locked."""
        if control in self.locked:
            part.css_classes = [*dict.fromkeys([*part.css_classes, "locked"])]
            for widget in part.select(Widget):
                widget.param.update(disabled=True)

    def govern(self, control: str, *widgets: AnyWidget) -> AnyWidget:
        """Disable widgets while their control is locked."""

        def disable() -> None:
            for widget in widgets:
                widget.disabled = control in self.locked

        self.follow(disable)
        return widgets[0]
