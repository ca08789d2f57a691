"""The link that carries an experiment, as `dataset=spiral&hidden=4,2`, and its way back.

The keys are the names of the settings; a setting at its default is left out. The links of
TensorFlow Playground are read as well (its `state.ts` lists their keys), key by key, so that a link
may mix both. Reading never fails: whatever a link holds, it gives the nearest valid experiment and
says in plain words what was not taken as it stood.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from playground.experiment.list_setting_kinds import Choices, Layers, NameSequence
from playground.experiment.setting_kinds import Setting, SettingError, excerpt
from playground.experiment.settings import Settings
from playground.experiment.travelled_link import parts
from playground.text import text

if TYPE_CHECKING:
    from playground.experiment.experiment import Experiment

TF_SETTINGS = {
    "batchSize": "batch_size",
    "learningRate": "learning_rate",
    "regularizationRate": "regularization_rate",
    "networkShape": "hidden",
    "showTestData": "show_test",
    "percTrainData": "train_fraction",
}
"""TensorFlow Playground's keys for settings that have another name here."""

TF_FEATURES = {
    "x": "x1",
    "y": "x2",
    "xSquared": "x1_squared",
    "ySquared": "x2_squared",
    "xTimesY": "x1_x2",
    "sinX": "sin_x1",
    "sinY": "sin_x2",
    "cosX": "cos_x1",
    "cosY": "cos_x2",
}
"""Its keys for input features; each is on or off, x and y are on unless the link says otherwise."""

TF_DATASETS = ("circle", "xor", "gauss", "spiral")
"""Its data sets for classification, which its links name for regression too."""

TF_REGRESSION_DATASETS = {"reg-plane": "plane", "reg-gauss": "multi-gauss"}
"""Its names of the regression data sets, which have a key of their own."""

TF_CONTROLS = {
    "showTestData": "show_test",
    "discretize": "discretize",
    "playButton": "play",
    "stepButton": "step",
    "resetButton": "reset",
    "learningRate": "learning_rate",
    "activation": "activation",
    "regularization": "regularization",
    "regularizationRate": "regularization_rate",
    "problem": "problem",
    "dataset": "dataset",
    "percTrainData": "train_fraction",
    "noise": "noise",
    "batchSize": "batch_size",
    "numHiddenLayers": "layers",
}
"""Its names of the controls that a key such as `noise_hide` hides."""

SILENT = re.compile(
    r"tutorial|collectStats|hideText|.*_hide|utm_\w+|(?:fb|g)clid|origin|offline|lang", re.ASCII
)
"""Its keys for parts of its page that have no counterpart here, and keys that mean no settings."""

OTHER_KEYS = (*TF_FEATURES, *TF_SETTINGS, "problem", "regDataset", "initZero")
"""Keys of TensorFlow Playground that are read, and are no settings here."""

OPENING_KEYS = ("exercise", "lesson", "open")
"""Keys of what a link opens: an exercise, the contents of the course at a lesson, a drawer."""

KEYS = (*OTHER_KEYS, *OPENING_KEYS, *Settings.declarations())
"""All keys that a link may have."""

FORMULAS = ("features", "formulas")
"""Settings with equals signs in them."""

LISTS = Choices | Layers | NameSequence
"""Kinds of setting of which an empty text is a value."""


def write(experiment: "Experiment") -> str:
    """Return the permalink of an experiment, without the leading "#".

    Parameters
    ----------
    experiment : Experiment

    Returns
    -------
    str
        Empty for the default experiment.
    """
    values = experiment.settings()
    spelled = {
        name: f"{name}={declared.link(values[name])}"
        for name, declared in experiment.declarations().items()
        if values[name] != declared.default
    }
    # their full stop at the end would be taken for that of a sentence
    points = [spelled.pop("points")] if "points" in spelled else []
    return "&".join([*points, *spelled.values()])


def apply(link: str, experiment: "Experiment") -> list[str]:
    """Give an experiment every setting that a link holds, or the nearest valid one.

    Parameters
    ----------
    link : str
        A permalink with or without "#", or a whole address that ends in one.
    experiment : Experiment
        It should be at its defaults, since links leave them out.

    Returns
    -------
    list of str
        What was not taken as it stood, a plain sentence or two for each case.
    """
    declarations = experiment.declarations()
    spellings = _split(link, declarations)
    messages = _unknown(spellings, declarations) + _repeated(spellings, declarations)
    found = {key: several[-1] for key, several in spellings.items()}
    _join_features(found, experiment)
    _join_hidden(found)
    if found.get("initZero") == "true":
        found.setdefault("initialization", "zero")
    messages += _join_datasets(found, experiment)
    for name, declared in declarations.items():
        if _is_given(declared, found.get(name)):
            messages += _set(experiment, declared, found[name])
    return messages


