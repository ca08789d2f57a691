"""What the entries of the form do to a draft: fill in a field, add, replace or take out a part.

Each is an action whose method takes the draft, what was entered, and what the action is about. What
was entered is a text, the value that was chosen, or "true" and "false" for a box.
"""

from collections.abc import Callable, Iterable
from types import UnionType
from typing import Literal

from playground.authoring.conditions import KINDS as ROW_KINDS
from playground.authoring.draft import ControlList, Draft
from playground.authoring.fields import LISTS, Path, new_row
from playground.authoring.form import NEVER_HIDDEN, NEVER_LOCKED, label_of, offered_languages
from playground.authoring.lesson_draft import LessonDraft
from playground.authoring.wordings import LANGUAGE, MOST_LANGUAGES
from playground.exercises.questions import KINDS as QUESTION_KINDS
from playground.exercises.rules import controls, limited_settings
from playground.experiment.limits import SUMS
from playground.experiment.setting_kinds import excerpt
from playground.text import text
from playground.ui.actions import Action, ActionError

YES = "true"
"""What a box that is ticked enters."""


def _part(draft: Draft, path: Path, kind: type | UnionType) -> object:
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


def _one_of(entered: str, names: Iterable[str]) -> str:
    if entered not in names:
        raise ActionError(f"the choice must be one of {', '.join(names)}, got {entered[:20]!r}")
    return entered


def _fill(draft: Draft, entered: str, path: Path) -> Path:
    _part(draft, path, str)
    draft.set(path, entered)
    return path


def _tick(name: ControlList) -> Callable[[Draft, str, str], Path]:
    def tick(draft: Draft, entered: str, control: str) -> Path:
        draft.tick(name, control, entered == YES)
        return (name,)

    return tick


def _tick_name(draft: Draft, entered: str, path: Path, name: str) -> Path:
    path = (*path, "only")
    _part(draft, path, list)
    names = [one for one in draft.entries(path) if one != name]
    draft.set(path, [*names, name] if entered == YES else names)
    return path


def _lock_others(draft: Draft, entered: str) -> Path:
    draft.set(("all_but",), entered == "yes")
    return ("all_but",)


def _tick_flag(flag: str) -> Callable[[Draft, str, Path], Path]:
    def tick(draft: Draft, entered: str, path: Path) -> Path:
        _part(draft, (*path, flag), bool)
        draft.set((*path, flag), entered == YES)
        return (*path, flag)

    return tick


def _late_feedback(draft: Draft, entered: str) -> Path:
    draft.set(("late_feedback",), entered == YES)
    return ("late_feedback",)


FLAGS = ("predict", "required", "shuffle", "when_stopped")

FILLING = {
    "set": Action(_fill, (tuple,)),
    "lock": Action(_tick("lock"), (str,)),
    "hide": Action(_tick("hide"), (str,)),
    "vary": Action(_tick("vary"), (str,)),
    "only": Action(_tick_name, (tuple, str)),
    "all_but": Action(_lock_others),
    **{flag: Action(_tick_flag(flag), (tuple,)) for flag in FLAGS},
    "late_feedback": Action(_late_feedback),
}
"""Actions after which the form has the same fields; they return the path that was filled in."""


def _add(draft: Draft, _entered: str, name: str) -> None:
    draft.add((name,), LISTS[_one_of(name, LISTS)]())


def _add_row(draft: Draft, _entered: str, path: Path) -> None:
    _part(draft, path, list)
    draft.add(path, new_row("test_loss"))


def _add_part(draft: Draft, _entered: str, path: Path) -> None:
    _part(draft, (*path, "conditions"), list)
    draft.add((*path, "conditions"), [new_row("test_loss")])


def _add_option(draft: Draft, _entered: str, path: Path) -> None:
    _part(draft, (*path, "options"), list)
    draft.add((*path, "options"), "")


