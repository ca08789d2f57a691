"""A goal as rows to fill in: every condition of a goal is a list of rows, which all have to hold.

A row is one of::

    {"kind": "test_loss", "how": "at_most", "number": "0.05"}
    {"kind": "any", "conditions": [[…rows…], […rows…]]}
    {"kind": "runs", "at_least": "4", "of": "5", "with": […rows…]}

Numbers are what was typed. What is no number stays text, which the schema of exercises refuses.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.authoring.fields import Path, Places, Row
from playground.exercises.goals import GROUPS, METRICS
from playground.number_format import NumberError, typed

Condition = dict[str, Any]
"""A condition of `exercises.goals`, of whatever numbers and texts were entered."""

KINDS = (*METRICS, *GROUPS, "runs")
"""What a row may be about."""


def rows_of(condition: Mapping[str, Any]) -> list[Row]:
    """Return a condition of a valid exercise as rows."""
    return [row for name, part in condition.items() for row in _rows(name, part)]


def _rows(name: str, part: Any) -> list[Row]:
    if name in GROUPS:
        return [{"kind": name, "conditions": [rows_of(condition) for condition in part]}]
    if name == "runs":
        return [
            {
                "kind": name,
                "at_least": spell(part["at_least"]),
                "of": spell(part["of"]),
                "with": rows_of(part["with"]),
            }
        ]
    return [{"kind": name, "how": how, "number": spell(number)} for how, number in part.items()]


def condition_of(rows: Sequence[Row], field: Path) -> tuple[Condition, Places]:
    """Return the condition that rows stand for, and where its parts were entered.

    A condition names a comparison only once; rows that would be the second go into its "all".

    Parameters
    ----------
    rows : list of dict
    field : tuple
        Where the rows are in the draft.

    Returns
    -------
    condition : dict
    places : dict
        Path in the condition -> path in the draft.
    """
    condition: Condition = {}
    places: Places = {(): field}
    rest = []
    for i, row in enumerate(rows):
        part, inner = _part(row, (*field, i))
        kind = row["kind"]
        if kind not in condition:
            condition[kind] = part
        elif not ("with" in row or "conditions" in row) and row["how"] not in condition[kind]:
            condition[kind] |= part
        elif kind == "all":
            rest += part
            continue
        else:
            rest.append({kind: part})
            continue
        places |= {(kind, *path): place for path, place in inner.items()}
    if rest:
        condition["all"] = [*condition.get("all", ()), *rest]
    return condition, places


def _part(row: Row, field: Path) -> tuple[Any, Places]:
    """Return what a row says, and the places of its parts."""
    places: Places = {(): field}
    if "with" in row:
        condition, inner = condition_of(row["with"], (*field, "with"))
        places |= {("at_least",): (*field, "at_least"), ("of",): (*field, "of")}
        places |= {("with", *path): place for path, place in inner.items()}
        return {"at_least": read(row["at_least"]), "of": read(row["of"]), "with": condition}, places
    if "conditions" in row:
        parts = []
        for i, rows in enumerate(row["conditions"]):
            condition, inner = condition_of(rows, (*field, "conditions", i))
            parts.append(condition)
            places |= {(i, *path): place for path, place in inner.items()}
        return parts, places
    number = (*field, "number")
    return {row["how"]: read(row["number"])}, {(): number, (row["how"],): number}


def read(entered: str) -> float | str:
    """Return the number that was typed; other text as it is."""
    try:
        return typed(entered)
    except NumberError:
        return entered


def spell(number: float) -> str:
    """Spell a number so that `read` gives it back."""
    return repr(number).removesuffix(".0")
