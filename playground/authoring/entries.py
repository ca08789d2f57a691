"""What the entries of the form do to a draft: fill in a field, add, replace or take out a part.

Each is an action whose method takes the draft, what was entered, and what the action is about. What
was entered is a text, the value that was chosen, or "true" and "false" for a box.
"""

from playground.authoring import conditions
from playground.authoring.draft import LISTS
from playground.exercises.questions import KINDS as QUESTION_KINDS
from playground.exercises.rules import SUMS, limited_settings
from playground.ui.actions import Action, ActionError

YES = "true"
"""What a box that is ticked enters."""


def _part(draft, path, kind):
    """Return what a draft has at a path.

    Raises
    ------
    ActionError
        If that is nothing of this kind: a part that has gone since the form was shown, for example.
    """
    try:
        found = draft.get(path)
    except (LookupError, TypeError):
        found = None
    if not isinstance(found, kind):
        raise ActionError(f"the draft has nothing of this kind at {path}, but {found!r:.40}")
    return found


def _one_of(entered, names):
    if entered not in names:
        raise ActionError(f"the choice must be one of {', '.join(names)}, got {entered[:20]!r}")
    return entered


def _fill(draft, entered, path):
    _part(draft, path[:-1], dict | list)
    _part(draft, path, str)
    draft.set(path, entered)
    return path


def _tick(name):
    def tick(draft, entered, control):
        draft.tick(name, control, entered == YES)
        return (name,)

    return tick


def _tick_name(draft, entered, path, name):
    path = (*path, "only")
    names = [one for one in _part(draft, path, list) if one != name]
    draft.set(path, [*names, name] if entered == YES else names)
    return path


def _lock_others(draft, entered):
    draft.set(("all_but",), entered == "yes")
    return ("all_but",)


def _tick_flag(flag):
    def tick(draft, entered, path):
        _part(draft, (*path, flag), bool)
        draft.set((*path, flag), entered == YES)
        return (*path, flag)

    return tick


def _late_feedback(draft, entered):
    draft.set(("late_feedback",), entered == YES)
    return ("late_feedback",)


FILLING = {
    "set": Action(_fill, (tuple,)),
    "lock": Action(_tick("lock"), (str,)),
    "hide": Action(_tick("hide"), (str,)),
    "only": Action(_tick_name, (tuple, str)),
    "all_but": Action(_lock_others),
    **{flag: Action(_tick_flag(flag), (tuple,)) for flag in ("predict", "shuffle", "when_stopped")},
    "late_feedback": Action(_late_feedback),
}
"""Actions after which the form has the same fields; they return the path that was filled in."""


def _add(draft, _entered, name):
    draft.add((name,), LISTS[_one_of(name, LISTS)]())


def _add_row(draft, _entered, path):
    _part(draft, path, list)
    draft.add(path, conditions.new_row("test_loss"))


def _add_part(draft, _entered, path):
    _part(draft, (*path, "conditions"), list)
    draft.add((*path, "conditions"), [conditions.new_row("test_loss")])


def _add_option(draft, _entered, path):
    _part(draft, (*path, "options"), list)
    draft.add((*path, "options"), "")


def _remove(draft, _entered, path):
    _part(draft, path[:-1], list)
    _part(draft, path, dict | str)
    draft.remove(path)


def _replace_row(draft, kind, path):
    _part(draft, (*path, "kind"), str)
    draft.set(path, conditions.new_row(_one_of(kind, conditions.KINDS)))


def _replace_type(draft, kind, path):
    _part(draft, (*path, "type"), str)
    draft.set((*path, "type"), _one_of(kind, QUESTION_KINDS))


def _replace_range(draft, name, path):
    _part(draft, (*path, "only"), list)
    draft.set(path, LISTS["ranges"]() | {"name": _one_of(name, (*SUMS, *limited_settings()))})


BUILDING = {
    "add": Action(_add, (str,)),
    "add_row": Action(_add_row, (tuple,)),
    "add_part": Action(_add_part, (tuple,)),
    "add_option": Action(_add_option, (tuple,)),
    "remove": Action(_remove, (tuple,)),
    "kind": Action(_replace_row, (tuple,)),
    "type": Action(_replace_type, (tuple,)),
    "range": Action(_replace_range, (tuple,)),
}
"""Actions after which the form has other fields."""
