"""Limits on settings, as exercises set them: what is inside, for the page and for the grader alike.

Limits are a dict with "min" and "max", either of them or both, or with "only", a list of names.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from playground.experiment.experiment import Experiment


class Limits(TypedDict, total=False):
    """What is inside."""

    min: float
    max: float
    only: list[str]


SUMS: dict[str, Callable[[list[int]], int]] = {"hidden_layers": len, "hidden_neurons": sum}
"""Numbers that limits may be on and that are no settings: what counts them in a list of neurons per
hidden layer."""


def limited_value(name: str, experiment: "Experiment") -> float | str | list[str]:
    """Return what an experiment has of a setting or a sum: a number, a name or a list of names."""
    if name in SUMS:
        return SUMS[name](experiment.hidden)
    if name == "samples":
        return experiment.sample_count
    value: float | str | list[str] = getattr(experiment, name)
    return value


def allows(limits: Limits, value: float | str | list[str]) -> bool:
    """Tell whether limits allow a value.

    Parameters
    ----------
    limits : dict
        Empty if there are none.
    value : number, str or list of str
        Of several names all have to be allowed.
    """
    if isinstance(value, int | float):
        return limits.get("min", value) <= value <= limits.get("max", value)
    names = [value] if isinstance(value, str) else value
    return set(names) <= set(limits.get("only", names))


def within(limits: Limits, low: float, high: float) -> tuple[float, float]:
    """Return what limits leave of a range of numbers, its least and its largest number."""
    return max(low, limits.get("min", low)), min(high, limits.get("max", high))
