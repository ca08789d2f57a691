"""The one description of an experiment: its settings, what follows from them, its permalink."""

from math import prod
from typing import Any

import param

from playground.data import DATASETS, FEATURES, Dataset, PointSet
from playground.experiment import permalink
from playground.experiment.data_setting_kinds import NOT_IN_LINK, is_formula
from playground.experiment.input_kinds import (
    INPUT_KINDS,
    KIND_OF_DATASET,
    OWN_DATA,
    InputKind,
    LabelledImages,
)
from playground.experiment.setting_choices import (
    LOSSES_FOR,
    OUTPUT_FOR,
    PROBLEMS,
    USUAL_FEATURES,
    USUAL_SAMPLES,
)
from playground.experiment.setting_kinds import SettingError
from playground.experiment.settings import Settings
from playground.text import listed, text


class Experiment(Settings):
    """The settings of the playground: of the data, the network, its training, and of the page.

    Two experiments that agree in the settings of a run, `setting_groups.OF_A_RUN`, run equally;
    two that are equal also stop alike and look alike.

    Every setting is a parameter with bounds and a default, those of TensorFlow Playground. A value
    that is not valid raises a `SettingError`, a kind of ValueError, which names the setting, the
    value found and what is allowed.

    Experiments are equal if all their settings are; being mutable, they cannot be hashed.
    """

    def __init__(self, **params: Any) -> None:
        # What is valid for one setting may depend on another that is declared before it.
        order = ["name", *self.declarations()]
        known = {name: params[name] for name in order if name in params}
        super().__init__(**known | params)  # type: ignore[no-untyped-call]  # param's
        if "loss" not in params:
            self._suit_loss()

    @property
    def problem(self) -> str:
        """The data set's problem: "classification" or "regression".

        Setting it chooses the problem's first data set, unless the present one fits already.
        """
        return self._data.problem

    @problem.setter
    def problem(self, problem: str) -> None:
        if problem not in PROBLEMS:
            raise SettingError("problem", text("allowed.choice", options=listed(PROBLEMS)), problem)
        if problem != self.problem:
            self.dataset = next(n for n, dataset in DATASETS.items() if dataset.problem == problem)

    @property
    def input_kind(self) -> InputKind:
        """The kind of input, an `InputKind`."""
        return KIND_OF_DATASET[self.dataset]

    @property
    def inputs(self) -> str:
        """The name of the kind of input, a key of `INPUT_KINDS`."""
        return self.input_kind.name

    @property
    def image_shape(self) -> tuple[int, int] | None:
        """Rows and columns of an input, if the inputs are images; None for points of the plane."""
        images = self.input_kind.images
        return images.shape if images else None

    @property
    def network_shape(self) -> tuple[int, ...]:
        """Units per layer of the network: inputs, hidden layers, output."""
        inputs = prod(self.image_shape) if self.image_shape else len(self.features)
        return (inputs, *self.hidden, self.classes if self.classes > 2 else 1)

    def choose_inputs(self, kind: str) -> None:
        """Change to a kind of input, a key of `INPUT_KINDS`, with settings that suit it."""
        if kind != self.inputs:
            self.param.update(**INPUT_KINDS[kind].suitable_settings)

    @property
    def task(self) -> str:
        """The problem, apart for more than two classes: a key of `OUTPUT_FOR`."""
        return "multi-class classification" if self.classes > 2 else self.problem

    @property
    def classes(self) -> int:
        """Number of classes, 0 in regression."""
        return self._data.classes

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, if they have any; else empty."""
        return getattr(self._data, "names", ())

    @property
    def _data(self) -> PointSet | LabelledImages | Dataset:
        if self.dataset == OWN_DATA:
            return self.points
        return self.input_kind.images or DATASETS[self.dataset]

    @property
    def sample_count(self) -> int:
        """Number of samples, training and test data together."""
        if self.dataset == OWN_DATA:
            return len(self.points)
        if self.input_kind.images:
            return self.input_kind.images.count
        return USUAL_SAMPLES[self.problem] if self.samples is None else self.samples

    @property
    def offered_features(self) -> tuple[str, ...]:
        """Names of the features a page offers: the usual ones and any others, formulas last."""
        names = (name for name in FEATURES if name in {*USUAL_FEATURES, *self.features})
        formulas = [*self.formulas, *filter(is_formula, self.features)]
        return (*names, *dict.fromkeys(formulas))

    @property
    def fits_link(self) -> bool:
        """Whether a permalink holds all settings: own points may be too many for it."""
        return self.declarations()["points"].link(self.points) != NOT_IN_LINK

    @property
    def activations(self) -> list[str]:
        """Activation function of each hidden layer, a list of names.

        Setting it leaves `layer_activations` empty if all layers have the same one.
        """
        return list(self.layer_activations) or [self.activation] * len(self.hidden)

    @activations.setter
    def activations(self, names: list[str]) -> None:
        if len(set(names)) == 1:
            self.param.update(activation=names[0], layer_activations=[])
        else:
            self.layer_activations = names

    @property
    def output(self) -> str:
        """Activation function of the output, which the problem decides; see `OUTPUT_FOR`."""
        return OUTPUT_FOR[self.task]

    @param.depends("dataset", "points", watch=True)
    def _suit_loss(self) -> None:
        if self.loss not in LOSSES_FOR[self.task]:
            self.loss = LOSSES_FOR[self.task][0]

    @param.depends("dataset", watch=True)
    def _suit_hidden(self) -> None:
        most = self.input_kind.max_neurons
        if max(self.hidden, default=0) > most:
            self.hidden = [min(neurons, most) for neurons in self.hidden]

    @param.depends("hidden", watch=True)
    def _suit_layer_activations(self) -> None:
        if self.layer_activations:
            more = [self.activation] * len(self.hidden)
            self.layer_activations = [*self.layer_activations, *more][: len(self.hidden)]

    def to_permalink(self) -> str:
        """Return the link text that stands for this experiment, as ``dataset=spiral&hidden=4,2``.

        Settings at their default are left out, so the default experiment gives "".
        """
        return permalink.write(self)

    @classmethod
    def from_permalink(cls, link: str) -> "Experiment":
        """Return the experiment that a link stands for, or the nearest valid one.

        Parameters
        ----------
        link : str
            As `to_permalink` writes it, with or without "#", or a whole address that ends in one;
            also a link of TensorFlow Playground.

        See Also
        --------
        parse_permalink : says as well what in the link could not be taken as it stood.
        """
        return parse_permalink(link)[0]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Experiment):
            return NotImplemented
        return self.settings() == other.settings()

    def __repr__(self) -> str:
        declarations = self.declarations()
        changed = (
            f"{name}={value!r}"
            for name, value in self.settings().items()
            if value != declarations[name].default
        )
        return f"Experiment({', '.join(changed)})"

    __str__ = __repr__
    __hash__ = None  # type: ignore[assignment]  # Python's way to say so


def parse_permalink(link: str) -> tuple[Experiment, list[str]]:
    """Read an experiment from a link, whatever the link holds.

    Parameters
    ----------
    link : str
        As for `Experiment.from_permalink`.

    Returns
    -------
    experiment : Experiment
        The nearest valid experiment.
    messages : list of str
        What was not taken as it stood: the setting, the value found and the one used instead. They
        quote the link, so a page must show them as text and not as HTML.
    """
    experiment = Experiment()
    return experiment, permalink.apply(link, experiment)
