"""What an exercise lets a student change: locked and hidden controls, and allowed ranges."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from playground.exercises.schema import Problem, refusal, unknown
from playground.exercises.shapes import AllBut, ExerciseData, Limits, Path
from playground.experiment import Experiment
from playground.experiment.limits import SUMS, allows, limited_value
from playground.experiment.list_setting_kinds import Choices
from playground.experiment.setting_groups import HIDEABLE, OF_A_RUN
from playground.experiment.setting_kinds import Choice, Number, Setting, SettingError, Whole
from playground.number_format import limit
from playground.text import listed, text

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise

SETTINGS_OF = {
    "problem": ("dataset", "points"),
    "dataset": ("dataset", "points"),
    "layers": ("hidden",),
    "regenerate": ("data_seed",),
    "new_weights": ("seed",),
}
"""Controls of the page that change other settings than the one of their name."""

WEIGHTS = "weights"
"""What stands for editing weights and biases by hand."""


def controls() -> tuple[str, ...]:
    """Return the names of everything that an exercise can lock or hide."""
    return tuple(dict.fromkeys((*HIDEABLE, *Experiment.declarations(), WEIGHTS)))


def settings_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return which settings of a run these controls change, in the order of a permalink."""
    changed = {setting for name in names for setting in SETTINGS_OF.get(name, (name,))}
    return tuple(name for name in Experiment.declarations() if name in changed & OF_A_RUN)


def locked(lock: list[str] | AllBut) -> tuple[str, ...]:
    """Return the names of the locked controls, given the "lock" of an exercise.

    Parameters
    ----------
    lock : list of str or dict
        Names of controls, or {"all_but": names} for all settings of a run but those they change;
        then "also" names other controls.
    """
    if isinstance(lock, list):
        return tuple(lock)
    free = settings_of(lock["all_but"])
    others = [name for name in settings_of(Experiment.declarations()) if name not in free]
    return (*others, *lock.get("also", ()))


def locked_controls(exercise: "Exercise") -> tuple[str, ...]:
    """Return the names of the controls that can change nothing in an exercise."""
    fixed = set(exercise.fixed_settings)
    changes = {name: set(settings_of((name,))) for name in controls()}
    return tuple(
        name
        for name, changed in changes.items()
        if name in exercise.lock or (changed and changed <= fixed)
    )


def violations(exercise: "Exercise", experiment: Experiment) -> list[str]:
    """Return a sentence for each rule of an exercise that an experiment breaks.

    Parameters
    ----------
    exercise : Exercise
    experiment : Experiment

    Returns
    -------
    list of str
    """
    broken = list(_lock_violations(exercise, experiment))
    for name, limits in exercise.ranges.items():
        value = limited_value(name, experiment)
        if not allows(limits, value):
            allowed, found = in_words(limits), _spell(name, value)
            label = _label(name)
            broken.append(text("error.setting", setting=label, allowed=allowed, found=found))
    return broken


def in_words(limits: Limits) -> str:
    """Say in words what a range allows, as "at most 3" or "one of tanh, relu"."""
    if "only" in limits:
        return text("allowed.choice", options=listed(limits["only"]))
    if limits.keys() >= {"min", "max"}:
        return text("allowed.range", low=limit(limits["min"]), high=limit(limits["max"]))
    if "max" in limits:
        return text("rule.at_most", high=limit(limits["max"]))
    return text("rule.at_least", low=limit(limits["min"]))


def _lock_violations(exercise: "Exercise", experiment: Experiment) -> Iterator[str]:
    start = exercise.starting_settings
    for name in exercise.fixed_settings:
        wanted, found = start[name], getattr(experiment, name)
        if found != wanted:
            wanted, found = _spell(name, wanted), _spell(name, found)
            if wanted == found:  # equally many points, but others
                yield text("rule.changed", setting=_label(name))
                continue
            yield text("rule.locked", setting=_label(name), wanted=wanted, found=found)


def _spell(name: str, value: object) -> str:
    if value is None:
        return text("link.usual_number")
    if isinstance(value, list):
        return listed(map(str, value))
    return str(value) if name in SUMS else Experiment.declarations()[name].describe(value)


def _label(name: str) -> str:
    return text(f"setting.{name}")


def problems(data: ExerciseData) -> list[Problem]:
    """Return what the schema cannot see in the rules of an exercise.

    Parameters
    ----------
    data : dict
        The exercise, valid by the schema.

    Returns
    -------
    list of Problem
    """
    allowed = text("allowed.choice", options=listed(controls()))
    found = [
        refusal((*path, i), allowed, name)
        for path, names in _lists_of_controls(data)
        for i, name in enumerate(names)
        if name not in controls()
    ]
    for name, limits in data.get("ranges", {}).items():
        found += _range_problems(name, limits)
    return found


def _lists_of_controls(data: ExerciseData) -> Iterator[tuple[Path, list[str]]]:
    lock = data.get("lock", [])
    if isinstance(lock, list):
        yield ("lock",), lock
    else:
        yield ("lock", "all_but"), lock["all_but"]
        yield ("lock", "also"), lock.get("also", [])
    yield ("hide",), data.get("hide", [])


def start_problems(data: ExerciseData, start: Experiment) -> list[Problem]:
    """Return where the starting experiment of an exercise is outside its own ranges."""
    found = []
    for name, limits in data.get("ranges", {}).items():
        value = limited_value(name, start)
        if not allows(limits, value):
            allowed, value = in_words(limits), _spell(name, value)
            message = text("rule.start", setting=_label(name), allowed=allowed, found=value)
            found.append(Problem(("experiment",), message))
    return found


def _range_problems(name: str, limits: Limits) -> list[Problem]:
    path = ("ranges", name)
    limited = limited_settings()
    if name not in {*limited, *SUMS}:
        return [unknown(path, [*limited, *SUMS])]
    keys = limits_of(limited[name]) if name in limited else ("min", "max")
    strange = [unknown((*path, key), keys) for key in limits if key not in keys]
    if strange or name in SUMS:
        return strange
    return [
        problem for key, value in limits.items() for problem in _refused(path, key, value, limited)
    ]


def limited_settings() -> dict[str, Setting[Any, Any]]:
    """Return what declares each setting that a range can limit, by its name."""
    declarations = Experiment.declarations()
    return {
        name: declarations[name]
        for name in settings_of(declarations)
        if limits_of(declarations[name])
    }


def limits_of(declared: Setting[Any, Any]) -> tuple[str, ...]:
    """Return what a range says about a kind of setting: least and largest, or which names."""
    if isinstance(declared, Number | Whole):
        return ("min", "max")
    return ("only",) if isinstance(declared, Choice | Choices) else ()


def _refused(
    path: tuple[str, str], key: str, value: object, limited: dict[str, Setting[Any, Any]]
) -> list[Problem]:
    """Return the problem that a limit is itself no value of the setting, if that is so."""
    declared = limited[path[1]]
    try:
        for one in value if isinstance(value, list) else [value]:
            declared.accept([one] if isinstance(declared, Choices) else one)
    except SettingError as error:
        return [refusal((*path, key), error.allowed, value)]
    return []
