"""A goal as rows to fill in: every condition of a goal is a list of rows, which all have to hold.

A row is one of::

    {"kind": "test_loss", "how": "at_most", "number": "0.05"}
    {"kind": "any", "conditions": [[…rows…], […rows…]]}
    {"kind": "runs", "at_least": "4", "of": "5", "with": […rows…]}

Numbers are what was typed. What is no number stays text, which the schema of exercises refuses.
"""

from playground.exercises.goals import GROUPS, METRICS
from playground.number_format import NumberError, typed

KINDS = (*METRICS, *GROUPS, "runs")
"""What a row may be about."""

USUAL_NUMBERS = {
    "accuracy": "0.95",
    "epochs": "100",
    "layers": "1",
    "neurons": "4",
    "parameters": "20",
    "features": "2",
}
USUAL_COMPARISONS = {"accuracy": "at_least", "epochs": "at_least"}


def new_row(kind):
    """Return a row of a kind, filled in with what is usual."""
    if kind in GROUPS:
        return {"kind": kind, "conditions": [[new_row("test_loss")], [new_row("accuracy")]]}
    if kind == "runs":
        return {"kind": kind, "at_least": "4", "of": "5", "with": [new_row("test_loss")]}
    how = USUAL_COMPARISONS.get(kind, "at_most")
    return {"kind": kind, "how": how, "number": USUAL_NUMBERS.get(kind, "0.05")}


def rows_of(condition):
    """Return a condition of a valid exercise as rows."""
    return [row for name, part in condition.items() for row in _rows(name, part)]


def _rows(name, part):
    if name in GROUPS:
        return [{"kind": name, "conditions": [rows_of(condition) for condition in part]}]
    if name == "runs":
        numbers = {key: spell(part[key]) for key in ("at_least", "of")}
        return [{"kind": name, **numbers, "with": rows_of(part["with"])}]
    return [{"kind": name, "how": how, "number": spell(number)} for how, number in part.items()]


def condition_of(rows, field):
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
    condition, places, rest = {}, {(): field}, []
    for i, row in enumerate(rows):
        part, inner = _part(row, (*field, i))
        if row["kind"] not in condition:
            condition[row["kind"]] = part
        elif row["kind"] in METRICS and row["how"] not in condition[row["kind"]]:
            condition[row["kind"]] |= part
        elif row["kind"] == "all":
            rest += part
            continue
        else:
            rest.append({row["kind"]: part})
            continue
        places |= {(row["kind"], *path): place for path, place in inner.items()}
    if rest:
        condition["all"] = [*condition.get("all", ()), *rest]
    return condition, places


def _part(row, field):
    """Return what a row says, and the places of its parts."""
    kind = row["kind"]
    if kind in GROUPS:
        parts, places = [], {(): field}
        for i, rows in enumerate(row["conditions"]):
            condition, inner = condition_of(rows, (*field, "conditions", i))
            parts.append(condition)
            places |= {(i, *path): place for path, place in inner.items()}
        return parts, places
    if kind == "runs":
        condition, inner = condition_of(row["with"], (*field, "with"))
        numbers = {key: read(row[key]) for key in ("at_least", "of")}
        places = {(): field, **{(key,): (*field, key) for key in numbers}}
        return {**numbers, "with": condition}, places | {
            ("with", *path): place for path, place in inner.items()
        }
    number = (*field, "number")
    return {row["how"]: read(row["number"])}, {(): number, (row["how"],): number}


def read(entered):
    """Return the number that was typed; other text as it is."""
    try:
        return typed(entered)
    except NumberError:
        return entered


def spell(number):
    """Spell a number so that `read` gives it back."""
    return repr(number).removesuffix(".0")
