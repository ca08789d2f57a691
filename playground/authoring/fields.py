"""What a draft is made of: its fields as plain data, and the paths that name them.

Numbers are what was typed: any text.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict, final

from playground.exercises.goals import GROUPS
from playground.strict_json import Json
from playground.text import FALLBACK_LANGUAGE, language, languages

Step = str | int
"""A key or an index."""

Path = tuple[Step, ...]
"""The name of a field, such as ``("goals", 0, "rows", 1, "number")``."""

Data = dict[str, Any]
"""Plain data of an exercise, valid or not: whatever was entered."""

Places = dict[Path, Path]
"""Path in the data of an exercise -> path in the draft."""

Words = str | dict[str, str]
"""A text: a string or, if it is there in several languages, its words by their codes."""


@final
class MetricRow(TypedDict):
    """A number of the run that is compared with one that was typed."""

    kind: str
    how: str
    number: str


@final
class GroupRow(TypedDict):
    """Conditions of which all have to hold, or any; each is a list of rows."""

    kind: str
    conditions: "list[list[Row]]"


RunsRow = TypedDict(
    "RunsRow", {"kind": str, "at_least": str, "of": str, "with": "list[Row]"}
)  # a class could not have a field called "with"

Row = MetricRow | GroupRow | RunsRow
"""One line of a goal."""


class GoalFields(TypedDict):
    """A goal, whose rows all have to hold."""

    points: str
    when_stopped: bool
    rows: list[Row]


class HintFields(TypedDict):
    """A hint."""

    text: Words


class QuestionFields(TypedDict):
    """A question, with the fields of all types; "right" is an index as text, or empty."""

    id: str
    type: str
    text: Words
    options: list[Words]
    right: str
    answer: str
    tolerance: str
    shuffle: bool
    predict: bool
    required: bool
    tries: str
    points: str


class ImageFields(TypedDict):
    """An image of the exercise, as a data URL."""

    name: str
    data: str


class RangeFields(TypedDict):
    """Limits of a setting: by numbers, or by the names that are left."""

    name: str
    min: str
    max: str
    only: list[str]


class DraftState(TypedDict):
    """All that was entered; `languages` are those beside the exercise's own."""

    version: int
    id: str
    title: Words
    language: str
    languages: list[str]
    text: Words
    pass_mark: str
    experiment: dict[str, Json] | str
    late_feedback: bool
    all_but: bool
    lock: list[str]
    also: list[str]
    hide: list[str]
    vary: list[str]
    images: list[ImageFields]
    goals: list[GoalFields]
    hints: list[HintFields]
    questions: list[QuestionFields]
    ranges: list[RangeFields]
    about: dict[str, Json]


VERSION = 1
"""Of the fields."""

USUAL_NUMBERS = {
    "accuracy": "0.95",
    "epochs": "100",
    "layers": "1",
    "neurons": "4",
    "parameters": "20",
    "features": "2",
}
USUAL_COMPARISONS = {"accuracy": "at_least", "epochs": "at_least"}


def new_row(kind: str) -> Row:
    """Return a row of a kind, filled in with what is usual."""
    if kind in GROUPS:
        return {"kind": kind, "conditions": [[new_row("test_loss")], [new_row("accuracy")]]}
    if kind == "runs":
        return {"kind": kind, "at_least": "4", "of": "5", "with": [new_row("test_loss")]}
    how = USUAL_COMPARISONS.get(kind, "at_most")
    return {"kind": kind, "how": how, "number": USUAL_NUMBERS.get(kind, "0.05")}


def new_goal() -> GoalFields:
    """Return a goal to fill in."""
    return {"points": "", "when_stopped": False, "rows": [new_row("test_loss")]}


def new_hint() -> HintFields:
    """Return an empty hint."""
    return {"text": ""}


def new_question() -> QuestionFields:
    """Return an empty question."""
    return {
        "id": "",
        "type": "choice",
        "text": "",
        "options": ["", ""],
        "right": "",
        "answer": "",
        "tolerance": "",
        "shuffle": False,
        "predict": False,
        "required": False,
        "tries": "",
        "points": "",
    }


def new_range() -> RangeFields:
    """Return limits to fill in."""
    return {"name": "hidden_neurons", "min": "", "max": "", "only": []}


def new_image() -> ImageFields:
    """Return an image to fill in."""
    return {"name": "", "data": ""}


LISTS: Mapping[str, Callable[[], Any]] = {
    "goals": new_goal,
    "hints": new_hint,
    "questions": new_question,
    "ranges": new_range,
    "images": new_image,
}
"""Lists of a draft: what makes a new entry."""


def present_language() -> str:
    """Return the language that an author who reads the page is likely to write in."""
    code = language().code
    return code if code in languages() else FALLBACK_LANGUAGE


def empty_state() -> DraftState:
    """Return the state of a draft in which nothing was entered yet."""
    return {
        "version": VERSION,
        "id": "",
        "title": "",
        "language": present_language(),
        "languages": [],
        "text": "",
        "pass_mark": "",
        "experiment": {},
        "late_feedback": False,
        "all_but": False,
        "lock": [],
        "also": [],
        "hide": [],
        "vary": [],
        "images": [],
        "goals": [],
        "hints": [],
        "questions": [],
        "ranges": [],
        "about": {},
    }
