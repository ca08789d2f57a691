"""A draft of an exercise: all that was entered, however unfinished, and the exercise it makes.

A draft is plain data, so it can be kept from visit to visit, and loses nothing by being wrong: what
was typed as a number stays text until the exercise is made of it. A field is named by its path,
such as ``("goals", 0, "rows", 1, "number")``.
"""

import json

from playground import strict_json
from playground.authoring import conditions
from playground.authoring.conditions import read, spell
from playground.authoring.naming import identifier, question_names
from playground.exercises.exercise import Exercise, find_problems, read_experiment
from playground.exercises.rules import limited_settings, limits_of
from playground.exercises.schema import field
from playground.experiment import Experiment
from playground.experiment.limits import SUMS

VERSION = 1

TEXTS = ("id", "title", "language", "text", "pass_mark")
"""Fields that are one text each."""

LISTS = {
    "goals": lambda: {
        "points": "",
        "when_stopped": False,
        "rows": [conditions.new_row("test_loss")],
    },
    "hints": lambda: {"text": ""},
    "questions": lambda: {
        "id": "",
        "type": "choice",
        "text": "",
        "options": ["", ""],
        "right": "",
        "answer": "",
        "tolerance": "",
        "shuffle": False,
        "predict": False,
        "points": "",
    },
    "ranges": lambda: {"name": "hidden_neurons", "min": "", "max": "", "only": []},
}
"""Lists of a draft: what makes a new entry."""


class Draft:
    """What is being written.

    Parameters
    ----------
    state : dict, optional
        As `to_json` wrote it; by default that of an empty draft.

    Attributes
    ----------
    state : dict
        Plain data.
    """

    def __init__(self, state=None):
        self.state = state or {
            "version": VERSION,
            **dict.fromkeys(TEXTS, ""),
            "language": "en",
            "experiment": {},
            "late_feedback": False,
            "all_but": False,
            "lock": [],
            "hide": [],
            **{name: [] for name in LISTS},
        }

    @classmethod
    def from_exercise(cls, exercise):
        """Return the draft that makes an exercise again."""
        data, draft = exercise.data, cls()
        lock = data.get("lock", [])
        draft.state |= {
            **{name: data[name] for name in TEXTS if name in data},
            "pass_mark": spell(data["pass_mark"]) if "pass_mark" in data else "",
            "experiment": data["experiment"],
            "late_feedback": data.get("feedback") == "after_hand_in",
            "all_but": isinstance(lock, dict),
            "lock": [*(lock["all_but"] if isinstance(lock, dict) else lock)],
            "hide": [*data.get("hide", ())],
            "goals": [_goal_fields(goal) for goal in data.get("goals", ())],
            "hints": [{"text": hint} for hint in data.get("hints", ())],
            "questions": [_question_fields(one) for one in data.get("questions", ())],
            "ranges": [_range_fields(*one) for one in data.get("ranges", {}).items()],
        }
        return draft

    @classmethod
    def from_json(cls, content):
        """Return the draft that `to_json` wrote; an empty one for anything else."""
        try:
            draft = cls(_completed(strict_json.read(content)))
            draft.document()
            if draft.state["version"] == VERSION and draft.state.keys() == cls().state.keys():
                return draft
        except (ValueError, TypeError, LookupError, AttributeError):
            pass
        return cls()

    def to_json(self):
        """Return the draft as JSON."""
        return json.dumps(self.state, ensure_ascii=False, separators=(",", ":"))

    def get(self, path):
        """Return what is at a path: a text, a flag, a list or a mapping."""
        found = self.state
        for step in path:
            found = found[step]
        return found

    def set(self, path, value):
        """Take what was entered in a field."""
        self.get(path[:-1])[path[-1]] = value

    def add(self, path, entry):
        """Add an entry to a list and return its path."""
        entries = self.get(path)
        entries.append(entry)
        return (*path, len(entries) - 1)

    def remove(self, path):
        """Take an entry out of its list; the right option stays the right one."""
        del self.get(path[:-1])[path[-1]]
        if path[-2] == "options":
            question, gone = self.get(path[:-2]), path[-1]
            others = [str(i) for i in range(len(question["options"]) + 1) if i != gone]
            is_left = question["right"] in others
            question["right"] = str(others.index(question["right"])) if is_left else ""

    def tick(self, name, control, is_ticked):
        """Put a control into a list of controls, or take it out."""
        names = [one for one in self.state[name] if one != control]
        self.state[name] = [*names, control] if is_ticked else names

    def take_start(self, experiment):
        """Make an experiment's settings the starting ones: those that are not the usual ones."""
        usual = Experiment().settings()
        self.state["experiment"] = {
            name: declared.write(value) if name == "points" else value
            for name, declared in Experiment.declarations().items()
            if (value := getattr(experiment, name)) != usual[name]
        }

    def start(self):
        """Return the starting experiment; what is wrong with it is left out."""
        return read_experiment(self.state["experiment"])[0]

    def document(self):
        """Return the exercise as plain data, valid or not, and where its parts were entered.

        Returns
        -------
        data : dict
        places : dict
            Path in the data -> path in the draft.
        """
        state = self.state
        data = {name: state[name].strip() for name in ("id", "title", "language")}
        data["id"] = data["id"] or identifier(data["title"])
        data |= {name: state[name] for name in ("text", "experiment")}
        places = {(name,): (name,) for name in data}
        if state["lock"] or state["all_but"]:
            data["lock"] = {"all_but": state["lock"]} if state["all_but"] else state["lock"]
            places["lock",] = ("lock",)
        if state["hide"]:
            data["hide"] = state["hide"]
        for name, build in BUILDERS.items():
            if state[name]:
                data[name], inner = build(state[name])
                places |= {(name, *path): (name, *place) for path, place in inner.items()}
        if state["pass_mark"].strip():
            data["pass_mark"] = read(state["pass_mark"])
            places["pass_mark",] = ("pass_mark",)
        if state["late_feedback"]:
            data["feedback"] = "after_hand_in"
        return data, places

    def problems(self):
        """Return what is wrong: a list of (path of the field, sentence).

        Where a problem belongs to no field, the path is that of the closest that holds it, at last
        the empty one.
        """
        data, places = self.document()
        return [
            (_place(path, places), _sentence(path, message))
            for path, message in find_problems(data)
        ]

    def exercise(self):
        """Return the exercise; ExerciseError if there is a problem with it."""
        return Exercise.from_data(self.document()[0])


