"""Names of the kinds of plain data that exercises, results and evidence are, for annotations."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypedDict

from playground.strict_json import Json

Path = tuple[str | int, ...]
"""Where something is in plain data: keys and indices."""

Lines = dict[Path, int]
"""On which line of a file each value begins."""

Words = str | dict[str, str]
"""A text in the language of its exercise, or the text in several languages by their codes."""

Answer = int | float | str
"""To a question: text of an option, number or text; in earlier results the index of an option."""

Verdict = bool | None
"""Whether a goal is met; None if that is not known."""

Metric = Literal[
    "test_loss",
    "train_loss",
    "gap",
    "accuracy",
    "epochs",
    "layers",
    "neurons",
    "parameters",
    "features",
]

Feedback = Literal["at_once", "after_hand_in"]
"""When it is said whether answers are right."""

Varying = Literal["data_seed", "seed"]
"""Settings of which every student can get another value."""

ClaimName = Literal["test_loss", "train_loss", "accuracy"]
"""What a result says that it reaches."""

GroupName = Literal["all", "any"]

Comparison = Mapping[str, float]
"""How a number has to compare -> with what."""


class Evidence(TypedDict):
    """The numbers about a run that goals are judged by, and those of the runs that led to it."""

    test_loss: float
    train_loss: float
    gap: float
    accuracy: float | None
    epochs: int
    layers: int
    neurons: int
    parameters: int
    features: int
    runs: NotRequired[list["Evidence"]]


RunsPart = TypedDict("RunsPart", {"at_least": int, "of": int, "with": "Condition"})
"""How many of the last runs have to meet a condition."""


class Condition(TypedDict, total=False):
    """What has to hold together."""

    all: Sequence["Condition"]
    any: Sequence["Condition"]
    runs: RunsPart
    test_loss: Comparison
    train_loss: Comparison
    gap: Comparison
    accuracy: Comparison
    epochs: Comparison
    layers: Comparison
    neurons: Comparison
    parameters: Comparison
    features: Comparison


class GoalData(Condition, total=False):
    """A goal as an exercise spells it."""

    points: int
    when_stopped: bool


class QuestionData(TypedDict):
    """A question as an exercise spells it."""

    id: str
    type: Literal["choice", "number", "text"]
    text: Words
    options: NotRequired[list[Words]]
    answer: NotRequired[Answer]
    tolerance: NotRequired[float]
    shuffle: NotRequired[bool]
    predict: NotRequired[bool]
    required: NotRequired[bool]
    tries: NotRequired[int]
    points: NotRequired[int]


class Limits(TypedDict, total=False):
    """What a range allows."""

    min: float
    max: float
    only: list[str]


class AllBut(TypedDict):
    """All settings of a run, save those that these controls change, and also other controls."""

    all_but: list[str]
    also: NotRequired[list[str]]


class About(TypedDict, total=False):
    """What lists and teachers are told about an exercise."""

    summary: str
    minutes: int
    builds_on: list[str]
    learned: str
    misconception: str
    expected: dict[str, str]
    classes: dict[str, str]


class ExerciseData(TypedDict):
    """A valid exercise as plain data."""

    id: str
    title: Words
    language: str
    text: Words
    images: NotRequired[dict[str, str]]
    experiment: dict[str, Json] | str
    lock: NotRequired[list[str] | AllBut]
    hide: NotRequired[list[str]]
    ranges: NotRequired[dict[str, Limits]]
    vary: NotRequired[list[Varying]]
    goals: NotRequired[list[GoalData]]
    hints: NotRequired[list[Words]]
    questions: NotRequired[list[QuestionData]]
    feedback: NotRequired[Feedback]
    pass_mark: NotRequired[int]
    about: NotRequired[About]


class RunData(TypedDict):
    """A run as a result spells it; the weights in base64."""

    seed: int
    epochs: int
    weights: str


class EffortData(TypedDict):
    """What it took, as a result spells it."""

    tries: dict[str, int]
    hints: int
    seconds: int
    epochs: NotRequired[int]
    runs: NotRequired[int]


class ResultData(TypedDict):
    """A valid result as plain data."""

    playground: int
    exercise: str
    experiment: str
    runs: list[RunData]
    answers: dict[str, Answer]
    claims: dict[ClaimName, float]
    effort: NotRequired[EffortData]
    exercise_version: NotRequired[str]
    student: NotRequired[str]
    order: NotRequired[int]
    software_version: NotRequired[str]


Row = dict[str, str | int | float]
"""A line of the graders' table: column -> value."""
