"""The parts of the form in which an exercise is written: what their templates show of a draft."""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple, get_args

from playground.authoring.conditions import KINDS
from playground.authoring.draft import Draft
from playground.authoring.fields import DraftState
from playground.authoring.lesson_draft import LessonState
from playground.authoring.piece import Piece, render
from playground.exercises.goals import COMPARISONS, METRICS
from playground.exercises.pictures import is_image
from playground.exercises.questions import KINDS as QUESTION_KINDS
from playground.exercises.rules import WEIGHTS, controls, limited_settings, settings_of
from playground.exercises.shapes import Varying
from playground.experiment.control_names import CONTROLS, DRAWER_GROUPS, DRAWERS
from playground.experiment.limits import SUMS
from playground.experiment.list_setting_kinds import Choices
from playground.experiment.setting_groups import PAGE_SETTINGS, SETTINGS_IN_DRAWERS
from playground.experiment.setting_kinds import Choice
from playground.text import FALLBACK_LANGUAGE, catalogue, direction, own_names, text

LABELS = {
    "setting": lambda name: text(f"setting.{name}"),
    "button": lambda name: text(f"button.{name}"),
    "control": lambda name: text(f"control.{name}"),
    "drawer": lambda name: text(f"drawer.{name}"),
    "drawers": lambda name: text(f"drawers.{name}"),
}
"""Groups of the catalogue in which controls have a name."""

IN_SIGHT = (*CONTROLS, WEIGHTS)
IN_DRAWERS = tuple(name for names in SETTINGS_IN_DRAWERS.values() for name in names)
DRAWER_PARTS = ("drawers", *DRAWER_GROUPS, *DRAWERS)

NEVER_LOCKED = {*DRAWER_PARTS, *PAGE_SETTINGS}
"""What can only be hidden: it changes nothing of a run."""

NEVER_HIDDEN = {WEIGHTS}
"""What can only be locked: it is no control."""


class SpokenIn(NamedTuple):
    """A language that a text may be in: its code, its name, and "ltr" or "rtl"."""

    code: str
    name: str
    direction: str


VARYING = get_args(Varying)
"""What every student can get another one of."""


def label_of(control: str) -> str:
    """Return the name for people of something that can be locked, hidden or limited."""
    known = catalogue(FALLBACK_LANGUAGE)
    named = (name for group, name in LABELS.items() if f"{group}.{control}" in known)
    return next(named, str)(control)


def offered_languages(state: DraftState | LessonState) -> dict[str, str]:
    """Return the names of the languages that a draft may be in beside its own, by their codes."""
    own = state["language"].strip()
    codes = dict.fromkeys((*own_names(), *state["languages"]))
    return {code: name_of(code) for code in codes if code != own}


def name_of(code: str) -> str:
    """Return the name of a language in itself; its code if the page does not speak it."""
    return own_names().get(code, code)


def spoken(state: DraftState | LessonState) -> list[SpokenIn]:
    """Return the languages that a draft has fields for beside its own."""
    own = state["language"].strip()
    others = (code for code in state["languages"] if code != own)
    return [SpokenIn(code, name_of(code), direction(code)) for code in others]


def task(draft: Draft) -> Piece:
    """Return the part with title, name, languages, text and images."""
    return render(
        "authoring/task.html.jinja",
        images=draft.state["images"],
        shown=shown_images(draft),
        offered=offered_languages(draft.state),
        languages=spoken(draft.state),
    )


def shown_images(draft: Draft) -> dict[str, str]:
    """Return the images that may be shown: a draft can come from anywhere."""
    images = {one["name"].strip(): one["data"] for one in draft.state["images"]}
    return {name: data for name, data in images.items() if is_image(data)}


def hints(draft: Draft) -> Piece:
    """Return the part with the hints."""
    return render(
        "authoring/hints.html.jinja",
        hints=draft.state["hints"],
        moved=draft.moved,
        languages=spoken(draft.state),
    )


def rules(draft: Draft) -> Piece:
    """Return the part with the start, what is locked and hidden, and the ranges."""
    ticked = {"lock": draft.state["lock"], "hide": draft.state["hide"]}
    pickable = dict.fromkeys((*controls(), WEIGHTS))
    return render(
        "authoring/rules.html.jinja",
        pickable=json.dumps({name: label_of(name) for name in pickable}),
        pick_words=json.dumps(
            {way: text(f"author.pick_{way}") for way in ("lock", "hide", "free")}
        ),
        locked=locked_names(draft),
        label_of=label_of,
        never_locked=NEVER_LOCKED,
        never_hidden=NEVER_HIDDEN,
        ticked=ticked,
        all_but=draft.state["all_but"],
        vary=VARYING,
        varied=draft.state["vary"],
        in_sight=IN_SIGHT,
        more=_more_controls({*ticked["lock"], *ticked["hide"]}),
        limited={name: label_of(name) for name in (*SUMS, *limited_settings())},
        ranges=[(row, _allowed_names(row["name"])) for row in draft.state["ranges"]],
    )


def locked_names(draft: Draft) -> list[str]:
    """Return what is locked by the ticks, whichever way they are meant."""
    ticked = draft.state["lock"]
    if not draft.state["all_but"]:
        return ticked
    return [one for one in (*settings_of(controls()), WEIGHTS) if one not in ticked]


def _more_controls(ticked: set[str]) -> list[tuple[str, Sequence[str], bool]]:
    """List tables of controls that are not in sight: title, names, whether any is ticked."""
    others = sorted(ticked - {*IN_SIGHT, *IN_DRAWERS, *DRAWER_PARTS})
    tables = {"in_drawers": IN_DRAWERS, "drawers": DRAWER_PARTS, "others": others}
    return [
        (text(f"author.{title}"), names, not ticked.isdisjoint(names))
        for title, names in tables.items()
        if names
    ]


def _allowed_names(setting: str) -> Sequence[str] | None:
    """Return the names that can be ticked for a setting; None if it is limited by numbers."""
    limited = None if setting in SUMS else limited_settings()[setting]
    return list(limited.objects) if isinstance(limited, Choice | Choices) else None


def goals(draft: Draft) -> Piece:
    """Return the part with the goals."""
    kinds = {kind: _kind_name(kind) for kind in KINDS}
    return render(
        "authoring/goals.html.jinja",
        goals=draft.state["goals"],
        moved=draft.moved,
        metrics=METRICS,
        kinds=kinds,
        kinds_in_runs={kind: name for kind, name in kinds.items() if kind != "runs"},
        comparisons={how: text(f"author.{how}") for how in COMPARISONS},
    )


def _kind_name(kind: str) -> str:
    name = text(f"metric.{kind}") if kind in METRICS else text(f"author.{kind}")
    return name[:1].upper() + name[1:]


def questions(draft: Draft) -> Piece:
    """Return the part with the questions and the pass mark."""
    return render(
        "authoring/questions.html.jinja",
        questions=draft.state["questions"],
        languages=spoken(draft.state),
        moved=draft.moved,
        late_feedback=draft.state["late_feedback"],
        types={kind: text(f"author.type_{kind}") for kind in QUESTION_KINDS},
    )


def about(draft: Draft) -> Piece:
    """Return the part with what lists and teachers are told about the exercise."""
    state = draft.state
    return render("authoring/about.html.jinja", about=state["about"], languages=spoken(state))


SECTIONS: dict[str, Callable[[Draft], Piece]] = {
    "task": task,
    "hints": hints,
    "rules": rules,
    "goals": goals,
    "questions": questions,
    "about": about,
}
"""The parts of the form by their names."""
