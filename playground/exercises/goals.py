"""Goals are data: which numbers a run has to reach, judged against plain evidence, put into words.

A condition is a mapping of which every entry has to hold::

    {"test_loss": {"at_most": 0.05}, "neurons": {"at_most": 3}}
    {"any": [{"accuracy": {"at_least": 0.95}}, {"test_loss": {"below": 0.02}}]}
    {"runs": {"at_least": 4, "of": 5, "with": {"test_loss": {"at_most": 0.05}}}}

Evidence is a mapping from the names of METRICS to numbers, or to None where a number is not known,
and from "runs" to the evidence of the last runs from different seeds, this one last. The live page,
the checker of results and tests all ask the same question, `met`.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from math import ceil, floor
from typing import NamedTuple, TypeGuard, get_args

from playground.exercises.schema import Problem, refusal, unknown
from playground.exercises.shapes import (
    Condition,
    Evidence,
    GoalData,
    GroupName,
    Metric,
    Path,
    RunsPart,
    Verdict,
)
from playground.number_format import limit, plain, rounded
from playground.text import text

METRICS: tuple[Metric, ...] = get_args(Metric)
"""What is measured; `evidence.evidence_of` says how."""

COUNTED: frozenset[Metric] = frozenset({"epochs", "layers", "neurons", "parameters", "features"})
"""What is counted: said as "at most 3 neurons", where other numbers are "loss at most 0.1"."""

NOT_IN_WEIGHTS = ("epochs", "runs")
"""Parts of goals that cannot be seen in the weights of a network."""

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "at_most": operator.le,
    "at_least": operator.ge,
    "below": operator.lt,
    "above": operator.gt,
}
"""How a measured number is compared with the one in a goal, both as `comparable` has them."""

COMPARED_DIGITS = 9
"""Digits that count in a comparison: computers agree on them, not on the last ones of a sum."""


def comparable(number: float) -> float:
    """Return a number as goals compare it: rounded to `COMPARED_DIGITS` digits."""
    return float(f"{number:.{COMPARED_DIGITS}g}")


def _all_of(verdicts: Sequence[Verdict]) -> Verdict:
    return False if False in verdicts else None if None in verdicts else True


def _any_of(verdicts: Sequence[Verdict]) -> Verdict:
    return True if True in verdicts else None if None in verdicts else False


class Group(NamedTuple):
    """How several conditions become one: what judges them, and what joins two phrases."""

    judge: Callable[[Sequence[Verdict]], Verdict]
    join: Callable[[str, str], str]


GROUPS: dict[GroupName, Group] = {
    "all": Group(_all_of, lambda one, other: text("goal.and", one=one, other=other)),
    "any": Group(_any_of, lambda one, other: text("goal.or", one=one, other=other)),
}
"""Verdicts are combined in Kleene's logic of three values, where None is "not known"."""


def met(condition: Condition, evidence: Evidence) -> Verdict:
    """Tell whether evidence meets a condition.

    Parameters
    ----------
    condition : dict
        As described above.
    evidence : dict
        Numbers by name, as `evidence.evidence_of` makes them.

    Returns
    -------
    bool or None
        None if it depends on a number that is not known.
    """
    return _all_of([_part_met(name, condition, evidence) for name in condition])


def _part_met(name: str, condition: Condition, evidence: Evidence) -> Verdict:
    if _is_group(name):
        return GROUPS[name].judge([met(part, evidence) for part in condition[name]])
    if _is_metric(name):
        value = evidence[name]
        if value is None:
            return None
        found, limits = comparable(value), condition[name]
        return all(COMPARISONS[how](found, comparable(limits[how])) for how in limits)
    return _runs_met(condition["runs"], evidence["runs"])


def _is_group(name: str) -> TypeGuard[GroupName]:
    return name in GROUPS


def _is_metric(name: str) -> TypeGuard[Metric]:
    return name in METRICS


def _runs_met(part: RunsPart, runs: Sequence[Evidence]) -> Verdict:
    if len(runs) < part["of"]:
        return False
    verdicts = [met(part["with"], run) for run in runs[-part["of"] :]]
    missing = part["at_least"] - verdicts.count(True)
    return True if missing <= 0 else None if missing <= verdicts.count(None) else False