def take(link: str, names: Collection[str]) -> tuple[dict[str, str], str]:
    """Split the values of some keys off a link.

    Parameters
    ----------
    link : str
        As for `apply`.
    names : collection of str
        Keys that are no settings.

    Returns
    -------
    taken : dict of str to str
        Those of the keys that the link has, with their last values.
    rest : str
        The link without them.
    """
    found = parts(link, names, ())
    taken = {key: value for key, value in found if key in names}
    return taken, "&".join("=".join(part) for part in found if part[0] not in names)


def _split(link: str, names: Iterable[str]) -> dict[str, list[str]]:
    """Return the parts of a link as a dict from key to its different spellings, last one last."""
    spellings: dict[str, list[str]] = {}
    for key, spelling in parts(link, [*OTHER_KEYS, *names], FORMULAS):
        several = spellings.setdefault(TF_SETTINGS.get(key, key), [])
        if spelling not in several[-1:]:
            several.append(spelling)
    return spellings


def _unknown(spellings: Iterable[str], names: Iterable[str]) -> list[str]:
    known = {*names, *OTHER_KEYS}
    unknown = [key for key in spellings if key not in known and not SILENT.fullmatch(key)]
    if not unknown:
        return []
    found = excerpt(unknown[0])
    return [text("link.unknown", count=len(unknown), found=found)]


def _repeated(spellings: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [
        text("link.repeated", setting=_label(name), found=excerpt(spellings[name][-1]))
        for name in names
        if len(spellings.get(name, ())) > 1
    ]


def _join_features(found: dict[str, str], experiment: "Experiment") -> None:
    """Write the features that TensorFlow Playground switches one by one as one list."""
    switches = {TF_FEATURES[key]: found[key] != "false" for key in TF_FEATURES if found.get(key)}
    if switches:
        declared = experiment.declarations()["features"]
        listed = declared.read(found["features"]) if "features" in found else experiment.features
        chosen = dict.fromkeys(listed, True) | switches
        found["features"] = ",".join(name for name, is_on in chosen.items() if is_on)


def _join_hidden(found: dict[str, str]) -> None:
    """Write the controls that TensorFlow Playground hides one by one as one list."""
    hidden = [name for key, name in TF_CONTROLS.items() if found.get(f"{key}_hide") == "true"]
    if hidden:
        found["hide"] = ",".join([*filter(None, [found.get("hide")]), *hidden])


def _join_datasets(found: dict[str, str], experiment: "Experiment") -> list[str]:
    """Take the problem into account, which chooses one of the two data sets of the other family.

    A data set of our own decides on the problem by itself.
    """
    problem = found.get("problem", "").lower()
    if problem == "regression" and found.get("regDataset"):
        found["dataset"] = TF_REGRESSION_DATASETS.get(found["regDataset"], found["regDataset"])
    elif problem == "regression" and found.get("dataset") in TF_DATASETS:
        del found["dataset"]
    try:
        if problem:
            experiment.problem = problem
    except SettingError as error:
        return [_correction("problem", error.allowed, problem, experiment.problem)]
    return []


def _is_given(declared: Setting[Any, Any], spelling: str | None) -> bool:
    """Tell whether there is a value: an empty text is one for a list only."""
    return bool(spelling) or (spelling is not None and isinstance(declared, LISTS))


def _set(experiment: "Experiment", declared: Setting[Any, Any], spelling: str) -> list[str]:
    name, present = declared.name, getattr(experiment, declared.name)
    try:
        found = declared.read(spelling)
        setattr(experiment, name, found)
        return []
    except SettingError as error:
        allowed, used = error.allowed, declared.nearest_for(experiment, found, present)
    except ValueError:
        allowed, used = declared.allowed_for(experiment), present
    setattr(experiment, name, used)
    described = text("link.usual_number") if used is None else declared.describe(used)
    return [_correction(name, allowed, spelling, described)]


def _correction(name: str, allowed: str, spelling: str, used: str) -> str:
    found = excerpt(spelling) or text("link.nothing")
    return text("link.corrected", setting=_label(name), allowed=allowed, found=found, used=used)


def _label(name: str) -> str:
    return text(f"setting.{name}")
