"""The kinds of setting whose valid values depend on other settings of the experiment."""

from typing import TYPE_CHECKING

from playground.experiment.list_setting_kinds import Layers, NameSequence
from playground.experiment.setting_choices import LOSSES_FOR
from playground.experiment.setting_kinds import Choice, SettingError
from playground.text import listed, text

if TYPE_CHECKING:
    from playground.experiment.experiment import Experiment


class Loss(Choice):
    """A loss, which has to suit the problem of the experiment."""

    def __set__(self, obj: "Experiment | None", value: str) -> None:
        if obj is not None and self.accept(value) not in LOSSES_FOR[obj.task]:
            options = listed(LOSSES_FOR[obj.task])
            allowed = text("allowed.choice_for_problem", options=options, problem=obj.task)
            raise SettingError(self.name, allowed, value)
        super().__set__(obj, value)


class HiddenLayers(Layers):
    """The hidden layers, as wide as the kind of input allows."""

    def __set__(self, obj: "Experiment | None", value: list[int]) -> None:
        if obj is not None:
            most = obj.input_kind.max_neurons
            if not self.accepts(value) or max(value, default=0) > most:
                raise SettingError(self.name, self.allowed_for(obj), value)
        super().__set__(obj, value)

    def allowed_for(self, experiment: "Experiment") -> str:
        """Say in words which values are valid for an experiment's kind of input."""
        return self.allowed(experiment.input_kind.max_neurons)

    def nearest_for(
        self, experiment: "Experiment", found: list[float], otherwise: list[int]
    ) -> list[int]:
        """Return the nearest layers that are valid for an experiment's kind of input."""
        most = experiment.input_kind.max_neurons
        return [min(neurons, most) for neurons in self.nearest(found, otherwise)]


class LayerActivations(NameSequence):
    """A name for each hidden layer of the experiment, or none at all."""

    def __set__(self, obj: "Experiment | None", value: list[str]) -> None:
        if obj is not None and len(self.accept(value)) not in (0, len(obj.hidden)):
            allowed = text("allowed.per_layer", count=len(obj.hidden))
            raise SettingError(self.name, allowed, value)
        super().__set__(obj, value)