def mentions(condition: Condition, metric: str) -> bool:
    """Tell whether a condition depends on a metric, however deep inside."""
    return any(metric in part for _, part in _walk(condition, ()))


def needs_training(condition: Condition) -> bool:
    """Tell whether only training again can confirm a condition: weights do not show it."""
    return any(mentions(condition, name) for name in NOT_IN_WEIGHTS)


def least_epochs(condition: Condition) -> int:
    """Return how many epochs a condition takes at least, in all runs together."""
    parts = [_least(how, number) for how, number in condition.get("epochs", {}).items()]
    parts += [least_epochs(part) for part in condition.get("all", ())]
    if "any" in condition:
        parts.append(min(least_epochs(part) for part in condition["any"]))
    if "runs" in condition:
        runs = condition["runs"]
        parts.append(runs["at_least"] * least_epochs(runs["with"]))
    return max(parts, default=0)


def _least(how: str, number: float) -> int:
    """Return the least whole number that a comparison may allow; 0 where it sets no lower end."""
    return {"at_least": ceil(number), "above": floor(number) + 1}.get(how, 0)


def targets(condition: Condition, metric: str) -> list[float]:
    """Return the numbers that a condition compares a metric with, however deep inside."""
    if not _is_metric(metric):
        return []
    parts = (part[metric] for _, part in _walk(condition, ()) if metric in part)
    return [number for part in parts for number in part.values()]


def runs_needed(condition: Condition) -> int:
    """Return how many runs from different seeds a condition looks at."""
    return max(part["runs"]["of"] if "runs" in part else 1 for _, part in _walk(condition, ()))


def _walk(condition: Condition, path: Path) -> Iterator[tuple[Path, Condition]]:
    """Yield path and content of a condition and of all that are part of it."""
    yield path, condition
    for name in GROUPS:
        for i, part in enumerate(condition.get(name, ())):
            yield from _walk(part, (*path, name, i))
    if "runs" in condition:
        yield from _walk(condition["runs"]["with"], (*path, "runs", "with"))


def describe(condition: Condition) -> str:
    """Return a condition in plain words, as "Test loss at most 0.05 and at most 3 inputs"."""
    phrase = _phrase(condition)
    return phrase[:1].upper() + phrase[1:]


def _phrase(condition: Condition) -> str:
    parts = (_describe_part(name, condition) for name in condition)
    return reduce(GROUPS["all"].join, parts)


def _describe_part(name: str, condition: Condition) -> str:
    if _is_group(name):
        return reduce(GROUPS[name].join, map(_phrase, condition[name]))
    if _is_metric(name):
        comparisons = (_compared(name, how, number) for how, number in condition[name].items())
        return reduce(GROUPS["all"].join, comparisons)
    runs = condition["runs"]
    goal = _phrase(runs["with"])
    return text("goal.runs", number=runs["at_least"], count=runs["of"], goal=goal)


def _compared(metric: Metric, how: str, number: float) -> str:
    if metric in COUNTED and float(number).is_integer():
        return text(f"bound.{how}", amount=text(f"counted.{metric}", count=int(number)))
    return text(f"goal.{how}", metric=text(f"metric.{metric}"), number=_spell(metric, number))


def _spell(metric: str, number: float) -> str:
    if metric == "accuracy":
        return text("output.percent", value=rounded(100 * number, digits=6))
    return plain(number)


def problems(condition: GoalData, path: Path) -> list[Problem]:
    """Return what the schema cannot see in a goal: parts that have no meaning where they stand.

    Parameters
    ----------
    condition : dict
        The goal, valid by the schema.
    path : tuple
        Where it stands in the exercise.
    """
    found = []
    for where, part in _walk(condition, path):
        of_goals_only = (name for name in ("points", "when_stopped") if name in part)
        if where != path:
            found += [unknown((*where, name), METRICS) for name in of_goals_only]
        if "runs" in part:
            found += _run_problems(part["runs"], (*where, "runs"), is_nested="runs" in where)
    return found


def _run_problems(runs: RunsPart, path: Path, is_nested: bool) -> list[Problem]:
    if is_nested:
        return [unknown(path, METRICS)]
    if runs["at_least"] > runs["of"]:
        allowed = text("allowed.whole", low=1, high=limit(runs["of"]))
        return [refusal((*path, "at_least"), allowed, runs["at_least"])]
    return []
