"""Whether plain data is a draft: what was kept or saved, anyone may have changed since."""

from collections.abc import Callable, Mapping
from typing import cast

from playground.authoring import wordings
from playground.authoring.conditions import KINDS as ROW_KINDS
from playground.authoring.fields import LISTS, VERSION, DraftState, Path, empty_state, new_row
from playground.exercises import wording
from playground.exercises.goals import COMPARISONS, GROUPS
from playground.exercises.questions import KINDS as QUESTION_KINDS
from playground.exercises.rules import WEIGHTS, limited_settings
from playground.exercises.schema import field
from playground.experiment.limits import SUMS
from playground.text import text


class DraftError(ValueError):
    """Something that is no draft; the message says why, as part of a sentence."""


LATER = {"goals": ("when_stopped",), "questions": ("shuffle", "required", "tries")}
"""Fields of entries that drafts of earlier versions do not have."""

LATER_FIELDS = ("languages", "late_feedback", "also", "vary", "images", "about")
"""Fields that drafts of earlier versions do not have."""

FREE = {("experiment",), ("about",)}
"""Groups whose fields are not the same in each draft; the exercise says what is wrong in them."""


def check(data: object) -> DraftState:
    """Return plain data if it is the state of a draft, finished or not.

    What an earlier version has kept gets the fields that it does not have yet.

    Raises
    ------
    DraftError
        If it is not.
    """
    translations: object = {}
    if isinstance(data, dict):
        data = {**data}
        translations = data.pop("translations", {})
        data = _with_free_weights(data) if "also" not in data else data
        data = {**{name: empty_state()[name] for name in LATER_FIELDS}, **data}  # type: ignore[literal-required]
        data |= {name: _completed(data.get(name), name) for name in LATER}
    _compare(data, empty_state(), ())
    state = cast(DraftState, data)
    _require(state["version"] == VERSION, ("version",))
    _require(wordings.are_languages(state["languages"]), ("languages",))
    _check_about(state["about"])
    _check_texts(state["lock"], ("lock",))
    for name in ("also", "hide", "vary"):
        _check_texts(state[name], (name,))
    for name, new_entry in LISTS.items():
        for i, entry in enumerate(cast(dict[str, list[Mapping[str, object]]], data)[name]):
            _compare(entry, new_entry(), (name, i))
            CHECKS[name](entry, (name, i))
    _translate(state, translations)
    return state


def _translate(state: DraftState, translations: object) -> None:
    """Take the texts in other languages of a draft of an earlier version."""
    _require(wording.are_translations(translations), ("translations",))
    if translations:
        others = cast(dict[str, dict[str, str]], translations)
        wordings.translate(cast(dict[str, object], state), [*wordings.texts(state)], others)
        _require(wordings.are_languages(state["languages"]), ("translations",))


def _check_about(about: Mapping[str, object]) -> None:
    for group in (wordings.EXPECTED, wordings.CLASSES):
        _require(isinstance(about.get(group[-1], {}), dict), group)
    for path in wordings.about_texts(about):
        _require(wordings.are_words(wordings.find({"about": about}, path)), path)


def _with_free_weights(data: dict[str, object]) -> dict[str, object]:
    """Leave weights free where an earlier version did not lock them along with all else."""
    lock = data.get("lock")
    if not data.get("all_but") or not isinstance(lock, list) or WEIGHTS in lock:
        return data
    return {**data, "lock": [*lock, WEIGHTS]}


def _completed(entries: object, name: str) -> object:
    if not isinstance(entries, list):
        return entries
    later = {field: LISTS[name]()[field] for field in LATER[name]}
    return [{**later, **entry} if isinstance(entry, dict) else entry for entry in entries]


def _compare(found: object, like: object, path: Path) -> None:
    """Refuse what has other fields than it should have, or fields of other types."""
    if wordings.is_text(path):
        _require(wordings.are_words(found), path)
        return
    is_link = path == ("experiment",) and isinstance(found, str)
    _require(type(found) is type(like) or is_link, path)
    if isinstance(found, dict) and isinstance(like, dict) and path not in FREE:
        for name in found.keys() ^ like.keys():
            _require(False, (*path, name))
        for name, value in like.items():
            _compare(found[name], value, (*path, name))


def _check_goal(goal: Mapping[str, object], path: Path) -> None:
    _check_rows(goal["rows"], (*path, "rows"))


def _check_rows(rows: object, path: Path) -> None:
    _require(isinstance(rows, list), path)
    for i, row in enumerate(cast(list[object], rows)):
        at = (*path, i)
        kind = row.get("kind") if isinstance(row, dict) else None
        _require(kind in ROW_KINDS, at)
        _compare(row, new_row(cast(str, kind)), at)
        fields = cast(dict[str, object], row)
        if kind == "runs":
            _check_rows(fields["with"], (*at, "with"))
        elif kind in GROUPS:
            for n, part in enumerate(cast(list[object], fields["conditions"])):
                _check_rows(part, (*at, "conditions", n))
        else:
            _require(fields["how"] in COMPARISONS, (*at, "how"))


def _check_question(question: Mapping[str, object], path: Path) -> None:
    options = question["options"]
    _require(all(map(wordings.are_words, cast(list[object], options))), (*path, "options"))
    indices = map(str, range(len(cast(list[str], options))))
    _require(question["type"] in QUESTION_KINDS, (*path, "type"))
    _require(question["right"] in ("", *indices), (*path, "right"))


def _check_range(limits: Mapping[str, object], path: Path) -> None:
    _require(limits["name"] in (*SUMS, *limited_settings()), (*path, "name"))
    _check_texts(limits["only"], (*path, "only"))


def _check_texts(found: object, path: Path) -> None:
    _require(isinstance(found, list) and all(isinstance(one, str) for one in found), path)


def _require(is_so: bool, path: Path) -> None:
    if not is_so:
        raise DraftError(text("draft.wrong", field=field(path)))


CHECKS: Mapping[str, Callable[[Mapping[str, object], Path], None]] = {
    "goals": _check_goal,
    "hints": lambda hint, path: None,
    "questions": _check_question,
    "ranges": _check_range,
    "images": lambda image, path: None,
}
"""What is asked of an entry of a list beside the types of its fields."""