def _add_image(draft: Draft, data: str) -> str:
    """Add an image, and the place in the text where it is shown; say so if it is none."""
    if not data:
        return text("author.no_image")
    known = {image["name"] for image in draft.state["images"]}
    numbers = range(1, len(known) + 2)
    name = next(name for number in numbers if (name := f"image-{number}") not in known)
    draft.add(("images",), {"name": name, "data": data})
    shown = f"![{text('author.image_alt')}](image:{name})"
    for path in (("text",), *(("text", code) for code in draft.state["languages"])):
        words = str(draft.get(path))
        if words or len(path) == 1:
            draft.set(path, f"{words.rstrip()}\n\n{shown}\n".lstrip())
    return ""


def speak(draft: Draft | LessonDraft, entered: str, code: str) -> None:
    """Have fields for texts in another language, or no longer."""
    draft.speak(_one_of(code, offered_languages(draft.state)), entered == YES)


def speak_more(draft: Draft | LessonDraft, entered: str) -> str:
    """Add a language by its code; say so if it is none."""
    code = entered.strip()
    if not code:
        return ""
    if len(draft.state["languages"]) >= MOST_LANGUAGES:
        return text("author.languages_full", count=MOST_LANGUAGES)
    if not LANGUAGE.fullmatch(code):
        return text("author.no_language", code=excerpt(code))
    if code != draft.state["language"].strip():
        draft.speak(code, is_spoken=True)
    return ""


def _remove(draft: Draft, _entered: str, path: Path) -> None:
    _part(draft, path[:-1], list)
    _part(draft, path, dict | str)
    draft.remove(path)


def _pick(draft: Draft, entered: str) -> str:
    """Lock, hide or free what was picked on the page; say so where that is not possible."""
    way, _, name = entered.partition(" ")
    _one_of(way, ("lock", "hide", "free"))
    _one_of(name, controls())
    impossible = {"lock": NEVER_LOCKED, "hide": NEVER_HIDDEN}.get(way, ())
    if name in impossible:
        return text(f"author.no_{way}", control=label_of(name))
    draft.tick("lock", name, is_ticked=(way == "lock") != draft.state["all_but"])
    draft.tick("hide", name, is_ticked=way == "hide")
    return ""


def _move(way: Literal["up", "down"]) -> Callable[[Draft, str, Path], None]:
    def move(draft: Draft, _entered: str, path: Path) -> None:
        _part(draft, path[:-1], list)
        _part(draft, path, dict)
        draft.move(path, way)

    return move


def _duplicate(draft: Draft, _entered: str, path: Path) -> None:
    _part(draft, path[:-1], list)
    _part(draft, path, dict)
    draft.duplicate(path)


def _replace_row(draft: Draft, kind: str, path: Path) -> None:
    _part(draft, (*path, "kind"), str)
    draft.set(path, new_row(_one_of(kind, ROW_KINDS)))


def _replace_type(draft: Draft, kind: str, path: Path) -> None:
    _part(draft, (*path, "type"), str)
    draft.set((*path, "type"), _one_of(kind, QUESTION_KINDS))


def _replace_range(draft: Draft, name: str, path: Path) -> None:
    _part(draft, (*path, "only"), list)
    draft.set(path, LISTS["ranges"]() | {"name": _one_of(name, (*SUMS, *limited_settings()))})


BUILDING = {
    "add": Action(_add, (str,)),
    "add_row": Action(_add_row, (tuple,)),
    "add_part": Action(_add_part, (tuple,)),
    "add_option": Action(_add_option, (tuple,)),
    "add_image": Action(_add_image),
    "speak": Action(speak, (str,)),
    "speak_more": Action(speak_more),
    "pick": Action(_pick),
    "remove": Action(_remove, (tuple,)),
    "up": Action(_move("up"), (tuple,)),
    "down": Action(_move("down"), (tuple,)),
    "duplicate": Action(_duplicate, (tuple,)),
    "kind": Action(_replace_row, (tuple,)),
    "type": Action(_replace_type, (tuple,)),
    "range": Action(_replace_range, (tuple,)),
}
"""Actions after which the form has other fields; what they return is said."""