def _completed(state):
    """Give a draft that an earlier version has kept what it does not have yet."""
    lists = {name: [{**new(), **entry} for entry in state[name]] for name, new in LISTS.items()}
    return {**Draft().state, **state, **lists}


def _place(path, places):
    while path and path not in places:
        path = path[:-1]
    return places.get(path, path)


def _sentence(path, message):
    """Leave out where a problem is, which the form shows."""
    sentence = message.removeprefix(field(path)).lstrip()
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _goal_fields(goal):
    of_the_goal = ("points", "when_stopped")
    condition = {name: part for name, part in goal.items() if name not in of_the_goal}
    points = spell(goal["points"]) if "points" in goal else ""
    when_stopped = goal.get("when_stopped", False)
    rows = conditions.rows_of(condition)
    return {"points": points, "when_stopped": when_stopped, "rows": rows}


def _goals(goals):
    data, places = [], {}
    for i, goal in enumerate(goals):
        condition, inner = conditions.condition_of(goal["rows"], (i, "rows"))
        places |= {(i, *path): place for path, place in inner.items()}
        points = _numbers(goal, ("points",))
        places |= {(i, name): (i, name) for name in points}
        stopped = {"when_stopped": True} if goal["when_stopped"] else {}
        data.append(condition | stopped | points)
    return data, places


def _hints(hints):
    return [hint["text"] for hint in hints], {(i,): (i, "text") for i in range(len(hints))}


def _range_fields(name, limits):
    numbers = {key: spell(limits[key]) if key in limits else "" for key in ("min", "max")}
    return {"name": name, **numbers, "only": [*limits.get("only", ())]}


def _ranges(ranges):
    limited = limited_settings()
    data, places = {}, {}
    for i, row in enumerate(ranges):
        name = row["name"]
        keys = ("min", "max") if name in SUMS else limits_of(limited[name])
        limits = _numbers(row, ("min", "max")) if "min" in keys else {"only": row["only"]}
        data[name] = data.get(name, {}) | limits
        places |= {(name,): (i,), **{(name, key): (i, key) for key in limits}}
    return data, places


def _question_fields(question):
    fields = LISTS["questions"]() | {
        name: question[name]
        for name in ("id", "type", "text", "shuffle", "predict")
        if name in question
    }
    for name in ("tolerance", "points"):
        fields[name] = spell(question[name]) if name in question else ""
    if question["type"] == "choice":
        fields["options"] = [*question["options"]]
        if "answer" in question:
            fields["right"] = str(question["options"].index(question["answer"]))
    elif "answer" in question:
        fields["answer"] = spell(question["answer"])
    return fields


def _questions(questions):
    names = question_names([(one["id"].strip(), one["text"]) for one in questions])
    data = [_question(name, fields) for name, fields in zip(names, questions, strict=True)]
    places = {(i, name): (i, name) for i, one in enumerate(data) for name in one}
    places |= {
        (i, "options", n): (i, "options", n)
        for i, one in enumerate(data)
        for n in range(len(one.get("options", ())))
    }
    return data, places


def _question(name, fields):
    kind = fields["type"]
    data = {
        "id": name,
        "type": kind,
        "text": fields["text"],
    }
    if kind == "choice":
        data["options"] = [option.strip() for option in fields["options"]]
        if fields["right"]:
            data["answer"] = data["options"][int(fields["right"])]
    if kind == "number":
        data |= _numbers(fields, ("answer", "tolerance"))
    if kind == "choice" and fields["shuffle"]:
        data["shuffle"] = True
    if fields["predict"]:
        data["predict"] = True
    return data | _numbers(fields, ("points",))


def _numbers(fields, names):
    """Return the numbers that were entered; a field that was left empty has none."""
    return {name: read(fields[name]) for name in names if fields[name].strip()}


BUILDERS = {"ranges": _ranges, "goals": _goals, "hints": _hints, "questions": _questions}
"""What makes a part of the exercise of a list of the draft, and says where its parts are."""
