"""What the entries of the form do to a draft: fill in a field, add, replace or take out a part."""

from playground.authoring import conditions
from playground.authoring.draft import LISTS
from playground.authoring.fields import path_of

YES = "true"
"""What a box that is ticked enters."""


def enter(draft, key, entered):
    """Take an entry.

    Parameters
    ----------
    draft : Draft
    key : str
        The path of a field, or a verb of FILLING or BUILDING, a blank, and what it is about.
    entered : str
        A text, the value that was chosen, or "true" and "false" for a box.

    Returns
    -------
    path : tuple or None
        Of the new part, where the form needs other fields than before; else None.
    """
    verb, _, rest = key.partition(" ")
    if verb in BUILDING:
        return BUILDING[verb](draft, rest, entered)
    FILLING.get(verb, _fill)(draft, rest or key, entered)
    return None


def _fill(draft, key, entered):
    draft.set(path_of(key), entered)


def _tick(name):
    return lambda draft, control, entered: draft.tick(name, control, entered == YES)


def _tick_name(draft, rest, entered):
    key, _, name = rest.partition(" ")
    names = [one for one in draft.get((*path_of(key), "only")) if one != name]
    draft.set((*path_of(key), "only"), [*names, name] if entered == YES else names)


FILLING = {
    "set": _fill,
    "lock": _tick("lock"),
    "hide": _tick("hide"),
    "only": _tick_name,
    "all_but": lambda draft, _, entered: draft.set(("all_but",), entered == "yes"),
    "predict": lambda draft, key, entered: draft.set((*path_of(key), "predict"), entered == YES),
}
"""Verbs after which the form has the same fields."""


def _replace(path, draft, part):
    draft.set(path, part)
    return path


def _remove(draft, key, _entered):
    path = path_of(key)
    draft.remove(path)
    return path[:-1]


BUILDING = {
    "add": lambda draft, name, _: draft.add((name,), LISTS[name]()),
    "add_row": lambda draft, key, _: draft.add(path_of(key), conditions.new_row("test_loss")),
    "add_part": lambda draft, key, _: draft.add(
        (*path_of(key), "conditions"), [conditions.new_row("test_loss")]
    ),
    "add_option": lambda draft, key, _: draft.add((*path_of(key), "options"), ""),
    "remove": _remove,
    "kind": lambda draft, key, kind: _replace(path_of(key), draft, conditions.new_row(kind)),
    "type": lambda draft, key, kind: _replace((*path_of(key), "type"), draft, kind),
    "range": lambda draft, key, name: _replace(
        path_of(key), draft, {**LISTS["ranges"](), "name": name}
    ),
}
"""Verbs after which the form has other fields."""
