"""The document of an exercise as plain data, made of the fields of a draft, and the other way."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

from playground.authoring import conditions, wordings
from playground.authoring.conditions import read, spell
from playground.authoring.fields import (
    Data,
    DraftState,
    GoalFields,
    HintFields,
    ImageFields,
    Places,
    QuestionFields,
    RangeFields,
    empty_state,
    new_question,
)
from playground.authoring.naming import identifier, question_names
from playground.authoring.wordings import said
from playground.exercises import wording
from playground.exercises.exercise import read_experiment
from playground.exercises.rules import WEIGHTS, limited_settings, limits_of
from playground.experiment.limits import SUMS


def fields_of(data: Mapping[str, Any]) -> DraftState:
    """Return the fields that make a valid exercise again."""
    everything, data = data, wording.in_language(data, data["language"])
    lock = data.get("lock", [])
    state = empty_state()
    state |= {
        "id": data["id"],
        "title": data["title"],
        "language": data["language"],
        "text": data["text"],
        "pass_mark": spell(data["pass_mark"]) if "pass_mark" in data else "",
        "experiment": data["experiment"],
        "late_feedback": data.get("feedback") == "after_hand_in",
        "languages": wording.languages(everything)[1:],
        "all_but": isinstance(lock, dict),
        "lock": _ticked(lock),
        "also": [one for one in _also(lock) if one != WEIGHTS],
        "hide": [*data.get("hide", ())],
        "vary": [*data.get("vary", ())],
        "images": [{"name": name, "data": url} for name, url in data.get("images", {}).items()],
        "goals": [_goal_fields(goal) for goal in data.get("goals", ())],
        "hints": [{"text": hint} for hint in data.get("hints", ())],
        "questions": [_question_fields(one) for one in data.get("questions", ())],
        "ranges": [_range_fields(*one) for one in data.get("ranges", {}).items()],
        "about": deepcopy(data.get("about", {})),
    }
    wordings.collect(state, everything, data_of(state)[1])
    return state


def data_of(state: DraftState) -> tuple[Data, Places]:
    """Return the exercise that fields make, valid or not, and where its parts were entered.

    Returns
    -------
    data : dict
    places : dict
        Path in the data -> path in the draft.
    """
    entered, state = state, cast(DraftState, wordings.in_own(state))
    title = said(state["title"]).strip()
    data: Data = {
        "id": state["id"].strip() or identifier(title),
        "title": title,
        "language": state["language"].strip(),
        "text": state["text"],
        "experiment": state["experiment"],
    }
    places: Places = {(name,): (name,) for name in data}
    if state["lock"] or state["all_but"]:
        data["lock"] = _all_but(state) if state["all_but"] else state["lock"]
        places["lock",] = ("lock",)
    for ticked, names in {"hide": state["hide"], "vary": state["vary"]}.items():
        if names:
            data[ticked] = names
            places[ticked,] = (ticked,)
    for name, (part, inner) in _lists(state).items():
        data[name] = part
        places |= {(name, *path): (name, *place) for path, place in inner.items()}
    if state["pass_mark"].strip():
        data["pass_mark"] = read(state["pass_mark"])
        places["pass_mark",] = ("pass_mark",)
    if state["late_feedback"]:
        data["feedback"] = "after_hand_in"
    if state["about"]:
        data["about"] = _about(state["about"], data)
        places |= {path: path for path in wordings.about_texts(data["about"])}
        places["about",] = ("text",)
    return data, places | wordings.spread(data, entered, places)


def _about(about: Mapping[str, Any], data: Data) -> Data:
    """Return what is said about an exercise, without questions and classes that are gone."""
    kept = dict(about)
    if isinstance(about.get("expected"), Mapping):
        asked = [question["id"] for question in data.get("questions", ())]
        kept["expected"] = _only(about["expected"], asked)
    if isinstance(about.get("classes"), Mapping):
        start, _ = read_experiment(data["experiment"])
        kept["classes"] = _only(about["classes"], start.class_names)
    return kept


def _only(words: Mapping[str, Any], names: Collection[str]) -> Data:
    return {name: each for name, each in words.items() if name in names}


def _also(lock: Sequence[str] | Mapping[str, Sequence[str]]) -> Sequence[str]:
    return lock.get("also", ()) if isinstance(lock, Mapping) else ()


def _ticked(lock: Sequence[str] | Mapping[str, Sequence[str]]) -> list[str]:
    """Return what is ticked in the form: what is locked, or what is free where all else is."""
    if not isinstance(lock, Mapping):
        return [*lock]
    weights = [] if WEIGHTS in _also(lock) else [WEIGHTS]
    return [*(one for one in lock["all_but"] if one != WEIGHTS), *weights]


def _all_but(state: DraftState) -> Data:
    """Return the lock of all that is not ticked: settings, and weights by hand."""
    also = [*state["also"], *([] if WEIGHTS in state["lock"] else [WEIGHTS])]
    free = [one for one in state["lock"] if one != WEIGHTS]
    return {"all_but": free} | ({"also": also} if also else {})


def _images(images: Sequence[ImageFields]) -> tuple[Data, Places]:
    """Return the images by their names; one whose name is taken gets one that is refused."""
    data: Data = {}
    places: Places = {}
    for i, one in enumerate(images):
        name = one["name"].strip()
        name = f"{name} {i + 1}" if name in data else name
        data[name] = one["data"]
        places[name,] = (i, "name")
    return data, places


def _goal_fields(goal: Mapping[str, Any]) -> GoalFields:
    of_the_goal = ("points", "when_stopped")
    condition = {name: part for name, part in goal.items() if name not in of_the_goal}
    return {
        "points": spell(goal["points"]) if "points" in goal else "",
        "when_stopped": goal.get("when_stopped", False),
        "rows": conditions.rows_of(condition),
    }


def _goals(goals: Sequence[GoalFields]) -> tuple[list[Data], Places]:
    data: list[Data] = []
    places: Places = {}
    for i, goal in enumerate(goals):
        condition, inner = conditions.condition_of(goal["rows"], (i, "rows"))
        places |= {(i, *path): place for path, place in inner.items()}
        points = _numbers(points=goal["points"])
        places |= {(i, name): (i, name) for name in points}
        stopped = {"when_stopped": True} if goal["when_stopped"] else {}
        data.append(condition | stopped | points)
    return data, places


def _hints(hints: Sequence[HintFields]) -> tuple[list[str], Places]:
    return [said(hint["text"]) for hint in hints], {(i,): (i, "text") for i in range(len(hints))}


def _range_fields(name: str, limits: Mapping[str, Any]) -> RangeFields:
    return {
        "name": name,
        "min": spell(limits["min"]) if "min" in limits else "",
        "max": spell(limits["max"]) if "max" in limits else "",
        "only": [*limits.get("only", ())],
    }


def _ranges(ranges: Sequence[RangeFields]) -> tuple[Data, Places]:
    limited = limited_settings()
    data: Data = {}
    places: Places = {}
    for i, row in enumerate(ranges):
        name = row["name"]
        keys = ("min", "max") if name in SUMS else limits_of(limited[name])
        limits: Data = {"only": row["only"]}
        if "min" in keys:
            limits = _numbers(min=row["min"], max=row["max"])
        data[name] = data.get(name, {}) | limits
        places[name,] = (i,)
        places |= {(name, key): (i, key) for key in limits}
    return data, places


def _question_fields(question: Mapping[str, Any]) -> QuestionFields:
    fields = new_question()
    fields |= {"id": question["id"], "type": question["type"], "text": question["text"]}
    fields["shuffle"] = question.get("shuffle", False)
    fields["predict"] = question.get("predict", False)
    fields["required"] = question.get("required", False)
    fields["tries"] = spell(question["tries"]) if "tries" in question else ""
    fields["tolerance"] = spell(question["tolerance"]) if "tolerance" in question else ""
    fields["points"] = spell(question["points"]) if "points" in question else ""
    if question["type"] == "choice":
        fields["options"] = [*question["options"]]
        if "answer" in question:
            fields["right"] = str(question["options"].index(question["answer"]))
    elif "answer" in question:
        fields["answer"] = spell(question["answer"])
    return fields


def _questions(questions: Sequence[QuestionFields]) -> tuple[list[Data], Places]:
    names = question_names([(one["id"].strip(), said(one["text"])) for one in questions])
    data = [_question(name, fields) for name, fields in zip(names, questions, strict=True)]
    places: Places = {}
    for i, one in enumerate(data):
        places |= {(i, name): (i, name) for name in one}
        for n in range(len(one.get("options", ()))):
            places[i, "options", n] = (i, "options", n)
    return data, places


def _question(name: str, fields: QuestionFields) -> Data:
    kind = fields["type"]
    data: Data = {"id": name, "type": kind, "text": fields["text"]}
    if kind == "choice":
        data["options"] = [said(option).strip() for option in fields["options"]]
        if fields["right"]:
            data["answer"] = data["options"][int(fields["right"])]
    if kind == "number":
        data |= _numbers(answer=fields["answer"], tolerance=fields["tolerance"])
    if kind == "choice" and fields["shuffle"]:
        data["shuffle"] = True
    if fields["predict"]:
        data["predict"] = True
    if fields["required"]:
        data["required"] = True
    if kind != "text":
        data |= _numbers(tries=fields["tries"])
    return data | _numbers(points=fields["points"])


def _numbers(**entered: str) -> Data:
    """Return the numbers that were entered; a field that was left empty has none."""
    return {name: read(number) for name, number in entered.items() if number.strip()}


def _lists(state: DraftState) -> dict[str, tuple[object, Places]]:
    """Return each part of the exercise that a list makes, and where its parts were entered."""
    made: dict[str, tuple[object, Places]] = {
        "ranges": _ranges(state["ranges"]),
        "goals": _goals(state["goals"]),
        "hints": _hints(state["hints"]),
        "questions": _questions(state["questions"]),
        "images": _images(state["images"]),
    }
    return {name: built for name, built in made.items() if built[0]}
