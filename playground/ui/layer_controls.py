"""The buttons that add and remove hidden layers and neurons."""

from collections.abc import Callable

from playground.experiment import MAX_LAYERS, Experiment
from playground.experiment.limits import SUMS
from playground.text import text
from playground.ui.permissions import Permissions
from playground.ui.widgets import Button, icon_button


class LayerControls:
    """Buttons that add and remove hidden layers and neurons; one that may not says why.

    Attributes
    ----------
    layers : dict of str to Button
        "add_layer" and "remove_layer".
    neurons : list of tuple of Button
        Per possible hidden layer the buttons that remove and add a neuron; those of absent
        layers are hidden.
    """

    def __init__(self, experiment: Experiment, permissions: Permissions) -> None:
        self._experiment = experiment
        self._permissions = permissions
        self.layers = {
            "remove_layer": icon_button(text("button.remove_layer"), "minus", self._remove_layer),
            "add_layer": icon_button(text("button.add_layer"), "plus", self._add_layer),
        }
        self.neurons = [self._neuron_buttons(layer) for layer in range(MAX_LAYERS)]
        permissions.follow(self._show)
        experiment.param.watch(self._show, ["hidden", "dataset"])

    def _neuron_buttons(self, layer: int) -> tuple[Button, Button]:
        def change(step: int) -> Callable[[], None]:
            return lambda: setattr(self._experiment, "hidden", self._changed(layer, step))

        remove = icon_button(_neuron_label("remove", layer), "minus", change(-1))
        add = icon_button(_neuron_label("add", layer), "plus", change(+1))
        return remove, add

    def _changed(self, layer: int, step: int) -> list[int]:
        hidden = list(self._experiment.hidden)
        hidden[layer] += step
        return hidden

    def _with_another_layer(self) -> list[int]:
        """Return the layers with a narrow one behind, of two neurons if these are allowed."""
        hidden = list(self._experiment.hidden)
        most = min(2, hidden[-1]) if hidden else 2
        candidates = [[*hidden, neurons] for neurons in range(most, 0, -1)]
        return next(filter(self._permissions.allows_layers, candidates), candidates[0])

    def _without_last_layer(self) -> list[int] | None:
        return list(self._experiment.hidden[:-1]) if self._experiment.hidden else None

    def _add_layer(self) -> None:
        self._experiment.hidden = self._with_another_layer()

    def _remove_layer(self) -> None:
        # A click may be older than what it removes.
        if (hidden := self._without_last_layer()) is not None:
            self._experiment.hidden = hidden

    def _obstacle(self, hidden: list[int] | None) -> str:
        """Say in a sentence why the hidden layers may not become these; "" if they may."""
        if "layers" in self._permissions.locked:
            return text("page.locked")
        if hidden is None:
            return text("layers.none")
        if len(hidden) > MAX_LAYERS:
            return text("layers.most_layers", count=MAX_LAYERS)
        most = self._experiment.input_kind.max_neurons
        if not all(0 < neurons <= most for neurons in hidden):
            return text("layers.neurons", count=most)
        for name, count in SUMS.items():
            if not self._permissions.allows(name, count(hidden)):
                allowed = _allowed(self._permissions.ranges[name])
                return text(f"layers.limited_{name}", allowed=allowed)
        return ""

    def _show(self, *_: object) -> None:
        hidden = self._experiment.hidden
        removed, added = self._without_last_layer(), self._with_another_layer()
        self._offer(self.layers["remove_layer"], text("button.remove_layer"), removed)
        self._offer(self.layers["add_layer"], text("button.add_layer"), added)
        for layer, (remove, add) in enumerate(self.neurons):
            present = layer < len(hidden)
            remove.visible = add.visible = present
            if present:
                self._offer(remove, _neuron_label("remove", layer), self._changed(layer, -1))
                self._offer(add, _neuron_label("add", layer), self._changed(layer, +1))

    def _offer(self, button: Button, label: str, hidden: list[int] | None) -> None:
        obstacle = self._obstacle(hidden)
        label = text("button.refused", button=label, reason=obstacle) if obstacle else label
        # One after the other: to change several at once, Param looks at all that a button has.
        button.disabled = bool(obstacle)
        button.label = label


def _neuron_label(verb: str, layer: int) -> str:
    return text(f"button.{verb}_neuron", layer=layer + 1)


def _allowed(limits: dict[str, int]) -> str:
    """Spell the limits on a number."""
    if limits.keys() >= {"min", "max"}:
        return text("layers.limits", low=limits["min"], high=limits["max"])
    if "min" in limits:
        return text("rule.at_least", low=limits["min"])
    return text("rule.at_most", high=limits["max"])
