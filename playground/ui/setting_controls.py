"""Panel widgets bound to the settings of an experiment."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from panel.widgets import Widget
from param.parameterized import Watcher

from playground.data import DATASETS
from playground.engine import ACTIVATIONS, REGULARIZATIONS
from playground.experiment import (
    INPUT_KINDS,
    LEARNING_RATES,
    MARKED_DIGITS,
    OWN_DATA,
    PLANE,
    PROBLEMS,
    REGULARIZATION_RATES,
    USUAL_DATASETS,
    Experiment,
)
from playground.experiment.data_setting_kinds import is_formula
from playground.number_format import plain
from playground.session.player import SPEEDS
from playground.text import text
from playground.ui.permissions import Permissions
from playground.ui.thumbnails import dataset_image, points_image
from playground.ui.widgets import (
    Change,
    Checkbox,
    CheckButtonGroup,
    IntSlider,
    RadioButtonGroup,
    Select,
    bind,
    percent_format,
    text_button,
)
from playground.views.labels import choice_label, feature_label

BY_LAYER = "by_layer"
"""What the choice of activation shows while layers have different ones."""


def _number_select(
    experiment: Experiment,
    permissions: Permissions,
    setting: str,
    choices: Sequence[float],
    label: str,
) -> Select:
    """Offer a list of numbers, and whatever other number the setting has."""
    select = permissions.govern(setting, Select(label=label))

    def show(*_: object) -> None:
        present = getattr(experiment, setting)
        allowed = (value for value in choices if permissions.allows(setting, value))
        values = sorted({*allowed, present})
        options = {plain(value): value for value in values}
        select.param.update(options=options, value=present)

    permissions.follow(show)
    experiment.param.watch(show, setting)
    select.param.watch(lambda event: setattr(experiment, setting, event.new), "value")
    return select


def _choice_select(
    experiment: Experiment, permissions: Permissions, setting: str, choices: Iterable[str]
) -> Select:
    select = permissions.govern(setting, Select(label=text(f"setting.{setting}")))

    def offer() -> None:
        present = getattr(experiment, setting)
        allowed = [name for name in choices if permissions.allows(setting, name)]
        options = {choice_label(setting, name): name for name in allowed}
        select.param.update(options=options, value=present)

    permissions.follow(offer)
    return bind(select, experiment, setting)


def _percent_slider(
    experiment: Experiment, permissions: Permissions, setting: str, start: int, end: int, step: int
) -> IntSlider:
    slider = IntSlider(
        label=text(f"setting.{setting}"),
        step=step,
        format=percent_format(),
    )
    _limit_slider(slider, permissions, setting, start, end, 100)
    return bind(
        slider, experiment, setting, lambda share: round(100 * share), lambda share: share / 100
    )


def _limit_slider(
    slider: IntSlider,
    permissions: Permissions,
    setting: str,
    start: float,
    end: float,
    scale: float = 1,
) -> None:
    """Let a slider go from start to end, or as far as the limits of its setting allow."""

    def limit() -> None:
        low, high = permissions.bounds(setting, start / scale, end / scale)
        low, high = round(scale * low), round(scale * high)
        value = min(max(slider.value, low), high)
        slider.param.update(start=low, end=max(high, low + 1), value=value)

    permissions.follow(limit)


def training_controls(experiment: Experiment, permissions: Permissions) -> dict[str, Widget]:
    """Make the controls of the top bar that change how the network learns."""
    return {
        "learning_rate": _number_select(
            experiment, permissions, "learning_rate", LEARNING_RATES, text("setting.learning_rate")
        ),
        "activation": _activation_select(experiment, permissions),
        "regularization": _choice_select(
            experiment, permissions, "regularization", REGULARIZATIONS
        ),
        "regularization_rate": _number_select(
            experiment,
            permissions,
            "regularization_rate",
            REGULARIZATION_RATES,
            text("label.regularization_rate"),
        ),
        "problem": permissions.govern("problem", _problem_select(experiment)),
        "speed": _choice_select(experiment, permissions, "speed", SPEEDS),
    }


def _activation_select(experiment: Experiment, permissions: Permissions) -> Select:
    """Offer one activation for all layers; it shows "By layer" while they have different ones."""
    select = permissions.govern("activation", Select(label=text("setting.activation")))

    def show(*_: object) -> None:
        mixed = [BY_LAYER] if experiment.layer_activations else []
        allowed = [name for name in ACTIVATIONS if permissions.allows("activation", name)]
        options = {text(f"activation.{name}"): name for name in [*mixed, *allowed]}
        select.param.update(options=options, value=(*mixed, experiment.activation)[0])

    def choose(event: Change) -> None:
        if event.new != BY_LAYER:
            experiment.param.update(activation=event.new, layer_activations=[])

    permissions.follow(show)
    experiment.param.watch(show, ["activation", "layer_activations"])
    select.param.watch(choose, "value")
    return select


def _problem_select(experiment: Experiment) -> Select:
    """Offer the problems of the plane, and every other kind of input as one by itself."""
    others = [name for name in INPUT_KINDS if name != PLANE]
    options = {text(f"problem.{name}"): name for name in [*PROBLEMS, *others]}
    select = Select(label=text("setting.problem"), options=options)
    left: dict[str, dict[str, Any]] = {}

    def show(*_: object) -> None:
        select.value = experiment.problem if experiment.inputs == PLANE else experiment.inputs

    def choose(event: Change) -> None:
        inputs = event.new if event.new in others else PLANE
        if inputs != experiment.inputs:
            suitable = INPUT_KINDS[inputs].suitable_settings
            back = left.get(inputs, suitable)
            left[experiment.inputs] = {name: getattr(experiment, name) for name in suitable}
            experiment.param.update(**back)
        if inputs == PLANE:
            experiment.problem = event.new

    show()
    experiment.param.watch(show, ["dataset", "points"])
    select.param.watch(choose, "value")
    return select


def data_controls(
    experiment: Experiment, permissions: Permissions, regenerate: Callable[[], object]
) -> dict[str, Widget]:
    """Make the controls of the data: which set, how much of it, how noisy."""

    def usual() -> list[str]:
        names = [n for n in USUAL_DATASETS if DATASETS[n].problem == experiment.problem]
        is_further = experiment.inputs == PLANE and experiment.dataset not in names
        return [*names, experiment.dataset] if is_further else names

    batch_size = IntSlider(label=text("setting.batch_size"))
    _limit_slider(batch_size, permissions, "batch_size", 1, 30)
    fraction = _percent_slider(experiment, permissions, "train_fraction", 10, 90, 10)
    return {
        "dataset": permissions.govern("dataset", dataset_buttons(experiment, usual)[0]),
        "train_fraction": permissions.govern("train_fraction", fraction),
        "noise": _noise_slider(experiment, permissions),
        "marked_digit": _choice_select(experiment, permissions, "marked_digit", MARKED_DIGITS),
        "batch_size": permissions.govern("batch_size", bind(batch_size, experiment, "batch_size")),
        "regenerate": permissions.govern(
            "regenerate", text_button(text("button.regenerate"), regenerate)
        ),
    }


def _noise_slider(experiment: Experiment, permissions: Permissions) -> IntSlider:
    slider = _percent_slider(experiment, permissions, "noise", 0, 50, 5)

    def enable(*_: object) -> None:
        slider.disabled = experiment.dataset == OWN_DATA or "noise" in permissions.locked

    permissions.follow(enable)
    experiment.param.watch(enable, "dataset")
    return slider


def dataset_buttons(
    experiment: Experiment, offered: Callable[[], Sequence[str]]
) -> tuple[RadioButtonGroup, Watcher]:
    """Offer data sets by their pictures.

    Parameters
    ----------
    experiment : Experiment
        Holds the choice.
    offered : callable
        Gives the names of the data sets to offer at present.

    Returns
    -------
    buttons : RadioButtonGroup
        None of them is pressed while another data set is chosen.
    watcher : param.parameterized.Watcher
        What keeps them in step with the experiment.
    """
    buttons = RadioButtonGroup(css_classes=["thumbnails"])

    def show(*_: object) -> None:
        names = offered()
        options = {text(f"dataset.{name}"): name for name in names}
        chosen = experiment.dataset if experiment.dataset in names else None
        images = [_picture(name, experiment) for name in names]
        buttons.param.update(options=options, value=chosen, stylesheets=[_thumbnail_css(images)])

    def choose(event: Change) -> None:
        if event.new is not None:
            experiment.dataset = event.new

    show()
    buttons.param.watch(choose, "value")
    return buttons, experiment.param.watch(show, ["dataset", "points"])


def _picture(name: str, experiment: Experiment) -> str:
    if name == OWN_DATA:
        samples = experiment.points.samples()
        return points_image(samples.X, samples.y, experiment.points.classes)
    return dataset_image(name)


def _thumbnail_css(images: Iterable[str]) -> str:
    button = ":host(.thumbnails) .bk-btn:nth-child({})::before {{ background-image: {} }}"
    return "\n".join(button.format(i, image) for i, image in enumerate(images, start=1))


def output_controls(experiment: Experiment, permissions: Permissions) -> dict[str, Widget]:
    """Make the controls of the large map."""
    return {
        name: permissions.govern(
            name, bind(Checkbox(label=text(f"setting.{name}")), experiment, name)
        )
        for name in ("show_test", "discretize")
    }


def feature_buttons(experiment: Experiment, complain: Callable[[str], object]) -> CheckButtonGroup:
    """Make the switches of the input features, which lie over their pictures in the network."""
    buttons = CheckButtonGroup(orientation="vertical", css_classes=["features"])

    def show(*_: object) -> None:
        options = {feature_label(name): name for name in experiment.offered_features}
        buttons.param.update(options=options, value=list(experiment.features))

    def choose(event: Change) -> None:
        offered = experiment.offered_features
        chosen = [name for name in offered if name in event.new]
        if not chosen:
            complain(text("error.no_feature"))
            show()
        elif set(chosen) != set(experiment.features):
            formulas = list(filter(is_formula, offered))
            all_on = set(formulas) <= set(chosen)
            experiment.param.update(features=chosen, formulas=[] if all_on else formulas)

    show()
    experiment.param.watch(show, ["features", "formulas"])
    buttons.param.watch(choose, "value")
    return buttons
